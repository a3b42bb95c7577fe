"""A table as other programs save and read it: any separator, any encoding, cells of several lines, nothing that a spreadsheet computes."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused, unopened
from plugins.desk.incoming.encoding import guessed
from plugins.magazine.manuscript import UNPRINTABLE

LONGEST = 10_000  # letters of a line: the rest is no list
DEEPEST = 100  # lines of a cell
SEPARATORS = ("", "\t", ";", ",", "|")  # the first: a line is a cell
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of the new and the old kind
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
_SAYS_SEPARATOR = re.compile(r"sep=.\s*")  # what a spreadsheet writes above a table for its like
_COMPUTES = ("=", "+", "-", "@")


class Cells(NamedTuple):
    """The cells of a row that is not empty, and on which lines it begins and ends; none where nobody can know which they are."""

    line: int
    end: int
    cells: list[str]


def text(file: Path) -> tuple[str, str]:
    """A file as text, and in which encoding it seems to be where it does not say; raises Refused where it is none."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise unopened(file, error) from error
    if raw.startswith(_WORKBOOKS):
        raise Refused(file, "it is a workbook: open it where it was made, and save it as CSV (UTF-8)")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), ""
    for encoding, empty, full in (("utf-16-le", raw[1::2], raw[::2]), ("utf-16-be", raw[::2], raw[1::2])):
        if empty.count(0) * 2 > len(empty) and not full.count(0):  # without the mark that says so
            return raw.decode(encoding, "replace"), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        names = b" ".join(word for word in re.split(rb"[\s,;|<>]+", raw) if not word.isascii())  # addresses tell nothing
        return raw.decode(guessed(names), "replace"), guessed(names)


def table(words: str, sought: re.Pattern[str]) -> list[Cells]:
    """The rows of a table, by the separator that has most cells stand alone that are ``sought``."""
    lines = list(io.StringIO(words.replace("\0", " "), newline=""))
    if lines and _SAYS_SEPARATOR.fullmatch(lines[0]):
        lines[0] = ""
    tables = (list(_rows(lines, one, sought)) for one in SEPARATORS)
    return max(tables, key=lambda rows: sum(_has(sought, row.cells) if row.cells else 2 for row in rows))


def _rows(lines: list[str], separator: str, sought: re.Pattern[str]) -> Iterator[Cells]:
    at = 0
    while at < len(lines):
        cells, end = _cells(lines, at, separator, sought)
        if end > at + 1 or any(cells):
            yield Cells(at + 1, end, cells)
        at = end


def _cells(lines: list[str], at: int, separator: str, sought: re.Pattern[str]) -> tuple[list[str], int]:
    """The cells of the row that begins on a line, and where the next one begins (RFC 4180, section 2).

    A quotation mark that nothing closes, or in the middle of a word, is one too many, and spoils no other line. One that closes
    below lines that are rows of their own may be either.
    """
    if not separator:
        whole = _QUOTED.fullmatch(lines[at])
        return [_plain(whole[1].replace('""', '"') if whole else lines[at])], at + 1
    if len(lines[at]) >= LONGEST:
        return [_plain(lines[at])], at + 1
    reader = csv.reader(lines[at : at + DEEPEST], delimiter=separator, strict=True)
    try:
        row = next(reader, [])
    except csv.Error:
        return _alone(lines[at], separator), at + 1
    end = at + max(reader.line_num, 1)
    if end > at + 1 and sum(_has(sought, _alone(line, separator)) for line in lines[at:end]) > 1:
        return [], end
    return [_plain(cell) for cell in row], end


def _alone(line: str, separator: str) -> list[str]:
    return [_plain(cell) for cell in next(csv.reader([line], delimiter=separator), [])]


def _has(sought: re.Pattern[str], cells: list[str]) -> bool:
    return any(map(sought.fullmatch, cells))


def _plain(cell: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", cell).split())


def written(cell: str) -> str:
    """Words as a cell in which no spreadsheet finds something to compute: with an apostrophe before, an address in angle brackets."""
    if not cell.startswith(_COMPUTES):
        return cell
    return f"<{cell}>" if "@" in cell[1:] else f"'{cell}"


def taken(cell: str) -> str:
    """The words of such a cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_COMPUTES) else cell
