"""What the front page, an issue and the back issues show."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from plugins.issues.year_ago import YearAgo, issue_before, year_ago
from plugins.magazine import linked_data, sharing
from plugins.magazine.advert import Advert, adverts
from plugins.magazine.afterwards import told_in
from plugins.magazine.cover import cover_of, drawn, shapes
from plugins.magazine.dates import long_day
from plugins.magazine.edition import EditionFile, edition_files, leading, letter_address
from plugins.magazine.feed import feeds_of
from plugins.magazine.furniture import Head, Site, head, house, marked, site
from plugins.magazine.galley import NO_TEXT, Text
from plugins.magazine.issue import Issue
from plugins.magazine.line import IssueRef, StoryLine, issue_ref, story_line
from plugins.magazine.listing import Counted, Ref, department_ref, editor
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.notice import Notice, VowLine, notice, vow_line
from plugins.magazine.numbers import file_size
from plugins.magazine.page import Later, Page
from plugins.magazine.problem import Problem
from plugins.magazine.proof import proof
from plugins.magazine.run import PRINTED, Run, marks_of

FRONT_STORIES = 30  # on the front page of a magazine without issues


class IssueView(NamedTuple):
    """The contents spread of an issue; ``front`` where it is the front page."""

    site: Site
    head: Head
    front: bool
    issue: IssueRef
    published: str
    cover: str
    lead: StoryLine | None
    lead_quote: str
    lines: tuple[StoryLine, ...]
    letter: Text
    editor: Ref
    previous: IssueRef | None
    following: IssueRef | None
    mix: tuple[Counted, ...]
    feed: str
    problems: tuple[Problem, ...]
    year_ago: YearAgo | None = None
    corrections: tuple[Notice, ...] = ()
    kept: tuple[VowLine, ...] = ()
    due: tuple[VowLine, ...] = ()
    adverts: tuple[Advert, ...] = ()
    editions: tuple[tuple[EditionFile, str], ...] = ()  # those that are files, each with its size in words
    sent: str = ""  # where its letter can be seen


class FrontView(NamedTuple):
    """The front page of a magazine that has no issues yet: its newest stories."""

    site: Site
    head: Head
    lines: tuple[StoryLine, ...]
    problems: tuple[Problem, ...]


class Shelf(NamedTuple):
    """The issues of one year."""

    year: int
    issues: tuple[tuple[IssueRef, str], ...]


class BackIssuesView(NamedTuple):
    """All issues, newest first, with their covers."""

    site: Site
    head: Head
    shelves: tuple[Shelf, ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The front page, the back issues, and page and cover of every issue that is out."""
    run = magazine.run(day)
    furniture = site(magazine, day)
    for issue in run.issues:
        view = Later(_mark(magazine, day, issue), partial(_issue_view, magazine, day, issue, furniture), modified=issue.date)
        yield Page(issue.address, "issue.html", view, issue.path)
        yield Page(f"{issue.address}cover.svg", drawn, cover_of(magazine, issue))
        yield from sharing.of_issue(magazine, issue, partial(shapes, cover_of(magazine, issue)))
    everything = proof(magazine, day) if magazine.preview else ()
    if run.latest:
        front = _issue_view(magazine, day, run.latest, furniture)
        yield Page("/", "issue.html", front._replace(front=True, problems=everything, head=_front_head(magazine, day, front.head)))
    else:
        lines = tuple(story_line(magazine, day, placed) for placed in run.listed[:FRONT_STORIES])
        yield Page("/", "front.html", FrontView(furniture, _front_head(magazine, day, None), lines, everything))
    yield Page("/issues/", "back-issues.html", _back_issues(magazine, day, furniture))


def _mark(magazine: Magazine, day: date, issue: Issue) -> str:
    """The mark of all that the contents spread shows."""
    run = magazine.run(day)
    contents = [*run.in_issue(issue), *told_in(run, issue).stories]
    texts = [magazine.galley(one.story).text.mark for one in run.in_issue(issue) if one.state == PRINTED]
    letter = magazine.galley(issue).text.mark if issue.letter else ""
    before = issue_before(magazine, day, issue)
    year = [before.said, *marks_of(run.in_issue(before))] if before else []
    beside = [one.named if one else () for one in _beside(run, issue)]
    notices, problems = adverts(magazine, day).mark(issue), _problems(magazine, day, issue)
    shown = issue.said, beside, marks_of(contents), texts, letter, problems, year, notices, edition_files(magazine, issue)
    return mark(house(magazine, day), shown)


