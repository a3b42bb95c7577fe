"""Lists of stories: a department, a topic, and the archive by year and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plugins.magazine.dates import month_name
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.furniture import Head, Site, StoryLine, head, story_line
from plugins.magazine.listing import Counted, Group, Ref, lists
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page


class ListView(NamedTuple):
    """A department or a topic: its stories, newest first."""

    site: Site
    head: Head
    kicker: str
    title: str
    sentence: str
    feeds: tuple[Feed, ...]
    lines: tuple[StoryLine, ...]
    others_title: str
    others: tuple[Counted, ...]


class Month(NamedTuple):
    """The stories of a month; ``anchor`` is its place on the year's page."""

    anchor: str
    name: str
    total: int
    lines: tuple[StoryLine, ...]


class Year(NamedTuple):
    """The months of a year, newest first."""

    year: int
    address: str
    total: int
    months: tuple[Month, ...]


class ArchiveView(NamedTuple):
    """The whole archive, or one year of it where ``year`` is set."""

    site: Site
    head: Head
    year: int
    total: int
    years: tuple[Year, ...]
    departments: tuple[Counted, ...]
    topics: tuple[Counted, ...]


def list_pages(magazine: Magazine, day: date, furniture: Site) -> Iterator[Page]:
    """All lists of a day."""
    listed, all_lists = magazine.run(day).listed, lists(magazine, day)
    lines = {placed.story.path: story_line(magazine, day, placed) for placed in listed}
    for kind, kicker, groups in (("departments", "Department", all_lists.departments), ("topics", "Topic", all_lists.topics)):
        counted = _counted(groups)
        for group in groups:
            yield _list_page(magazine, day, furniture, kind, kicker, group.ref, [lines[p.story.path] for p in group.stories], counted)
    every = [lines[placed.story.path] for placed in listed]
    yield from _archive(magazine, day, furniture, every, _counted(all_lists.departments), _counted(all_lists.topics))


def _counted(groups: list[Group]) -> tuple[Counted, ...]:
    return tuple(Counted(group.ref, len(group.stories)) for group in groups)


def _list_page(
    magazine: Magazine, day: date, furniture: Site, kind: str, kicker: str, ref: Ref, lines: list[StoryLine], others: tuple[Counted, ...]
) -> Page:
    feeds = feeds_of(kind, magazine.run(day), ref.slug, ref.label)
    sentence = magazine.vocabulary.sentence(kind, ref.slug, magazine.masthead.language)
    newest = max(line.published for line in lines)
    view = ListView(
        site=furniture,
        head=head(magazine, day, ref.label, ref.address, feeds=feeds, description=sentence, modified=newest.date()),
        kicker=kicker,
        title=ref.label,
        sentence=sentence,
        feeds=tuple(feeds),
        lines=tuple(lines),
        others_title=f"All {kind}",
        others=others,
    )
    return Page(ref.address, "list.html", view)


def _archive(
    magazine: Magazine, day: date, furniture: Site, lines: list[StoryLine], departments: tuple[Counted, ...], topics: tuple[Counted, ...]
) -> Iterator[Page]:
    years = tuple(_year(year, list(members)) for year, members in groupby(lines, key=lambda line: line.published.year))
    for chosen in (None, *years):
        address = chosen.address if chosen else "/archive/"
        title = f"Archive of {chosen.year}" if chosen else "Archive"
        view = ArchiveView(
            site=furniture,
            head=head(magazine, day, title, address, description=f"Every story in {furniture.name} by year and month."),
            year=chosen.year if chosen else 0,
            total=chosen.total if chosen else len(lines),
            years=(chosen,) if chosen else years,
            departments=departments,
            topics=topics,
        )
        yield Page(address, "archive.html", view)


def _year(year: int, lines: list[StoryLine]) -> Year:
    months = []
    for month, members in groupby(lines, key=lambda line: line.published.month):
        found = tuple(members)
        months.append(Month(f"{year}-{month:02}", month_name(found[0].published), len(found), found))
    return Year(year, f"/archive/{year}/", len(lines), tuple(months))
