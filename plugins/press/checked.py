"""Has the printed pages checked: those that changed, those with a fault, and all of them where something that others lead to is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.magazine.finished import finished, is_bound
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, Printed, Sheet, checking
from plugins.magazine.problem import Problem
from plugins.press.ledger import Ledger

if TYPE_CHECKING:
    from plugins.press.printing import Printing

_TARGET = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')[^<>]*>""")
_ADVERT = re.compile(r'<div class="advert[^"]*" id="(advert-[^"]*)">(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(r"<!--.*?-->|<(template|noscript)\b.*?</\1>", re.DOTALL)
_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)')""")


def sheet_of(html: str) -> Sheet:
    """The sheet of a page's HTML, of which only that counts which a browser shows."""
    html = _UNSEEN.sub("", html)
    links = dict.fromkeys(unescape(found[0] or found[1]) for found in _TARGET.findall(html))
    anchors = dict.fromkeys(unescape(found[0] or found[1]) for found in _ID.findall(html))
    adverts = ((place, " ".join(unescape(_TAG.sub(" ", words)).split())) for place, words in _ADVERT.findall(html))
    return Sheet(tuple(links), tuple(anchors), tuple(adverts))


def sheet_in(file: str, data: bytes) -> Sheet | None:
    """The sheet of a printed file; None where nobody asks for one. Raises ValueError where an edition cannot be read."""
    if file.endswith(".html"):
        return sheet_of(data.decode("utf-8", "replace"))
    if not is_bound(file):
        return None
    read = finished(file, data)
    return Sheet(leaves=tuple(map(tuple, read.leaves)), beside=read.beside)  # plain tuples, which the ledger can keep


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
