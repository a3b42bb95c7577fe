"""A letter's parts: the words, the files that came along, the letters inside it (MIME: RFC 2045 to 2049)."""

import base64
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import errors
from email.message import Message
from typing import Any

from plugins.desk.house import Refused
from plugins.desk.incoming import archive, envelope, invitation
from plugins.desk.incoming.arrival import WINMAIL, Attachment
from plugins.desk.incoming.encoding import decoded

DEEPEST, MOST_PARTS = 40, 300
LONGEST_TEXT = 512 * 1024  # bytes of one part that is read, quoted mail and all
ENCRYPTED = "it is encrypted or sealed (PGP, S/MIME): ask its writer to send it again as plain mail"
_ENCRYPTED_TYPES = ("multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_HEADS = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")  # RFC 6522: of a letter that is sent back
_CUT = (errors.InvalidBase64PaddingDefect, errors.InvalidBase64LengthDefect, errors.CloseBoundaryNotFoundDefect)
_CUT_OFF = "it seems to be cut off, and its end did not come along: look at its last words, and ask for it again"
_OTHER_FORM = "the same letter in another form"
_NO_DIGIT = re.compile(rb"[^A-Za-z0-9+/]")
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
_SUFFIX = {"text/plain": ".txt", "text/html": ".html", "text/markdown": ".md", "text/calendar": ".ics", "image/jpeg": ".jpg"}


@dataclass
class Contents:
    """What is in a letter. ``texts`` are its own words, each with whether it is HTML; ``letters`` are those inside it."""

    texts: list[tuple[str, bool]] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    locked: bool = False  # some of it is encrypted
    digest: bool = False  # a mailing list put its letters one after another
    invitation: str = ""  # what a calendar's invitation says

    @property
    def words(self) -> int:
        return sum(_count(text, html) for text, html in self.texts)

    def remark(self, said: str) -> None:
        """Tells the editor of something, once."""
        if said not in self.remarks:
            self.remarks.append(said)

    def add(self, other: "Contents", *, texts: bool = True) -> None:
        """Takes in what another part holds; its texts may be set aside."""
        self.texts += other.texts if texts else []
        self.files += other.files
        self.letters += other.letters
        self.aside += other.aside
        self.locked = self.locked or other.locked
        self.digest = self.digest or other.digest
        self.invitation = self.invitation or other.invitation
        for one in other.remarks:
            self.remark(one)


def take_apart(message: Message) -> Contents:
    """Everything that is in a letter; what lies too deep, or is too much, is named in the remarks."""
    contents = Contents()
    _take(message, contents, [0], 0)
    return contents


def _take(part: Message, into: Contents, count: list[int], depth: int) -> None:
    count[0] += 1
    if depth > DEEPEST or count[0] > MOST_PARTS:
        into.remark(f"it has parts more than {DEEPEST} deep, or more than {MOST_PARTS}: what is in these stands in the original alone")
        return
    kind = part.get_content_type()
    inner: Any = part.get_payload() if part.is_multipart() else None
    if kind in _ENCRYPTED_TYPES:
        into.locked = True
        into.remark(f"part of it cannot be read: {ENCRYPTED}")
    into.digest = into.digest or kind == "multipart/digest"
    if kind in ("message/rfc822", "message/global") and isinstance(inner, list):
        into.letters += inner
    elif kind in _HEADS:
        into.letters.append(email.message_from_bytes(_payload(part)))
    elif kind == "message/external-body":
        into.remark("a file was not sent along but lies elsewhere: ask for the file itself")
    elif kind.startswith("message/"):
        into.files.append(Attachment("report.txt", _whole(part)))
    elif not isinstance(inner, list):
        _leaf(part, "text/plain" if kind.startswith("multipart/") else kind, into)  # of several parts that nothing parts
    elif kind == "multipart/alternative":
        _choose([_apart(one, count, depth) for one in inner], into)
    else:
        for one in inner:
            _take(one, into, count, depth + 1)
    if any(isinstance(one, _CUT) for one in part.defects):
        into.remark(_CUT_OFF)


def _apart(part: Message, count: list[int], depth: int) -> Contents:
    contents = Contents()
    _take(part, contents, count, depth + 1)
    return contents


def _choose(forms: list[Contents], into: Contents) -> None:
    """Of several forms of the same words plain text, unless it is much shorter than another."""
    told = [one for one in forms if one.words]
    most = max((one.words for one in told), default=0)
    chosen = next((one for one in told if one.words * 2 > most), None)
    for one in forms:
        into.add(one, texts=one is chosen)
        if one is not chosen:
            into.aside += [(_OTHER_FORM, text) for text, html in one.texts if not html and text.strip()]


