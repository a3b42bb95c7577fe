"""Beginning a file: a story, an issue, a person, a business, an advertiser's order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import booking as orders
from plugins.desk import new as starting
from plugins.desk.house import shown
from plugins.desk.options import PLAIN, Day, Number, Words, joined, magazine_of, or_refused
from plugins.desk.telling import fold
from plugins.magazine import directory
from plugins.magazine.dates import long_day

new = typer.Typer(rich_markup_mode=None, no_args_is_help=True, context_settings=PLAIN)


@new.command()
def story(
    context: typer.Context,
    words: Words,
    author: Annotated[str, typer.Option("--author", help="Who writes it, by name or file name.")] = "",
    issue: Number = None,
    day: Day = None,
) -> None:
    """Begin a story; its address is made of its title."""
    root, magazine, day = magazine_of(context, day)
    _begin(context, lambda: starting.new_story(joined(words), magazine, root, day, author, issue))


@new.command()
def issue(context: typer.Context, words: Words, day: Day = None) -> None:
    """Begin the next issue, with its theme."""
    root, magazine, day = magazine_of(context, day)
    _begin(context, lambda: starting.new_issue(joined(words), magazine, root, day))
    _, magazine, _ = magazine_of(context, day)
    begun = magazine.issues[-1]
    late = " That is past: write another `date:` into it." if begun.date <= day else ""
    fold(f"#{begun.number} comes out on {long_day(begun.date)}; stories may come until {long_day(begun.deadline)}.{late}")


@new.command()
def person(context: typer.Context, words: Words) -> None:
    """Begin the page of somebody who writes."""
    _begin(context, lambda: starting.new_card(directory.PEOPLE, joined(words), context.obj))


@new.command()
def business(context: typer.Context, words: Words) -> None:
    """Begin the page of a business."""
    _begin(context, lambda: starting.new_card(directory.BUSINESSES, joined(words), context.obj))


@new.command()
def booking(
    context: typer.Context,
    advertiser: Annotated[str, typer.Argument(metavar="ADVERTISER", help="The business, by its name or its file name.")],
    slot: Annotated[str, typer.Option("--slot", help="The slot, by its name in the masthead.")],
    issues: Annotated[list[int], typer.Option("--issue", min=1, metavar="N", help="An issue it runs in; once for each.")],
    day: Day = None,
) -> None:
    """Begin an advertiser's order."""
    root, magazine, day = magazine_of(context, day)
    files, remarks = or_refused(lambda: orders.new_booking(advertiser, slot, issues, magazine, root, day))
    for remark in remarks:
        typer.echo(f"{shown(files[0], root)}:0: warning: {remark}", err=True)
    for file in files:
        typer.echo(shown(file, root))


def _begin(context: typer.Context, write: Callable[[], Path]) -> None:
    typer.echo(shown(or_refused(write), context.obj))
