"""The line to the mail server, over which message after message goes; it is made anew where it breaks, and now and then."""

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress

from plugins.desk.house import Refused
from plugins.desk.outgoing.post import IN_DOUBT, LOST, REFUSED, WAITS, Outcome, connect, said, text
from plugins.desk.sending.ledger import LATER
from plugins.desk.settings import FILE, Server

EVERY = 100  # messages over one connection: many servers take no more
# Refusals that are about an address alone: by their codes (RFC 3463, sections 3.2 and 3.3), and where a server gives none, by its words
_ENHANCED = re.compile(r"\d{3} 5\.(\d{1,3})\.(\d{1,3})\b")
_OF_AN_ADDRESS = {"1": ("0", "1", "2", "3", "4", "6", "10"), "2": ("0", "1")}
_UNKNOWN = re.compile(
    r"5(?:50|51|53) .*(?:no such|unknown|unrouteable|invalid|not exist|n.t exist|not found|no mailbox|mailbox unavailable|disabled)",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"(?!421)[45]\d\d ")  # and the line goes on; 421 closes it (RFC 5321, section 3.8)


class Line:
    """A line on which nothing is said before the first message."""

    def __init__(self, server: Server):
        self._server, self._left = server, 0
        self._connection: smtplib.SMTP | None = None

    def hand_over(self, sender: str, to: str, raw: bytes, leaves: Callable[[], None] = lambda: None) -> Outcome:
        """Sends one message (RFC 5321, section 3.3; RFC 6152 and 6531 where it is not in ASCII).

        ``leaves`` is called when the server waits for the text. LATER and LOST are surely not sent, IN_DOUBT nobody knows.
        Raises Refused where no message at all would be taken.
        """
        connection = self.open()
        try:
            if refused := self._up_to_data(connection, sender, to, raw):
                return refused
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome(LOST, str(error))
        try:
            leaves()
        except Refused:
            self._drop()  # what is said on it now would be text
            raise
        outcome = text(connection, raw)
        self._left -= 1
        if outcome.state in (LOST, IN_DOUBT):
            self._drop()
        return self._refused(outcome.answer) if outcome.state == REFUSED else outcome

    def close(self) -> None:
        if self._connection:
            with suppress(OSError, smtplib.SMTPException):  # all is said, whether the server hears the farewell or not
                self._connection.quit()
        self._connection = None

    def open(self) -> smtplib.SMTP:
        """The connection, made anew where there is none; raises Refused where none is to be had."""
        if self._left <= 0:
            self.close()
        if not self._connection:
            self._connection, self._left = connect(self._server), EVERY
            self._connection.command_encoding = "utf-8"  # type: ignore[attr-defined]  # smtplib has it, its stubs do not
        return self._connection

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _up_to_data(self, connection: smtplib.SMTP, sender: str, to: str, raw: bytes) -> Outcome | None:
        """Sends everything but the message; how the server refused it, or nothing where it waits for the text."""
        connection.ehlo_or_helo_if_needed()
        more = " BODY=8BITMIME" if not raw.isascii() else ""
        if not to.isascii():
            if not connection.has_extn("smtputf8"):
                return Outcome(REFUSED, "the server knows no addresses beyond ASCII")
            more += " SMTPUTF8"
        elif more and not connection.has_extn("8bitmime"):
            raise Refused(FILE, "the server takes no 8-bit text, and the message has some: print it again (make html), or name another")
        code, answer = connection.docmd(f"MAIL FROM:<{sender}>{more}")
        if code >= 500:
            raise Refused(FILE, f"the server takes nothing from {sender} ({said(code, answer)}): ask whoever runs it")
        if code // 100 == 2:
            code, answer = connection.docmd(f"RCPT TO:<{to}>")
            if code // 100 != 2:
                return self._refused(said(code, answer), named=True)
            code, answer = connection.docmd("DATA")
            if code == WAITS:
                return None
        return self._refused(said(code, answer))

    def _refused(self, words: str, *, named: bool = False) -> Outcome:
        """A refusal for good where it is about the address, else for now; the next message begins afresh."""
        if not _REFUSED.match(words):  # it closes the line, or says what no server says
            self._drop()
            return Outcome(LOST, words)
        if self._connection:
            with suppress(OSError, smtplib.SMTPException):
                self._connection.rset()
        return Outcome(REFUSED if words[0] == "5" and is_of_an_address(words, named=named) else LATER, words)


def is_of_an_address(said: str, *, named: bool) -> bool:
    """Whether a server refuses because nobody has the address; its words count only where the address alone was ``named`` to it."""
    if found := _ENHANCED.match(said):
        return found[2] in _OF_AN_ADDRESS.get(found[1], ())
    return named and bool(_UNKNOWN.match(said))


def is_for_good(outcome: Outcome) -> bool:
    """Whether a server that puts a reader off would say the same in an hour (RFC 5321, section 4.2.1), whoever the reader is."""
    return outcome.state == LATER and outcome.answer.startswith("5")
