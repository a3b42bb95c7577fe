"""Prints into the tree that nobody reads: what the last build printed stays or is copied, all else is printed anew."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from plugins.magazine.finished import is_bound
from plugins.magazine.mark import mark, mark_of_bytes
from plugins.magazine.page import Copy, Later, Page, Sheet, copied
from plugins.magazine.problem import Problem
from plugins.press.ledger import Ledger
from plugins.press.piece import Desk, Result, print_piece, print_shared
from plugins.press.room import Room
from plugins.press.stamps import Stamps
from plugins.press.templates import Templates
from plugins.press.tree import TOUCHED, Row, Trees, double, emptied, holds, put, remove

DOUBLED = 100  # files that are doubled in one piece of work
NOT_PRINTED = "template"  # the rule that a page breaks which cannot be printed
AT_ONCE = 500  # views that are written down at a time


class Printing:
    """Prints pages into a tree. ``with_sheets`` says that somebody wants to know where they lead, ``with_views`` that the next
    build may print them from the views that they have now.

    ``strayed`` are the files of that tree which are not what the ledger says, where somebody has looked.
    """

    def __init__(
        self,
        trees: Trees,
        ledger: Ledger,
        room: Room,
        templates: Templates,
        stamps: Stamps,
        strayed: frozenset[str] | None = None,
        *,
        with_sheets: bool,
        with_views: bool,
    ):
        self.strayed = strayed
        self.trees, self.ledger, self.room, self.templates, self.stamps = trees, ledger, room, templates, stamps
        self.with_sheets, self.with_views = with_sheets, with_views
        self.template_marks = self._template_marks()
        self.sheets: dict[str, Sheet] = {}  # of the pages that were printed anew
        self.problems: list[Problem] = []
        self.lost = False  # whether a place that others may lead to is gone from its page
        self.shows: dict[str, tuple[str, ...]] = {}  # the manuscripts of the texts on each page that was looked into
        self._views: list[tuple[str, str, bytes]] = []

    def run(self, pages: list[Page], sized: Callable[[dict[str, int]], list[Page] | None]) -> dict[str, str]:
        """Brings the next tree to what the pages say; returns the mark of every file. What cannot be printed is a problem.

        ``sized`` hears how large the editions are that were printed, and gives the pages anew where some of them say otherwise:
        these few are printed once more.
        """
        before: dict[str, tuple[str, str]] = self.ledger.note("printed") or {}
        name = self.trees.next
        self.folder, old = self._as_it_was(name)
        self.keys: dict[str, str] = {}
        self.marks: dict[str, str] = {}
        self.rows: dict[str, Row] = {}
        by_file = {page.file: page for page in pages}
        touched = self._know(by_file, before, old)
        remove(self.folder, (file for file in old if file not in self.keys))
        self._print([page for file, page in by_file.items() if file not in self.rows], old)
        sizes = {page.address: self.rows[file][1] for file, page in by_file.items() if is_bound(file) and file in self.rows}
        if not self.problems and (anew := sized(sizes)):
            there = {**old, **self.rows}
            changed = {page.file: page for page in anew if self._key(page) != self.keys[page.file]}
            touched = self._know(changed, before, there)
            self._print([page for file, page in changed.items() if file not in self.rows], there)
        keys = self.keys
        with self.ledger.writing():
            self.ledger.put_note(f"tree {name}", {**touched, **self.rows} if self.problems else self.rows)
            self.ledger.put_note("printed", {file: (key, self.marks[file]) for file, key in keys.items() if file in self.marks})
            sheets = ((file, (self.marks[file], *sheet)) for file, sheet in self.sheets.items())
            shown = self.ledger.note("shows") or {}
            shows = {file: texts for file, texts in shown.items() if file in keys} | self.shows
            if shows != shown:
                self.ledger.put_note("shows", shows)
            self.ledger.put_views(self._views)
            self.ledger.put_note("checked", None)
            self.ledger.put_sheets(sheets, before.keys() - keys.keys())
        return self.marks

    def _know(self, pages: dict[str, Page], before: dict[str, tuple[str, str]], old: dict[str, Row]) -> dict[str, Row]:
        """Finds out which of the pages stand in the tree as they should; returns the files that do not."""
        for file, page in pages.items():
            key = self.keys[file] = self._key(page)
            self.marks.pop(file, None)
            self.rows.pop(file, None)
            if file in before and before[file][0] == key:
                shown = self.marks[file] = before[file][1]
                if self._stands(file, old.get(file), shown):
                    self.rows[file] = old[file]
        # from here on files may change: whatever is not known to be right is known to be ours, and no more
        touched = {file: TOUCHED for file in (*self.keys, *old) if file not in self.rows}
        with self.ledger.writing():
            self.ledger.put_note(f"tree {self.trees.next}", {**self.rows, **touched})
        return touched

    def double(self, shown: str) -> None:
        """Fills the other tree too where it is empty, so that the next build has only to change it."""
        other = self.trees.next
        if self.ledger.has_note(f"tree {other}"):
            return
        source, target = str(self.trees.folder(shown)), str(emptied(self.trees.folder(other)))
        files = sorted(self.rows)
        with self.ledger.writing():
            self.ledger.put_note(f"tree {other}", dict.fromkeys(files, TOUCHED))
        chunks = [(source, target, files[at : at + DOUBLED]) for at in range(0, len(files), DOUBLED)]
        for _ in self.room.each(double, chunks, len(chunks), here=True):
            pass
        with self.ledger.writing():
            self.ledger.put_note(f"tree {other}", self.rows)

    def _template_marks(self) -> dict[str, str]:
        """The marks of the templates; those of last time where no template has changed."""
        sources = mark(self.templates.sources)
        kept = self.ledger.note("templates")
        if not kept or kept[0] != sources:
            kept = (sources, self.templates.marks())
            with self.ledger.writing():
                self.ledger.put_note("templates", kept)
        return kept[1]

    def _as_it_was(self, name: str) -> tuple[Path, dict[str, Row]]:
        """The tree that is printed into, and what is in it; nothing where nobody knows."""
        folder, rows = self.trees.folder(name), self.ledger.note(f"tree {name}")
        if rows is None or not folder.is_dir():
            return emptied(folder), {}
        return folder, rows

    def _stands(self, file: str, row: Row | None, shown: str) -> bool:
        """Whether a file of the next tree is what it should be; nobody is asked again who has just looked."""
        if self.strayed is None:
            return holds(self.folder, file, row, shown)
        return row is not None and row[0] == shown and file not in self.strayed

    def _key(self, page: Page) -> str:
        """The mark of all that a page hangs on; what it shows is looked into only where that has changed."""
        if isinstance(page.view, Later):
            return f"{self._template(page)} {page.view.mark}"
        if isinstance(page.view, Copy):
            stamp = self.stamps.get(page.view.path)
            return page.view.mark or (stamp.mark if stamp else mark_of_bytes(copied(page.view)))
        return mark(self._template(page), page.view)

    def _template(self, page: Page) -> str:
        return page.template.__qualname__ if callable(page.template) else self.template_marks.get(page.template, "")

    def _print(self, pages: list[Page], old: dict[str, Row]) -> None:
        """Sees to it that these pages stand in the tree: they may be there already, or in the one that readers see."""
        current = self.trees.current
        others: dict[str, Row] = (self.ledger.note(f"tree {current}") if current else None) or {}
        folder, seen = str(self.folder), str(self.trees.folder(current))
        anew = []
        for page in pages:
            file, shown = page.file, self.marks.get(page.file, "")
            if isinstance(page.view, Copy):
                shown = self.marks[file] = self._key(page)
            if holds(folder, file, old.get(file), shown):
                self.rows[file] = old[file]
            elif holds(seen, file, others.get(file), shown):
                with open(f"{seen}/{file}", "rb") as same:
                    self.rows[file] = (shown, *put(folder, file, same.read()))
            elif isinstance(page.view, Copy):
                data = copied(page.view)
                self.rows[file] = (shown, *put(folder, file, data))
                if not page.view.mark and mark_of_bytes(data) != shown:  # it was written into meanwhile: the next build will see
                    self.rows[file] = TOUCHED
            else:
                anew.append(page)
        # heavy pages and light ones are mixed, so that all hands have as much to do
        anew.sort(key=lambda page: crc32(page.file.encode()))
        desk = Desk(self.templates, "" if self.room.far else folder, self.with_sheets, self.with_views)
        there = (old.get(page.file) for page in anew)
        if self.room.share((desk, anew)):
            outcomes = self.room.each(print_shared, enumerate(there), len(anew))
        else:
            outcomes = self.room.each(print_piece, ((desk, page.made, row) for page, row in zip(anew, there, strict=True)), len(anew))
        for page, outcome in zip(anew, outcomes, strict=True):
            self._take(page, outcome.result or Result(problem=_stuck(page, outcome.failure)))

    def _take(self, page: Page, result: Result) -> None:
        """Writes down what became of a page."""
        if result.problem:
            if all(one[:2] != result.problem[:2] for one in self.problems):  # a template is told of once
                self.problems.append(result.problem)
            self.marks.pop(page.file, None)
            return
        if result.sheet is not None:
            kept = self.ledger.sheet(page.file)
            self.lost |= bool(kept and set(kept[2]) - set(result.sheet.anchors))
            self.sheets[page.file] = result.sheet
        self.marks[page.file] = result.mark
        self.rows[page.file] = (result.mark, *(result.place or put(self.folder, page.file, result.data)))
        self.shows[page.file] = result.texts
        if result.texts:  # its view is kept: only a text may change next time
            self._views.append((page.file, self.keys[page.file], result.view))
        if len(self._views) > AT_ONCE:
            self._keep_views()

    def _keep_views(self) -> None:
        with self.ledger.writing():
            self.ledger.put_views(self._views)
        self._views = []


def _stuck(page: Page, failure: str) -> Problem:
    return Problem(page.source or f"output{page.address}", 0, NOT_PRINTED, f"{page.address} cannot be printed: {failure}")
