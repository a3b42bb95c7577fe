"""To close an issue is to read it for the last time, and to write down what its readers get: from then on it does not change in silence."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import submission as submissions
from plugins.desk.edit import edited_file
from plugins.desk.house import CONTENT, Refused, shown, write_new, write_over
from plugins.desk.numbered import issue_of
from plugins.desk.outgoing import letters, recalled
from plugins.magazine import issue as issues
from plugins.magazine import lock_rules
from plugins.magazine.issue import Issue, open_instead
from plugins.magazine.lock import SUFFIX, Entry, Lock, LockedInsertion, LockedStory, entries, written
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import ERROR, WARNING, Problem, errors
from plugins.magazine.proof import proof
from plugins.magazine.run import HELD, ON_THE_PAGE, Placed


class Closed(NamedTuple):
    """What was closed and written; nothing of it where ``problems`` has errors. ``added`` and ``gone`` is what a second closing found.

    Of an issue that was closed the problems are what it still wants.
    """

    number: int
    problems: list[Problem]
    stories: int = 0
    translations: int = 0
    insertions: int = 0
    added: int = 0
    gone: int = 0
    written: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()  # what is said of those to whoever sent them in


def close(number: int, magazine: Magazine, root: Path, day: date, *, again: bool = False) -> Closed:
    """Closes an issue, or writes down ``again`` how a closed one reads since it was corrected.

    The stories get their ids first, then come the letters to their authors, and the lock last, so that a desk that was stopped
    does it when it is asked again.
    Raises Refused where there is no such issue, or where it is closed already.
    """
    issue = issue_of(number, magazine)
    file = root / CONTENT / issues.FOLDER / f"{number}{SUFFIX}"
    lock = magazine.lock(number)
    if file.exists() and not again:
        message = f"#{number} is closed already: desk close {number} --again writes down what was corrected since"
        raise Refused(shown(file, root), message)
    if again and lock is None:
        why = "is not closed: desk close " if not file.exists() else "has a lock that cannot be read: mend it, then desk close "
        raise Refused(issue.path, f"#{number} {why}{number}")
    last_day = max(day, issue.date)
    run = magazine.run(last_day)
    mine = [placed for placed in run.placed.values() if placed.issue is issue]
    problems = _last_proof(magazine, issue, last_day, mine, lock if issue.date > day else None, day)
    problems += [] if lock else _unheard(mine, root)
    if errors(problems):
        return Closed(number, problems)
    stories = [placed for placed in mine if placed.state != HELD]
    wrote = _name_them(stories, root)
    told = _letters(stories, lock, issue, magazine, root, last_day)
    now, before = list(lock_rules.entries_of(magazine, run, issue)), list(entries(lock)) if lock else []
    added, gone = [one for one in now if one not in before], [one for one in before if one not in now]
    text = written([*before, *added] if issue.date <= day else now)
    if not lock:
        write_new({file: text}, root)
        wrote.append(shown(file, root))
    elif text.encode() != file.read_bytes():
        write_over({file: text.encode()}, root)
        wrote.append(shown(file, root))
    originals = len(run.contents[number])
    return Closed(
        number,
        list(_wanted(issue)),
        originals,
        len(stories) - originals,
        sum(isinstance(one, LockedInsertion) for one in now),
        len(added),
        len(gone) if issue.date > day else 0,
        tuple(wrote),
        tuple(told),
    )


def _last_proof(magazine: Magazine, issue: Issue, day: date, mine: list[Placed], unread: Lock | None, today: date) -> list[Problem]:
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
        if placed.state == HELD and placed.story.path not in named:
            later = open_instead((one for one in magazine.issues if one.number > issue.number), today)
            message = f"it is not finished ({placed.why}): finish it, or move it on: {later}"
            problems.append(Problem(placed.story.path, placed.story.line("status"), "unfinished", message, ERROR))
    if all(placed.state == HELD for placed in mine):
        message = f"#{issue.number} has no story: desk accept REF --issue {issue.number} brings one into it"
        problems.append(Problem(issue.path, issue.manuscript.line("number"), "unfinished", message, ERROR))
    return sorted(problems)


def _wanted(issue: Issue) -> Iterator[Problem]:
    """What an editor should hear of an issue that is closed all the same."""
    if not issue.letter:
        message = f"#{issue.number} has no editor's letter: write it below the header, then desk close {issue.number} --again"
        yield Problem(issue.path, issue.manuscript.body_line, "unfinished", message, WARNING)


def _unheard(mine: list[Placed], root: Path) -> Iterator[Problem]:
    """Stories of whose writers somebody asked for something to be taken out, and nobody has seen to it."""
    for placed in mine:
        of = placed.story.header.submission
        one = submissions.find(root, of.reference) if of else None
        if one and (request := submissions.unheard(one, root)):
            yield Problem(placed.story.path, 0, "unheard-request", submissions.UNHEARD.format(request=request))


def _name_them(stories: Iterable[Placed], root: Path) -> list[str]:
    """Writes its id into every story that does not say it: by that its lock knows it, wherever its file goes."""
    files: dict[Path, bytes | None] = {}
    for story in (placed.story for placed in stories if not placed.story.header.id):
        path = f"{CONTENT}/{story.source}"
        files[root / path] = edited_file(root / path, partial(_put, story.id), path)
    write_over(files, root)
    return [shown(file, root) for file in files]


def _letters(stories: Iterable[Placed], lock: Lock | None, issue: Issue, magazine: Magazine, root: Path, day: date) -> list[str]:
    """Writes to everybody whose submission came into the issue, and says of each where the letter is.

    A story that was in it, before anybody read it, and is no more: its letter is called back.
    """
    here = {one.story.id for one in stories}
    known = set(lock.stories) if lock else set()
    said = []
    for one in _submissions(here - known, magazine, root):
        said.append(letters.told(letters.IN_PRINT, one, magazine, root, day, issue=issue.number))
    gone = recalled.called_back(
        _submissions(known - here, magazine, root), letters.IN_PRINT, root, day, f"it is no longer in #{issue.number}"
    )
    return [*said, *(f"Called back: {name}" for name in gone)]


def _submissions(ids: Collection[str], magazine: Magazine, root: Path) -> list[submissions.Submission]:
    """What stories of these ids were made of, as far as it is here."""
    headers = (one.header.submission for one in magazine.stories if one.id in ids)
    found = (submissions.find(root, reference) for reference in sorted({one.reference for one in headers if one}))
    return [one for one in found if one]


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
