"""Letters come in: intake."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import intake as letters
from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import arrivals
from plugins.desk.options import Day, magazine_of
from plugins.desk.telling import say_taken


def intake(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Letters, or folders of them.")],
    day: Day = None,
) -> None:
    """Take letters in: original, draft, and what to ask."""
    root, magazine, day = magazine_of(context, day)
    refused = False
    for file in files:
        for arrival in arrivals(file):
            try:
                if isinstance(arrival, Refused):
                    raise arrival
                say_taken(arrival, letters.take_in(arrival, magazine, root, day), root)
            except Refused as why:
                typer.echo(str(why), err=True)
                refused = True
    raise typer.Exit(1 if refused else 0)
