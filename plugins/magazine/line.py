"""A line is how a list names a story or an issue: its title, who wrote it, where it stands, and in which issue."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from plugins.magazine.catalogue import N_
from plugins.magazine.dates import long_day
from plugins.magazine.issue import Issue
from plugins.magazine.listing import Ref, byline, department_ref, shown
from plugins.magazine.magazine import Magazine
from plugins.magazine.remembered import remembered
from plugins.magazine.run import Placed
from plugins.magazine.typography import typeset

KINDS = {"admission": N_("An admission"), "client-problem": N_("A client\u2019s problem")}


class IssueRef(NamedTuple):
    """An issue in a list."""

    label: str
    theme: str
    period: str
    address: str
    ink: str
    summary: str = ""
    stories: int = 0


class StoryLine(NamedTuple):
    """A story as a list names it."""

    address: str
    title: str
    summary: str
    department: Ref
    kind: str
    byline: tuple[Ref, ...]
    issue: IssueRef | None
    published: datetime
    day: str
    language: str
    folio: int = 0
    minutes: int = 0  # of reading, where the page says it


def issue_ref(magazine: Magazine, issue: Issue, stories: int = 0) -> IssueRef:
    """An issue as lists name it: ``#96``, its theme, its period."""
    language = magazine.masthead.language
    return IssueRef(
        label=magazine.masthead.numbered(issue.number),
        theme=typeset(issue.theme, language),
        period=issue.period_in(magazine.language, magazine.masthead),
        address=issue.address,
        ink=f"ink-{issue.number}",
        summary=typeset(issue.summary, language),
        stories=stories,
    )


def story_line(magazine: Magazine, day: date, placed: Placed, folio: int = 0) -> StoryLine:
    """A story as lists name it; ``folio`` is its place in the running order, from 1, where the list is an issue's."""
    story, run = placed.story, magazine.run(day)
    words, issue = magazine.words, run.shown_issue(placed)
    return StoryLine(
        address=run.address(story),
        title=words(story, story.title),
        summary=words(story, story.header.summary),
        department=shown(magazine, day, department_ref(magazine, placed)),
        kind=magazine.says.gettext(KINDS[story.header.case.kind]) if story.header.case else "",
        byline=tuple(shown(magazine, day, ref) for ref in byline(magazine, placed)),
        issue=issue_ref(magazine, issue) if issue else None,
        published=placed.published,
        day=long_day(placed.published, magazine.language),
        language=story.lang,
        folio=folio,
    )


@remembered
def story_lines(magazine: Magazine, day: date) -> Callable[[Iterable[Placed]], tuple[StoryLine, ...]]:
    """A function that gives the lines of some stories; each is set once, however many lists it stands in."""
    made: dict[str, StoryLine] = {}

    def lines(stories: Iterable[Placed]) -> tuple[StoryLine, ...]:
        for placed in stories:
            if placed.story.path not in made:
                made[placed.story.path] = story_line(magazine, day, placed)
        return tuple(made[placed.story.path] for placed in stories)

    return lines
