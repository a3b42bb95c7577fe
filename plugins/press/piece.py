"""Prints one page, in whichever process, and says what became of it."""

from typing import NamedTuple

from jinja2 import TemplateError

from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.page import Page, Sheet, Stumbled
from plugins.magazine.problem import Problem
from plugins.press.hands import shared
from plugins.press.packed import packed
from plugins.press.sheets import sheet_in
from plugins.press.templates import Templates, complaint, stumbled, unreadable
from plugins.press.tree import Row, holds, put


class Desk(NamedTuple):
    """What is at hand where a page is printed: the templates, the tree where there is one, and what is wanted besides the page."""

    templates: Templates
    folder: str
    with_sheets: bool
    with_views: bool


class Result(NamedTuple):
    """What became of a page: its mark, and its bytes or where they were put; or what is wrong with its template.

    ``view`` is the page as it was printed, where that is wanted, packed without the texts it shows: those of the manuscripts ``texts``.
    """

    mark: str = ""
    data: bytes = b""
    place: tuple[int, int] | None = None
    sheet: Sheet | None = None
    view: bytes = b""
    texts: tuple[str, ...] = ()
    problem: Problem | None = None


def print_shared(at: int, row: Row | None) -> Result:
    """Prints one of the pages that all hands know of, by its number."""
    desk, pages = shared()
    return print_piece(desk, pages[at], row)


def print_piece(desk: Desk, page: Page, row: Row | None) -> Result:
    """Prints one page in whichever process; ``row`` tells of the file that stood in its place."""
    page = page.made
    try:
        data = desk.templates.printed(page)
    except TemplateError as error:
        return Result(problem=complaint(error, page))
    except Stumbled as why:
        return Result(problem=stumbled(why, page))
    shown = mark_of_bytes(data)
    try:
        sheet = sheet_in(page.file, data) if desk.with_sheets else None
    except ValueError as error:
        return Result(problem=unreadable(error, page))
    view, texts = packed(page) if desk.with_views else (b"", ())
    kept = view if texts else b""
    if not desk.folder:
        return Result(shown, data, None, sheet, kept, texts)
    there = row and holds(desk.folder, page.file, row, shown)
    place = row[1:] if row and there else put(desk.folder, page.file, data)
    return Result(shown, b"", place, sheet, kept, texts)
