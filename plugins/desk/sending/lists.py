"""A list of readers from elsewhere: a table with any separator, or one address a line. Every line of it is told."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused
from plugins.desk.incoming.encoding import guessed
from plugins.desk.sending import address, wanting
from plugins.magazine.problem import WARNING, Problem

LONGEST = 10_000  # letters of a line: the rest is no list
SEPARATORS = ("", "\t", ";", ",", "|")  # the first: a line is an address
_ADDRESS = re.compile(r"(?:mailto:)?[^\s@<>,;|]+@[^\s@<>,;|]+|[^<>]*<[^<>]*@[^<>]*>[\s,;]*")


def _called(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


# What the columns of other programs are called
_COLUMNS = {
    "email": _called(r"(?:e-?mail|mail)?[ _-]?(?:address|адреса?)|e-?mail|mail|(?:ел\S*|эл\S*)?\s*(?:пошта|почта)"),
    "name": _called(r"(?:full|first|last|given|family)?[ _-]?name|surname|ім.я|прізвище|имя|фамилия|vorname|nachname|nom|prénom"),
    "language": _called(r"lang(?:uage)?|locale|мова|язык|sprache|langue"),
}
UNSUBSCRIBED = "unsubscribed"  # the rule by which those are told whom the list itself does not call readers


class Row(NamedTuple):
    """One reader of a list, with the line on which they stand."""

    line: int
    email: str
    name: str = ""
    language: str = ""


def rows(file: Path) -> Iterator[Row | Problem]:
    """The readers of a list, and of every other line what is wrong with it; raises Refused where it is no list."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Refused(file, f"it cannot be read ({error.strerror})") from error
    text, encoding = _text(raw)
    if encoding:
        message = f"it is no UTF-8, and was read as {encoding}: look at its names (desk readers list)"
        yield Problem(str(file), 0, "encoding", message, WARNING)
    lines = text.replace("\0", " ").splitlines()
    table = max((_table(lines, one) for one in SEPARATORS), key=lambda one: sum(any(map(_ADDRESS.fullmatch, row)) for _, row in one))
    if not table:
        raise Refused(file, "it is empty")
    head = table[0][1]
    if any(map(_ADDRESS.fullmatch, head)) or not any(map(_COLUMNS["email"].fullmatch, head)):
        if not any(map(_ADDRESS.fullmatch, head)) and (said := [cell for cell in head if len(head) > 1 and wanting.meaning(cell)]):
            message = f"its column `{said[0]}` seems to say who wants mail, and none is called `email`: so call that of the addresses"
            raise Refused(file, message, table[0][0])
        yield from (each for line, row in table for each in _plain(file, line, row))
        return
    named = {what: [at for at, cell in enumerate(head) if how.fullmatch(cell)] for what, how in _COLUMNS.items()}
    others = {at: wanting.meaning(cell) for at, cell in enumerate(head) if not any(at in ones for ones in named.values())}
    if unsure := [head[at] for at, what in others.items() if what == wanting.UNKNOWN]:
        message = f"whether column `{unsure[0]}` says who wants no mail nobody knows: call it `subscribed` (yes or no), `unsubscribed` "
        raise Refused(file, f"{message}(yes, no, or when) or `status`, or take it out", table[0][0])
    # a column that nobody filled in says nothing
    telling = {at: what for at, what in others.items() if what and any(at < len(row) and row[at] for _, row in table[1:])}
    if unread := [cell for at, cell in enumerate(head) if cell and not others.get(at, "-")]:
        yield Problem(str(file), table[0][0], "columns", f"these columns are not taken: {', '.join(unread)}", WARNING)
    for line, row in table[1:]:
        cells = {what: " ".join(row[at] for at in ones if at < len(row) and row[at]) for what, ones in named.items()}
        found = [(head[at], wanting.says_no(what, row[at] if at < len(row) else "")) for at, what in telling.items()]
        if no := next((f"{column}: {cell}" for column, cell in found if cell), ""):
            yield _left(file, line, cells["email"], no)
        else:
            yield _row(file, line, cells["email"], cells["name"], cells["language"])


def _text(raw: bytes) -> tuple[str, str]:
    """A list as text, and in which encoding it seems to be where it does not say."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        names = b" ".join(word for word in re.split(rb"[\s,;|<>]+", raw) if not word.isascii())  # addresses tell nothing
        return raw.decode(guessed(names), "replace"), guessed(names)


def _table(lines: list[str], separator: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with its line; one quotation mark too many spoils no other line."""
    found = []
    for at, line in enumerate(lines, 1):
        row = next(csv.reader([line], delimiter=separator), []) if separator and len(line) < LONGEST else [line]
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            found.append((at, cells))
    return found


def _plain(file: Path, line: int, row: list[str]) -> Iterator[Row | Problem]:
    """The readers of a row whose columns have no names: every address in it, with the words beside it where there is one."""
    found = [cell for cell in row if _ADDRESS.fullmatch(cell)]
    if not found:
        yield Problem(str(file), line, "address", f"there is no address in `{' '.join(row)[:60]}`: mend it, or take it out")
    if no := next(filter(wanting.beside, row), ""):
        yield _left(file, line, ", ".join(found), no)
        return
    for cell in found:
        beside = next((one for one in row if one and one != cell), "") if len(found) == 1 else ""
        yield _row(file, line, cell, beside)


def _left(file: Path, line: int, whom: str, no: str) -> Problem:
    return Problem(str(file), line, UNSUBSCRIBED, f"{whom} is not taken: the list calls it {no}", WARNING)


def _row(file: Path, line: int, words: str, name: str, language: str = "") -> Row | Problem:
    try:
        own, email = address.read(words)
    except ValueError as error:
        return Problem(str(file), line, "address", str(error))
    return Row(line, email, own or name, language[:12])
