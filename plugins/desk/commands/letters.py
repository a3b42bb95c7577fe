"""Letters come in: intake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import intake as letters
from plugins.desk.event import WROTE
from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import COMMENT, LETTER, STORY, Arrival
from plugins.desk.incoming.arrivals import arrivals
from plugins.desk.options import Day, magazine_of
from plugins.desk.outgoing import letters as outgoing
from plugins.desk.submission import Submission
from plugins.desk.telling import say_taken

KINDS = (STORY, COMMENT, LETTER)


def _kind(text: str) -> str:
    if text and text not in KINDS:
        raise typer.BadParameter(f"`{text}` is no kind of letter: say {', '.join(KINDS)}")
    return text


def intake(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Letters, mailboxes, or folders of them.")] = None,
    imap: Annotated[bool, typer.Option("--imap", help="Read the mailbox that private/desk.yml names.")] = False,
    kind: Annotated[str, typer.Option("--as", parser=_kind, metavar="KIND", help=f"What it is: {', '.join(KINDS)}.")] = "",
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
            taken = taking.take(arrival, kind)
            say_taken(arrival, taken, root)
            if taken.reading and not arrival.automatic:  # a machine gets no receipt
                typer.echo(f"  {outgoing.told('receipt', taken.submission, magazine, root, day)}")
            elif not taken.answered and not arrival.automatic and not _has_receipt(taken.submission):
                outgoing.write("receipt", taken.submission, magazine, root, day)  # a desk was stopped before it could
        except Refused as why:
            typer.echo(str(why), err=True)
            refused = True
    raise typer.Exit(1 if refused else 0)


def _has_receipt(submission: Submission) -> bool:
    return any(one.what == WROTE and one.said.get("letter_is") == "receipt" for one in submission.log())


def _sources(files: list[Path], root: Path, imap: bool) -> Iterator[Iterable[Arrival | Refused]]:
    yield from map(arrivals, files)
    if imap:
        from plugins.desk.incoming import mailbox  # slow to import

        yield mailbox.read(root)
