"""An issue is meant by its number: it has to be here, and open where something is to come into it."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from plugins.desk.house import CONTENT, Refused
from plugins.magazine.issue import FOLDER, Issue, earliest_open, open_instead
from plugins.magazine.magazine import Magazine


def issue_of(number: int, magazine: Magazine) -> Issue:
    """The issue of a number; raises Refused where there is none, naming those that there are."""
    for one in magazine.issues:
        if one.number == number:
            return one
    here = [one.number for one in magazine.issues]
    message = f"there is no issue {number}: those here are {_spans(here) or 'none'}"
    if number > max(here, default=0):
        message += f", and desk new issue THEME begins #{max(here, default=0) + 1}"
    raise Refused(f"{CONTENT}/{FOLDER}/{number}.md", message)


def open_issue(number: int, magazine: Magazine, day: date) -> Issue:
    """The same, where something may still come into it on a day; raises Refused where nothing may, naming one that is open."""
    issue = issue_of(number, magazine)
    if why := issue.why_not(day):
        raise Refused(issue.path, f"{why}: {open_instead(magazine.issues, day)}")
    return issue


def after_next(magazine: Magazine, day: date) -> Issue:
    """The issue after the one that is worked on; raises Refused where there is none."""
    worked_on = earliest_open(magazine.issues, day)
    last = max((one.number for one in magazine.issues), default=0)
    return issue_of(min((one.number for one in magazine.issues if worked_on and one.number > worked_on.number), default=last + 1), magazine)


def _spans(numbers: list[int]) -> str:
    """Numbers as one says them: 7, 89 to 99."""
    runs = ([number for _, number in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]))
    return ", ".join(f"#{run[0]}" if len(run) == 1 else f"#{run[0]} to #{run[-1]}" for run in runs)
