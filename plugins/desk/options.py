"""What the desk's commands have in common: their options, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from plugins.desk import submission as submissions
from plugins.desk.house import CONTENT, Refused, read
from plugins.magazine import masthead
from plugins.magazine.issue import FOLDER
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import FILE
from plugins.magazine.model import plain_day
from plugins.magazine.problem import FORMATS, Problem, errors, report

PLAIN = {"max_content_width": 80, "help_option_names": ["-h", "--help"]}
Done = TypeVar("Done")


def _day(text: str) -> date:
    try:
        return plain_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _style(text: str) -> str:
    if text not in FORMATS:
        raise typer.BadParameter(f"`{text}` is not known: use {', '.join(FORMATS)}")
    return text


Day = Annotated[date | None, typer.Option("--day", parser=_day, metavar="YYYY-MM-DD", help="The day to go by, instead of today.")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="The title, theme or name; quotes are not needed.")]
Number = Annotated[int | None, typer.Option("--issue", min=1, metavar="N", help="The issue it belongs to.")]
Style = Annotated[str, typer.Option("--format", parser=_style, metavar="plain|github|json", help="How to print problems.")]
Reference = Annotated[str, typer.Argument(metavar="REF", help="The reference, as K7Q2M.")]
References = Annotated[list[str], typer.Argument(metavar="REF", help="References, as K7Q2M.")]


def joined(words: list[str]) -> str:
    """Words of the command line as one line; raises BadParameter where there is none."""
    text = " ".join(" ".join(words).split())
    if not text:
        raise typer.BadParameter("write at least one word")
    return text


def magazine_of(context: typer.Context, day: date | None = None, *, publish: bool = False) -> tuple[Path, Magazine, date]:
    """The magazine's folder, what is in it (to ``publish``: strictly), and the day to go by."""
    magazine = sound(read(context.obj, publish=publish))
    return context.obj, magazine, day or magazine.masthead.today()


def day_at(root: Path, day: date | None) -> date:
    """The day to go by: the one that is given, else today where the magazine is; only its masthead is read."""
    return day or masthead.load(root / CONTENT, CONTENT)[0].today()


def sound(magazine: Magazine) -> Magazine:
    """The same, where its masthead and its issues can be read; else the command ends with 1.

    Ids, days and addresses would be written by a wrong masthead, and letters would tell of an issue that is not there.
    """
    if wrong := unsound(magazine):
        typer.echo(report(wrong), err=True, nl=False)
        raise typer.Exit(1)
    return magazine


def unsound(magazine: Magazine) -> list[Problem]:
    """What is wrong with the masthead, and with files of issues of which no issue can be made."""
    here = {one.path for one in magazine.issues}
    files = {f"{magazine.label}/{FILE}"}
    issues = f"{magazine.label}/{FOLDER}/"
    return [one for one in errors(magazine.found) if one.path in files or one.path.startswith(issues) and one.path not in here]


def found(root: Path, reference: str) -> submissions.Submission:
    """The submission with this reference; ends the command with 1, naming one that is like it, where there is none."""
    one = submissions.find(root, reference)
    if one is None:
        here = [each.reference for each in submissions.every(root)]
        near = get_close_matches(reference.upper(), here, n=1)
        advice = f"did you mean {near[0]}?" if near else "desk inbox --all lists those here" if here else "desk intake takes letters in"
        typer.echo(f"private/submissions:0: there is no submission {reference}: {advice}", err=True)
        raise typer.Exit(1)
    return one


def or_refused(work: Callable[[], Done]) -> Done:
    """What the work gives; a refusal is told, and ends the command with 1."""
    try:
        return work()
    except Refused as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from why
