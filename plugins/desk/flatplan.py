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
    yield from _stories(plan)
    if plan.places:
        yield from ["", "    Slot", *_slots(plan.places)]
    yield ""
    shares = ", ".join(f"{one.label} {one.stories}{f' of {one.wanted}' if one.wanted else ''}".replace(" ", "\xa0") for one in plan.mix)
    if shares:
        yield from (line.replace("\xa0", " ") for line in _wrapped(f"Departments: {shares}", "", "  "))
    if plan.no_story_has:
        yield f"No story has a {' or a '.join(plan.no_story_has)}."
    yield from _listed("Make-goods owed", (problem.message for problem in plan.owed))
    yield from _listed("Promises due", plan.promises)
    yield from _listed("Held, and free", plan.held)
    yield from _listed("Also in the way", (f"{one.path}:{one.line}: {one.message}" for one in plan.elsewhere))


def _stories(plan: Flatplan) -> Iterator[str]:
    if not plan.rows:
        yield "    No story is in it yet."
        return
    yield f"{'':4}{'Story':41}{'Words':>6}  Lacks"
    for row in plan.rows:
        yield from _story(row, plan.issue.lead, plan.no_story_has)
    yield f"{'':45}{plan.words:>6,}"


def _story(row: Row, lead: str, known: tuple[str, ...]) -> Iterator[str]:
    wants = ", ".join(name for name in row.wants if name not in known)
    mark = "*" if row.slug == lead else " "
    head = f"{row.folio:>2}{mark} {_cut(row.title, 39):41}{row.words:>6,}  "
    lacks = ", ".join(["a draft"] * row.draft + list(row.lacks))
    yield from _beside(head, f"    {row.department}, {row.author}", 60, lacks, f"({wants})" if wants else "")


def _slots(places: tuple[Place, ...]) -> Iterator[str]:
    """Booked places one a line; how many of each slot are free in one."""
    for place in places:
        lacks = "lacks " + ", ".join(place.lacks) if place.lacks and not place.missed else ""
        if not place.free:
            head = f"    {_cut(place.slot, 15):16}{_cut(place.advertiser, 28):29}"
            yield from _beside(head, "", 0, lacks, f"missed: {place.missed}" if place.missed else "")
    if free := ", ".join(f"{place.slot} ({place.free})" for place in places if place.free):
        yield from _wrapped(f"Free: {free}", "    ", "    ")


def _beside(head: str, below: str, room: int, lacks: str, more: str) -> Iterator[str]:
    """A line with what is lacking beside it, on as many lines as that takes; what stands ``below`` it comes second.

    ``room`` is how much of it is told where nothing stands beside it.
    """
    width = WIDTH - len(head)
    together = len(f"{lacks} {more}") <= width
    parts = [[(lacks, True), (more, False)]] if together else [[(one, True)] for one in textwrap.wrap(lacks, width)]
    parts += [] if together else [[(one, False)] for one in textwrap.wrap(more, width)]
    said = [" ".join(typer.style(words, fg="red") if red else words for words, red in part if words) for part in parts]
    yield (head + said[0]).rstrip()
    rest = said[1:] or [""] * bool(below)
    for at, words in enumerate(rest):
        left = _cut(below, len(head) - 2 if words else room + 4) if at == 0 else ""
        yield f"{left:{len(head)}}{words}".rstrip()


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
