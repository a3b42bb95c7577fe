"""Planning an issue: its flatplan, the advertisers' orders and their artwork."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk.house import CONTENT, read, shown
from plugins.desk.numbered import issue_of
from plugins.desk.options import Day, magazine_of, or_refused, sound
from plugins.magazine.problem import report
from plugins.magazine.proof import proof


def flatplan(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="N", min=1, help="The issue; the next one where none is named.")] = None,
    day: Day = None,
) -> None:
    """Show an issue as a whole, and what it still lacks."""
    from plugins.desk import flatplan as plans
    from plugins.magazine.flatplan import flatplan as planned
    from plugins.magazine.issue import coming

    magazine = sound(read(context.obj, publish=True, preview=True))
    today = day or magazine.masthead.today()
    issue = or_refused(lambda: issue_of(number, magazine)) if number else coming(magazine.issues, today)
    if issue is None:
        typer.echo(f"{CONTENT}/issues:0: there is no issue yet: desk new issue THEME begins one", err=True)
        raise typer.Exit(1)
    for line in plans.lines(planned(magazine, issue), magazine.masthead, today):
        typer.echo(line)


def proof_of_publication(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="BOOKING", help="The order, by its file name in content/adverts/.")],
    number: Annotated[int | None, typer.Option("--issue", min=1, metavar="N", help="Of this issue alone.")] = None,
    day: Day = None,
) -> None:
    """Show an advertiser what was printed: a PDF and a letter."""
    from plugins.desk import publication

    root, magazine, day = magazine_of(context, day)
    for one in or_refused(lambda: publication.printed(slug, number, magazine, day)):
        file, page = or_refused(partial(publication.make, one, magazine, root, day))
        typer.echo(f"{shown(file, root)}: {file.stat().st_size // 1024} KB{f', page {page} of the PDF' if page else ''}")
        written, why = or_refused(partial(publication.letter, one, file, page, magazine, root))
        typer.echo(publication.told(written, why, root))


def artwork(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="BOOKING", help="The order, by its file name in content/adverts/.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The picture that the advertiser sent.")],
    alt: Annotated[str, typer.Option("--alt", help="What the artwork says, for readers who do not see it.")],
    number: Annotated[int | None, typer.Option("--issue", min=1, metavar="N", help="For this issue alone.")] = None,
    day: Day = None,
) -> None:
    """Put an advertiser's artwork into the issues to come."""
    from plugins.desk.booking import put_artwork

    if not alt.strip():
        raise typer.BadParameter("write what the artwork says", param_hint="--alt")
    root, magazine, day = magazine_of(context, day)
    written, remarks = or_refused(lambda: put_artwork(slug, file, alt.strip(), number, magazine, root, day))
    for remark in remarks:
        typer.echo(f"{file}:0: warning: {remark}", err=True)
    for path in written:
        typer.echo(f"wrote {path}")
    told = proof(magazine_of(context)[1], day)
    typer.echo(report(one for one in told if one.path in written), err=True, nl=False)
