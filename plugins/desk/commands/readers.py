"""The list of readers: add, remove, import, list."""

from __future__ import annotations

import csv
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import submission as submissions
from plugins.desk.house import PRIVATE, Refused
from plugins.desk.options import PLAIN, Day, day_at, or_refused
from plugins.magazine.problem import WARNING, Problem, errors, report

readers = typer.Typer(rich_markup_mode=None, no_args_is_help=True, context_settings=PLAIN)
Consent = Annotated[str, typer.Option("--consent", metavar="WORDS", help="How they agreed to get it: kept with each of them.")]


@readers.command()
def add(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="ADDRESS...", help="As ann@mail.example or 'Ann Lee <ann@mail.example>'.")],
    consent: Consent,
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="The language they read.")] = "",
    day: Day = None,
) -> None:
    """Add readers who asked for it, also after they had left."""
    from plugins.desk.sending import address
    from plugins.desk.sending.readers import Reader
    from plugins.desk.sending.readers import add as added

    today, how = day_at(context.obj, day), _consent(consent)
    try:
        found = [address.read(one) for one in words]
        new = [Reader(email=email, name=name, language=language, since=today, consent=how) for name, email in found]
    except ValueError as error:
        raise typer.BadParameter(_why(error)) from error
    told = or_refused(partial(added, new, context.obj, again=True))
    for email in told.new:
        typer.echo(f"{email} is a reader.")
    for email in told.known:
        typer.echo(f"{email} was a reader already.")


@readers.command()
def remove(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="REF|ADDRESS...", help="Requests to be taken off the list, as K7Q2M, or addresses, or marks.")
    ],
    day: Day = None,
) -> None:
    """Remove readers, and say that their requests are done."""
    root, today = context.obj, day_at(context.obj, day)
    well = True
    for word in words:
        try:
            well &= _remove(root, word, today)
        except Refused as why:
            typer.echo(str(why), err=True)
            well = False
    raise typer.Exit(0 if well else 1)


@readers.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A table (CSV), or one address a line.")],
    consent: Consent,
    day: Day = None,
) -> None:
    """Take readers over from lists; who left is not brought back."""
    from plugins.desk.sending import lists
    from plugins.desk.sending import readers as kept

    root, today, words = context.obj, day_at(context.obj, day), _consent(consent)
    found = {file: or_refused(partial(lists.taken, file)) for file in files}
    # whoever one line does not call a reader is none, also where another line or list does
    left = {mark: (file, one) for file, told in found.items() for mark, one in told.left.items()}
    problems: list[Problem] = []
    for file, told in found.items():
        wrong, new = list(told.problems), []
        for mark, row in told.rows.items():
            if mark in left:
                where, one = left[mark]
                message = f"{row.email} is not taken: {where.name}, line {one.line}, calls it {one.says}"
                wrong.append(Problem(str(file), row.line, lists.UNSUBSCRIBED, message, WARNING))
                continue
            try:
                new.append(kept.Reader(email=row.email, name=row.name, language=row.language, since=today, consent=words))
            except ValueError as error:
                wrong.append(Problem(str(file), row.line, "reader", _why(error)))
        became = or_refused(partial(kept.add, new, root))
        for email in became.removed:
            typer.echo(f"{email} had left: not brought back (desk readers add, if they ask for it)")
        counts = {"new": len(became.new), "known": len(became.known), "twice in it": told.twice, "had left": len(became.removed)}
        counts["not taken, as the list itself says"] = sum(one.rule == lists.UNSUBSCRIBED for one in wrong)
        counts["cannot be read"] = len(errors(wrong))
        typer.echo(f"{file.name}: {', '.join(f'{count:,} {what}' for what, count in counts.items() if count) or 'nobody'}.")
        problems += wrong
    for reader in or_refused(partial(kept.every, root)) if left else ():
        if reader.mark in left:
            file, one = left[reader.mark]
            message = f"{reader.email} is a reader here: desk readers remove {reader.email}, unless they came back since"
            problems.append(Problem(str(file), one.line, lists.UNSUBSCRIBED, message, WARNING))
    typer.echo(report(problems), err=True, nl=False)
    raise typer.Exit(1 if errors(problems) else 0)


@readers.command("list")
def list_(context: typer.Context) -> None:
    """Print the list as a table (CSV), for other programs."""
    from plugins.desk.sending.readers import Reader, every
    from plugins.desk.sending.table import written
    from plugins.magazine.model import fields_of

    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(fields_of(Reader))
    for one in sorted(or_refused(lambda: every(context.obj)), key=lambda one: one.email):
        table.writerow(written(str(getattr(one, name))) for name in fields_of(Reader))


def _why(error: ValueError) -> str:
    """What is wrong with an address, or with a name that a model does not take."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        return str(error.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(error)


def _consent(words: str) -> str:
    if not words.strip():
        raise typer.BadParameter("write how they agreed", param_hint="--consent")
    return " ".join(words.split())


def _remove(root: Path, word: str, day: date) -> bool:
    """Removes whoever is meant by a word; whether somebody was on the list."""
    from plugins.desk.sending import address
    from plugins.desk.sending import readers as kept

    if address.MARK.fullmatch(word):
        there = kept.remove(word, root)
        typer.echo(f"{word} is taken off the list." if there else f"{word} is not on the list; no import brings them now.")
        return there
    if one := submissions.find(root, word):
        return _asked_for(one, root, day)
    try:
        _, email = address.read(word)
    except ValueError as error:
        raise Refused(f"{PRIVATE}/readers", f"`{word}` is no address, and no submission: {error}") from error
    there = kept.remove(address.mark(email), root)
    typer.echo(f"{email} is taken off the list." if there else f"{email} is not on the list; no import brings it now.")
    return there


def _asked_for(one: submissions.Submission, root: Path, day: date) -> bool:
    """Does what a letter asks that wants no more mail, and writes to whoever sent it."""
    from plugins.desk import steps
    from plugins.desk.incoming.arrival import UNSUBSCRIBE
    from plugins.desk.progress import progress
    from plugins.desk.sending import address
    from plugins.desk.sending import readers as kept
    from plugins.desk.trial import Trial

    said, _ = one.found()
    place = f"{PRIVATE}/{submissions.FOLDER}/{one.reference}"
    if said.get("kind") != UNSUBSCRIBE:
        raise Refused(place, "it does not ask to be taken off the list: desk show says what it asks")
    there = [mark for mark in address.meant(said) if kept.remove(mark, root)]
    if not there:
        message = f"{said.get('address') or 'its writer'} is not on the list: find who is meant (desk readers list), remove them, then "
        raise Refused(place, f"{message}desk done {one.reference}")
    trial = Trial(root, skimmed=True)
    (told,) = progress([one], trial, root, day)
    letter = steps.done(told, "", trial.magazine, root, day)
    typer.echo(f"{one.reference} is done: {said.get('address')} is taken off the list.")
    if letter:
        typer.echo(letter)
    return True
