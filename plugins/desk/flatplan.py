"""The flatplan in a terminal: what stands between an issue and the press, at the top; then every story and every slot."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

import typer

from plugins.magazine.dates import long_day
from plugins.magazine.flatplan import Flatplan, Place, Row
from plugins.magazine.masthead import Masthead

WIDTH = 80


def lines(plan: Flatplan, masthead: Masthead, today: date) -> Iterator[str]:
    """The lines of the flatplan; a terminal colours what is in the way."""
    issue, name = plan.issue, masthead.numbered(plan.issue.number)
    yield from textwrap.wrap(plan.sentence(name, today), WIDTH)
    yield ""
    yield typer.style(_cut(f"{name}  {issue.theme}", WIDTH), bold=True)
    yield f"{issue.period}: deadline {long_day(issue.deadline)}, out on {long_day(issue.date)}"
    yield ""
    yield f"{'':4}{'Story':41}{'Words':>6}  Lacks"
    for row in plan.rows:
        yield from _story(row, issue.lead, plan.no_story_has)
    yield f"{'':45}{plan.words:>6,}"
    yield ""
    yield "    Slot"
    yield from _slots(plan.places)
    yield ""
    shares = (f"{one.label} {one.stories}{f' of {one.wanted}' if one.wanted else ''}" for one in plan.mix)
    yield from _wrapped(f"Departments: {', '.join(shares)}", "", "  ")
    if plan.no_story_has:
        yield f"No story has a {' or a '.join(plan.no_story_has)}."
    yield from _listed("Make-goods owed", (problem.message for problem in plan.owed))
    yield from _listed("Promises due", plan.promises)
    yield from _listed("Held, and free", plan.held)
    yield from _listed("Also in the way", (f"{one.path}:{one.line}: {one.message}" for one in plan.elsewhere))


def _story(row: Row, lead: str, known: tuple[str, ...]) -> Iterator[str]:
    lacks = ["a draft"] * row.draft + list(row.lacks)
    wants = [name for name in row.wants if name not in known]
    said = (typer.style(", ".join(lacks), fg="red") if lacks else "", f"({', '.join(wants)})" if wants else "")
    mark = "*" if row.slug == lead else " "
    yield f"{row.folio:>2}{mark} {_cut(row.title, 39):41}{row.words:>6,}  {' '.join(part for part in said if part)}".rstrip()
    yield f"    {_cut(f'{row.department}, {row.author}', 60)}"


def _slots(places: tuple[Place, ...]) -> Iterator[str]:
    """Booked places one a line; how many of each slot are free in one."""
    for place in places:
        lacks = typer.style("lacks " + ", ".join(place.lacks), fg="red") if place.lacks else ""
        said = f"missed: {place.missed}" if place.missed else lacks
        if not place.free:
            yield f"    {_cut(place.slot, 15):16}{_cut(place.advertiser, 28):29}{said}".rstrip()
    if free := ", ".join(f"{place.slot} ({place.free})" for place in places if place.free):
        yield from _wrapped(f"Free: {free}", "    ", "    ")


def _listed(title: str, what: Iterable[str]) -> Iterator[str]:
    said = list(what)
    if said:
        yield title
    for one in said:
        yield from _wrapped(one, "  - ", "    ")


def _wrapped(words: str, first: str, other: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=other, break_long_words=False, break_on_hyphens=False)


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1].rstrip() + "\u2026"
