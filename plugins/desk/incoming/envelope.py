"""The envelope of a letter: who wrote it, to whom, when, about what; headers are read as they come, however badly written."""

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.incoming.encoding import decoded
from plugins.magazine.header import UNPRINTABLE
from plugins.magazine.model import strange_year

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 2000  # characters of a header that are read; the rest says nothing that an editor needs
_ID = re.compile(r"<[^<>\s]{1,250}>")
_ADDRESS = re.compile(r"[^\s@<>\[\]\"',;:()]{1,64}@[^\s@<>\[\]\"',;:()]{1,190}")
# What mail programs put before the subject of an answer and of a letter that is passed on, in the languages that they speak
_RE = r"re|res|aw|antw(?:ort)?|sv|vs|vá|odp|ynt|rif|réf|на|відп|отв(?:ет)?|ответ|回复|回覆|答复|返信"
_FWD = r"fwd?|wg|tr|vl|vb|vs|enc|rv|doorst|továbbítás|pd|пер(?:еслано)?|转发|轉寄|転送"
_PREFIX = re.compile(rf"(?:(?:{_RE}|{_FWD})\s*(?:\[\d+\]|\(\d+\))?\s*[:\uff1a]\s*)", re.IGNORECASE)
_REPLY = re.compile(rf"(?:\[[^\]]{{1,40}}\]\s*)?(?:{_RE})\s*(?:\[\d+\]|\(\d+\))?\s*[:\uff1a]", re.IGNORECASE)
_FORWARD = re.compile(rf"(?:\[[^\]]{{1,40}}\]\s*)?(?:{_FWD})\s*[:\uff1a]", re.IGNORECASE)
_LIST_MARK = re.compile(r"\[[^\[\]]{1,40}\]\s+(?=\S)")
_VIA = re.compile(r"[\"']?(.+?)[\"']? via .{1,80}", re.IGNORECASE)  # as a list names who wrote to it, where it may not sign for them


class Envelope(NamedTuple):
    """What stands in the headers of a letter. ``asked`` are the ids of the messages that it answers (RFC 5322, section 3.6.4)."""

    subject: str = ""
    name: str = ""
    address: str = ""
    sent_to: tuple[str, ...] = ()
    day: date | None = None
    message_id: str = ""
    asked: tuple[str, ...] = ()

    @property
    def is_reply(self) -> bool:
        """Whether it answers another letter."""
        return bool(self.asked or is_answer(self.subject))

    @property
    def is_forward(self) -> bool:
        """Whether its subject says that it was passed on."""
        return is_passed_on(self.subject)

    @property
    def about(self) -> str:
        """Its subject without what mail programs put before it."""
        return bare_subject(self.subject)


def is_answer(subject: str) -> bool:
    """Whether a subject says that its letter answers another."""
    return _REPLY.match(subject) is not None


def is_passed_on(subject: str) -> bool:
    """Whether a subject says that its letter was passed on."""
    return _FORWARD.match(subject) is not None


def bare_subject(subject: str) -> str:
    """A subject without ``Re:`` and ``Fwd:``, in whatever language, and without the name of a mailing list before them."""
    while found := _PREFIX.match(subject) or _LIST_MARK.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def read(message: "Message") -> Envelope:
    """The envelope of a letter; what cannot be read of it is left empty."""
    to = " ".join(header(message, field) for field in ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"))
    asked = f"{header(message, 'In-Reply-To')} {header(message, 'References', 8 * LONGEST)}"
    name, address = _writer(message, to)
    ids = _ID.findall(header(message, "Message-ID"))
    return Envelope(
        subject=header(message, "Subject"),
        name=name,
        address=address,
        sent_to=tuple(dict.fromkeys(one.lower() for one in _ADDRESS.findall(to))),
        day=day(header(message, "Date")),
        message_id=ids[0] if ids else "",
        asked=tuple(dict.fromkeys(_ID.findall(asked))),
    )


def _writer(message: "Message", to: str) -> tuple[str, str]:
    """Who wrote a letter, and where an answer reaches them alone: never the address of a mailing list (RFC 2369), or of ours."""
    name, address = person(header(message, "From"))
    posted = _ADDRESS.findall(header(message, "List-Post"))
    lists = {one.lower() for one in (*posted, header(message, "List-Id").rpartition("<")[2].rstrip(">").replace(".", "@", 1))}
    lists |= {one.lower() for one in _ADDRESS.findall(to)}
    for field in ("Reply-To", "X-Original-From", "X-Original-Sender"):
        answer_name, answer_to = person(header(message, field))
        if answer_to and answer_to.lower() not in lists:
            name, address = answer_name or name, answer_to
            break
    via = _VIA.fullmatch(name)
    return (via[1] if via else name), ("" if address.lower() in lists and header(message, "List-Id") else address)


def header(message: "Message", name: str, longest: int = LONGEST) -> str:
    """A header's words on one line; nothing where there is none."""
    for known, value in message.raw_items():
        if known.lower() == name.lower():
            return plain(str(value)[:longest])
    return ""


def plain(value: str) -> str:
    """What a header says, without the ways in which mail writes it (RFC 2047)."""
    if not value.isascii():
        value = decoded(value.encode("utf-8", "surrogateescape"))[0]
    value = " ".join(value.split())
    if "=?" in value:
        from email.errors import HeaderParseError
        from email.header import decode_header

        try:
            pieces = decode_header(value)
        except (HeaderParseError, ValueError, UnicodeError):
            pieces = [(value, None)]
        value = "".join(piece if isinstance(piece, str) else decoded(piece, charset or "")[0] for piece, charset in pieces)
    return " ".join(UNPRINTABLE.sub(" ", value).split())


def person(value: str) -> tuple[str, str]:
    """The name and the address of who is named in ``Ann Lee <ann@lee.example>``, in any of its forms."""
    found = _ADDRESS.search(value[value.rfind("<") + 1 :]) or _ADDRESS.search(value)
    address = found[0] if found else ""
    name = re.sub(r"\(([^()]*)\)", r"\1", value) if address else value
    name = re.sub(r"\[mailto:.*|[\"<>()\[\]]|^'|'$", "", name.replace(address, " ").strip() if address else name).strip(" ,;'")
    last, comma, first = name.partition(", ")
    if comma and "," not in first and len(name.split()) <= 4:  # Lee, Ann
        name = f"{first} {last}"
    return ("" if "@" in name else name), address


def day(value: str) -> date | None:
    """The day of a date header (RFC 5322, section 3.3), where its writer was; None where that is no day a magazine has."""
    from email.utils import parsedate_to_datetime  # slow to import, and most commands read no mail

    try:
        found = parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None if strange_year(found) else found
