"""Lists of stories: a department, a topic, and the archive by year and month."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from plugins.magazine.catalogue import N_
from plugins.magazine.dates import month_name
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.furniture import Head, Site, head, house
from plugins.magazine.line import StoryLine, story_lines
from plugins.magazine.listing import Counted, Group, Ref, lists
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page
from plugins.magazine.run import Placed, marks_of

OTHERS = {"departments": N_("All departments"), "topics": N_("All topics")}


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
    others: tuple[Ref, ...]


class Month(NamedTuple):
    """The stories of a month; ``anchor`` is its place on the year's page, which alone has their ``lines``."""

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
    all_lists, common = lists(magazine, day), house(magazine, day)
    for kind, kicker, groups in (("departments", N_("Department"), all_lists.departments), ("topics", N_("Topic"), all_lists.topics)):
        others = tuple(group.ref for group in groups)
        place = mark(common, others)
        for group in groups:
            view = Later(
                mark=mark(place, group.ref, marks_of(group.stories)),
                make=partial(_list_view, magazine, day, furniture, kind, kicker, group, others),
                modified=group.stories[0].published.date(),
            )
            yield Page(group.ref.address, "list.html", view)
    yield from _archive(magazine, day, furniture, _counted(all_lists.departments), _counted(all_lists.topics))


def _counted(groups: list[Group]) -> tuple[Counted, ...]:
    return tuple(Counted(group.ref, len(group.stories)) for group in groups)


def _list_view(magazine: Magazine, day: date, furniture: Site, kind: str, kicker: str, group: Group, others: tuple[Ref, ...]) -> ListView:
    ref, lines = group.ref, story_lines(magazine, day)(group.stories)
    feeds = feeds_of(kind, magazine.run(day), ref.slug, ref.label)
    sentence = magazine.vocabulary.sentence(kind, ref.slug, magazine.language)
    return ListView(
        site=furniture,
        head=head(magazine, day, ref.label, ref.address, feeds=feeds, description=sentence, modified=lines[0].published.date()),
        kicker=magazine.says.gettext(kicker),
        title=ref.label,
        sentence=sentence,
        feeds=tuple(feeds),
        lines=lines,
        others_title=magazine.says.gettext(OTHERS[kind]),
        others=others,
    )


def _archive(
    magazine: Magazine, day: date, furniture: Site, departments: tuple[Counted, ...], topics: tuple[Counted, ...]
) -> Iterator[Page]:
    """The archive, which counts, and a page for each year, which names every story."""
    run, common = magazine.run(day), house(magazine, day)
    years = {year: list(stories) for year, stories in groupby(run.listed, key=lambda placed: placed.published.year)}
    counts = tuple(_year(year, stories, magazine.language) for year, stories in years.items())
    view = partial(_archive_view, magazine, day, furniture)
    whole = Later(mark(common, counts, departments, topics), partial(view, "/archive/", 0, lambda: counts, departments, topics))
    yield Page("/archive/", "archive.html", whole)
    for year, stories in years.items():
        address = f"/archive/{year}/"
        shown = partial(_year_shown, magazine, day, year, stories)
        yield Page(address, "archive.html", Later(mark(common, year, marks_of(stories)), partial(view, address, year, shown)))


def _archive_view(
    magazine: Magazine,
    day: date,
    furniture: Site,
    address: str,
    chosen: int,
    shown: Callable[[], tuple[Year, ...]],
    departments: tuple[Counted, ...] = (),
    topics: tuple[Counted, ...] = (),
) -> ArchiveView:
    say, years = magazine.says, shown()
    title = say.gettext("Archive of %(year)s") % {"year": chosen} if chosen else say.gettext("Archive")
    says = say.gettext("Every story in %(magazine)s by year and month.") % {"magazine": furniture.name}
    return ArchiveView(
        site=furniture,
        head=head(magazine, day, title, address, description=says),
        year=chosen,
        total=sum(year.total for year in years),
        years=years,
        departments=departments,
        topics=topics,
    )


def _year_shown(magazine: Magazine, day: date, year: int, stories: list[Placed]) -> tuple[Year, ...]:
    return (_year(year, stories, magazine.language, story_lines(magazine, day)),)


def _year(year: int, stories: list[Placed], language: str, lines: Callable[[list[Placed]], tuple[StoryLine, ...]] = lambda _: ()) -> Year:
    months = []
    for month, members in groupby(stories, key=lambda placed: placed.published.month):
        found = list(members)
        months.append(Month(f"{year}-{month:02}", month_name(found[0].published, language), len(found), lines(found)))
    return Year(year, f"/archive/{year}/", len(stories), tuple(months))
