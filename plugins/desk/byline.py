"""A byline says who wrote a text, for which firm, and often on which day."""

import re
from datetime import date
from typing import NamedTuple

from plugins.desk.day import read_day
from plugins.desk.names import is_name, without_titles

_LEAD = r"(?:(?:posted|published|written|submitted|contributed|story|text|words|article)\s+)?"
_BY = r"(?:by|author|authors|from|автор|von|par|door)(?::\s*|\s+)"
_NAMED = re.compile(rf"{_LEAD}{_BY}(\S.*)", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"{_LEAD}(?:on\s+|at\s+)?(\S.*?\d.*?)[\s,|\u00b7\u2022\u2013\u2014-]+{_BY}(\S.*)", re.IGNORECASE)
# What parts a name from what follows it
_APART = re.compile(
    r"(?:\s*[,|\u00b7\u2022\u2013\u2014/]\s*|\s+-\s+|\s+(?=(?:on|at|am|le|in|updated|last|published|posted)\b))", re.IGNORECASE
)
_TIME = re.compile(r"(?:,?\s*(?:at|um|@|о|à|\|)\s*)?\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?\s?m\.?)?(?:\s+[A-Z]{2,5})?$", re.IGNORECASE)
_OF_THE_PAGE = re.compile(
    r"(?:(?:in|filed under) \S+(?: \S+){0,2}|\d+ (?:comments?|min(?:ute)?s? read)|no comments|leave a comment)", re.IGNORECASE
)
_LEAD_OF_DAY = re.compile(r"(?:on|am|le|(?:last )?updated|published|posted)(?: on)?:?\s+", re.IGNORECASE)


class Byline(NamedTuple):
    """Who wrote it, for which firm, and when; without names it is none. ``unclear`` is a day that could be two."""

    names: list[str] = []  # each is made with its own
    firm: str = ""
    day: date | None = None
    unclear: str = ""


def read(words: str) -> Byline:
    """A line as a byline, as in ``By Ann Lee, Lee Taps`` and ``Posted by Ann Lee on 3 April 2019 at 9:00 am``."""
    words = " ".join(words.split()).strip(" |\u00b7\u2022\u2013\u2014")
    if (first := _DAY_FIRST.fullmatch(words)) and (told := _day(first[1])):
        names = _names(first[2])
        return Byline(names, "", *told) if names else Byline()
    parts = words.split()
    for at in (3, 4):  # April 3, 2019 Ann Lee
        if (told := _day(" ".join(parts[:at]))) and (names := _names(" ".join(parts[at:]))):
            return Byline(names, "", *told)
    by = _NAMED.fullmatch(words)
    said = re.sub(r"\s*<[^\s<>@]+@[^\s<>@]+>$", "", by[1] if by else words)  # From: Ann Ash <ann@example.org>
    if names := _names(said) if by else []:
        return Byline(names)
    for apart in _APART.finditer(said):
        names, rest = _names(said[: apart.start()]), said[apart.end() :]
        told = _rest(rest)
        if names and told and (by or told[0] or told[1] or _OF_THE_PAGE.fullmatch(rest)):
            return Byline(names, "", *told)
        if names and by and apart[0].strip() == ",":
            firm, _, below = rest.partition(" | ")
            return Byline(names, firm, *(_rest(below) or (None, "")))
    return Byline()


def _names(said: str) -> list[str]:
    names = [without_titles(part) for part in re.split(r"\s+and\s+|\s+&\s+|\s+та\s+|\s+und\s+|\s+et\s+", said.strip())]
    return names if all(is_name(one) for one in names) else []


def _rest(said: str) -> tuple[date | None, str] | None:
    """The day in what stands behind a name, and a day that could be two; None where that is something else."""
    pieces = [
        piece for one in re.split(r"\s*[|\u00b7\u2022]\s*|\s+(?=(?:in|filed under)\s)", said) if (piece := _TIME.sub("", one).strip(" ,"))
    ]
    days = [told for piece in pieces if (told := _day(piece))]
    other = [piece for piece in pieces if not _day(piece) and not _OF_THE_PAGE.fullmatch(piece)]
    return None if other else next(iter(days), (None, ""))


def _day(said: str) -> tuple[date | None, str] | None:
    words = _LEAD_OF_DAY.sub("", _TIME.sub("", said).strip(" ,"), count=1)
    is_day, day = read_day(words)
    return (day, "" if day else words) if is_day else None
