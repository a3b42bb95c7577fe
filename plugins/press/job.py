"""One print run from beginning to end: read, proof, set, print what changed, check it, and let readers see it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from plugins.magazine import engine
from plugins.magazine.finished import is_bound
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Page, Printed, Sheet, checking, collisions
from plugins.magazine.problem import Problem, Unfit, errors
from plugins.magazine.proof import account, proof
from plugins.magazine.reading import kind_of
from plugins.press import stamps, templates
from plugins.press.ahead import OtherHand, terms_beside
from plugins.press.bind import bind
from plugins.press.checked import check_all, check_changed
from plugins.press.darkroom import FOLDER, Darkroom
from plugins.press.gather import gather, removed, texts
from plugins.press.kept import Manuscripts, Readings
from plugins.press.ledger import Ledger, packages
from plugins.press.letterbox import Letterbox
from plugins.press.looked import looked_through
from plugins.press.notes import standing_of, write_down
from plugins.press.printing import NOT_PRINTED, Printing
from plugins.press.room import Room
from plugins.press.ticket import Ticket, label_of, setting_of
from plugins.press.told import say
from plugins.press.tree import Trees, emptied
from plugins.press.unchanged import Look
from plugins.press.withdrawn import Withdrawn

PrintAll = Callable[[Magazine, date, list[Page], Path], None]


class Job:
    """A print run. ``hear`` gives what was said in the meantime by parts that only log what goes wrong.

    ``seen`` is what somebody saw who looked a moment ago; then ``other`` reads what changed, and ``recalled`` was kept last time.
    ``keeps`` says whether there will be a next time: without it the output is printed from nothing, and nothing stays beside it.
    """

    magazine: Magazine
    day: date
    pages: list[Page]
    account = ""

    def __init__(
        self,
        ticket: Ticket,
        room: Room | None = None,
        hear: Callable[[], list[Problem]] = list,
        seen: Look | None = None,
        other: OtherHand | None = None,
        recalled: Readings | None = None,
        *,
        keeps: bool = True,
    ):
        self.ticket, self.hear, self.seen, self._keeps_room, self.keeps = ticket, hear, seen, room is not None, keeps
        self.other, self.recalled = other, recalled
        self.room = room or Room(os.environ.get("PRESS", ""))
        self.trees = Trees(ticket.served)
        self.found: list[Problem] = []

    def run(self, print_all: PrintAll | None = None) -> None:
        """Prints the magazine as the ticket says; raises Unfit, the output untouched, where it must not be printed.

        ``print_all`` prints all pages into an empty folder by itself, as Pelican does for plugins of others.
        """
        with self.trees.alone():
            self.clean = bool(os.environ.get("CLEAN")) or not self.keeps
            self.ledger = Ledger(self.trees.stands, clean=self.clean)
            self._read()
            self.withdrawn = Withdrawn(self.ledger, self.trees, self.magazine.run(self.day))
            try:
                self._proof()
                self.letterbox = Letterbox(self.ticket, self.ledger, self.room)
                if print_all:
                    self._print_all(print_all)
                    self.trees.show(self.trees.next)
                    self.withdrawn.forget_tree()
                    self.darkroom.sweep()
                else:
                    self._print_changed()
            finally:
                if self.keeps:
                    self.manuscripts.keep(self.magazine, self.withdrawn.paths)
                    self.withdrawn.forget_words()
                self.ledger.close()
                if not self.keeps:
                    self.ledger.path.unlink()
                if not self._keeps_room:
                    self.room.close()
                self._say()

    def _read(self) -> None:
        ticket, label = self.ticket, label_of(self.ticket.content)
        if self.seen and self.ledger.note("standing") != self.seen.standing:  # another press was quicker
            self.seen, self.other, self.recalled = None, None, None
        before = self.ledger.stamps()
        self.stamps = self.seen.stamps(before) if self.seen else stamps.take(ticket.roots, before, self._is_manuscript)
        self.ledger.kept_by(mark(packages(), sorted((path, one.mark) for path, one in self.stamps.items() if path.startswith(stamps.CODE))))
        self.advice, setting = engine.advice(ticket.engine), setting_of(ticket)
        self.manuscripts = Manuscripts(ticket.content, label, self.stamps, self.ledger, self.room, setting, self.other, self.recalled)
        self.darkroom = Darkroom(self.trees.stands / FOLDER, self.ledger, self.room, self.stamps, clean=self.clean)
        self.magazine = load(
            ticket.content,
            label,
            preview=ticket.preview,
            setting=setting,
            read_all=self.manuscripts.read_all,
            files=self._plain_files(),
            look_at=self.darkroom.look_at,
            prints=self.darkroom.folder,
            terms=terms_beside(ticket.content, self.other),
            publish=ticket.publish,
            theme=ticket.theme,
        )
        self.magazine = looked_through(self.magazine, self.stamps, self.ledger)
        self.manuscripts.restore(self.magazine)
        self.today = self.magazine.masthead.today()
        if ticket.day:
            self.day = date.fromisoformat(ticket.day)
        else:
            self.day = self.magazine.preview_day(self.today) if ticket.preview else self.today

    def _plain_files(self) -> dict[str, int] | None:
        """All files of the content with their sizes, where there is nothing else to be said of any of them."""
        content = f"{self.ticket.content}/"
        found = {path.removeprefix(content): stamp for path, stamp in self.stamps.items() if path.startswith(content)}
        names = "".join(found)
        plain = names.isascii() and names.isprintable() and not any(stamp.link for stamp in found.values())
        return {path: stamp.size for path, stamp in found.items()} if plain else None

    def _is_manuscript(self, path: str) -> bool:
        content = f"{self.ticket.content}/"
        return path.startswith(content) and bool(kind_of(path.removeprefix(content)))

    def _proof(self) -> None:
        magazine, day = self.magazine, self.day
        wanted = texts(magazine, day)
        self._proofed(proof(magazine, day))  # what must not be printed is not worth setting much for
        unset = self.manuscripts.set_all(magazine, wanted)
        unprinted = self.darkroom.print(magazine, day)
        magazine.sizes.update(self.ledger.note("sizes") or {})
        self.pages = gather(magazine, day, self.ticket.theme)
        self._gate([*unset, *unprinted])
        self._gate(removed(magazine, day))
        self._gate(collisions(self.pages))

    def _proofed(self, problems: tuple[Problem, ...]) -> None:
        wrong = [Problem("pelicanconf.py", 0, "engine", self.advice)] if self.advice else []
        self.account = account(self.magazine, self.day, problems)
        self._gate([*wrong, *problems, *self.hear()])

    def _print_all(self, print_all: PrintAll) -> None:
        """Everything anew, by somebody who may also print what we know nothing of: the ledger has nothing to say of it."""
        name = self.trees.next
        with self.ledger.writing():
            for note in ("standing", "checked", f"tree {name}"):
                self.ledger.put_note(note, None)
        folder = emptied(self.trees.folder(name))
        bound = [page for page in self.pages if is_bound(page.file)]
        self._sized({page.address: len(page.template(page.made.view)) for page in bound if not isinstance(page.template, str)})
        print_all(self.magazine, self.day, self.pages, folder)
        self._gate([*check_all(self.magazine, self.day, self.pages, folder), *self.hear()])
        files = {path.relative_to(folder).as_posix(): "" for path in folder.rglob("*") if path.is_file()}
        self._bind(files)
        self._post(folder, files)

    def _print_changed(self) -> None:
        ledger, name = self.ledger, self.trees.next
        last = ledger.note("checked")
        self.trees.compiled.mkdir(exist_ok=True)
        theme = templates.read(self.ticket.theme / "templates", self.trees.compiled)
        strayed = self.other.strayed() if self.other else None
        wanted = {"with_sheets": bool(checking.receivers), "with_views": self.keeps}
        printing = Printing(self.trees, ledger, self.room, theme, self.stamps, strayed, **wanted)
        marks = printing.run(self.pages, self._sized)
        self._gate(printing.problems)
        folder = self.trees.folder(name)
        problems, checked = check_changed(self.magazine, self.day, self.pages, folder, printing, ledger, last)
        self._gate(problems)
        self._bind(marks)
        self._post(folder, marks)
        if self.keeps:
            standing = standing_of(self.ticket, self.magazine, name, self.today, self.found, self.account)
            write_down(ledger, self.ticket, self.magazine, self.stamps, checked, self.withdrawn.last(standing))
        self.trees.show(name)
        self.withdrawn.forget_tree()
        self.darkroom.sweep()
        if self.keeps:
            printing.double(name)
        else:
            emptied(self.trees.folder(self.trees.next)).rmdir()

    def _sized(self, sizes: dict[str, int]) -> list[Page] | None:
        """The pages anew where an edition is larger or smaller than some of them say: they are gathered before it is set."""
        if sizes == self.magazine.sizes:
            return None
        self.magazine.sizes.clear()
        self.magazine.sizes.update(sizes)
        self.pages = gather(self.magazine, self.day, self.ticket.theme)
        with self.ledger.writing():
            self.ledger.put_note("sizes", sizes)
        return self.pages

    def _bind(self, pages: Mapping[str, str]) -> None:
        if not self.ticket.preview:  # an editor wants the page at once
            self._gate(bind(self.trees, self.trees.next, pages, self.magazine.terms, self.ledger))

    def _post(self, folder: Path, files: Mapping[str, str]) -> None:
        """What is sent goes with the pages: it is written when they are fit to be read, and before anybody reads them."""
        printed = Printed(files, (), lambda file: Sheet(), (), lambda file: (folder / file).read_bytes())
        self._gate(self.letterbox.set(self.magazine, self.day, printed))
        self.letterbox.put()
        self.account = self.letterbox.account + self.account

    def _gate(self, problems: Iterable[Problem]) -> None:
        """Keeps problems to be told at the end; raises Unfit where one stops the press.

        A preview goes on and shows them, but for a page that cannot be printed: an old one would be taken for the new.
        """
        self.found += problems
        stops = [problem for problem in errors(self.found) if not self.ticket.preview or problem.rule == NOT_PRINTED]
        if stops:
            raise Unfit(self.found)

    def _say(self) -> None:
        say(self.found, self.account, self.ticket.style)
