"""The mailbox that letters are sent to, read over IMAP (RFC 3501): nothing in it is deleted, moved or marked."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from plugins.desk import answer, settings
from plugins.desk.house import Refused
from plugins.desk.incoming import mail
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.within import within
from plugins.desk.settings import FILE, Reading

SECONDS = 60  # that a server may take for an answer
AT_ONCE = 200  # messages whose sizes are asked for at a time
_ABOUT = re.compile(rb"UID (\d+)|RFC822\.SIZE (\d+)")
_ID = re.compile(rb"(?i)message-id:\s*(<[^<>\s]{1,250}>)")


def read(root: Path) -> Iterator[Arrival | Refused]:
    """What the messages bring that are not here yet; whatever keeps the mailbox from being read is a Refused."""
    try:
        server = settings.read(root).imap
        if not server:
            message = "no mailbox is named: write `imap: {host: imap.my.example, user: stories}`, and keep the password out of it"
            raise Refused(FILE, message)
        yield from _messages(server, settings.password("imap", server), answer.known_messages(root))
    except Refused as why:
        yield why
    except (OSError, imaplib.IMAP4.error) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        yield Refused(FILE, f"the mailbox cannot be read ({said}): try again later; what was taken in is here")


def _messages(server: Reading, password: str, known: set[tuple[str, int]]) -> Iterator[Arrival | Refused]:
    box = _opened(server, password)
    try:
        for uid, message_id, size in _listed(box):
            name = f"{server.folder}, message {uid}"
            if (message_id, size) in known:
                continue
            if size > mail.LARGEST:
                yield Refused(name, mail.too_large(size))
                continue
            _, answers = box.uid("FETCH", str(uid), "(BODY.PEEK[])")  # which does not mark it as read
            raw = next((one[1] for one in answers if isinstance(one, tuple)), None)
            if raw is None:
                yield Refused(name, "the server did not give it: was it taken away in the meantime? Try again")
            else:
                yield from within(mail.letters, raw, name, name=name)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):  # it may have hung up first
            box.logout()


def _opened(server: Reading, password: str) -> imaplib.IMAP4:
    """The mailbox with its folder open, for reading alone."""
    box = _connected(server)
    try:
        if server.user:
            _signed_in(box, server, password)
        status, said = box.select(_quoted(server.folder), readonly=True)
        if status != "OK":
            folder = f"there is no folder {server.folder} in the mailbox ({_words(said)}): mend `folder`"
            raise Refused(FILE, folder)
    except BaseException:
        box.shutdown()
        raise
    return box


def _connected(server: Reading) -> imaplib.IMAP4:
    """A connection to the server, encrypted as it is to be; raises Refused where there is none to be had."""
    context = ssl.create_default_context()
    box: imaplib.IMAP4 | None = None
    try:
        if server.security == "tls":
            return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=SECONDS)
        box = imaplib.IMAP4(server.host, server.port, timeout=SECONDS)
        if server.security == "starttls":
            box.starttls(context)
        return box
    except (OSError, imaplib.IMAP4.error) as error:
        if box:
            with suppress(OSError):  # it may be closed already
                box.shutdown()
        where = f"the mailbox cannot be read on {server.host}:{server.port}"
        raise Refused(FILE, f"{where}: {settings.trouble(error)}") from error


def _signed_in(box: imaplib.IMAP4, server: Reading, password: str) -> None:
    try:
        box.login(server.user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        message = f"{server.host} does not let {server.user} in ({_words([error])}): check `user`, and DESK_IMAP_PASSWORD"
        raise Refused(FILE, message) from error


def _listed(box: imaplib.IMAP4) -> Iterator[tuple[int, str, int]]:
    """The number, the id and the length in bytes of every message, oldest first."""
    count = int((box.response("EXISTS")[1] or [b"0"])[-1] or 0)
    found = []
    for first in range(1, count + 1, AT_ONCE):
        asked = f"{first}:{min(count, first + AT_ONCE - 1)}"
        _, answers = box.fetch(asked, "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        for at, one in enumerate(answers):
            if not isinstance(one, tuple):
                continue
            rest = answers[at + 1] if at + 1 < len(answers) else b""
            said = one[0] + b" " + (rest if isinstance(rest, bytes) else b"")
            numbers = {name: int(number) for uid, size in _ABOUT.findall(said) for name, number in (("uid", uid), ("size", size)) if number}
            message_id = _ID.search(one[1])
            if numbers.keys() >= {"uid", "size"}:
                found.append((numbers["uid"], message_id[1].decode("ascii", "replace") if message_id else "", numbers["size"]))
    yield from sorted(found)


def _quoted(folder: str) -> str:
    """A folder's name as the protocol wants it: its letters beyond ASCII in an encoding of their own (RFC 3501, section 5.1.3)."""

    def packed(found: re.Match[str]) -> str:
        code = base64.b64encode(found[0].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
        return f"&{code.decode()}-"

    name = re.sub(r"[^\x20-\x7e]+", packed, folder.replace("&", "&-"))
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(said: list) -> str:
    return " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in said if one)[:200]
