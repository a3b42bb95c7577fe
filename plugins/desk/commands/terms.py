"""Names that must not appear: terms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import hiding
from plugins.desk.house import Refused, shown, unopened
from plugins.desk.options import Day, magazine_of, or_refused
from plugins.desk.submission import Submission, find
from plugins.magazine.manuscript import read
from plugins.magazine.problem import errors, report

Names = Annotated[list[str] | None, typer.Argument(metavar="TERM", help="Names that must not appear.")]
TermsFile = Annotated[Path | None, typer.Option("--terms", metavar="FILE", help="A file of such names, one a line.")]
Term = Annotated[list[str] | None, typer.Option("--term", metavar="TERM", help="A name that must not appear; as often as needed.")]
Unknown = Annotated[str, typer.Option("--unknown", metavar="REASON", help="Why nobody here knows a name.")]


def names_of(names: list[str] | None, file: Path | None) -> list[str]:
    """All names of the command line and of a file; raises Refused where that cannot be read."""
    try:
        lines = file.read_text("utf-8-sig").splitlines() if file else []
    except OSError as error:
        raise unopened(file, error) from error
    except UnicodeDecodeError as error:
        raise Refused(file, "it cannot be read as a text: write one name a line, in UTF-8") from error
    return [*(names or ()), *(line for line in lines if line.strip() and not line.startswith("#"))]


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def asked(root: Path, reference: str) -> list[str]:
    """What an editor answers on a terminal, where the names of a client are not known yet; nothing elsewhere."""
    if not on_terminal() or reference.casefold() in hiding.at_hand(root).known:
        return []
    typer.echo("The client is anonymised. Which names must not appear? Name, firm, street,")
    typer.echo("telephone, e-mail: one a line; an empty line ends.")
    given = []
    while name := typer.prompt("", default="", show_default=False, prompt_suffix="> ").strip():
        given.append(name)
    return given


def keep(submissions: list[Submission], names: list[str] | None, file: Path | None, unknown: str) -> None:
    """Writes down the names of the clients of submissions: those of the options, or what an editor answers on a terminal.

    Raises Refused where the options name somebody and more than one client is anonymised: each has names of their own.
    """
    hidden = [one for one in submissions if _is_anonymised(one)]
    given = names_of(names, file)
    if (given or unknown) and len(submissions) > 1 and len(hidden) != 1:
        which = ", ".join(one.reference for one in hidden) or "none of them"
        raise Refused("private/terms", f"whose names are these: anonymised is {which}; accept that one by itself, or use desk terms")
    for one in hidden or submissions[:1] * bool(given or unknown):
        root = one.folder.parents[2]
        own = given if given or unknown else asked(root, one.reference)
        if own or unknown:
            hiding.remember(root, one.reference, own, unknown)


def _is_anonymised(submission: Submission) -> bool:
    draft, _ = read(submission.draft, submission.draft.name, strict=True)
    return draft is not None and hiding.is_anonymised(draft.data)


def terms(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="REF|STORY", help="A reference, or a story's address; all where none is named.")] = "",
    names: Names = None,
    file: TermsFile = None,
    unknown: Unknown = "",
    day: Day = None,
) -> None:
    """Keep names that must not appear; mark texts without them.

    Names are kept in private/terms/, with the parts of them that tell who is
    meant. A text in which none was found gets the field `checked:`, by which
    machines without private/ know that it may be printed.
    """
    given = or_refused(lambda: names_of(names, file))
    root, magazine, _ = magazine_of(context, day)
    submission = find(root, name) if name else None
    stories = hiding.meant(magazine, name) if name else list(magazine.stories)
    if name and not stories and not submission:
        typer.echo(f"content/stories:0: there is no story or submission {name}: name its reference or its address", err=True)
        raise typer.Exit(1)
    if given or unknown:
        keep_as = hiding.kept_as(stories[0], magazine) if stories else name.strip().upper()
        kept = or_refused(lambda: hiding.remember(root, keep_as, given, unknown))
        typer.echo(f"kept in {shown(kept, root)}")
    root, magazine, day = magazine_of(context, day)
    stories = hiding.meant(magazine, name) if name else list(magazine.stories)
    marked, found = or_refused(lambda: hiding.mark(stories, magazine, root, day))
    typer.echo(report(found), err=True, nl=False)
    for path in marked:
        typer.echo(f"marked {path}")
    if submission and not stories:
        typer.echo(f"desk accept {submission.reference} looks through the draft for them.")
    elif not marked and not found:
        typer.echo("Nothing was found, and every text has its mark.")
    raise typer.Exit(1 if errors(found) else 0)
