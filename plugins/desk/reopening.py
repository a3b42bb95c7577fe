"""To reopen an issue is to take its lock away again, which is possible as long as nobody has read anything that it promises."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from plugins.desk import submission as submissions
from plugins.desk.house import CONTENT, Refused, shown, write_over
from plugins.desk.numbered import issue_of
from plugins.desk.outgoing import recalled
from plugins.desk.outgoing.letters import IN_PRINT
from plugins.magazine import issue as issues
from plugins.magazine import lock_rules
from plugins.magazine.lock import SUFFIX, Lock
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import Problem, errors
from plugins.magazine.run import ON_THE_PAGE


class Reopened(NamedTuple):
    """The lock that was taken away, and the letters that were called back."""

    lock: str
    letters: list[str]


def reopen(number: int, magazine: Magazine, root: Path, day: date) -> Reopened:
    """Opens a closed issue before its day; its stories keep the ids that they were given.

    The letters that tell of it go first, the lock last, so that a desk that was stopped does the rest when it is asked again.
    Raises Refused where it is not closed, where it is out or a letter that tells of it was sent, and where an early story,
    which readers have, does not read as it was locked.
    """
    issue = issue_of(number, magazine)
    file = root / CONTENT / issues.FOLDER / f"{number}{SUFFIX}"
    if not file.exists():
        raise Refused(issue.path, f"#{number} is not closed: whatever is to come into it may")
    lock = magazine.lock(number)
    out = min(issue.date, lock.date if lock else issue.date)
    if out <= day:
        why = f"#{number} came out on {out}, and stays as its readers have it"
        raise Refused(shown(file, root), f"{why}: desk correct tells them of what was wrong, desk withdraw takes a story back")
    told = [one for one in (submissions.find(root, reference) for reference in _references(lock, magazine, number, day)) if one]
    if known := recalled.sent(told, IN_PRINT, root):
        raise Refused(shown(file, root), f"an author was told of #{number} already ({known[0]}): name stories to come for a later issue")
    if lock and (changed := _changed_in_print(magazine, lock, day)):
        raise Refused(changed[0].path, f"it is out before its issue, and {changed[0].message}", changed[0].line)
    letters = recalled.called_back(told, IN_PRINT, root, day, f"#{number} is open again")
    write_over({file: None}, root)
    return Reopened(shown(file, root), letters)


def _references(lock: Lock | None, magazine: Magazine, number: int, day: date) -> list[str]:
    """The submissions whose stories are in the issue."""
    run = magazine.run(day)
    mine = (one for one in magazine.stories if lock and one.id in lock.stories or _number(run.placed[one.path].issue) == number)
    return sorted({one.header.submission.reference for one in mine if one.header.submission})


def _number(issue: issues.Issue | None) -> int:
    return issue.number if issue else 0


def _changed_in_print(magazine: Magazine, lock: Lock, day: date) -> list[Problem]:
    """What is wrong with those stories of a lock that readers have."""
    run = magazine.run(day)
    out = {one.path for one in magazine.stories if one.id in lock.stories and run.placed[one.path].state in ON_THE_PAGE}
    return [one for one in errors(lock_rules.rules(magazine, run)) if one.path in out]
