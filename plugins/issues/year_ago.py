"""A year ago in the magazine: the issue that was dated about a year before another, with its lead."""

from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from plugins.magazine.edition import leading
from plugins.magazine.issue import Issue
from plugins.magazine.line import IssueRef, StoryLine, issue_ref, story_line
from plugins.magazine.magazine import Magazine
from plugins.magazine.remembered import remembered
from plugins.magazine.run import PRINTED, Placed

YEAR = timedelta(days=365)
ABOUT = timedelta(days=45)  # so far from it an issue may be dated


class YearAgo(NamedTuple):
    """An issue of a year before: its cover, and the story it led with."""

    issue: IssueRef
    cover: str
    lead: StoryLine | None


def year_ago(magazine: Magazine, day: date, issue: Issue) -> YearAgo | None:
    """What the page of an issue says of the year before; nothing where there was no issue then."""
    before = issue_before(magazine, day, issue)
    if before is None:
        return None
    lead = lead_of(magazine, day, before)
    line = story_line(magazine, day, lead) if lead else None
    return YearAgo(issue_ref(magazine, before), f"{before.address}cover.svg", line)


def issue_before(magazine: Magazine, day: date, issue: Issue) -> Issue | None:
    """The printed issue that is dated nearest to a year before another."""
    if issue.date.toordinal() <= YEAR.days:
        return None
    then, issues = issue.date - YEAR, _by_date(magazine, day)
    at = bisect_left(issues, then, key=lambda one: one.date)
    near = min(issues[max(at - 1, 0) : at + 1], key=lambda one: abs(one.date - then), default=None)
    return near if near and abs(near.date - then) <= ABOUT else None


def lead_of(magazine: Magazine, day: date, issue: Issue) -> Placed | None:
    """The story an issue leads with today: its ``lead``, else its first that is printed."""
    printed = [placed for placed in magazine.run(day).in_issue(issue) if placed.state == PRINTED]
    return leading(issue, printed)


@remembered
def _by_date(magazine: Magazine, day: date) -> list[Issue]:
    return sorted(magazine.run(day).issues, key=lambda issue: (issue.date, issue.number))
