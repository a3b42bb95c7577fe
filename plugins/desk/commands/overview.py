"""Looking at what came in, and saving: inbox, show, status, save."""

from __future__ import annotations

from typing import Annotated

import typer

from plugins.desk import inbox as waiting
from plugins.desk import lookup
from plugins.desk import save as saving
from plugins.desk.house import shown
from plugins.desk.options import Day, Reference, found, joined, sound
from plugins.desk.progress import progress
from plugins.desk.telling import fold
from plugins.desk.trial import Trial
from plugins.magazine.manuscript import UNPRINTABLE, read

Sought = Annotated[list[str], typer.Argument(metavar="WORDS", help="A reference, title, name or address; quotes are not needed.")]


def inbox(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also what is accepted, declined or done.")] = False,
    day: Day = None,
) -> None:
    """Say how the next issue stands, and list what waits."""
    trial = Trial(context.obj, skimmed=True)
    for line in waiting.inbox(trial, context.obj, day, every=every):
        typer.echo(line)
    sound(trial.magazine)


def show(context: typer.Context, reference: Reference, day: Day = None) -> None:
    """Show a submission: letter, questions, events, files."""
    one, root = found(context.obj, reference), context.obj
    trial = Trial(root, skimmed=True)
    (told,) = progress([one], trial, root, day or trial.magazine.masthead.today())
    for line in lookup.of_submission(told, trial.magazine, day or trial.magazine.masthead.today()):
        _told(line)
    said, broken = one.found()
    for problem in broken:
        typer.echo(f"{problem.path}:{problem.line}: {problem.message}", err=True)
    for name in ("address", "note", "remarks"):
        if said.get(name):
            _list(name.capitalize(), said[name])
    _list("To ask", said.get("questions", []))
    _list("What happened", [lookup.happened(each) for each in one.log()])
    _list("Files", [shown(file, root) for file in sorted(one.folder.rglob("*")) if file.is_file() and file.parent.name != "log"])
    for head, words in lookup.letters(one):
        typer.echo(f"  {head}:")
        for line in words.strip("\n").split("\n"):
            quote = "    > " if line.startswith(">") else "    "
            fold(line, "    ", quote) if line.strip() else typer.echo()
    draft, _ = read(one.draft, shown(one.draft, root))
    typer.echo()
    typer.echo(UNPRINTABLE.sub("", draft.body).strip("\n") if draft else "The draft cannot be read: desk accept says why.")


def status(context: typer.Context, words: Sought, day: Day = None) -> None:
    """Say what became of it: by reference, name, title or address."""
    trial = Trial(context.obj, skimmed=True)
    lines = list(lookup.status(joined(words), trial, context.obj, day or trial.magazine.masthead.today()))
    for line in lines:
        _told(line)
    if not lines:
        typer.echo(f"Nothing here is called that: {joined(words)}", err=True)
        raise typer.Exit(1)


def save(
    context: typer.Context,
    anyway: Annotated[bool, typer.Option("--anyway", help="Save the letters in private/ though the content has errors.")] = False,
    day: Day = None,
) -> None:
    """Check, commit and push content/ and private/."""
    try:
        for line in saving.save(context.obj, day, anyway=anyway):
            if isinstance(line, saving.Warned):
                typer.echo(line, err=True)
            else:
                fold(line)
    except saving.Unfit as why:
        typer.echo(why.said, err=True, nl=False)
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from why
    except saving.Refused as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from why


def _list(head: str, lines: object) -> None:
    rows = [lines] if isinstance(lines, str) else lines if isinstance(lines, list) else [str(lines)]
    if rows:
        typer.echo(f"  {head}:")
    for row in rows:
        fold(" ".join(UNPRINTABLE.sub("", str(row)).split()), "    - ", "      ")


def _told(line: str) -> None:
    """A line of what became of something, with its indent."""
    indent = line[: len(line) - len(line.lstrip())]
    fold(line.strip(), indent, f"{indent}  ")


COMMANDS = (inbox, show, status, save)
