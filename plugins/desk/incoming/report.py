"""What a mail server reports: which address a letter did not reach, and why (RFC 3464), also where it says so in words alone."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from plugins.desk.incoming import envelope
from plugins.desk.incoming.arrival import Undelivered
from plugins.desk.incoming.envelope import Envelope

if TYPE_CHECKING:
    from email.message import Message

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")  # the second is RFC 6533
_SERVER = re.compile(r"(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|microsoftexchange\w*|bounces?)\b", re.IGNORECASE)
_SERVER_NAME = re.compile(
    r"mail (?:delivery|administrator|router)|delivery (?:sub)?system|system administrator|microsoft outlook", re.IGNORECASE
)
_FAILURE = re.compile(
    r"undeliver|failure notice|(?:delivery|mail).{0,20}\bfail|fail\w* (?:notice|delivery)|delivery status|returned mail|returned to sender|"
    r"(?:not|non|nicht|cannot) (?:be )?(?:deliver|remis|distribu|zugestellt|zustellbar)|unzustellbar|échec|"
    r"no se (?:ha podido|puede) entregar|"
    r"non recapitat|не ?доставлен|не вдалося доставити|delay|could not send",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\bdelay|not yet been delivered|will (?:be|keep) (?:retr|try)|still being|warning: could not send|verzöger|затрим", re.IGNORECASE
)
READ = 20_000  # characters of a report that are read
# From one of these on a server quotes the letter that it sends back
_COPY = re.compile(
    r"(?im)^[-\s>*]*(?:below this line is a copy|this is a copy of (?:the|your) message|a copy of (?:the|your) (?:original )?message|"
    r"original message|original headers|return-path:|received:).*"
)
_ID = re.compile(r"(?im)^[> \t]*message-id:\s*(<[^<>\s]{1,250}>)")
_ADDRESS = re.compile(r"[\w.+'=-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# RFC 3463: the second and third number of a status; where only the second is known it stands for all of its kind
_CODE = re.compile(r"(?<![\d.])[45]\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_BY_CODE = {
    "1.2": "there is no such domain",
    "1.6": "the mailbox has moved",
    "1": "there is no such mailbox",
    "2.1": "the mailbox is closed",
    "2.2": "mailbox full",
    "2.3": "the letter is too large for it",
    "3.4": "the letter is too large for it",
    "4": "its mail server does not answer",
    "7": "its mail server refuses our letters",
}
_BY_WORDS = {
    "mailbox full": r"(?:mailbox|postfach|inbox|boîte)\b.{0,30}\b(?:full|voll|pleine)\b|over ?quota|quota (?:is )?exceed|"
    r"переповнен|переполнен",
    "there is no such domain": r"(?:domain|host)\b.{0,60}(?:not found|unknown|n.t exist|n.t be found)|nxdomain|unrouteable",
    "there is no such mailbox": r"no (?:such )?(?:mail ?box|user|recipient)|unknown (?:user|recipient|local)|не існує|не существует|"
    r"(?:user|recipient|address|account|mailbox)\b.{0,60}(?:unknown|not? (?:found|exist)|n.t (?:exist|found|be found)|invalid|rejected)",
    "its mail server refuses our letters": r"\bspam\b|black ?list|block ?list|blocked|policy|denied|not authori[sz]ed",
    "its mail server does not answer": r"timed? ?out|connection (?:refused|failed)|no answer|could not connect",
}


def is_report(message: "Message", head: Envelope) -> bool:
    """Whether a mail server wrote this about a letter that it had (RFC 3464, RFC 8098), or said that it did not reach anybody."""
    if message.get_content_type() == "multipart/report" or envelope.header(message, "X-Failed-Recipients"):
        return True
    return by_a_server(head)


def undelivered(message: "Message", head: Envelope, text: str) -> tuple[Undelivered, ...]:
    """Whom the letter did not reach, each once; nobody where it is only late, was delivered, or was read."""
    blocks = [block for one in _parts(message) if one.get_content_type() in _STATUS_TYPES for block in _blocks(one)]
    if blocks:
        failed = [_of_block(one) for one in blocks if envelope.header(one, "Action").lower().startswith("failed")]
        return tuple({one.address: one for one in failed}.values())
    if message.get_content_type() == "multipart/report" and "disposition" in envelope.header(message, "Content-Type").lower():
        return ()  # that it was read, or deleted unread
    return in_words(head, text, envelope.header(message, "X-Failed-Recipients"))


def in_words(head: Envelope, text: str, failed: str = "") -> tuple[Undelivered, ...]:
    """The same where only the words of the report tell it; ``failed`` is the header in which some servers name the address."""
    copied = _COPY.search(text)
    said = (text[: copied.start()] if copied else text)[:READ]
    if _LATE.search(f"{head.subject}\n{said}"):
        return ()
    named = _ADDRESS.findall(failed) or [
        one for one in _ADDRESS.findall(said) if one.lower() not in head.sent_to and not _SERVER.match(one)
    ]
    return tuple(Undelivered(one, _why(said)) for one in dict.fromkeys(named[:1] or [""]))


def returned(text: str) -> tuple[str, ...]:
    """The ids of the letters that a report without parts quotes."""
    return tuple(dict.fromkeys(_ID.findall(text)))


def by_a_server(head: Envelope) -> bool:
    """Whether its sender is a mail server, and its subject says that something did not arrive."""
    return bool((_SERVER.match(head.address) or _SERVER_NAME.match(head.name)) and _FAILURE.search(head.subject))


def _parts(message: "Message") -> Iterator["Message"]:
    """What a report is made of, and nothing of the letters in it."""
    inner: Any = message.get_payload() if message.get_content_maintype() == "multipart" else None
    for one in inner if isinstance(inner, list) else ():
        yield one
        yield from _parts(one)


def _blocks(part: "Message") -> list["Message"]:
    """The groups of fields of a delivery status, the first of which is about the server."""
    inner: Any = part.get_payload()
    return inner if isinstance(inner, list) else []


def _of_block(block: "Message") -> Undelivered:
    """Whom a group of fields is about: as we wrote the address, where the server tells that (RFC 3464, section 2.3.1)."""
    named = (envelope.header(block, name).rpartition(";")[2] for name in ("Original-Recipient", "Final-Recipient"))
    address = next((found[0] for one in named if (found := _ADDRESS.search(one))), "")
    diagnostic = envelope.header(block, "Diagnostic-Code").partition(";")[2].strip()
    return Undelivered(address, _why(f"{diagnostic}\n{envelope.header(block, 'Status')}") or diagnostic[:80].strip())


def _why(said: str) -> str:
    """The reason in a few words; nothing where there is none that we know."""
    for kind, detail in _CODE.findall(said):
        if why := _BY_CODE.get(f"{kind}.{detail}") or (_BY_CODE.get(kind) if detail != "0" else ""):
            return why
    words = " ".join(said.split())
    return next((why for why, pattern in _BY_WORDS.items() if re.search(pattern, words, re.IGNORECASE)), "")
