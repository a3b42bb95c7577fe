"""What happens to a story after it was printed: it is corrected or withdrawn, and what its author promised is kept or falls due."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from plugins.magazine.address import INTRASITE, find
from plugins.magazine.issue import Issue
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.remembered import remembered
from plugins.magazine.run import PRINTED, WITHDRAWN, Placed, Run
from plugins.magazine.story import Story
from plugins.magazine.story_header import Correction, Promise
from plugins.magazine.survey import Link

WITHDRAWAL = "withdrawal"


class Change(NamedTuple):
    """One thing that was done to a printed story; ``name`` tells it from everything else that was done to that story."""

    placed: Placed
    day: date
    kind: str
    name: str
    words: str  # as they were written, where there are any


class Vow(NamedTuple):
    """A promise that a printed story made."""

    placed: Placed
    promise: Promise


class Afterwards(NamedTuple):
    """What an issue has to tell of stories before it: what was changed, which promises were kept, which are due."""

    changes: tuple[Change, ...] = ()
    kept: tuple[Vow, ...] = ()
    due: tuple[Vow, ...] = ()

    @property
    def stories(self) -> list[Placed]:
        """The stories that it tells of."""
        return [change.placed for change in self.changes] + [vow.placed for vow in (*self.kept, *self.due)]


def changes_of(run: Run, placed: Placed) -> list[Change]:
    """What was done to one story by the day of the run, oldest first. Of one that was withdrawn only that is told."""
    story = placed.story
    if placed.state != PRINTED:
        day = story.taken_back_on(run.day) or placed.published.date()
        return [Change(placed, max(day, placed.published.date()), WITHDRAWAL, WITHDRAWAL, "")]
    seen: dict[str, int] = {}
    found = []
    for one in sorted(story.corrections(run.day), key=_day_of):
        name = f"{one.kind}-{one.date}"
        seen[name] = seen.get(name, 0) + 1
        found.append(Change(placed, one.date, one.kind, f"{name}-{seen[name]}" if seen[name] > 1 else name, one.text))
    return found


def _day_of(one: Correction) -> date:
    return one.date


@remembered
def changes(run: Run) -> tuple[Change, ...]:
    """Everything that was done to printed stories, newest first; what a translation shares with its original stands once."""
    found: dict[tuple[str, str], Change] = {}
    home = run.masthead.language
    concerned = (placed for placed in run.printed if placed.state != PRINTED or placed.story.header.corrections)
    for placed in sorted(concerned, key=lambda p: (p.story.lang != home, p.story.lang)):
        for change in changes_of(run, placed):
            found.setdefault((placed.story.slug, change.name), change)
    return tuple(sorted(found.values(), key=lambda one: (-one.day.toordinal(), one.placed.story.slug, one.name)))


@remembered
def vows(run: Run) -> tuple[Vow, ...]:
    """All promises of the stories that are printed, by the day on which the story appeared."""
    return tuple(Vow(placed, promise) for placed in reversed(run.listed) for promise in placed.story.header.promises)


@remembered
def _by_issue(run: Run) -> dict[int, Afterwards]:
    days = [issue.date for issue in run.issues]
    numbers = [issue.number for issue in run.issues]

    def into(rows: Iterable[tuple[date | None, Change | Vow]]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for day, one in rows:
            at = bisect_left(days, day) if day else len(days)
            if at < len(days):
                found.setdefault(numbers[at], []).append(one)
        return found

    every = vows(run)
    dated = {issue.number: issue.date for issue in run.issues}
    changed = into((one.day, one) for one in changes(run))
    kept = into((one.promise.kept, one) for one in every)
    due = into((one.promise.due, one) for one in every)
    return {
        number: Afterwards(
            tuple(changed.get(number, ())),
            tuple(kept.get(number, ())),
            # as it was known when the issue came out; one that was kept later stands in a later issue
            tuple(one for one in due.get(number, ()) if not one.promise.kept or one.promise.kept > dated[number]),
        )
        for number in numbers
    }


def told_in(run: Run, issue: Issue) -> Afterwards:
    """What has come about since the issue before: it is told in the first one that came out on that day or after it."""
    return _by_issue(run).get(issue.number, Afterwards())


def rules(run: Run, links: dict[str, tuple[Link, ...]], sources: dict[str, Story], label: str) -> Iterator[Problem]:
    """What is wrong with corrections, and which texts still lead to a story that was withdrawn."""
    withdrawn = set()
    for path, placed in run.placed.items():
        story = placed.story
        severity = ERROR if story.is_case else WARNING
        if placed.state == WITHDRAWN:
            withdrawn.add(path)
        for at, one in enumerate(story.header.corrections):
            if not one.text and not one.minor and one.kind != "privacy":
                message = "the correction has no `text`: say what was wrong and what is right, or mark it `minor: true`"
                yield Problem(path, story.line("corrections", at), "missing-field", message, severity)
            if placed.moment and one.date < placed.moment.date():
                message = f"the correction is dated {one.date}, before the story came out ({placed.moment.date()}): mend the day"
                yield Problem(path, story.line("corrections", at, "date"), "bad-date", message, severity)
    for path, found in links.items() if withdrawn else ():
        for link in found:
            intrasite = INTRASITE.match(link.target)
            target = sources.get(find(intrasite[2].strip(), path.removeprefix(f"{label}/"))) if intrasite else None
            if target and target.path in withdrawn:
                message = f"`{link.target}` was withdrawn: see that these words no longer tell of it, and take the link out"
                yield Problem(path, link.line, "withdrawn", message, WARNING)
