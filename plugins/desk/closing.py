"""To close an issue is to read it for the last time, and to write down what its readers get: from then on it does not change in silence."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import submission as submissions
from plugins.desk.edit import edited_file
from plugins.desk.house import CONTENT, Refused, shown, write_new, write_over
from plugins.desk.outgoing import letters
from plugins.magazine import issue as issues
from plugins.magazine import lock_rules
from plugins.magazine.lock import SUFFIX, Entry, Lock, LockedStory, entries, written
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import ERROR, Problem, errors
from plugins.magazine.proof import proof
from plugins.magazine.run import HELD, ON_THE_PAGE, Placed


class Closed(NamedTuple):
    """What was closed and written; nothing of it where ``problems`` has errors. ``added`` is what a second closing found."""

    number: int
    problems: list[Problem]
    stories: int = 0
    translations: int = 0
    insertions: int = 0
    added: int = 0
    written: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()  # what is said of those to whoever sent them in


def close(number: int, magazine: Magazine, root: Path, day: date, *, again: bool = False) -> Closed:
    """Closes an issue, or writes down ``again`` how a closed one reads since it was corrected.

    The stories get their ids first, then come the letters to their authors, and the lock last, so that a desk that was stopped
    does it when it is asked again.
    Raises Refused where there is no such issue, or where it is closed already.
    """
    issue = next((one for one in magazine.issues if one.number == number), None)
    if issue is None:
        known = ", ".join(str(one.number) for one in magazine.issues) or "none"
        raise Refused(f"{CONTENT}/{issues.FOLDER}/{number}.md", f"there is no issue {number}: those here are {known}")
    file = root / CONTENT / issues.FOLDER / f"{number}{SUFFIX}"
    lock = next((one for one in magazine.locks if one.number == number), None)
    if file.exists() and not again:
        message = f"#{number} is closed already: desk close {number} --again writes down what was corrected since"
        raise Refused(shown(file, root), message)
    if again and lock is None:
        why = "is not closed: desk close " if not file.exists() else "has a lock that cannot be read: mend it, then desk close "
        raise Refused(issue.path, f"#{number} {why}{number}")
    last_day = max(day, issue.date)
    run = magazine.run(last_day)
    mine = [placed for placed in run.placed.values() if placed.issue is issue]
    problems = _last_proof(magazine, last_day, mine, lock if issue.date > day else None, day)
    if errors(problems):
        return Closed(number, problems)
    stories = [placed for placed in mine if placed.state != HELD]
    wrote = _name_them(stories, root)
    told = _letters(stories, number, magazine, root, last_day) if not lock else []
    now = list(lock_rules.entries_of(magazine, run, issue))
    before = list(entries(lock)) if lock and issue.date <= day else []
    text = written([*before, *(one for one in now if one not in before)])
    if not lock:
        write_new({file: text}, root)
        wrote.append(shown(file, root))
    elif text.encode() != file.read_bytes():
        write_over({file: text.encode()}, root)
        wrote.append(shown(file, root))
    originals = len(run.contents[number])
    return Closed(
        number,
        problems,
        originals,
        len(stories) - originals,
        sum("insertion" in type(one).model_fields for one in now),
        sum(one not in before for one in now) if lock else 0,
        tuple(wrote),
        tuple(told),
    )


def _last_proof(magazine: Magazine, day: date, mine: list[Placed], unread: Lock | None, today: date) -> list[Problem]:
    """Everything that is wrong on the day of the issue, and what in it is not finished.

    Where nobody has read a closed issue (``unread`` is its lock), it may still be another.
    """
    run = magazine.run(today)
    out = {path for path, placed in run.placed.items() if placed.state in ON_THE_PAGE}
    problems = []
    for problem in proof(magazine, day):
        if not unread or problem.rule not in lock_rules.RULES or problem.path in out:
            problems.append(problem)
    named = {one.path for one in errors(problems)}
    for placed in mine:
        if placed.state == HELD and placed.issue and placed.story.path not in named:
            message = f"it is not finished ({placed.why}): finish it, or name a later issue (`issue: {placed.issue.number + 1}`)"
            problems.append(Problem(placed.story.path, placed.story.line("status"), "unfinished", message, ERROR))
    return sorted(problems)


def _name_them(stories: Iterable[Placed], root: Path) -> list[str]:
    """Writes its id into every story that does not say it: by that its lock knows it, wherever its file goes."""
    files: dict[Path, bytes | None] = {}
    for story in (placed.story for placed in stories if not placed.story.header.id):
        path = f"{CONTENT}/{story.source}"
        files[root / path] = edited_file(root / path, partial(_put, story.id), path)
    write_over(files, root)
    return [shown(file, root) for file in files]


def _letters(stories: Iterable[Placed], number: int, magazine: Magazine, root: Path, day: date) -> list[str]:
    """Writes to everybody whose submission is in the issue, and says of each where the letter is."""
    references = {one.story.header.submission.reference for one in stories if one.story.header.submission}
    said = []
    for one in filter(None, (submissions.find(root, reference) for reference in sorted(references))):
        said.append(letters.told("in-print", one, magazine, root, day, issue=number))
    return said


def _put(id: str, data: dict[str, Any]) -> None:
    data["id"] = id


def lock_anew(magazine: Magazine, root: Path, day: date, ids: Iterable[str], booked: Iterable[str] = ()) -> list[str]:
    """Adds how these stories and bookings read now to the locks that hold them; returns the files that were written.

    The one who asks has seen to it that each was corrected, or reads as it did at another address.
    """
    run, by_id = magazine.run(day), {story.id: story for story in magazine.stories}
    ids, booked = list(ids), set(booked)
    files: dict[Path, bytes | None] = {}
    for lock in magazine.locks:
        known: list[Entry] = list(entries(lock))
        mine = [by_id[id] for id in ids if id in lock.stories and id in by_id]
        new: list[Entry] = [one for one in (lock_rules.entry_of(magazine, run, story) for story in mine) if _is_new(one, lock)]
        new += (one for one in lock_rules.insertions_of(magazine, lock.number) if one.insertion in booked and one not in known)
        if new:
            files[lock.file] = written([*known, *new]).encode()
    write_over(files, root)
    return [shown(file, root) for file in files]


def _is_new(one: LockedStory, lock: Lock) -> bool:
    """Whether it says something else than the last entry; a correction whose text is still to be mended says nothing yet."""
    last = lock.stories[one.story][-1]
    return (one.reads, one.address) != (last.reads, last.address)
