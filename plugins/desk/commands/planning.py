"""Planning an issue: its flatplan, the advertisers' orders and their artwork."""

from __future__ import annotations

from typing import Annotated

import typer

from plugins.desk.house import CONTENT
from plugins.desk.options import Day
from plugins.magazine.load import load


def flatplan(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[N]", min=1, help="The issue; the next one where none is named.")] = None,
    day: Day = None,
) -> None:
    """Show an issue as a whole, and what it still lacks."""
    from plugins.desk import flatplan as plans
    from plugins.magazine.flatplan import coming
    from plugins.magazine.flatplan import flatplan as planned

    magazine = load(context.obj / CONTENT, preview=True)
    today = day or magazine.masthead.today()
    issue = coming(magazine, today) if number is None else next((one for one in magazine.issues if one.number == number), None)
    if issue is None:
        name = f"{CONTENT}/issues/{number}.md" if number else f"{CONTENT}/issues"
        typer.echo(f"{name}:0: there is no such issue: begin it with desk new issue THEME", err=True)
        raise typer.Exit(1)
    for line in plans.lines(planned(magazine, issue), magazine.masthead, today):
        typer.echo(line)
