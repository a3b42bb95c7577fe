"""From a letter to a story: intake, accept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import accept as acceptance
from plugins.desk import intake as letters
from plugins.desk.commands.terms import Term, TermsFile, Unknown, keep
from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import arrivals
from plugins.desk.options import Day, Number, Reference, found, magazine_of, or_refused
from plugins.desk.telling import say_taken
from plugins.magazine.problem import errors, report


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


def accept(
    context: typer.Context,
    reference: Reference,
    issue: Number = None,
    term: Term = None,
    terms: TermsFile = None,
    unknown: Unknown = "",
    day: Day = None,
) -> None:
    """Make a story of a finished draft, and files of new people."""
    submission = found(context.obj, reference)
    or_refused(lambda: keep(submission, term, terms, unknown))
    root, magazine, day = magazine_of(context, day)
    done = or_refused(lambda: acceptance.accept(submission, magazine, root, day, issue))
    typer.echo(report(done.problems), err=True, nl=False)
    if not done.story:
        raise typer.Exit(1 if errors(done.problems) else 0)
    if not done.written:
        typer.echo(f"{submission.reference} is already accepted: {done.story}")
        return
    for path in done.written:
        typer.echo(f"wrote {path}")
    typer.echo(f"The story is {done.state}.")
    typer.echo("Next: look through the files, run desk check, and write to the author that it was accepted.")
