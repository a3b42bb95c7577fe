"""The readers to whom issues are sent: a file for each in private/readers/, so that two editors do not meet in one.

Of a reader who was removed a mark is kept, from which nobody can read the address, so that no import brings them back.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, NamedTuple

from plugins.desk import submission as submissions
from plugins.desk.house import PRIVATE, Refused, shown, write_whole
from plugins.desk.incoming.arrival import UNSUBSCRIBE
from plugins.desk.sending.address import LENGTH, MARK, mark, meant, plain, whole
from plugins.magazine.model import After, Day, Model, Words

FOLDER, REMOVED = f"{PRIVATE}/readers", "removed"


class Reader(Model):
    """One reader, and since when and by which words they agreed to get mail."""

    email: Annotated[str, After(whole)]
    name: Annotated[Words, After(plain)] = ""
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
    """All readers, each once, in an order that is no list's: neighbours are seldom at one mail server."""
    known = ([_read(file, root) for file in files] for _, files in sorted(_files(root).items()))
    return [ones[0] for ones in known if ones[0] and all(ones)]


def still(root: Path) -> Callable[[Reader], bool]:
    """Asks of a reader who was on the list whether they are on it at this moment."""
    files = _files(root)
    return lambda one: all(file.exists() and _read(file, root) for file in files.get(one.mark, [root / FOLDER / one.mark]))


def add(readers: Iterable[Reader], root: Path, *, again: bool = False) -> Added:
    """Adds readers; one who was removed, or wrote that they want no mail, only where they ask for it ``again``."""
    known, told = _files(root), Added([], [], [])
    asked = set() if again else {marked for request in requests(root) for marked in meant(request.found()[0])}
    for one in readers:
        files = known.setdefault(one.mark, [])
        gone = [file for file in files if not _read(file, root)]
        if not again and (gone or not files and one.mark in asked):
            told.removed.append(one.email)
        elif files and not gone:
            told.known.append(one.email)
        else:
            raw = _written({name: str(value) for name, value in vars(one).items() if value != getattr(Reader, name, None)})
            # two editors who add one reader in different words do not meet in a file
            files = gone or [root / FOLDER / f"{one.mark}-{hashlib.sha256(raw).hexdigest()[:6]}.json"]
            for file in files:
                write_whole(file, raw)
            known[one.mark] = files
            told.new.append(one.email)
    return told


def requests(root: Path) -> list[submissions.Submission]:
    """The letters of whoever wants no more mail, also those that were seen to."""
    return [one for one in submissions.every(root) if one.found()[0].get("kind") == UNSUBSCRIBE]


def remove(marked: str, root: Path) -> bool:
    """Removes whoever has this mark, and remembers that they want no mail; whether they were on the list.

    Their file stays and says no more than that: to git, a file that went and another like it that came are one that moved.
    """
    files = _files(root).get(marked, [])
    there = bool(files) and all(_read(file, root) for file in files)
    for file in files or [root / FOLDER / f"{marked}-{REMOVED}.json"]:
        write_whole(file, _written({REMOVED: marked}))
    return there


def _files(root: Path) -> dict[str, list[Path]]:
    """All files by the marks that their names begin with."""
    found: dict[str, list[Path]] = {}
    for file in sorted((root / FOLDER).glob("*-*.json")):
        if MARK.fullmatch(file.name.partition("-")[0]):
            found.setdefault(file.name[:LENGTH], []).append(file)
    return found


def _written(said: dict[str, str]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _read(file: Path, root: Path) -> Reader | None:
    """The reader of a file; None where they were removed."""
    raw = file.read_bytes()
    if raw == _written({REMOVED: file.name[:LENGTH]}):
        return None
    try:
        one = Reader(**json.loads(raw))
    except (ValueError, TypeError) as error:
        raise Refused(shown(file, root), "it cannot be read: desk readers writes such files, put it back as it was") from error
    if one.mark != file.name[:LENGTH]:
        message = f"it is not the file of {one.email}: take it away, and give desk readers add the address"
        raise Refused(shown(file, root), message)
    return one
