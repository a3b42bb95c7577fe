"""Sending letters: post."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plugins.desk.house import Refused, shown
from plugins.desk.options import Day, day_at, or_refused, sound
from plugins.desk.submission import find
from plugins.desk.telling import folded
from plugins.magazine.numbers import in_figures

if TYPE_CHECKING:
    from plugins.desk.outgoing.outbox import Letter
    from plugins.desk.settings import Server

BY_HAND = """No mail server is named in private/desk.yml. Open each of these files in your
mail program and send it from there; then: desk post --sent FILE..."""

IN_DOUBT = "nobody knows whether it was sent: ask, then desk post --sent %s, or --again"


def post(
    context: typer.Context,
    letters: Annotated[list[str] | None, typer.Argument(metavar="LETTER", help="Files, or references; all where none is named.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")] = False,
    sent: Annotated[bool, typer.Option("--sent", help="They are sent already, by hand: put them with the others.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send again what is in doubt.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before sending.")] = False,
    day: Day = None,
) -> None:
    """Show the letters that wait in private/outbox, and send them."""
    root = context.obj
    today = day_at(root, day)
    raise typer.Exit(0 if or_refused(lambda: _post(root, letters, today, dry_run, sent, again, yes)) else 1)


def _post(root: Path, words: list[str] | None, day: date, dry_run: bool, sent: bool, again: bool, yes: bool) -> bool:
    """Whether nothing is left that should have gone out."""
    from plugins.desk import settings
    from plugins.desk.outgoing import outbox

    outbox.finish(root)
    if sent:
        _by_hand(words, root, day)
        return True
    if again:
        for file in _chosen(words, outbox.in_doubt(root), outbox.in_doubt(root), root):
            outbox.give_back(file, root)
    doubtful, waiting = outbox.in_doubt(root), outbox.waiting(root)
    for file in doubtful:
        _say(file, root, IN_DOUBT % file.name)
    files, well = _revised(_chosen(words, waiting, waiting, root), root, day, dry_run)
    ready, fine = _looked_at(files, root, day, dry_run)
    if not ready:
        typer.echo("Nothing is to be sent." if waiting else "The outbox is empty.")
    elif not dry_run:
        server = settings.read(root).smtp
        if not server:
            typer.echo(BY_HAND)
        elif yes or not sys.stdin.isatty() or typer.confirm(f"Send {in_figures(len(ready), 'letter')}?", default=True):
            well &= _sent(ready, server, root, day)
    return well and fine and not doubtful


def _by_hand(words: list[str] | None, root: Path, day: date) -> None:
    """Keeps letters as sent; one that was not to be sent yet only where its file is named."""
    from plugins.desk.outgoing import outbox

    named = {Path(word).name for word in words or ()}
    for file in _chosen(words, outbox.waiting(root), [*outbox.waiting(root), *outbox.in_doubt(root)], root):
        if file.name not in named and (why := _not_yet(file, root, day)):
            _say(file, root, f"{why}: it is not kept as sent; where it was, name the file")
        else:
            typer.echo(f"kept as sent: {shown(outbox.done(file, root, day, 'by hand'), root)}")


def _not_yet(file: Path, root: Path, day: date) -> str:
    """Why a letter would not have been sent; nothing where it would."""
    from plugins.desk.event import contested
    from plugins.desk.outgoing import outbox

    about, letter = outbox.submission_of(file, root), outbox.read(file, root)
    if letter.day and letter.day > day:
        return f"it waits for {letter.day}"
    return "one editor accepted what it is about and another declined it" if about and contested(about.log()) else ""


def _revised(files: list[Path], root: Path, day: date, dry_run: bool) -> tuple[list[Path], bool]:
    """Sees to it that the letters are still so, and tells what was not: those that can go now, and whether none is kept back."""
    from plugins.desk.outgoing import outbox, revising
    from plugins.desk.trial import Trial

    about = {one.reference: one for file in files if (one := outbox.submission_of(file, root))}
    if not about:
        return files, True
    magazine = sound(Trial(root, skimmed=True).magazine)
    changes = [(one, change) for one in about.values() for change in revising.changes(one, magazine, root, day)]
    for one, change in changes:
        if not dry_run:
            revising.perform(change, one, root, day)
        _say(change.file, root, f"{change.why}; it is not sent" if change.held else f"warning: dropped, as {change.why}")
    new = [change.new.file for _, change in changes if change.new and not change.held]
    gone = {change.file for _, change in changes}
    now = {*files, *new} - gone
    return [file for file in outbox.waiting(root) if file in now], not any(change.held for _, change in changes)


def _looked_at(files: list[Path], root: Path, day: date, dry_run: bool) -> tuple[list[Letter], bool]:
    """Shows what lies in the outbox: the letters that can be sent, and whether all others need not be."""
    from plugins.desk.outgoing import outbox
    from plugins.desk.outgoing.envelope import plain

    ready: dict[str, Letter] = {}
    well = True
    for file in files:
        news = outbox.news(file)
        before = f"in {ready[news].file.name}" if news in ready else outbox.posted(file, root)
        if before and (dry_run or outbox.drop(file, root)):
            _say(file, root, f"warning: its news are {before}: not sent again")
        elif before:
            _say(file, root, f"it was {before}, and was changed since: send it by hand, or delete it")
            well = False
        else:
            try:
                letter = outbox.read(file, root)
                early = letter.day and letter.day > day
                when = f"  waits for {letter.day}:" if early else ""
                told = f"{file.name}{when}  {', '.join(letter.to)}  {plain(letter.headers['Subject'])}"
                typer.echo(folded(told, rest="    "))
                if not early:
                    ready[news] = letter
            except Refused as why:
                typer.echo(str(why), err=True)
                well = False
    return list(ready.values()), well


def _sent(letters: list[Letter], server: Server, root: Path, day: date) -> bool:
    """Sends letters and tells of each that was not taken; whether all were."""
    from plugins.desk.outgoing import post as posting

    taken = 0
    for file, outcome in posting.deliver(letters, server, root, day):
        if outcome.state == posting.SENT:
            taken += 1
        elif outcome.state == posting.IN_DOUBT:
            _say(file, root, f"the connection was lost ({outcome.answer}), {IN_DOUBT % file.name}")
        elif outcome.state == posting.LOST:
            _say(file, root, f"the connection was lost ({outcome.answer}): it is not sent and stays in the outbox, try later")
        else:
            advice = "check the address" if outcome.answer.startswith("5") else "try later"
            _say(file, root, f"the server does not take it ({outcome.answer}): it stays in the outbox, {advice}")
    typer.echo(f"{in_figures(taken, 'letter')} sent{f', {len(letters) - taken} not' if taken < len(letters) else ''}.")
    return taken == len(letters)


def _say(file: Path, root: Path, message: str) -> None:
    typer.echo(f"{shown(file, root)}:0: {message}", err=True)


def _chosen(words: list[str] | None, otherwise: list[Path], among: list[Path], root: Path) -> list[Path]:
    """The letters that are named by file or by reference; ends the command with 2 where a name is that of none."""
    if not words:
        return otherwise
    found: list[Path] = []
    for word in words:
        name = Path(word).name
        meant = [file for file in among if file.name == name or file.name.startswith(f"{name.upper()}-")]
        if not meant:
            here = find(root, name)
            told = f"{here.reference} has no such letter" if here else f"no such letter: {word}"
            raise typer.BadParameter(f"{told} (desk post --dry-run lists them)")
        found += [file for file in meant if file not in found]
    return found
