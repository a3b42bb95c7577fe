"""The editors' command line: which commands there are, in the order in which an editor needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from plugins.desk.commands import after, files, importing, letters, overview, planning, post, proofs, readers, reading, send, terms, way
from plugins.desk.house import CONTENT, find_root
from plugins.desk.options import PLAIN

# As an editor comes to need them: an evening at the desk, after print, files, everything else
ORDER = """
    inbox intake show take ask terms accept decline carry done status proof post save flatplan close send readers
    reopen correct withdraw reply rename
    new artwork proof-of-publication check words import schema
""".split()


class _InOrder(TyperGroup):
    """Lists the commands in the order in which an editor needs them."""

    def list_commands(self, ctx: object) -> list[str]:
        return sorted(self.commands, key=ORDER.index)

    def format_commands(self, ctx: object, formatter: Any) -> None:
        """Says all of what each command does, which would be cut off at the end of the line."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(limit=200)) for name in self.list_commands(ctx)])


app = typer.Typer(
    cls=_InOrder, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, context_settings=PLAIN
)


@app.callback()
def desk(
    context: typer.Context,
    root: Annotated[Path | None, typer.Option("--root", help="The magazine's folder, instead of the one around you.")] = None,
) -> None:
    """The editors' desk of the magazine.

    Letters come in (intake), what they leave open is asked (ask), finished
    drafts become stories (accept), and an issue is closed (close). Everything
    is checked at any time (check), and nothing is ever written over.

    Two evenings at the desk, which docs/desk.md plays through:

    \b
      desk intake FOLDER            takes letters in, says what to ask
      desk inbox                    what waits, and how long there is
      desk ask K7Q2M "How much?"    drafts a letter; desk post sends it
      desk accept K7Q2M --issue 98  makes a story of the finished draft
      desk flatplan 98              says what the issue still lacks
      desk close 98                 reads it a last time, and locks it
      desk send 98                  sends it, on its day, to its readers
      desk save                     checks, commits and pushes

    Exit status: 0 all is well, 1 there are problems, 2 wrong usage.
    Problems are printed as path:line: message.
    """
    found = find_root(root or Path.cwd())
    if found is None:
        typer.echo(f"{CONTENT}/masthead.yml:0: no magazine here: go into its folder, or name it with --root", err=True)
        raise typer.Exit(2)
    context.obj = found


COMMANDS = (
    *(letters.intake, *overview.COMMANDS, terms.terms, *way.COMMANDS, proofs.proof, post.post),
    *(planning.flatplan, planning.artwork, planning.proof_of_publication, send.send, *after.COMMANDS),
    *(reading.check, reading.words, reading.schema),
)
for command in COMMANDS:
    app.command()(command)
app.command("import")(importing.import_)
app.add_typer(readers.readers, name="readers", help="The list that issues are sent to: add, remove, import, list.")
app.add_typer(files.new, name="new", help="Begin a file: story, issue, person, business, booking.")