def _leaf(part: Message, kind: str, into: Contents) -> None:
    raw = _payload(part)
    name = _name(part)
    is_text = kind in ("text/plain", "text/html", "text/markdown", "text/enriched") and part.get_content_disposition() != "attachment"
    if is_text and not (name and raw and into.texts):
        if len(raw) > LONGEST_TEXT:
            into.remark(f"its text is {len(raw):,} bytes long, the most is {LONGEST_TEXT:,}: it stands in the original alone")
            into.files.append(Attachment(name or f"text{_SUFFIX.get(kind, '.txt')}", raw))
            return
        text, remark = decoded(raw, _charset(part, kind, raw))
        if remark:
            into.remark(remark)
        if _param(part, "format").lower() == "flowed":
            text = _unflowed(text, _param(part, "delsp").lower() == "yes")
        into.texts.append((text, kind == "text/html"))
    elif raw or name:
        if kind == "text/calendar":
            into.invitation = invitation.words(decoded(raw[:LONGEST_TEXT], _charset(part, kind, raw))[0])
        if not name:
            main, _, sub = kind.partition("/")
            name = {"text": "text", "image": "picture"}.get(main, "file") + _SUFFIX.get(kind, "." + re.sub(r"\W.*", "", sub)[:8])
        if name.lower() == WINMAIL or kind == "application/ms-tnef":
            into.remark(f"Outlook packed its attachments into {WINMAIL}: ask for them again, sent as plain text or HTML")
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            raw = _as_utf8(part, kind, name, raw)
        _came_along(name, raw, into)


def _came_along(name: str, raw: bytes, into: Contents) -> None:
    """A file that was attached: a letter, a zip of files, or something else."""
    if name.lower().endswith(".eml") and raw:
        into.letters.append(email.message_from_bytes(raw))
    elif name.lower().endswith(archive.SUFFIX):
        try:
            for one in archive.unpacked(raw, name):
                if one.name.lower().endswith(archive.SUFFIX):
                    into.files.append(one)
                else:
                    _came_along(one.name, one.raw, into)
        except Refused as why:
            into.remark(f"the attached {name} cannot be opened: {why.message}")
            into.files.append(Attachment(name, raw))
    else:
        into.files.append(Attachment(name, raw))


def _as_utf8(part: Message, kind: str, name: str, raw: bytes) -> bytes:
    """An attached text whose encoding only the letter around it tells, as UTF-8."""
    declared = _param(part, "charset")
    if not declared or not kind.startswith("text/") or not name.lower().endswith((".txt", ".md")) or len(raw) > LONGEST_TEXT:
        return raw
    return decoded(raw, declared)[0].encode("utf-8", "surrogatepass")


def _charset(part: Message, kind: str, raw: bytes) -> str:
    declared = _param(part, "charset")
    if not declared and kind == "text/html" and (found := _META.search(raw[:2048])):
        return found[1].decode("ascii")
    return declared


def _payload(part: Message) -> bytes:
    """What a part holds; of what was spoilt on its way as much as can be read."""
    raw: Any = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return b""
    if len(raw) <= LONGEST_TEXT and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        digits = _NO_DIGIT.sub(b"", raw)
        if len(digits) % 4 == 1 and len(digits) * 20 > len(raw) * 19:  # cut off: what is left of its last letters is none
            return base64.b64decode(digits[:-1])
    return raw


def _whole(part: Message) -> bytes:
    """A part that is letters of machines: its headers and words, one after another."""
    inner: Any = part.get_payload() if part.is_multipart() else None
    pieces = inner if isinstance(inner, list) else [part]
    lines = [f"{name}: {envelope.plain(str(value)[:2000])}" for piece in pieces for name, value in piece.raw_items()]
    return "\n".join(lines).encode("utf-8", "replace")


def _param(part: Message, name: str) -> str:
    """A parameter of the content type, in any of its forms (RFC 2231)."""
    try:
        value = part.get_param(name, "")
    except (ValueError, LookupError, IndexError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value)[:100]


def _name(part: Message) -> str:
    """The name of an attached file, without folders."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, IndexError, TypeError):
        name = "file"
    name = re.split(r"[/\\]", envelope.plain(str(name)[:500]))[-1].strip(" .")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:12]}" if dot else name[:80]


def _unflowed(text: str, joined: bool) -> str:
    """A text whose lines were broken for the way (RFC 3676, section 4), with its own lines again."""
    out: list[str] = []
    open_at = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        quote = line[: len(line) - len(line.lstrip(">"))]
        words = line[len(quote) :].removeprefix(" ")
        if open_at == f"{quote}+" and out and words != "-- ":
            out[-1] = (out[-1][:-1] if joined else out[-1]) + words
        else:
            out.append(f"{quote} {words}" if quote else words)
        open_at = f"{quote}+" if words.endswith(" ") and words != "-- " else ""
    return "\n".join(out)


def _count(text: str, html: bool) -> int:
    if html:
        text = re.sub(r"<(style|script|head)\b.*?</\1\s*>|<[^<>]*>|&\w+;", " ", text, flags=re.IGNORECASE | re.DOTALL)
    return sum(1 for _ in _words(text))


def _words(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\w+", text)
