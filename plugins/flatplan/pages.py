"""The page of the flatplan: the issue as squares, red where something is missing."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plugins.magazine.dates import long_day
from plugins.magazine.flatplan import Flatplan, Place, Row, Share, flatplan
from plugins.magazine.furniture import Head, Site, head, site
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page

ADDRESS = "/flatplan/"


class Square(NamedTuple):
    """A story as the plan shows it."""

    row: Row
    address: str
    is_lead: bool


class FlatplanView(NamedTuple):
    """An issue on one page, as the desk's command shows it in a terminal."""

    site: Site
    head: Head
    title: str
    dates: str
    sentence: str
    squares: tuple[Square, ...]
    words: int
    places: tuple[Place, ...]
    mix: tuple[Share, ...]
    no_story_has: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The flatplan of the issue that a preview shows."""
    issue = magazine.run(day).latest
    if magazine.preview and issue:
        yield Page(ADDRESS, "flatplan.html", _view(magazine, day, flatplan(magazine, issue)))


def _view(magazine: Magazine, day: date, plan: Flatplan) -> FlatplanView:
    issue, run = plan.issue, magazine.run(day)
    addresses = {one.path: run.address(one) for one in run.contents[issue.number]}
    name = magazine.masthead.numbered(issue.number)
    lists = {
        "Make-goods owed": tuple(problem.message for problem in plan.owed),
        "Promises due": plan.promises,
        "Held, and free": plan.held,
        "Also in the way": tuple(f"{one.path}:{one.line}: {one.message}" for one in plan.elsewhere),
    }
    return FlatplanView(
        site=site(magazine, day),
        head=head(magazine, day, f"Flatplan of {name}", ADDRESS, ink=f"ink-{issue.number}", listed=False),
        title=f"{name} {issue.theme}",
        dates=f"{issue.period}: deadline {long_day(issue.deadline)}, out on {long_day(issue.date)}",
        sentence=plan.between(name),
        squares=tuple(Square(row, addresses[row.path], row.slug == issue.lead) for row in plan.rows),
        words=plan.words,
        places=plan.places,
        mix=plan.mix,
        no_story_has=plan.no_story_has,
        lists=tuple((title, said) for title, said in lists.items() if said),
    )
