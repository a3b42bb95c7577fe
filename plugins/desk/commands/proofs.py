"""Approval before print: proof."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from plugins.desk.house import shown
from plugins.desk.options import Day, Number, magazine_of, or_refused
from plugins.magazine.model import plain_day

READERS = ("author", "client", "advertiser")


def proof(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="REF|SLUG|FILE", help="A submission, a story, or a booking.")],
    reader: Annotated[str, typer.Option("--for", metavar="|".join(READERS), help="Whose approval is asked for.")] = "",
    issue: Number = None,
    approved: Annotated[str, typer.Option("--approved", metavar="BY", help="Write down who agreed, instead.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="When they did, if not today.")] = "",
    how: Annotated[str, typer.Option("--how", metavar="WORDS", help="How they said it.")] = "by mail",
    scope: Annotated[str, typer.Option("--scope", metavar="web,letter,print", help="Where a client lets it be printed.")] = "",
    day: Day = None,
) -> None:
    """Make one file for somebody's approval before print; keep it."""
    from plugins.desk.outgoing import letters, proofs

    root, magazine, day = magazine_of(context, day)
    meant = or_refused(lambda: proofs.subject(name, magazine, root, day, issue))
    reader = reader or meant.usual_reader
    if reader not in READERS:
        raise typer.BadParameter(f"`{reader}` is not known: use {', '.join(READERS)}", param_hint="--for")
    if not approved:
        file, unfinished = or_refused(lambda: proofs.make(meant, reader, magazine, root, day))
        typer.echo(f"{shown(file, root)}: {file.stat().st_size // 1024} KB, for the {reader}")
        if unfinished:
            teller = f"desk accept {meant.submission.reference}" if meant.submission else "desk check"
            typer.echo(f"Unfinished in it: {unfinished} (see {teller}).")
        if (sent := meant.submission) and reader == proofs.AUTHOR:
            said = {"attached": file, "issue": meant.issue or None}
            typer.echo(or_refused(lambda: letters.told(letters.PROOF, sent, magazine, root, day, **said)))
        typer.echo(f"When they agree: desk proof {name} --for {reader} --approved NAME")
        return
    where = _scope(scope) if reader == proofs.CLIENT else ()
    for file in or_refused(lambda: proofs.approve(meant, reader, approved, _on(on, day), how, where, root, day)):
        typer.echo(f"kept in {shown(file, root)}")


def _on(words: str, day: date) -> date:
    try:
        return plain_day(words) if words else day
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from error


def _scope(words: str) -> tuple[str, ...]:
    """Where a client lets a story be printed: everywhere, where nothing else is said."""
    from plugins.desk.outgoing.proofs import SCOPES

    named = tuple(one.strip() for one in words.split(",") if one.strip())
    for one in named:
        if one not in SCOPES:
            raise typer.BadParameter(f"`{one}` is not known: use {', '.join(SCOPES)}", param_hint="--scope")
    return named or SCOPES
