"""The darkroom prints pictures, each once: prints are kept beside the trees, as long as a page asks for them.

What was printed of a picture lies in a folder that is named by its key: the mark of its bytes, how it is printed, and by
which version of Pillow. A print is therefore never stale, and outlives a ledger that another version of the press wrote.
"""

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from plugins.magazine.artwork import artwork
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.picture import Original, Print, Recipe, prints
from plugins.magazine.pictures import Wanted
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.press.ledger import Ledger
from plugins.press.printing import NOT_PRINTED
from plugins.press.room import Room
from plugins.press.stamps import Stamps, mark_of_file

FOLDER = "prints"
FAULT = "fault"  # a file beside the prints of a picture that is not whole: what is wrong with it
NOTE = "pictures"  # of the ledger: what each picture is, by the mark of its bytes


class Darkroom:
    """The prints in a folder, made by the hands of a room, and what the ledger knows of their originals."""

    def __init__(self, folder: Path, ledger: Ledger, room: Room, stamps: Stamps, *, clean: bool = False):
        if clean:
            shutil.rmtree(folder, ignore_errors=True)
        self.folder, self.ledger, self.room, self.stamps = folder, ledger, room, stamps
        self._asked: set[str] | None = None

    def look_at(self, content: Path, names: list[str]) -> dict[str, Original]:
        """What each picture is; one whose bytes are known is not opened again."""
        before = self.ledger.note(NOTE) or {}
        known: dict[str, tuple[Any, ...]] = {}
        found = {}
        for name in names:
            path = content / name
            stamp = self.stamps.get(str(path))
            said = stamp.mark if stamp else mark_of_file(path)
            if said not in known:
                known[said] = tuple(before[said]) if said in before else tuple(_original(path, said))
            found[name] = Original(*known[said])
        if known != before:
            with self.ledger.writing():
                self.ledger.put_note(NOTE, known)
        return found

    def print(self, magazine: Magazine, day: date) -> list[Problem]:
        """Prints what the pages of a day show and nobody has printed yet; returns what is wrong with pictures."""
        asked: dict[str, Wanted] = {}
        strict = set()
        for one in artwork(magazine, day).pictures:
            key = magazine.originals[one.source].key(one.recipe)
            asked.setdefault(key, one)
            strict |= {one.source} if one.strict else set()
        missing = [(key, one) for key, one in asked.items() if not self._has(key, magazine, one)]
        if missing:
            self.folder.mkdir(parents=True, exist_ok=True)
        problems = []
        outcomes = self.room.each(print_picture, (self._piece(magazine, *one) for one in missing), len(missing), here=True, heavy=True)
        for (_, one), outcome in zip(missing, outcomes, strict=True):
            if said := outcome.failure or outcome.result:
                message = f"the picture cannot be printed: {said}"
                problems.append(Problem(f"{magazine.label}/{one.source}", 0, NOT_PRINTED, message))
        for key, one in asked.items():
            if (fault := self._fault(key)) is not None:
                severity = ERROR if one.source in strict else WARNING
                problems.append(Problem(f"{magazine.label}/{one.source}", 0, "bad-picture", fault, severity))
        self._asked = set(asked)
        return problems

    def sweep(self) -> None:
        """Takes out the prints that no page asks for any more, such as those of a story that was withdrawn."""
        if self._asked is None or not self.folder.is_dir():
            return
        for name in os.listdir(self.folder):
            if name not in self._asked:
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def _piece(self, magazine: Magazine, key: str, one: Wanted) -> tuple[str, str, Original, Recipe, list[Print]]:
        original = magazine.originals[one.source]
        made = prints(one.source, original, one.recipe)
        return str(magazine.content / one.source), str(self.folder / key), original, one.recipe, made

    def _has(self, key: str, magazine: Magazine, one: Wanted) -> bool:
        """Whether every print of a picture lies there."""
        try:
            there = set(os.listdir(self.folder / key))
        except OSError:
            return False
        return there.issuperset(made.name for made in prints(one.source, magazine.originals[one.source], one.recipe))

    def _fault(self, key: str) -> str | None:
        try:
            return (self.folder / key / FAULT).read_text("utf-8")
        except OSError:
            return None


def print_picture(path: str, folder: str, original: Original, recipe: Recipe, wanted: Iterable[Print]) -> str:
    """Makes the prints of one picture, all or none; returns what kept it from doing so."""
    from plugins.magazine.photograph import printed

    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        return f"{error.strerror}: put it in its place again"
    if mark_of_bytes(raw) != original.mark:
        return "somebody wrote into it meanwhile: print again"
    made, fault = printed(raw, original, recipe, wanted)
    new = f"{folder}.new"
    shutil.rmtree(new, ignore_errors=True)
    os.mkdir(new)
    for name, data in {**made, **({FAULT: fault.encode()} if fault else {})}.items():
        with open(f"{new}/{name}", "wb") as out:
            out.write(data)
    shutil.rmtree(folder, ignore_errors=True)  # of which somebody took a part
    os.rename(new, folder)
    return ""


def _original(path: Path, mark: str) -> Original:
    from plugins.magazine.photograph import original  # heavy, and of most builds every picture is known

    return original(path, mark)
