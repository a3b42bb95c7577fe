"""A list of readers from elsewhere: a table with any separator, or one address a line. Every line of it is told."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused
from plugins.desk.sending import address, table, wanting
from plugins.desk.sending.table import Cells
from plugins.magazine.problem import WARNING, Problem

_ADDRESS = re.compile(r"(?:mailto:)?[^\s@<>,;|]+@[^\s@<>,;|]+|[^<>]*<[^<>]*@[^<>]*>[\s,;]*")


def _called(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


# What the columns of other programs are called
_COLUMNS = {
    "email": _called(r"(?:primary )?(?:e-?mail|mail)(?:[ _-]?(?:address|адреса?)|(?: 1)?(?: - value)?)|(?:ел\S*|эл\S*)?\s*(?:пошта|почта)"),
    "name": _called(r"(?:full|first|last|given|family)?[ _-]?name|surname|ім.я|прізвище|имя|фамилия|vorname|nachname|nom|prénom"),
    "language": _called(r"lang(?:uage)?|locale|мова|язык|sprache|langue"),
}
_HOLDS_ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
_ADDRESSES = _called(r"address|адреса?")  # of the post, where another column is called e-mail
UNSUBSCRIBED = "unsubscribed"  # the rule by which those are told whom the list itself does not call readers


class Row(NamedTuple):
    """One reader of a list, with the line on which they stand."""

    line: int
    email: str
    name: str = ""
    language: str = ""


class Left(NamedTuple):
    """Whom a list does not call a reader, as they are written there, and what it says of them."""

    line: int
    whom: str
    says: str


class Taken(NamedTuple):
    """What is taken of a list: its readers, each once, and how many of them stood in it again; whom it does not call readers,
    by their marks; and what is to be said of all other lines."""

    rows: dict[str, Row]
    twice: int
    left: dict[str, Left]
    problems: list[Problem]


def taken(file: Path) -> Taken:
    """What is taken of a list; raises Refused where it is none."""
    told = Taken({}, 0, {}, [])
    for one in rows(file):
        if isinstance(one, Problem):
            told.problems.append(one)
        elif isinstance(one, Left):
            message = f"{one.whom} is not taken: the list calls it {one.says}"
            told.problems.append(Problem(str(file), one.line, UNSUBSCRIBED, message, WARNING))
            told.left.update((address.mark(email), one) for email in _emails(one.whom))
        else:
            mark = address.mark(one.email)
            told = told._replace(twice=told.twice + (mark in told.rows))
            told.rows.setdefault(mark, one)
    return told


def rows(file: Path) -> Iterator[Row | Left | Problem]:
    """The readers of a list, and of every other line what is wrong with it; raises Refused where it is no list."""
    words, encoding = table.text(file)
    if encoding:
        message = f"it is no UTF-8, and was read as {encoding}: look at its names (desk readers list)"
        yield Problem(str(file), 0, "encoding", message, WARNING)
    whole = table.table(words, _ADDRESS)
    if not whole:
        raise Refused(file, "it is empty")
    for one in whole:
        if not one.cells:
            message = f"a quotation mark here is closed on line {one.end}, and readers stand between them: take one out, or both"
            yield Problem(str(file), one.line, "quotation-mark", message)
    found = [one for one in whole if one.cells]
    above = list(takewhile(lambda one: not any(map(_ADDRESS.fullmatch, one.cells)), found))
    called = (_COLUMNS["email"], _ADDRESSES)
    if head := next((one for how in called for one in above if any(map(how.fullmatch, one.cells))), None):
        for one in above[: above.index(head)]:
            message = f"`{' '.join(one.cells)[:60]}` is not taken: it stands above the names of the columns"
            yield Problem(str(file), one.line, "columns", message, WARNING)
        yield from _named(file, head, found[found.index(head) + 1 :])
        return
    for one in above:
        if len(one.cells) > 1 and (said := [cell for cell in one.cells if wanting.meaning(cell)]):
            message = f"its column `{said[0]}` seems to say who wants mail, and none is called `email`: so call that of the addresses"
            raise Refused(file, message, one.line)
    yield from (each for one in found for each in _unnamed(file, one))


def _named(file: Path, head: Cells, found: list[Cells]) -> Iterator[Row | Left | Problem]:
    """The readers of a table whose columns have names."""
    named = {what: [at for at, cell in enumerate(head.cells) if how.fullmatch(cell)] for what, how in _COLUMNS.items()}
    named["email"] = (named["email"] or [at for at, cell in enumerate(head.cells) if _ADDRESSES.fullmatch(cell)])[:1]
    others = {at: wanting.meaning(cell) for at, cell in enumerate(head.cells) if not any(at in ones for ones in named.values())}
    if unsure := [head.cells[at] for at, what in others.items() if what == wanting.UNKNOWN]:
        message = f"whether column `{unsure[0]}` says who wants no mail nobody knows: call it `subscribed` (yes or no), `unsubscribed` "
        raise Refused(file, f"{message}(yes, no, or when) or `status`, or take it out", head.line)
    # a column that nobody filled in says nothing
    telling = {at: what for at, what in others.items() if what and any(at < len(one.cells) and one.cells[at] for one in found)}
    if unread := [cell for at, cell in enumerate(head.cells) if cell and not others.get(at, "-")]:
        yield Problem(str(file), head.line, "columns", f"these columns are not taken: {', '.join(unread)}", WARNING)
    for line, _, row in found:
        cells = {what: _once([row[at] for at in ones if at < len(row) and row[at]]) for what, ones in named.items()}
        said = [(head.cells[at], wanting.says_no(what, row[at] if at < len(row) else "")) for at, what in telling.items()]
        if not cells["email"]:
            yield _without(file, line, row)
        elif no := next((f"{column}: {cell}" for column, cell in said if cell), ""):
            yield Left(line, cells["email"], no)
        else:
            yield _row(file, line, cells["email"], cells["name"], cells["language"])


def _unnamed(file: Path, one: Cells) -> Iterator[Row | Left | Problem]:
    """The readers of a row whose columns have no names: every address in it, with the words beside it where there is one."""
    found = [cell for cell in one.cells if _ADDRESS.fullmatch(cell)]
    if not found:
        yield _without(file, one.line, one.cells)
    if no := next(filter(wanting.beside, one.cells), ""):
        yield Left(one.line, ", ".join(found), no)
        return
    others = [cell for cell in one.cells if cell and cell not in found]
    for cell in filter(_HOLDS_ADDRESS.search, others if found else ()):
        message = f"`{cell[:60]}` beside {found[0]} is not taken: where another reader is in it, give them a line of their own"
        yield Problem(str(file), one.line, "address", message)
    for cell in found:
        beside = next((each for each in others if not _HOLDS_ADDRESS.search(each)), "") if len(found) == 1 else ""
        yield _row(file, one.line, cell, beside)


def _once(parts: list[str]) -> str:
    """Words of several columns, of which one may have all of the others in it, as a full name has."""
    whole = max(parts, key=len, default="").split()
    return " ".join(whole if len(whole) > 1 and all(set(one.split()) <= set(whole) for one in parts) else parts)


def _without(file: Path, line: int, row: list[str]) -> Problem:
    return Problem(str(file), line, "address", f"there is no address in `{' '.join(row).strip()[:60]}`: mend it, or take it out")


def _emails(words: str) -> Iterator[str]:
    """The addresses in words that may be none."""
    for one in (words, *words.split(", ")):
        with suppress(ValueError):
            yield address.read(one)[1]


def _row(file: Path, line: int, words: str, name: str, language: str = "") -> Row | Problem:
    try:
        own, email = address.read(words)
    except ValueError as error:
        return Problem(str(file), line, "address", str(error))
    return Row(line, email, own or table.taken(name), language[:12])
