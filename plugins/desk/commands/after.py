"""After the last page is read, and after print: close, correct, withdraw, reply, rename."""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import closing
from plugins.desk import submission as submissions
from plugins.desk.house import shown
from plugins.desk.options import Day, magazine_of, or_refused
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import ERROR, errors, report


def close(
    context: typer.Context,
    number: Annotated[int, typer.Argument(min=1, metavar="N", help="The number of the issue.")],
    again: Annotated[bool, typer.Option("--again", help="Write down how a closed issue reads since it was corrected.")] = False,
    day: Day = None,
) -> None:
    """Read an issue for the last time, and lock it."""
    root, magazine, day = magazine_of(context, day)
    closed = or_refused(lambda: closing.close(number, magazine, root, day, again=again))
    if errors(closed.problems):
        typer.echo(report(one for one in closed.problems if one.severity == ERROR), err=True, nl=False)
        typer.echo(f"#{number} is as it was: mend these first.")
        raise typer.Exit(1)
    for path in closed.written:
        typer.echo(f"wrote {path}")
    if again:
        typer.echo(f"#{number} stays closed; {_count(closed.added, 'entry', 'entries')} came into its lock.")
        return
    parts = [_count(closed.stories, "story", "stories")]
    parts += [_count(closed.translations, "translation", "translations")] if closed.translations else []
    parts += [_count(closed.insertions, "advertisement", "advertisements")] if closed.insertions else []
    typer.echo(f"#{number} is closed: {', '.join(parts)}.")
    issue = next(one for one in magazine.issues if one.number == number)
    if day < issue.deadline:
        typer.echo(f"Its deadline is only on {issue.deadline}: what comes until then goes into a later issue.")
    _tell(closed, magazine, root, max(day, issue.date))


def _tell(closed: closing.Closed, magazine: Magazine, root: Path, day: date) -> None:
    """Writes to everybody who is in the issue, and says what is left to do."""
    if closed.references and find_spec("plugins.desk.outgoing.letters"):
        write = import_module("plugins.desk.outgoing.letters").write
        for reference in closed.references:
            one = submissions.find(root, reference)
            file = or_refused(partial(write, "in-print", one, magazine, root, day, issue=closed.number)) if one else None
            typer.echo(f"letter {shown(file, root)}" if file else f"{reference}: nobody to write to")
    typer.echo("Next: desk save, and on the day of the issue make publish and desk post.")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
