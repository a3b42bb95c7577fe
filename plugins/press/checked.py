"""Has the printed pages checked: those that changed, those with a fault, and all of them where something that others lead to is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, Printed, Sheet, checking
from plugins.magazine.problem import Problem
from plugins.press.ledger import Ledger
from plugins.press.sheets import sheet_in

if TYPE_CHECKING:
    from plugins.press.printing import Printing


def check_all(magazine: Magazine, day: date, pages: Iterable[Page], folder: Path) -> list[Problem]:
    """Every page that lies below a folder, whoever wrote it there."""
    known = {page.file: page for page in pages}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    html = sorted(file for file in files if file.endswith(".html"))

    def read(file: str) -> bytes:
        return (folder / file).read_bytes()

    def sheet(file: str) -> Sheet:
        return sheet_in(file, read(file)) or Sheet()

    sheets = [(known.get(file) or Page(f"/{file}", "", None), sheet(file)) for file in html]
    others = [page for page in known.values() if page.file in files and not page.file.endswith(".html")]
    found = _asked(magazine, day, Printed(files, sheets, sheet, others, read))
    return [problem for _, problem in found]


def check_changed(
    magazine: Magazine, day: date, pages: Iterable[Page], folder: Path, printing: Printing, ledger: Ledger, last: Any
) -> tuple[list[Problem], Any]:
    """The pages of a tree as far as needed; ``last`` is what the last check left to be remembered, which also comes back.

    A page is looked at again where the key of all that it hangs on is another: what it promises is among that, and may be
    more now, although the page says the same.
    """
    marks, keys = printing.marks, printing.keys
    if not checking.receivers:
        return [], None
    before: dict[str, str] = last[0] if last else {}
    faulty = set(last[1]) if last else set()

    def read(file: str) -> bytes:
        return (folder / file).read_bytes()

    def sheet(file: str) -> Sheet:
        kept = ledger.sheet(file)
        if kept and kept[0] == marks.get(file):
            return Sheet(*kept[1:])
        return sheet_in(file, read(file)) or Sheet()

    everything = printing.lost or any(file not in marks for file in before)
    look = [page for page in pages if everything or before.get(page.file) != keys[page.file] or page.file in faulty]
    sheets = [(page, sheet(page.file)) for page in look if page.file.endswith(".html")]
    others = [page for page in look if not page.file.endswith(".html")]
    found = _asked(magazine, day, Printed(marks, sheets, sheet, others, read))
    return [problem for _, problem in found], (dict(keys), sorted({file for file, _ in found}))


def _asked(magazine: Magazine, day: date, printed: Printed) -> list[tuple[str, Problem]]:
    return [one for _, found in checking.send(magazine, day=day, printed=printed) for one in found]
