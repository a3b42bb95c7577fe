"""Has the printed pages checked: those that changed, those with a fault, and all of them where something that others lead to is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, Printed, Sheet, checking
from plugins.magazine.problem import Problem
from plugins.press.ledger import Ledger

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


def check_all(magazine: Magazine, day: date, pages: Iterable[Page], folder: Path) -> list[Problem]:
    """Every page that lies below a folder, whoever wrote it there."""
    known = {page.file: page for page in pages}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    html = sorted(file for file in files if file.endswith(".html"))

    def sheet(file: str) -> Sheet:
        return sheet_of((folder / file).read_text("utf-8", "replace"))

    sheets = [(known.get(file) or Page(f"/{file}", "", None), sheet(file)) for file in html]
    found = _asked(magazine, day, Printed(files, sheets, sheet))
    return [problem for _, problem in found]


def check_changed(
    magazine: Magazine, day: date, pages: Iterable[Page], folder: Path, marks: Mapping[str, str], ledger: Ledger, last: Any, lost: bool
) -> tuple[list[Problem], Any]:
    """The pages of a tree as far as needed; ``last`` is what the last check left to be remembered, which also comes back.

    ``lost`` says that a place which others may lead to is gone from its page.
    """
    if not checking.receivers:
        return [], None
    before: dict[str, str] = last[0] if last else {}
    faulty = set(last[1]) if last else set()

    def sheet(file: str) -> Sheet:
        kept = ledger.sheet(file)
        if kept and kept[0] == marks.get(file):
            return Sheet(*kept[1:])
        return sheet_of((folder / file).read_text("utf-8"))

    everything = lost or any(file not in marks for file in before)
    look = [page for page in pages if page.file.endswith(".html")]
    if not everything:
        look = [page for page in look if before.get(page.file) != marks[page.file] or page.file in faulty]
    found = _asked(magazine, day, Printed(marks, [(page, sheet(page.file)) for page in look], sheet))
    return [problem for _, problem in found], (dict(marks), sorted({file for file, _ in found}))


def _asked(magazine: Magazine, day: date, printed: Printed) -> list[tuple[str, Problem]]:
    return [one for _, found in checking.send(magazine, day=day, printed=printed) for one in found]
