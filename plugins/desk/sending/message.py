"""The message of an issue as the press printed it, and the copy of it that one reader gets: the same words, another envelope."""

import email
import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from plugins.desk.house import CONTENT, PRIVATE, Refused, shown
from plugins.desk.sending.address import LENGTH, plain
from plugins.desk.sending.readers import Reader
from plugins.magazine.issue_mark import FIELD
from plugins.magazine.mailbox import letter_to
from plugins.magazine.masthead import Masthead

FOLDER = f"{PRIVATE}/editions"
LONGEST_LINE = 998  # bytes (RFC 5322, section 2.1.1)
PROOF = "[proof] "  # before the subject of a message that goes to an editor alone
_FIELD = re.compile(rb"[!-9;-~]+:.*\r\n(?:[ \t].*\r\n)*")
_ID = re.compile(r"<([^<>@\s]+)@([^<>@\s]+)>")
_OURS = ("To", "Cc", "Bcc", "List-Unsubscribe", "List-Unsubscribe-Post")  # what a reader's copy has of its own, or nobody's may have
_AS_IT_IS = "%/:@!$&'()*+,;=?~"  # in an address (RFC 3986, section 2.2)
_MAILTO = re.compile(r"mailto:[^\s\"'<>]*\bsubject=[^\s\"'<>]*unsubscribe[^\s\"'<>)]*", re.IGNORECASE)


class Message:
    """The message of an issue, and where its readers write to who want no more; raises Refused where it cannot be sent."""

    def __init__(self, root: Path, masthead: Masthead, number: int):
        file = root / FOLDER / f"{masthead.stem}-{number}.eml"
        self.path, self.name, self._page = shown(file, root), f"{masthead.stem}-{number}", masthead.unsubscribe_url or ""
        if not file.is_file():
            message = f"#{number} has no message yet: write `letter` to `editions` in content/masthead.yml, then make html"
            raise Refused(self.path, message)
        self._file, self._state, self._printed = file, _state(file), file.read_bytes()
        raw = re.sub(rb"\r?\n", b"\r\n", self._printed)
        head, _, self._body = raw.partition(b"\r\n\r\n")
        self._fields = _FIELD.findall(head + b"\r\n")
        self.parsed: EmailMessage = email.message_from_bytes(raw, policy=SMTP)  # type: ignore[assignment]  # by this policy it is one
        self.subject = str(self.parsed["Subject"] or "")
        self.sender = next((one.addr_spec for one in self.parsed["From"].addresses), "") if self.parsed["From"] else ""
        named = _ID.fullmatch(str(self.parsed["Message-ID"] or "").strip())
        again = "print it again (make html)"
        if not named or not self.sender or not self.subject or b"".join(self._fields) != head + b"\r\n":
            raise Refused(self.path, f"it is no whole message (From, Subject, Message-ID): {again}")
        if there := [name for name in _OURS if self.parsed[name]]:
            raise Refused(self.path, f"it has {', '.join(there)}, which is each reader's own: {again}")
        if max(map(len, raw.split(b"\r\n"))) > LONGEST_LINE:
            raise Refused(self.path, f"it has lines that mail servers break: {again}")
        self._left, self._right = named[1], named[2]
        self.mark = str(self.parsed[FIELD] or "")
        self.digest = hashlib.sha256(raw).hexdigest()[:LENGTH]  # by which it is known whether it was printed anew meanwhile
        self._asked = _asked(self._page)
        self.to_leave = masthead.mail.submissions or masthead.mail.publisher or self.sender
        if not self.ways_out(self.html or self.text):
            raise Refused(self.path, f"it has no link by which a reader can unsubscribe: {again}")

    @property
    def size(self) -> int:
        """How many bytes each reader gets, less the envelope."""
        return len(self._body)

    @cached_property
    def html(self) -> str:
        return self._words("html")

    @cached_property
    def text(self) -> str:
        return self._words("plain")

    def ways_out(self, words: str) -> list[str]:
        """The links in HTML or text by which a reader unsubscribes, as they are written there."""
        pages = [one for one in (self._page, self._page.replace("&", "&amp;")) if one and one in words]
        return sorted({*_MAILTO.findall(words), *pages}, key=len, reverse=True)

    def copy(self, reader: Reader) -> bytes:
        """What one reader gets (RFC 5322), byte for byte the same whenever it is asked for.

        A mail program unsubscribes by RFC 2369, and where the masthead names a page that does so without a question, by RFC 8058:
        both say by the reader's mark who it is, as some are written to at one address and write from another.
        """
        return self._with({b"message-id": self._id(reader.mark)}, reader)

    def proof(self, reader: Reader) -> bytes:
        """What an editor gets who wants to see it first: a reader's copy with another subject; what was printed anew is another message."""
        subject = EmailMessage(policy=SMTP)
        subject["Subject"] = PROOF + self.subject
        own = {b"subject": subject.as_bytes().removesuffix(b"\r\n"), b"message-id": self._id(f"proof-{self.digest}.{reader.mark}")}
        return self._with(own, reader)

    @property
    def stands(self) -> bool:
        """Whether it is still what the press printed last."""
        now = _state(self._file)
        if now != self._state and now and self._file.read_bytes() == self._printed:
            self._state = now
        return now == self._state

    def _id(self, words: str) -> bytes:
        return f"Message-ID: <{self._left}.{words}@{self._right}>\r\n".encode()

    def _with(self, own: dict[bytes, bytes], reader: Reader) -> bytes:
        """The message with some fields of its own in their places, the addressee after the sender, and the ways to leave at the end."""
        head: list[bytes] = []
        for field in self._fields:
            name = field.partition(b":")[0].lower()
            if name == FIELD.lower().encode():
                continue
            head.append(own.get(name, field))
            if name == b"from":
                head.append(_to(reader))
        ways = [f"<{letter_to(self.to_leave, f'unsubscribe {reader.mark}')}>"]
        if self._page:
            ways.append(f"<{self._asked}{reader.mark}>")
        head.append(f"List-Unsubscribe: {', '.join(ways)}\r\n".encode())
        if self._page:
            head.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
        return b"".join([*head, b"\r\n", self._body])

    def _words(self, subtype: str) -> str:
        part = self.parsed.get_body((subtype,))
        return part.get_content() if part else ""


