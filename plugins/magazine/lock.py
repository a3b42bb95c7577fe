"""The lock of a closed issue holds what readers were given: every story and advertisement, its address, and marks of what it said.

``content/issues/<number>.lock.json`` is written by the desk and only ever added to. It is JSON with one entry a line, sorted,
so that git shows what came in, and merges what two editors added.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.magazine.model import plain_day
from plugins.magazine.problem import Problem
from plugins.magazine.wording import Wording

SUFFIX = ".lock.json"
_NAME = re.compile(r"issues/([1-9]\d{0,8})\.lock\.json")
PUT_BACK = "put it back as it was (git log says when it was changed); while nobody has read the issue, desk reopen takes it away"


class Reads(NamedTuple):
    """The marks of what a reader reads of a story; nothing where there is no such thing."""

    title: str = ""
    summary: str = ""
    in_brief: str = ""
    body: str = ""
    pictures: str = ""
    byline: str = ""

    @classmethod
    def of(cls, wording: Wording, pictures: str, byline: str) -> "Reads":
        return cls(*wording, pictures, byline)


class LockedStory(NamedTuple):
    """How one story read, where it stood, and how many corrections it had by then. One story may have several such entries."""

    story: str
    address: str
    corrections: int
    reads: Reads


class LockedInsertion(NamedTuple):
    """What a booking's insertion in this issue was."""

    insertion: str
    reads: str


class LockedLetter(NamedTuple):
    """How the editor's letter read."""

    letter: str


class LockedIssue(NamedTuple):
    """Which issue this is, and the day on which it came out. It is the last entry, so that nothing is ever added after it."""

    issue: int
    date: date


Entry = LockedStory | LockedInsertion | LockedLetter | LockedIssue
KINDS: dict[str, type[Entry]] = {"story": LockedStory, "insertion": LockedInsertion, "letter": LockedLetter, "issue": LockedIssue}


class Lock(NamedTuple):
    """The lock of one issue. ``stories`` are by id, each with its entries in the order in which it was corrected."""

    path: str
    file: Path
    number: int
    date: date
    stories: dict[str, tuple[LockedStory, ...]]
    insertions: dict[str, frozenset[str]]
    letters: frozenset[str]

    def line(self, words: str) -> int:
        """The line on which an entry stands; 0 where there is none."""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        return next((at for at, line in enumerate(lines, 1) if json.dumps(words, ensure_ascii=False) in line), 0)


def read_locks(content: Path, label: str, files: Iterable[str]) -> tuple[list[Lock], list[Problem]]:
    """All locks among the files of ``content``, by number; one that cannot be read is an error."""
    locks: list[Lock] = []
    problems: list[Problem] = []
    for name in files:
        if not name.startswith("issues/") or not name.endswith(SUFFIX):
            continue
        found = _NAME.fullmatch(name)
        if not found:
            message = "the lock of an issue is called <number>.lock.json: give it back its name"
            problems.append(Problem(f"{label}/{name}", 0, "lock", message))
            continue
        read = _read(content / name, f"{label}/{name}", int(found[1]))
        if isinstance(read, Lock):
            locks.append(read)
        else:
            problems.append(read)
    return sorted(locks, key=lambda lock: lock.number), problems


def _read(file: Path, path: str, number: int) -> Lock | Problem:
    try:
        data = json.loads(file.read_bytes())
    except json.JSONDecodeError as error:
        return Problem(path, error.lineno, "lock", f"the lock cannot be read here ({error.msg}): {PUT_BACK}")
    except (OSError, ValueError, RecursionError):
        return Problem(path, 0, "lock", f"the lock cannot be read: {PUT_BACK}")
    try:
        return _lock(path, file, number, [_entry(one) for one in data] if isinstance(data, list) else [])
    except (ValueError, TypeError, KeyError):
        return Problem(path, 0, "lock", f"this is no lock of #{number}: {PUT_BACK}")


def _entry(data: dict[str, Any]) -> Entry:
    """An entry as it was written; raises ValueError or TypeError where it is none."""
    kind = KINDS[next(name for name in (*data, "issue") if name in KINDS)]
    return kind(**{name: _value(kind.__annotations__[name], value) for name, value in data.items()})


def _value(wanted: type, value: Any) -> Any:
    if wanted is date:
        return plain_day(_value(str, value))
    if wanted is Reads:  # the marks of nothing are left out
        value = Reads(**value)
        return Reads(*(_value(str, one) for one in value))
    if type(value) is not wanted:
        raise ValueError(f"{value} is no {wanted.__name__}")
    return value


def _lock(path: str, file: Path, number: int, entries: list[Entry]) -> Lock:
    """The lock of these entries; raises ValueError where they are not those of one issue."""
    issue = [one for one in entries if isinstance(one, LockedIssue)]
    if not issue or {one.issue for one in issue} != {number}:
        raise ValueError("it is not said which issue this is")
    stories: dict[str, list[LockedStory]] = {}
    insertions: dict[str, set[str]] = {}
    for one in entries:
        if isinstance(one, LockedStory):
            stories.setdefault(one.story, []).append(one)
        elif isinstance(one, LockedInsertion):
            insertions.setdefault(one.insertion, set()).add(one.reads)
    return Lock(
        path,
        file,
        number,
        issue[-1].date,
        {id: tuple(sorted(ones, key=lambda one: one.corrections)) for id, ones in stories.items()},
        {slug: frozenset(marks) for slug, marks in insertions.items()},
        frozenset(one.letter for one in entries if isinstance(one, LockedLetter)),
    )


def entries(lock: Lock) -> Iterator[Entry]:
    """Everything that a lock holds."""
    for ones in lock.stories.values():
        yield from ones
    for slug, marks in lock.insertions.items():
        yield from (LockedInsertion(insertion=slug, reads=one) for one in marks)
    yield from (LockedLetter(letter=one) for one in lock.letters)
    yield LockedIssue(issue=lock.number, date=lock.date)


def written(entries: Iterable[Entry]) -> str:
    """The file of some entries: each once, one a line, sorted."""
    lines = {_line(one): one for one in entries}
    last = [line for line, one in lines.items() if isinstance(one, LockedIssue)]
    return "[\n" + ",\n".join([*sorted(lines.keys() - set(last)), *last]) + "\n]\n"


def _line(one: Entry) -> str:
    plain = {name: _plain(value) for name, value in one._asdict().items()}
    return json.dumps(plain, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Reads):
        return {name: mark for name, mark in value._asdict().items() if mark}
    return value.isoformat() if isinstance(value, date) else value
