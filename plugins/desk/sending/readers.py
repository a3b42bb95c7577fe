"""The readers to whom issues are sent: a file for each in private/readers/, so that two editors do not meet in one.

Of a reader who was removed a mark is kept, from which nobody can read the address, so that no import brings them back.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from plugins.desk.house import PRIVATE, Refused, shown, write_whole
from plugins.desk.sending.address import LENGTH, MARK, mark
from plugins.magazine.model import Day, Model, Words

FOLDER, REMOVED = f"{PRIVATE}/readers", f"{PRIVATE}/readers/removed"


class Reader(Model):
    """One reader, and since when and by which words they agreed to get mail."""

    email: str
    name: Words = ""
    language: Words = ""
    since: Day
    consent: str

    @property
    def mark(self) -> str:
        return mark(self.email)


class Added(NamedTuple):
    """What became of readers that were to be added: their addresses."""

    new: list[str]
    known: list[str]
    removed: list[str]  # who did not want any more, and is not brought back


def every(root: Path) -> list[Reader]:
    """All readers, each once, in an order that is no list's: neighbours are seldom at one mail server.

    Who was removed by one editor and is still on the other's list is left out.
    """
    gone, found = removed(root), {}
    for known, files in sorted(_files(root, FOLDER).items()):
        if known not in gone:
            found[known] = _read(files[0], root)
    return list(found.values())


def removed(root: Path) -> set[str]:
    """The marks of those who want no mail."""
    return set(_files(root, REMOVED))


def add(readers: Iterable[Reader], root: Path, *, again: bool = False) -> Added:
    """Adds readers; one who was removed only where they ask for it ``again``."""
    known, gone = _files(root, FOLDER), _files(root, REMOVED)
    told = Added([], [], [])
    for one in readers:
        if one.mark in gone and not again:
            told.removed.append(one.email)
        elif one.mark in known and one.mark not in gone:
            told.known.append(one.email)
        else:
            known[one.mark] = [_write(root / FOLDER, one.mark, one.model_dump(mode="json", exclude_defaults=True))]
            for file in gone.pop(one.mark, ()):
                file.unlink()
            told.new.append(one.email)
    return told


def remove(marked: str, because: str, root: Path, day: date) -> bool:
    """Removes whoever has this mark, and remembers that they want no mail; whether they were on the list."""
    files = _files(root, FOLDER).get(marked, [])
    if marked not in removed(root):
        _write(root / REMOVED, marked, {"removed": day.isoformat(), **({"because": because} if because else {})})
    for file in files:
        file.unlink()
    return bool(files)


def _files(root: Path, folder: str) -> dict[str, list[Path]]:
    """The files of a folder by the marks that their names begin with; two editors may each have written one."""
    found: dict[str, list[Path]] = {}
    for file in sorted((root / folder).glob(f"{'?' * LENGTH}-*.json")):
        if MARK.fullmatch(file.name[:LENGTH]):
            found.setdefault(file.name[:LENGTH], []).append(file)
    return found


def _write(folder: Path, marked: str, said: dict[str, str]) -> Path:
    raw = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
    file = folder / f"{marked}-{hashlib.sha256(raw).hexdigest()[:6]}.json"
    write_whole(file, raw)
    return file


def _read(file: Path, root: Path) -> Reader:
    try:
        one = Reader.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise Refused(shown(file, root), "it cannot be read: desk readers writes such files, put it back as it was") from error
    if one.mark != file.name[:LENGTH]:
        message = f"it is not the file of {one.email}: take it away, and give desk readers add the address"
        raise Refused(shown(file, root), message)
    return one
