"""A blog moves in: import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plugins.desk.options import Day, magazine_of, or_refused
from plugins.magazine.numbers import in_figures
from plugins.magazine.problem import report


def import_(
    context: typer.Context,
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="Of Blogger (feed.atom, blog.xml) or WordPress (WXR).")],
    pictures: Annotated[Path | None, typer.Option("--pictures", help="The folder of its pictures.", exists=True, file_okay=False)] = None,
    day: Day = None,
) -> None:
    """Take a blog in, whole and once: posts, pages, comments."""
    from plugins.desk.blog.importing import import_blog

    root, magazine, day = magazine_of(context, day)
    done = or_refused(lambda: import_blog(export, magazine, root, day, pictures))
    for line, remark in sorted(done.remarks):
        typer.echo(f"{export}:{line}: warning: {remark}", err=True)
    furniture: dict[str, int] = {}
    for left in sorted(done.left):
        if left.what:
            typer.echo(f"{export}:{left.line}: warning: {left.what} is left out: {left.why}", err=True)
        else:
            furniture[left.why] = furniture.get(left.why, 0) + 1
    for why, count in sorted(furniture.items()):
        typer.echo(f"{export}:0: warning: {count} left out: {why}", err=True)
    typer.echo(report(done.problems), err=True, nl=False)
    for kind, files in (("people", done.people), ("pictures", done.pictures)):
        if files:
            typer.echo(f"wrote {in_figures(len(files), 'file')} of {kind}")
    written = f"{len(done.stories)} stories + {len(done.pages)} pages + {len(done.comments)} comments"
    typer.echo(f"{done.read} read = {written} + {done.here} here already + {len(done.left)} left out")
    if done.stories or done.pages or done.comments:
        typer.echo("Next: desk check, then look through the files and commit them.")
    raise typer.Exit(1 if done.problems else 0)
