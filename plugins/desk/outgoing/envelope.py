"""An envelope says from whom a letter is, to whom, and what it answers. Nothing that a stranger wrote gets beyond its line."""

import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime, time
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from plugins.magazine.mailbox import ENCODED
from plugins.magazine.mailbox import mailbox as taken_apart
from plugins.magazine.mailbox import one_line as plain
from plugins.magazine.masthead import Masthead

WIDTH = 72  # characters a line (RFC 3676, section 4.2, has 78 at most)
LONGEST_WORDS = 200  # of a name or a subject
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,120}@[!-;=?-~]{1,120}>")  # RFC 5322, section 3.6.4, in its usual forms
_REPLY = re.compile(r"(?:re|aw|sv|відп|отв)\s*(?:\[\d+\])?:\s*", re.IGNORECASE)


def mailbox(address: object, name: object = "") -> Address | None:
    """Somebody to write to; None where that is no one address of the kind that every mail server takes."""
    found = taken_apart(address)
    return Address(plain(name)[:LONGEST_WORDS], *found) if found else None


def answers_to(ids: Iterable[object]) -> list[str]:
    """The message ids that can stand in a header, each once, in their order."""
    whole = (str(one or "").strip() for one in ids)
    return list(dict.fromkeys(one for one in whole if _MESSAGE_ID.fullmatch(one) and not ENCODED.search(one)))


def subject(of: str, otherwise: str) -> str:
    """The subject of an answer (RFC 5322, section 3.6.5), or one of our own where there is nothing to answer."""
    words = plain(of)
    while (shorter := _REPLY.sub("", words, count=1)) != words and _REPLY.match(words):
        words = shorter
    return f"Re: {words[:LONGEST_WORDS]}" if words else plain(otherwise)


def wrapped(text: str) -> str:
    """A letter with lines of a length that is pleasant to read; addresses stay whole, and so do lists."""

    def lines(line: str) -> list[str]:
        indent = "  " if line.startswith("- ") else ""
        return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]

    return "\n".join(short for line in text.strip().split("\n") for short in lines(line.rstrip())) + "\n"


def sender(masthead: Masthead) -> Address | None:
    """The magazine, as those who write to it know it."""
    return mailbox(masthead.mail.submissions or masthead.mail.publisher, masthead.name)


def sealed(
    masthead: Masthead,
    to: Address,
    about: str,
    text: str,
    day: date,
    message_id: str,
    answered: list[str],
    attached: Path | None = None,
    by: Address | None = None,
) -> bytes:
    """A letter as a file (RFC 5322): the same words on the same day are the same bytes.

    ``answered`` are the messages of theirs that it follows, the last of them the one it answers. ``X-Unsent`` makes mail
    programs open it as a draft; the desk takes it out before it sends the letter. ``attached`` is a page or a PDF to go with it.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = by or sender(masthead)
    message["To"] = to
    message["Subject"] = about
    message["Date"] = datetime.combine(day, time(12), masthead.zone)
    message["Message-ID"] = message_id
    if answered:
        message["In-Reply-To"] = answered[-1]
        message["References"] = " ".join(answered)
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="8bit")  # so that editors, and git, can read what will be sent
    if attached:
        message.make_mixed(boundary=f"={message_id.strip('<>').partition('@')[0]}=")  # else it would be another every time
        message["Content-Transfer-Encoding"] = "8bit"  # as its words (RFC 2045, section 6.4)
        if attached.suffix == ".pdf":
            message.add_attachment(attached.read_bytes(), "application", "pdf", filename=attached.name)
        else:
            words = attached.read_text(encoding="utf-8")
            message.add_attachment(words, subtype="html", charset="utf-8", cte="base64", filename=attached.name)
    return message.as_bytes()
