"""The finder looks for a letter's title, author, date and business card, wherever the writer put them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from plugins.desk import business_card, byline, greetings, signature
from plugins.desk.business_card import Card
from plugins.desk.day import read_day
from plugins.desk.furniture import Aside, Line, is_prose
from plugins.desk.incoming import envelope, quoted
from plugins.desk.incoming.answers import asks
from plugins.desk.language import language
from plugins.desk.names import is_name

HEAD = 10  # lines in which a title may stand
TITLE, BYLINE, DATE, HEAD_OF_A_LETTER = "the title", "the byline", "the date", "the head of a letter"
_TITLE = re.compile(r"(?:title|headline|subject|re|betr(?:eff|\.)?|objet|тема|назва|заголовок|titel|titre):\s*(\S.*)", re.IGNORECASE)


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
    role: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)

    def take(self, line: Line, why: str) -> None:
        """Moves a line from the body to what is set aside."""
        self.aside.append(Aside(line.number, why, line.text))
        self.body = [Line(one.number, "") if one.number == line.number else one for one in self.body]


def find(lines: list[Line], *, titled: bool = False, author: str = "") -> Found:
    """Reads a text without its page furniture; ``titled`` where its title is known from elsewhere, ``author`` who sent it."""
    found = Found(list(lines))
    _signature(found, author or _signed_above(found))
    _heading(found, titled)
    found.language = language(" ".join(line.text for line in found.body) + " " + found.title)
    found.aside.sort()
    return found


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.words]


def _heading(found: Found, titled: bool) -> None:
    """The lines above the first paragraph: labels, a day, a byline, a title."""
    _letter_head(found)
    for line in _head(found):
        _day_line(found, line) or _title_label(found, line) or _byline(found, line)
    _doubled_name(found)
    _letterhead(found)
    if found.title or titled:
        return
    said = _said(found.body)
    if len(said) > 1 and not asks(said[0].words) and _is_title(said[0].words, said[1]) and _set_off(said[0], said[1]):
        found.title = re.sub(r"^([*_]{1,3})(.+)\1$", r"\2", said[0].words.lstrip("# "))
        found.take(said[0], TITLE)
        if not found.authors:
            _name_below_title(found)


def _letterhead(found: Found) -> None:
    """The author's name and card, as they stand above a letter on paper."""
    said = _head(found)
    for line in said if said and said[0].words in found.authors else ():
        if line.words in (*found.authors, found.business) or business_card.contact_of(line.words)[0]:
            found.take(line, signature.CARD)


def _letter_head(found: Found) -> None:
    """The lines that a mail program prints above a letter: ``From:``, ``Sent:``, ``Subject:``."""
    first = next((at for at, line in enumerate(found.body) if line.words), 0)
    told, end = quoted.letter_head([line.text for line in found.body], first)
    for line in found.body[first:end] if told else ():
        if line.words:
            found.take(line, HEAD_OF_A_LETTER)
    name = envelope.person(told.get("from", ""))[0]
    found.authors = found.authors or [name] * bool(name)
    found.title = found.title or envelope.bare_subject(told.get("subject", ""))


def _signed_above(found: Found) -> str:
    """Who wrote it, as far as a byline above the text says."""
    return next((said.names[0] for line in _head(found) if (said := byline.read(line.words)).names), "")


def _head(found: Found) -> list[Line]:
    said = _said(found.body)[:HEAD]
    return said[: next((at for at, line in enumerate(said) if is_prose(line.text)), len(said))]


def _is_title(words: str, below: Line) -> bool:
    if len(words.split()) > 14 or len(words) > 100 or greetings.is_greeting(words) or re.match(r"\d{1,2}[.)]\s|[-*+\u2022]\s", words):
        return False
    ends_like_text = words.endswith((",", ";", ":")) or words.endswith(".") and not words.endswith("..")
    return not ends_like_text and len(below.words) > 0


def _set_off(title: Line, below: Line) -> bool:
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
    said = byline.read(line.words)
    if not said.names:
        return False
    found.authors = found.authors or said.names
    found.business = found.business or said.firm
    if not found.day and not found.unclear_day:
        found.day, found.unclear_day = said.day, said.unclear
    found.take(line, BYLINE)
    return True


def _doubled_name(found: Found) -> None:
    """A name that stands twice, one under the other, is a byline with its portrait's caption."""
    said = _head(found)
    for one, other in zip(said, said[1:], strict=False):
        if one.words == other.words and is_name(one.words) and found.authors in ([], [one.words]):
            found.authors = [one.words]
            found.take(one, BYLINE)
            found.take(other, BYLINE)
            return


def _signature(found: Found, author: str) -> None:
    """The lines below the last paragraph: a byline, a day, a greeting, a name, a business card."""
    said = _said(found.body)
    last = next((at for at in range(len(said) - 1, -1, -1) if is_prose(said[at].text)), 0)
    for line in said[max(last + 1, len(said) - signature.TAIL) :]:
        _byline(found, line)
    below = _said(found.body)
    if len(below) > 1 and below[-1].number > said[last].number:
        _day_line(found, below[-1])
    signed = signature.find(found.body, next(iter(found.authors), author))
    for line, why in signed.taken:
        found.take(line, why)
    _add(found, signed.card)


def add_card(found: Found, words: str) -> None:
    """Adds what stands in a signature: the name, the business, how to reach them; what the letter itself says comes first."""
    _add(found, business_card.read(words.split("\n"), next(iter(found.authors), "")))


def _add(found: Found, card: Card) -> None:
    found.authors = found.authors or ([card.name] if card.name else [])
    found.business = found.business or card.business
    found.role = found.role or card.role
    found.contact = card.contact | found.contact