def _asked(page: str) -> str:
    """A page as it is asked for a reader, whose mark comes last; raises Refused where its host has no name that servers know."""
    parts = urlsplit(page)
    query = f"{parts.query}&reader=" if parts.query else "reader="
    try:
        return in_ascii(urlunsplit(parts._replace(query=query)))
    except ValueError as error:
        raise Refused(f"{CONTENT}/masthead.yml", f"`unsubscribe_url`: `{parts.netloc}` is no name of a server") from error


def in_ascii(link: str) -> str:
    """An address on the web as servers know it, and as it stands in the head of a mail, without a fragment (RFC 3987, section 3.1).

    Raises ValueError where it is none.
    """
    import idna  # its tables are large, and most commands need none of them

    parts = urlsplit(link)
    host = parts.netloc if parts.netloc.isascii() else idna.encode(parts.netloc.lower(), uts46=True).decode("ascii")
    return urlunsplit((parts.scheme, host, quote(parts.path, safe=_AS_IT_IS), quote(parts.query, safe=_AS_IT_IS), ""))


def _state(file: Path) -> tuple[int, ...]:
    """By which it is seen that a file was written again; nothing where it is gone."""
    try:
        said = file.stat()
    except FileNotFoundError:
        return ()
    return said.st_ino, said.st_size, said.st_mtime_ns


def _to(reader: Reader) -> bytes:
    one = EmailMessage(policy=SMTP if reader.email.isascii() else SMTPUTF8)
    local, _, domain = reader.email.rpartition("@")
    one["To"] = Address(plain(reader.name), local, domain)
    return one.as_bytes().removesuffix(b"\r\n")
