"""What the desk tells an editor about a letter that was taken in: what was found in it, and what is to be asked."""

from __future__ import annotations

import textwrap
from pathlib import Path

import typer

from plugins.desk import intake as letters
from plugins.desk.accept import Plan
from plugins.desk.event import ANSWERED, NOTED, RETURNED
from plugins.desk.house import CONTENT, shown
from plugins.desk.incoming.arrival import COMMENT, LETTER, NOTICE, REMOVE, STORY, UNSUBSCRIBE, Arrival
from plugins.desk.progress import not_reached

WIDTH = 80


def _runs(aside: list[letters.Aside]) -> list[list[letters.Aside]]:
    """What was set aside for one reason and stands together; a few empty lines may part it."""
    runs: list[list[letters.Aside]] = []
    for one in aside:
        if runs and one.why == runs[-1][-1].why and one.line - runs[-1][-1].line <= 4:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def shortened(line: str) -> str:
    """A line that fits the terminal of an editor who has 80 columns."""
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "\u2026"


def fold(text: str, first: str = "", rest: str = "  ") -> None:
    """Prints a text on lines that fit; names of files and addresses stay whole."""
    typer.echo(folded(text, first, rest))


def folded(text: str, first: str = "", rest: str = "  ") -> str:
    """A text in lines that fit there; names of files and addresses stay whole."""
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


KINDS = {
    COMMENT: "a comment",
    UNSUBSCRIBE: "somebody who wants no more mail",
    REMOVE: "somebody who asks for something to be taken out",
    LETTER: "a letter to the editors, and no story",
    NOTICE: "what a machine wrote, and nobody's story",
}
# What is said of a letter that joined a submission, by what happened
JOINED = {ANSWERED: "an answer, added to {}", NOTED: "written by a machine, and kept with {}", RETURNED: "a report, kept with {}: {}"}


def say_plan(plan: Plan) -> None:
    """What an editor says yes to: the story as it will stand, and everybody who gets a card."""
    made, one = plan.made, plan.magazine.sources.get(plan.made.source)
    lines = [("", one.title if one else f"a comment: {CONTENT}/{made.source}")]
    if one:
        people, consent = plan.magazine.directory.people, one.header.consent
        lines += [
            ("address", plan.magazine.run(plan.day).address(one)),
            ("people", ", ".join(people[name].name if name in people else name for name in one.header.authors)),
            ("consent", consent.client if consent else ""),
            ("state", plan.state),
        ]
    lines += [("new", f"{CONTENT}/{name}") for name in made.files if name != made.source]
    for at, (name, text) in enumerate((name, text) for name, text in lines if text):
        typer.echo(shortened(f"{made.submission.reference if not at else '':5}  {f'{name:8} ' if name else ''}{text}".rstrip()))


def say_taken(arrival: Arrival, taken: letters.Taken, root: Path) -> None:
    """Tells of one letter."""
    file, reference = arrival.name, taken.submission.reference
    for remark in taken.remarks or (arrival.remarks if taken.answered else ()):
        typer.echo(f"{file}:0: warning: {remark}", err=True)
    if taken.reading is None:
        back = not_reached(*arrival.undelivered[0]) if arrival.undelivered else ""
        typer.echo(f"{file}: {JOINED.get(taken.answered, 'already here as {}').format(reference, back)}")
        return
    kind = KINDS.get(taken.kind)
    typer.echo(f"{file}: taken in as {reference}{', ' + kind if kind else ''}")
    for name, value in {**letters.draft.findings(taken.reading.found), **taken.reading.found.contact}.items():
        typer.echo(shortened(f"  {name.replace('_', ' ')}: {value}"))
    runs = _runs([one for one in taken.reading.aside if one.text.strip()])
    if runs or arrival.aside:
        typer.echo("  Set aside, and kept in found.yml:")
    for why, words in arrival.aside:
        typer.echo(shortened(f"    {why}: {' '.join(words.split())}"))
    for run in runs:
        place = f"line {run[0].line}" if len(run) == 1 else f"lines {run[0].line} to {run[-1].line}"
        typer.echo(shortened(f"    {place}, {run[0].why}: {' '.join(run[0].text.split())}"))
    if taken.questions:
        typer.echo("  To ask:")
    for question in taken.questions:
        typer.echo(textwrap.fill(question, WIDTH, initial_indent="    - ", subsequent_indent="      "))
    if taken.kind in (STORY, COMMENT):
        typer.echo(f"  Next: finish {shown(taken.submission.draft, root)}, then: desk accept {reference}")
    elif taken.kind == LETTER:
        typer.echo(f"  Next: desk show {reference}; desk done {reference} --because 'the answer' writes to them")
    elif taken.kind != NOTICE:
        typer.echo(f"  Next: read it with desk show {reference}, and do what it asks")
    if taken.kind in (LETTER, NOTICE):
        original = next(taken.submission.folder.glob("original*"))
        typer.echo(f"  A story after all? desk intake --as story {shown(original, root)}")
