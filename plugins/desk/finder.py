"""The finder looks for a letter's title, author, date and business card, wherever the writer put them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from plugins.desk import greetings
from plugins.desk.day import read_day
from plugins.desk.furniture import Aside, Line, is_prose
from plugins.desk.language import language

_FAREWELL = re.compile(r"(?:yours|kind|best|warm)? ?(?:regards|wishes|sincerely|faithfully|truly|thanks|cheers)[.!]?", re.IGNORECASE)
HEAD, TAIL = 10, 12  # lines in which a title or a signature may stand
TITLE, BYLINE, DATE, SIGN_OFF, CARD = "the title", "the byline", "the date", "the end of the letter", "the business card"
_PARTICLES = frozenset(["van", "de", "der", "den", "von", "la", "le", "da", "di", "du", "bin", "al", "of", "st"])
_NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "our",
        "your",
        "my",
        "his",
        "her",
        "their",
        "in",
        "on",
        "at",
        "for",
        "from",
        "to",
        "with",
        "this",
        "that",
        "how",
        "why",
        "what",
        "when",
        "who",
        "dear",
        "hello",
        "hi",
    ]
)
_BY = re.compile(r"(?:written\s+)?(?:by|author|authors|from|автор|von|par)(?::\s*|\s+)(\S.*)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|headline|subject|назва|заголовок|titel|titre):\s*(\S.*)", re.IGNORECASE)
_LABEL = {
    "telephone": r"(?:(?:tel|telephone|phone|mobile|mob|ph)\b\.?:?\s*|[tmp]:\s*|(?=[+(0]|1[38]00))([+(\d][\d\s()+-]{5,})",
    "website": r"(?:(?:website|web|url|w)\b:?\s*)?((?:https?://|www\.)\S+)",
    "email": r"(?:e(?:-?mail)?:?\s*)?([^\s@]+@[^\s@]+\.[^\s@]+)",
    "postal_address": r"(?:postal address|address|post):\s*(\S.*)",
}
_CARD = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _LABEL.items()}


@dataclass
class Found:
    """What a letter says of itself. ``body`` are the lines that are left, ``aside`` what was taken from it."""

    body: list[Line]
    title: str = ""
    authors: list[str] = field(default_factory=list)
    day: date | None = None
    unclear_day: str = ""
    language: str = ""
    business: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)

    def take(self, line: Line, why: str) -> None:
        """Moves a line from the body to what is set aside."""
        self.aside.append(Aside(line.number, why, line.text))
        self.body = [Line(one.number, "") if one.number == line.number else one for one in self.body]


def find(lines: list[Line], *, titled: bool = False) -> Found:
    """Reads a text without its page furniture; ``titled`` where its title is known from elsewhere."""
    found = Found(list(lines))
    _signature(found)
    _heading(found, titled)
    found.language = language(" ".join(line.text for line in found.body) + " " + found.title)
    found.aside.sort()
    return found


def add_card(found: Found, signature: str) -> None:
    """Adds what stands in a signature: the name, the business, how to reach them; what the letter itself says comes first."""
    card = Found([Line(number, words) for number, words in enumerate(signature.split("\n"), 1)])
    rest = [line for line in _said(card.body) if not _card_line(card, line)]
    names = [line.words for line in rest if is_name(line.words)]
    found.authors = found.authors or names[:1]
    card.authors = found.authors
    if card.contact and rest:
        _business(card, [line for line in rest if line.words not in found.authors])
    found.business = found.business or card.business
    found.contact = card.contact | found.contact


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.words]


def _heading(found: Found, titled: bool) -> None:
    """The lines above the first paragraph: labels, a day, a byline, a title."""
    for line in _head(found):
        _day_line(found, line) or _title_label(found, line) or _byline(found, line)
    _doubled_name(found)
    if found.title or titled:
        return
    said = _said(found.body)
    if len(said) > 1 and _is_title(said[0].words, said[1]) and _set_off(found.body, said[0], said[1]):
        found.title = said[0].words.lstrip("# ")
        found.take(said[0], TITLE)
        if not found.authors:
            _name_below_title(found)


def _head(found: Found) -> list[Line]:
    said = _said(found.body)[:HEAD]
    return said[: next((at for at, line in enumerate(said) if is_prose(line.text)), len(said))]


def _is_title(words: str, below: Line) -> bool:
    if len(words.split()) > 14 or len(words) > 100 or greetings.is_greeting(words) or re.match(r"\d{1,2}[.)]\s|[-*+\u2022]\s", words):
        return False
    ends_like_text = words.endswith((",", ";", ":")) or words.endswith(".") and not words.endswith("..")
    return not ends_like_text and len(below.words) > 0


def _set_off(lines: list[Line], title: Line, below: Line) -> bool:
    """Whether blank lines, or lines that were taken out, stand under it, or a paragraph twice as long."""
    if below.number > title.number + 1:
        return True
    return is_prose(below.text) and len(below.words) > 2 * len(title.words) and not below.words[0].islower()


def _name_below_title(found: Found) -> None:
    said = _said(found.body)
    if len(said) > 1 and is_name(said[0].words) and said[1].number > said[0].number + 1:
        found.authors = [said[0].words]
        found.take(said[0], BYLINE)


def _day_line(found: Found, line: Line) -> bool:
    is_day, day = read_day(line.words)
    if is_day and not found.day:
        found.day, found.unclear_day = day, "" if day else line.words
        found.take(line, DATE)
    return is_day


def _title_label(found: Found, line: Line) -> bool:
    label = _TITLE.fullmatch(line.words)
    if label and not found.title:
        found.title = label[1]
        found.take(line, TITLE)
    return bool(label)


def _byline(found: Found, line: Line) -> bool:
    by = _BY.fullmatch(line.words)
    if not by:
        return False
    said = re.sub(r"\s*<[^\s<>@]+@[^\s<>@]+>$", "", by[1])  # From: Ann Ash <ann@example.org>
    name, _, firm = said.partition(", ")
    names = [part.strip() for part in re.split(r" and | & | та | und | et ", name)]
    if not all(is_name(one) for one in names):
        return False
    found.authors = found.authors or names
    if firm and not found.business:
        found.business = firm
    found.take(line, BYLINE)
    return True


def is_name(words: str) -> bool:
    """Whether a line could be somebody's name: two to five words with capitals, no small words of a sentence."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or re.search(r"[\d,;:!?\"@/]", words) or re.search(r"[^\W\d_]{3,}\.", words):
        return False
    lower = [part.lower() for part in parts]
    return not set(lower) & _NO_NAMES and all(part[0].isupper() or part in _PARTICLES for part in parts) and not words.isupper()


