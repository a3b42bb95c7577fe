"""What every command does that changed words around a client who is not named: it looks through them, and marks them anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import typer

from plugins.desk import hiding
from plugins.desk.house import read
from plugins.desk.options import or_refused
from plugins.magazine import hidden
from plugins.magazine.ordinary import stem_and_language
from plugins.magazine.problem import errors, report


def marked_anew(paths: Collection[str], root: Path, day: date) -> bool:
    """Marks the anonymised cases and the comments on them among these files, where no name is found and the names are at hand.

    Tells of each, of every name that was found in them, and of those that this machine cannot look through. Returns whether
    all is well.
    """
    magazine = read(root)
    said = {one.story for one in magazine.comments if one.path in paths}
    languages = magazine.masthead.languages
    mine = [one for one in magazine.stories if one.path in paths or stem_and_language(one.source, languages)[0] in said]
    if not any(hidden.is_hidden(one) for one in mine):
        return True
    marked, found = or_refused(lambda: hiding.mark(mine, magazine, root, day))
    told = [one for one in found if one.path in paths]
    typer.echo(report(told), err=True, nl=False)
    for path in marked:
        typer.echo(f"marked {path}")
    return not errors(told)
