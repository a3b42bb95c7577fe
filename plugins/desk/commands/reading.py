"""Reading what is there: check, words, schema."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from plugins.desk import check as checking
from plugins.desk.house import shown
from plugins.desk.options import Day, Style, magazine_of
from plugins.magazine import catalogue
from plugins.magazine.problem import report

SPEECH = re.compile(r"([a-z]{2,3}(-[a-z0-9]{2,8})*)?")


def check(context: typer.Context, day: Day = None, style: Style = "plain") -> None:
    """Read and check everything; print no page. Ends with the count."""
    result = checking.check(context.obj, day, style)
    typer.echo(result.err, err=True, nl=False)
    typer.echo(result.out, nl=False)
    raise typer.Exit(result.status)


def words(
    context: typer.Context,
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="One language, as uk; all of them where none is named.")] = "",
    gather: Annotated[bool, typer.Option("--gather", help="Write what is new into the catalogues; begin that of a new language.")] = False,
) -> None:
    """List words of the pages that nobody has translated."""
    from plugins.desk import words as interface

    if not SPEECH.fullmatch(language):
        raise typer.BadParameter(f"`{language}` is no language: write its code, as in uk or pt-br")
    if gather:
        for file in interface.gather(context.obj, language):
            typer.echo(f"wrote {shown(file, context.obj)}")
    spoken = ["en", *(file.stem for file in interface.catalogues())]
    if language and language not in spoken:
        typer.echo(f"{catalogue.LABEL}/{language}.po:0: there is no such catalogue: desk words {language} --gather begins it", err=True)
        raise typer.Exit(1)
    found = list(interface.problems(context.obj, language))
    typer.echo(report(found), err=True, nl=False)
    typer.echo(f"{len(found)} to translate; the pages speak {', '.join(spoken)}.")
    raise typer.Exit(1 if found else 0)


def schema(context: typer.Context) -> None:
    """Write what may stand in a file, for completion."""
    from plugins.desk import schemas

    root, magazine, _ = magazine_of(context)
    for name in schemas.write(magazine, root):
        typer.echo(f"wrote {name}")
