"""From a letter to a story: intake, accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import accept as acceptance
from plugins.desk import intake as letters
from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival, arrivals
from plugins.desk.options import Day, Number, Reference, found, magazine_of, or_refused
from plugins.desk.telling import say_taken
from plugins.magazine.problem import errors, report


def intake(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="Letters, mailboxes, or folders of them.")] = None,
    imap: Annotated[bool, typer.Option("--imap", help="Read the mailbox that private/desk.yml names.")] = False,
    day: Day = None,
) -> None:
    """Take letters in: original, draft, and what to ask."""
    if not files and not imap:
        raise typer.BadParameter("name a file or a folder, or use --imap")
    root, magazine, day = magazine_of(context, day)
    taking = letters.Intake(magazine, root, day)
    refused = False
    for arrival in (one for source in _sources(files or [], root, imap) for one in source):
        try:
            if isinstance(arrival, Refused):
                raise arrival
            say_taken(arrival, taking.take(arrival), root)
        except Refused as why:
            typer.echo(str(why), err=True)
            refused = True
    raise typer.Exit(1 if refused else 0)


def _sources(files: list[Path], root: Path, imap: bool) -> Iterator[Iterable[Arrival | Refused]]:
    yield from map(arrivals, files)
    if imap:
        from plugins.desk.incoming import mailbox  # slow to import

        yield mailbox.read(root)


def accept(context: typer.Context, reference: Reference, issue: Number = None, day: Day = None) -> None:
    """Make a story of a finished draft, and files of new people."""
    submission = found(context.obj, reference)
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
