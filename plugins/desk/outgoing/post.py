"""To post is to hand letters to the magazine's mail server, one at a time, and to know of each what became of it."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused
from plugins.desk.outgoing import outbox
from plugins.desk.outgoing.outbox import Letter
from plugins.desk.settings import FILE, Server, password, trouble
from plugins.magazine.mailbox import one_line

SENT, REFUSED, LOST, IN_DOUBT = "sent", "refused", "lost", "in doubt"
PATIENCE = 60  # seconds without a word of the server
THOUGHT = 600  # seconds that a server may read a message before it answers (RFC 5321, section 4.5.3.2.6)
WAITS = 354  # what a server says that waits for the text
US = "[127.0.0.1]"  # what the desk calls itself (RFC 5321, section 4.1.3): no machine's name goes out
LONGEST_LINE = 998  # bytes (RFC 5322, section 2.1.1)
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class Outcome(NamedTuple):
    """What became of a letter, and what the server said of it. LOST is surely not sent, IN_DOUBT nobody knows."""

    state: str
    answer: str


def deliver(letters: list[Letter], server: Server, root: Path, day: date) -> Iterator[tuple[Path, Outcome]]:
    """Sends letters, and gives each with what became of it. Where the connection breaks, the rest stays in the outbox."""
    connection = connect(server)
    for letter in letters:
        file = outbox.claim(letter.file, root)
        outcome = hand_over(connection, letter)
        if outcome.state == SENT:
            file = outbox.done(file, root, day, outcome.answer)
        elif outcome.state != IN_DOUBT:
            file = outbox.give_back(file, root)
        yield file, outcome
        if outcome.state in (LOST, IN_DOUBT):
            return
    with suppress(OSError):  # all is said, whether the server hears the farewell or not
        connection.quit()


def connect(server: Server) -> smtplib.SMTP:
    """A connection on which letters can be sent; raises Refused where there is none to be had."""
    secret, where = password("smtp", server), f"{server.host}:{server.port}"
    try:
        if server.security == "tls":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, local_hostname=US, timeout=PATIENCE, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, local_hostname=US, timeout=PATIENCE)
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, secret)
    except smtplib.SMTPAuthenticationError as error:
        why = said(error.smtp_code, error.smtp_error)
        raise Refused(FILE, f"{where} does not let {server.user} in ({why}): check `user` and DESK_SMTP_PASSWORD") from error
    except smtplib.SMTPResponseException as error:
        raise Refused(FILE, f"{where} says no ({said(error.smtp_code, error.smtp_error)}): ask whoever runs it, or try later") from error
    except UnicodeEncodeError as error:
        raise Refused(FILE, "`user` or DESK_SMTP_PASSWORD has letters beyond ASCII, in which nobody can sign in: choose others") from error
    except OSError as error:  # those of smtplib and ssl among them
        raise Refused(FILE, f"{where} cannot be used: {trouble(error)}") from error
    return connection


def hand_over(connection: smtplib.SMTP, letter: Letter) -> Outcome:
    """Sends one letter (RFC 5321, section 3.3): to all it is addressed to, or to none."""
    try:
        raw, code, answer = _up_to_data(connection, letter)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(LOST, str(error))
    return text(connection, raw) if code == WAITS else Outcome(REFUSED, said(code, answer))


def text(connection: smtplib.SMTP, raw: bytes) -> Outcome:
    """Sends a message to a server that waits for it.

    What did not leave to its last dot is surely not there. From then on the server may have it though we do not hear of it, or
    hear what is no answer (RFC 5321, section 4.2.1: its first digit counts).
    """
    try:
        connection.send(_LEADING_DOT.sub(b"..", raw).removesuffix(b"\r\n") + b"\r\n.\r\n")
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(LOST, str(error))
    try:
        connection.sock.settimeout(THOUGHT)  # type: ignore[union-attr]  # it was sent by it
        code, answer = connection.getreply()
        connection.sock.settimeout(PATIENCE)  # type: ignore[union-attr]  # it was read from
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(IN_DOUBT, str(error))
    return Outcome({2: SENT, 4: REFUSED, 5: REFUSED}.get(code // 100, IN_DOUBT), said(code, answer))


def _up_to_data(connection: smtplib.SMTP, letter: Letter) -> tuple[bytes, int, bytes]:
    """Sends everything but the letter; gives it as this server takes it, with the server's last answer (354: go on)."""
    connection.ehlo_or_helo_if_needed()
    connection.rset()  # of a letter before that was not taken
    raw, eight = letter.raw, connection.has_extn("8bitmime")
    if not raw.isascii() and not eight or max(map(len, raw.split(b"\r\n"))) > LONGEST_LINE:
        raw = _encoded(raw)
    commands = [f"MAIL FROM:<{letter.sender}>{' BODY=8BITMIME' if eight else ''}", *(f"RCPT TO:<{one}>" for one in letter.to)]
    for command in commands:
        code, answer = connection.docmd(command)
        if code // 100 != 2:
            return raw, code, answer
    return raw, *connection.docmd("DATA")


def _encoded(raw: bytes) -> bytes:
    """The same letter in lines of ASCII that every server takes (RFC 2045, section 6.7)."""
    message = message_from_bytes(raw, policy=SMTP)
    for part in message.walk():
        if part.get_content_maintype() == "text" and str(part["Content-Transfer-Encoding"]).lower() not in ("base64", "quoted-printable"):
            part.set_content(part.get_content(), subtype=part.get_content_subtype(), cte="quoted-printable")
    return message.as_bytes(policy=SMTP.clone(cte_type="7bit"))


def said(code: int, answer: bytes | str) -> str:
    """A server's answer on one line; one without a code is no answer."""
    words = one_line(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
    return f"{code} {words}" if code >= 0 else f"an answer that is none: {words}"