def _beside(run: Run, issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The issues that came out before and after one that is out."""
    at = run.issues.index(issue)
    return (run.issues[at - 1] if at else None), (run.issues[at + 1] if at + 1 < len(run.issues) else None)


def _problems(magazine: Magazine, day: date, issue: Issue) -> tuple[Problem, ...]:
    orders = (one.path for one in magazine.bookings if any(each.issue == issue.number for each in one.insertions))
    return marked(magazine, day, [issue.path, *(story.path for story in magazine.run(day).contents[issue.number]), *orders])


def _front_head(magazine: Magazine, day: date, issue: Head | None) -> Head:
    front = head(magazine, day, "", "/", description=magazine.masthead.tagline)
    return front._replace(ink=issue.ink, modified=issue.modified, things=issue.things[:1]) if issue else front


def _issue_view(magazine: Magazine, day: date, issue: Issue, furniture: Site) -> IssueView:
    run = magazine.run(day)
    placed = [one for one in run.in_issue(issue) if one.state == PRINTED]
    lines = [
        story_line(magazine, day, one, folio)._replace(minutes=magazine.galley(one.story).minutes) for folio, one in enumerate(placed, 1)
    ]
    lead = leading(issue, placed)
    previous, following = _beside(run, issue)
    ref = issue_ref(magazine, issue, len(lines))
    departments: dict[Ref, int] = {}
    for one in placed:
        department = department_ref(magazine, one)
        departments[department] = departments.get(department, 0) + 1
    title = f"{ref.label}, {ref.period}: {ref.theme}"
    told = told_in(run, issue)
    standing = adverts(magazine, day)
    picture = sharing.picture(magazine, issue.address)
    return IssueView(
        site=furniture._replace(banners=standing.banners(issue)),
        head=head(
            magazine,
            day,
            title,
            issue.address,
            feeds=feeds_of("issues", run),
            ink=ref.ink,
            description=ref.summary,
            modified=issue.date,
            picture=picture,
            things=linked_data.of_issue(magazine, ref, issue.date, lines, picture),
        ),
        front=False,
        issue=ref,
        published=long_day(issue.date, magazine.language),
        cover=f"{issue.address}cover.svg",
        lead=lines[placed.index(lead)] if lead else None,
        lead_quote=magazine.galley(lead.story).pull_quote if lead else "",
        lines=tuple(line for one, line in zip(placed, lines, strict=True) if one is not lead),
        letter=magazine.galley(issue).text if issue.letter else NO_TEXT,
        editor=editor(magazine, day),
        previous=issue_ref(magazine, previous) if previous else None,
        following=issue_ref(magazine, following) if following else None,
        mix=tuple(Counted(department, count) for department, count in departments.items()),
        feed=next((feed.address for feed in feeds_of("issues", run)), ""),
        problems=_problems(magazine, day, issue),
        year_ago=year_ago(magazine, day, issue),
        corrections=tuple(notice(magazine, run, change) for change in told.changes),
        kept=tuple(vow_line(magazine, run, vow) for vow in told.kept),
        due=tuple(vow_line(magazine, run, vow) for vow in told.due),
        adverts=standing.notices(issue),
        editions=tuple((one, file_size(one.size, magazine.says) if one.size else "") for one in edition_files(magazine, issue)),
        sent=letter_address(magazine, issue),
    )


def _back_issues(magazine: Magazine, day: date, furniture: Site) -> BackIssuesView:
    years: dict[int, list[tuple[IssueRef, str]]] = {}
    run = magazine.run(day)
    for issue in reversed(run.issues):
        count = sum(one.state == PRINTED for one in run.in_issue(issue))
        years.setdefault(issue.date.year, []).append((issue_ref(magazine, issue, count), f"{issue.address}cover.svg"))
    return BackIssuesView(
        site=furniture,
        head=head(
            magazine,
            day,
            magazine.says.gettext("Back issues"),
            "/issues/",
            feeds=feeds_of("issues", run) if run.issues else (),
            description=magazine.says.gettext("Every issue of %(magazine)s, with its cover.") % {"magazine": furniture.name},
        ),
        shelves=tuple(Shelf(year, tuple(issues)) for year, issues in years.items()),
    )
