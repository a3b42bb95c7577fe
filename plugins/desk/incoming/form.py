"""A table of answers, as form services export it (.csv): one arrival a row."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from plugins.desk.house import Refused
from plugins.desk.incoming.answers import Answer, NoStory, arrival
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.text import decoded
from plugins.desk.tree import TooDeep

LARGEST = 25 * 1024 * 1024
LONGEST_CELL = 1024 * 1024
MOST_COLUMNS = 500
UNCLOSED = "a quotation mark that nothing closes joins this row with those below it: close it, or export the table again"


def read(file: Path) -> Iterator[Arrival | Refused]:
    """The arrivals of a table; a row without a story is refused by its line, and the others go on."""
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        raise Refused(file, f"the table is larger than {LARGEST // 1024 // 1024} MB: export fewer answers at once")
    text, remark = _decoded(raw, file)
    first, *_ = text.lstrip("\n").split("\n", 1)
    if hint := re.fullmatch(r"sep=(.)\r?", first):  # a line that Excel understands
        text = text.lstrip("\n").partition("\n")[2]
    csv.field_size_limit(LONGEST_CELL)
    sign = hint[1] if hint else _delimiter(text)
    own: list[str] = []  # the lines of one row
    rows = csv.reader(_told(text, own), delimiter=sign)
    header: list[str] = []
    before = 1 if hint else 0
    try:
        for row in rows:
            line, before = before + 1, rows.line_num + (1 if hint else 0)
            closed = len(own) < 2 or _closed(own, sign)
            own.clear()
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                if not closed:
                    raise Refused(file, UNCLOSED, line)
                header = [cell.strip() for cell in row]
                if len(header) > MOST_COLUMNS or len(header) < 2 and len(text) > 200 and "\n" not in text.strip():
                    raise Refused(file, "this is no table of answers: the first line names the questions, each line below is one person's")
                continue
            one = _row(header, row, file, line) if closed else Refused(file, f"{UNCLOSED} (to line {before})", line)
            yield one._replace(remarks=(*one.remarks, remark)) if remark and isinstance(one, Arrival) else one
    except csv.Error as why:
        raise Refused(file, f"the table cannot be read ({why}): export it again as CSV with the encoding UTF-8", rows.line_num) from why
    if not header:
        raise Refused(file, "the table is empty: export it again, with the answers in it")


def _row(header: list[str], row: list[str], file: Path, line: int) -> Arrival | Refused:
    questions = header + [""] * (len(row) - len(header))
    answers = [Answer(question, cell) for question, cell in zip(questions, row, strict=False)]
    raw = io.StringIO(newline="")
    csv.writer(raw).writerows([header, row])  # the row alone, as a table of its own
    try:
        return arrival(answers, f"{file}:{line}", raw.getvalue().encode(), ".csv")
    except NoStory:
        return Refused(file, "there is no story in this row: look whether it is one, and ask its author for it", line)
    except TooDeep:
        return Refused(file, "the story in this row holds HTML that cannot be read: ask its author for plain text", line)
    except Refused as why:
        return Refused(file, str(why).split(":0: ", 1)[-1], line)


def _told(text: str, own: list[str]) -> Iterator[str]:
    """The lines of a table; each that was read is put to its row's own."""
    for line in io.StringIO(text, newline=""):
        own.append(line)
        yield line


def _closed(lines: list[str], sign: str) -> bool:
    """Whether a row over several lines is one person's: no cell goes on behind its quotation mark, or to the end of the table."""
    try:
        next(csv.reader(lines, delimiter=sign, strict=True))
    except csv.Error:
        return False
    return True


def _decoded(raw: bytes, file: Path) -> tuple[str, str]:
    """The text of a table, and a remark where its encoding was guessed: UTF-8, UTF-16 (which Excel calls Unicode text), or another."""
    try:
        is_utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        text, remark = (raw.decode("utf-16"), "") if is_utf16 else decoded(raw, file)
    except (UnicodeDecodeError, Refused):
        text, remark = "\0", ""
    if "\0" in text:
        raise Refused(file, "this is no table: export it again as CSV with the encoding UTF-8")
    return text, remark


def _delimiter(text: str) -> str:
    """The sign between two cells: the one of which the first line has most outside of quotation marks."""
    head = re.sub(r'"(?:[^"]|"")*"', "", text[:20_000]).lstrip("\r\n").split("\n", 1)[0]
    return max((",", ";", "\t", "|"), key=head.count)
