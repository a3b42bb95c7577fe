"""An issue is numbered, dated and themed; what is not written down follows from the issue before it."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NamedTuple

from plugins.magazine.ink import Ink, ink
from plugins.magazine.lock import SUFFIX
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import LATEST, After, Day, Model, Names, Words, changed, unknown
from plugins.magazine.problem import Problem
from plugins.magazine.story import Story

FOLDER = "issues"
WEEKS_TO_SET = timedelta(days=14)  # from the deadline to the day of publication


def _positive(number: int) -> int:
    if number < 1:
        raise ValueError(f"`{number}` is no number of an issue: count from 1")
    return number


class Collects(Model):
    """Which stories an issue takes by itself: those of a span of days, of some topics or departments."""

    WRITTEN = {"since": "from"}

    since: Day | None = None
    until: Day | None = None
    tags: Names = ()
    categories: Names = ()


class IssueHeader(Model):
    """``content/issues/<number>.md``."""

    number: Annotated[int, After(_positive)] | None = None
    theme: Words = ""
    period: Words = ""
    date: Day | None = None
    deadline: Day | None = None
    collects: Collects = Collects()
    lead: Words = ""
    ink: Words = ""
    cover: Words = ""
    summary: Words = ""
    order: Names = ()


class Issue(NamedTuple):
    """A numbered issue, everything derived. ``letter`` is the editor's, as Markdown."""

    path: str
    manuscript: Manuscript
    number: int
    theme: str
    period: str
    date: datetime.date
    deadline: datetime.date
    collects: Collects
    lead: str
    ink: Ink
    cover: str
    summary: str
    order: tuple[str, ...]
    letter: str
    closed: bool

    @property
    def said(self) -> tuple[object, ...]:
        """All that is known of it, its letter apart: what a page about it hangs on."""
        return tuple(value for name, value in zip(self._fields, self, strict=True) if name not in ("manuscript", "letter"))

    @property
    def named(self) -> tuple[object, ...]:
        """All that a page says of it which is about something else."""
        return self.number, self.theme, self.period, self.date, self.summary

    @property
    def address(self) -> str:
        return f"/issues/{self.number}/"

    def takes(self, day: datetime.date) -> bool:
        """Whether something may still come into it on a day: until it is closed, and at the latest on its own day."""
        return not self.closed and self.date >= day

    def why_not(self, day: datetime.date) -> str:
        """What keeps something out of it, said to an editor; nothing where it takes it."""
        return "" if self.takes(day) else f"#{self.number} is closed" if self.closed else f"#{self.number} is out since {self.date}"

    def period_in(self, language: str, masthead: Masthead) -> str:
        """Its time as a page in a language prints it: as it was written down, else in that language."""
        if language == masthead.language or self.period != masthead.period(self.date):
            return self.period
        return masthead.period(self.date, language)

    def meets(self, story: Story, category: str) -> bool:
        """Whether a story that names no issue falls into this one."""
        day, window = story.day, self.collects
        if day is None or (window.since and day < window.since) or (window.until and day > window.until):
            return False
        if window.tags and not set(window.tags) & set(story.header.tags):
            return False
        return not window.categories or category in window.categories

    def running_order(self, stories: Iterable[Story]) -> list[Story]:
        """The stories of the issue as they are printed: the order written down, then by date, then by slug."""
        rank = {slug: at for at, slug in enumerate(self.order)}
        if self.lead and self.lead not in rank:
            rank[self.lead] = -1
        return sorted(stories, key=lambda story: (rank.get(story.slug, len(rank)), story.day or datetime.date.max, story.slug))


def read_issues(letters: Iterable[tuple[Manuscript, IssueHeader]], masthead: Masthead, content: Path) -> tuple[list[Issue], list[Problem]]:
    """Reads all issues and derives dates, periods and windows, each from the issue before it."""
    problems: list[Problem] = []
    headers: dict[int, tuple[Manuscript, IssueHeader]] = {}
    for manuscript, header in letters:
        stem = Path(manuscript.path).stem
        number = header.number or (int(stem) if stem.isascii() and stem.isdigit() and int(stem) else None)
        if number is None:
            problems.append(Problem(manuscript.path, 1, "missing-field", "`number` is missing: write the issue's number"))
        elif number in headers:
            message = f"issue {number} is already {headers[number][0].path}: give this one another number"
            problems.append(Problem(manuscript.path, manuscript.line("number"), "duplicate-issue", message))
        else:
            headers[number] = (manuscript, header)
            problems += _rules(manuscript, header, stem, number, masthead)
    issues: list[Issue] = []
    for number in sorted(headers):
        manuscript, header = headers[number]
        before = issues[-1] if issues else None
        issue = _derived(manuscript, header, number, before, masthead, content)
        if issue is None:
            message = "`date` is missing and does not follow from an issue before: write the day of publication, as in 2019-05-01"
            problems.append(Problem(manuscript.path, 1, "missing-date", message))
            continue
        issues.append(issue)
        problems += _dates_in_order(issue, before)
    return issues, problems


