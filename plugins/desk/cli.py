"""The desk's commands: what an editor types, and what is printed. The work is done by the modules beside this one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from typer.core import TyperGroup

from plugins.desk import accept as acceptance
from plugins.desk import check as checking
from plugins.desk import intake as letters
from plugins.desk import new as starting
from plugins.desk import submission as submissions
from plugins.desk import words as interface
from plugins.desk.house import CONTENT, Refused, find_root, shown
from plugins.desk.telling import say_taken
from plugins.magazine import directory
from plugins.magazine.load import load
from plugins.magazine.model import plain_day
from plugins.magazine.problem import FORMATS, errors, report


class _InOrder(TyperGroup):
    """Lists the commands in the order in which an editor needs them."""

    def list_commands(self, ctx: object) -> list[str]:
        order = ["intake", "accept", "new", "check", "words"]
        return [name for name in order if name in self.commands] or list(self.commands)


_PLAIN = {"max_content_width": 80, "help_option_names": ["-h", "--help"]}
SPEECH = re.compile(r"([a-z]{2,3}(-[a-z0-9]{2,8})*)?")
Done = TypeVar("Done")

app = typer.Typer(
    cls=_InOrder, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, context_settings=_PLAIN
)
new = typer.Typer(rich_markup_mode=None, no_args_is_help=True, context_settings=_PLAIN)
app.add_typer(new, name="new", help="Begin a file: a story, an issue, a person, a business.")


def _day(text: str) -> date:
    try:
        return plain_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _style(text: str) -> str:
    if text not in FORMATS:
        raise typer.BadParameter(f"`{text}` is not known: use {', '.join(FORMATS)}")
    return text


def _joined(words: list[str]) -> str:
    text = " ".join(" ".join(words).split())
    if not text:
        raise typer.BadParameter("write at least one word")
    return text


Day = Annotated[date | None, typer.Option("--day", parser=_day, metavar="YYYY-MM-DD", help="The day to go by, instead of today.")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="The title, theme or name; quotes are not needed.")]
Number = Annotated[int | None, typer.Option("--issue", min=1, metavar="N", help="The issue it belongs to.")]


@app.callback()
def desk(
    context: typer.Context,
    root: Annotated[Path | None, typer.Option("--root", help="The magazine's folder, instead of the one around you.")] = None,
) -> None:
    """The editors' desk of the magazine.

    Letters come in (intake), are finished by an editor in their draft, and
    become stories (accept). Everything is checked at any time (check), and
    nothing is ever written over.

    An evening at the desk:

    \b
      desk intake letter.txt        makes a draft of a letter, says what to ask
      desk accept K7Q2M --issue 98  makes a story of the finished draft
      desk check                    reads everything, names every problem

    Exit status: 0 all is well, 1 there are problems, 2 wrong usage.
    Problems are printed as path:line: message.
    """
    found = find_root(root or Path.cwd())
    if found is None:
        typer.echo(f"{CONTENT}/masthead.yml:0: no magazine here: go into its folder, or name it with --root", err=True)
        raise typer.Exit(2)
    context.obj = found


@app.command()
def intake(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Letters as .txt or .md.")], day: Day = None
) -> None:
    """Take letters in: original, draft, and what to ask."""
    root, refused = context.obj, False
    magazine = load(root / CONTENT)
    day = day or magazine.masthead.today()
    for file in files:
        try:
            taken = letters.take_in(file, magazine, root, day)
        except Refused as why:
            typer.echo(str(why), err=True)
            refused = True
            continue
        say_taken(file, taken, root)
    raise typer.Exit(1 if refused else 0)


@app.command()
def accept(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="The reference, as K7Q2M.")],
    issue: Number = None,
    day: Day = None,
) -> None:
    """Make a story of a finished draft, and files of new people."""
    root = context.obj
    found = submissions.find(root, reference)
    if found is None:
        here = sorted(path.name for path in (context.obj / "private/submissions").glob("?????"))
        typer.echo(f"private/submissions:0: there is no submission {reference}: those here are {', '.join(here) or 'none'}", err=True)
        raise typer.Exit(1)
    magazine = load(root / CONTENT)
    done = _or_refused(lambda: acceptance.accept(found, magazine, root, day or magazine.masthead.today(), issue))
    typer.echo(report(done.problems), err=True, nl=False)
    if not done.story:
        raise typer.Exit(1 if errors(done.problems) else 0)
    if not done.written:
        typer.echo(f"{found.reference} is already accepted: {done.story}")
        return
    for path in done.written:
        typer.echo(f"wrote {path}")
    typer.echo(f"The story is {done.state}.")
    typer.echo("Next: look through the files, run desk check, and write to the author that it was accepted.")


def _or_refused(work: Callable[[], Done]) -> Done:
    """What the work gives; a refusal is told, and ends the command with 1."""
    try:
        return work()
    except Refused as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from why


@app.command()
def check(
    context: typer.Context,
    day: Day = None,
    style: Annotated[str, typer.Option("--format", parser=_style, metavar="plain|github|json", help="How to print problems.")] = "plain",
) -> None:
    """Read and check everything; print no page. Ends with the count."""
    result = checking.check(context.obj, day, style)
    typer.echo(result.err, err=True, nl=False)
    typer.echo(result.out, nl=False)
    raise typer.Exit(result.status)


@app.command()
def words(
    context: typer.Context,
    language: Annotated[str, typer.Argument(metavar="[LANGUAGE]", help="One language, as uk; all of them where none is named.")] = "",
    gather: Annotated[bool, typer.Option("--gather", help="Write what is new into the catalogues; begin that of a new language.")] = False,
) -> None:
    """List what the pages say around the texts and nobody has translated."""
    if not SPEECH.fullmatch(language):
        raise typer.BadParameter(f"`{language}` is no language: write its code, as in uk or pt-br")
    if gather:
        for file in interface.gather(context.obj, language):
            typer.echo(f"wrote {shown(file, context.obj)}")
    found = list(interface.problems(context.obj, language))
    typer.echo(report(found), err=True, nl=False)
    spoken = ", ".join(["en", *(file.stem for file in interface.catalogues())])
    typer.echo(f"{len(found)} to translate; the pages speak {spoken}.")
    raise typer.Exit(1 if found else 0)


@new.command()
def story(
    context: typer.Context,
    words: Words,
    author: Annotated[str, typer.Option("--author", help="Who writes it, by name or file name.")] = "",
    issue: Number = None,
    day: Day = None,
) -> None:
    """Begin a story; its address is made of its title."""
    magazine = load(context.obj / CONTENT)
    _begin(context, lambda: starting.new_story(_joined(words), magazine, context.obj, day or magazine.masthead.today(), author, issue))


@new.command()
def issue(context: typer.Context, words: Words, day: Day = None) -> None:
    """Begin the next issue, with its theme."""
    magazine = load(context.obj / CONTENT)
    _begin(context, lambda: starting.new_issue(_joined(words), magazine, context.obj, day or magazine.masthead.today()))


@new.command()
def person(context: typer.Context, words: Words) -> None:
    """Begin the page of somebody who writes."""
    _begin(context, lambda: starting.new_card(directory.PEOPLE, _joined(words), context.obj))


@new.command()
def business(context: typer.Context, words: Words) -> None:
    """Begin the page of a business."""
    _begin(context, lambda: starting.new_card(directory.BUSINESSES, _joined(words), context.obj))


def _begin(context: typer.Context, write: Callable[[], Path]) -> None:
    typer.echo(shown(_or_refused(write), context.obj))