def _doubled_name(found: Found) -> None:
    """A name that stands twice, one under the other, is a byline with its portrait's caption."""
    said = _head(found)
    for one, other in zip(said, said[1:], strict=False):
        if one.words == other.words and is_name(one.words) and found.authors in ([], [one.words]):
            found.authors = [one.words]
            found.take(one, BYLINE)
            found.take(other, BYLINE)
            return


def _signature(found: Found) -> None:
    """The lines below the last paragraph: a byline, a business card, "Until Monday," and a name, a day."""
    said = _said(found.body)
    last = next((at for at in range(len(said) - 1, -1, -1) if is_prose(said[at].text)), None)
    tail = said[max(last + 1 if last is not None else 1, len(said) - TAIL) :]
    rest = [line for line in tail if not (_card_line(found, line) or _byline(found, line))]
    if found.contact and rest:
        _business(found, rest)
    rest = [line for line in rest if any(line == one for one in found.body)]
    if rest and _day_line(found, rest[-1]):
        rest = rest[:-1]
    _sign_off(found, rest)


def _card_line(found: Found, line: Line) -> bool:
    for name, pattern in _CARD.items():
        if match := pattern.fullmatch(line.words):
            found.contact.setdefault(name, match[1].strip())
            found.take(line, CARD)
            return True
    return False


def _business(found: Found, rest: list[Line]) -> None:
    """The name above the telephone number, when the author is known or it stands twice."""
    first = min(one.line for one in found.aside if one.why == CARD)
    above = [line for line in rest if line.number < first and len(line.words.split()) <= 6 and not re.search(r"[.!?,]$", line.words)]
    if not above or not (found.authors or [line.words for line in above].count(above[-1].words) > 1):
        return
    found.business = found.business or above[-1].words
    for line in above:
        if line.words == found.business:
            found.take(line, CARD)


def _sign_off(found: Found, rest: list[Line]) -> None:
    """``Until Monday,`` and a name below it."""
    if len(rest) < 2 or found.authors and found.authors != [rest[-1].words]:
        return
    closing, name = rest[-2], rest[-1]
    words = name.words.lstrip("-\u2013\u2014 ")
    farewell = closing.words.endswith(",") or _FAREWELL.fullmatch(closing.words)
    if farewell and len(closing.words.split()) <= 4 and is_name(words):
        found.authors = [words]
        found.take(closing, SIGN_OFF)
        found.take(name, SIGN_OFF)