def _derived(
    manuscript: Manuscript, header: IssueHeader, number: int, before: Issue | None, masthead: Masthead, content: Path
) -> Issue | None:
    day = header.date or (_following(before, number, masthead) if before else None)
    if day is None:
        return None
    deadline = header.deadline or usual_deadline(day)
    since = window_begins(before, day, masthead)
    window = header.collects
    return Issue(
        path=manuscript.path,
        manuscript=manuscript,
        number=number,
        theme=header.theme or masthead.numbered(number),
        period=header.period or masthead.period(day),
        date=day,
        deadline=deadline,
        collects=changed(window, since=window.since or since, until=window.until or deadline),
        lead=header.lead,
        ink=ink(number, _hue(header.ink, masthead)),
        cover=header.cover,
        summary=header.summary,
        order=header.order,
        letter=manuscript.body.strip(),
        closed=(content / FOLDER / f"{number}{SUFFIX}").is_file(),
    )


def earliest_open(issues: Iterable[Issue], day: datetime.date) -> Issue | None:
    """The issue that is worked on on a day: the earliest that something may still come into; None where there is none."""
    return next((one for one in issues if one.takes(day)), None)


def coming(issues: Sequence[Issue], today: datetime.date) -> Issue | None:
    """The issue that editors make: the earliest open one that is still to come, else the last; None where there is none."""
    ahead = (one for one in issues if not one.closed and one.date > today)
    return next(ahead, issues[-1] if issues else None)


def open_instead(issues: Iterable[Issue], day: datetime.date) -> str:
    """The advice of where to put what comes too late for an issue; ``issues`` are those that it might go into."""
    there = earliest_open(issues, day)
    return f"name #{there.number}, the earliest that is open" if there else "desk new issue THEME begins the next"


def usual_deadline(day: datetime.date) -> datetime.date:
    """The last day on which stories are taken for an issue of ``day``, where its header names no other."""
    return day - WEEKS_TO_SET


def window_begins(before: Issue | None, day: datetime.date, masthead: Masthead) -> datetime.date:
    """The first day of the stories that an issue of ``day`` collects: the one after the last deadline."""
    last = before.deadline if before else usual_deadline(masthead.later(day, -1))
    return last + timedelta(days=1)


def _following(before: Issue, number: int, masthead: Masthead) -> datetime.date | None:
    """The day on which a later issue appears; None where the number is so far off that it must be a slip."""
    try:
        day = masthead.later(before.date, number - before.number)
    except (ValueError, OverflowError):
        return None
    return day if day <= LATEST else None


def _hue(name: str, masthead: Masthead) -> int | None:
    return int(name) if name.isascii() and name.isdigit() else masthead.inks.get(name)


def _rules(manuscript: Manuscript, header: IssueHeader, stem: str, number: int, masthead: Masthead) -> Iterator[Problem]:
    path = manuscript.path
    if not header.theme and "theme" not in manuscript.data:
        yield Problem(path, manuscript.line("theme"), "missing-field", "`theme` is missing: say what the issue is about")
    if stem != str(number):
        message = f"the file is called {stem}.md and holds issue {number}: call it {number}.md"
        yield Problem(path, manuscript.line("number"), "duplicate-issue", message)
    if header.ink and _hue(header.ink, masthead) is None:
        message = "`ink`: " + unknown(header.ink, masthead.inks, "ink") + " (or write a hue from 0 to 359)"
        yield Problem(path, manuscript.line("ink"), "bad-value", message)
    for slug in sorted({slug for slug in header.order if header.order.count(slug) > 1}):
        message = f"`{slug}` stands twice in the running order: keep one"
        yield Problem(path, manuscript.line("order"), "bad-value", message)


def _dates_in_order(issue: Issue, before: Issue | None) -> Iterator[Problem]:
    if before and issue.date <= before.date:
        message = f"#{issue.number} is dated {issue.date}, not after #{before.number} ({before.date}): mend one of the two"
        yield Problem(issue.path, issue.manuscript.line("date"), "bad-date", message)
    if issue.deadline > issue.date:
        message = f"the deadline {issue.deadline} is after the day of publication {issue.date}: mend one of the two"
        yield Problem(issue.path, issue.manuscript.line("deadline"), "bad-date", message)
    window = issue.collects
    if "collects" in issue.manuscript.data and window.since and window.until and window.since > window.until:
        message = f"`collects` ends ({window.until}) before it begins ({window.since}): mend one of the two"
        yield Problem(issue.path, issue.manuscript.line("collects"), "bad-date", message)
