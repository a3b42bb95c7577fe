"""The way of a submission: take, ask, accept, decline, carry, done."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import accept as acceptance
from plugins.desk import steps
from plugins.desk.accept import Plan
from plugins.desk.commands.marking import marked_anew
from plugins.desk.commands.terms import Term, TermsFile, Unknown, keep
from plugins.desk.event import ACCEPTED, contested
from plugins.desk.house import CONTENT, Refused, shown
from plugins.desk.numbered import after_next, issue_of
from plugins.desk.options import Day, Number, Reference, References, found, or_refused, sound
from plugins.desk.outgoing import revising
from plugins.desk.progress import Progress, progress
from plugins.desk.submission import Submission
from plugins.desk.telling import fold, say_plan
from plugins.desk.trial import Trial
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import errors, report

Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="The reason, as its writer is told.")]


def take(
    context: typer.Context,
    reference: Reference,
    edit: Annotated[bool, typer.Option("--edit", help="Open the draft in $EDITOR.")] = False,
    over: Annotated[bool, typer.Option("--over", help="Take it over from another editor.")] = False,
    day: Day = None,
) -> None:
    """Say that you work on a draft, and where it lies."""
    root, magazine, day, (one,) = _asked(context, [reference], day)
    for line in or_refused(lambda: steps.take(one, magazine, root, day, over=over)):
        fold(line)
    typer.echo(one.story or shown(one.submission.draft, root))
    if edit:
        program = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        subprocess.run([*shlex.split(program), str(root / one.story if one.story else one.submission.draft)], check=False)


def ask(
    context: typer.Context,
    reference: Reference,
    questions: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="Each in quotes; else those found.")] = None,
    day: Day = None,
) -> None:
    """Ask its author; without questions, what the letter left open."""
    root, magazine, day, (one,) = _asked(context, [reference], day)
    _told(f"{one.submission.reference} is asked.", lambda: steps.ask(one, questions or [], magazine, root, day))


def decline(context: typer.Context, reference: Reference, because: Because, day: Day = None) -> None:
    """Decline a submission, kindly and with a reason."""
    root, magazine, day, (one,) = _asked(context, [reference], day)
    _told(f"{one.submission.reference} is declined.", lambda: steps.decline(one, because, magazine, root, day))


def done(context: typer.Context, reference: Reference, because: Because = "", day: Day = None) -> None:
    """Say that a request was seen to, or answer a letter."""
    root, magazine, day, (one,) = _asked(context, [reference], day)
    _told(f"{one.submission.reference} is done.", lambda: steps.done(one, because, magazine, root, day))


def carry(context: typer.Context, references: References, issue: Number = None, day: Day = None) -> None:
    """Move submissions to another issue, the next but one."""
    root, magazine, day, ones = _asked(context, references, day)
    meant = or_refused(lambda: issue_of(issue, magazine) if issue else after_next(magazine, day))
    for one in ones:
        _carried(one, meant, magazine, root, day)


def accept(
    context: typer.Context,
    references: References,
    issue: Number = None,
    term: Term = None,
    terms: TermsFile = None,
    unknown: Unknown = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: what is shown is right.")] = False,
    day: Day = None,
) -> None:
    """Make stories of finished drafts, and cards of new people."""
    root, ones = context.obj, _found(context, references)
    or_refused(lambda: keep(ones, term, terms, unknown))
    trial = Trial(root)
    sound(trial.magazine)
    day = day or trial.magazine.masthead.today()
    meant = or_refused(lambda: issue_of(issue, trial.magazine)) if issue else None
    plans = or_refused(lambda: _planned(ones, trial, root, day, issue))
    problems = [problem for one in plans for problem in one.problems]
    typer.echo(report(problems), err=True, nl=False)
    fit = [one for one in plans if one.fit]
    if fit and at_a_terminal() and not yes:
        for one in fit:
            say_plan(one)
        if not typer.confirm(f"Accept {'it' if len(fit) == 1 else f'these {len(fit)}'}?", default=True):
            typer.echo("Nothing was written: change the draft, then accept it again.")
            raise typer.Exit(1)
    for one in plans:
        again = one.made.there and bool(contested(one.made.submission.log()))
        if one.made.there:  # a desk that was stopped may have left the rest to do
            _written(one, root)
            so = "accepted, and no longer declined" if again else "already accepted"
            typer.echo(f"{one.made.submission.reference} is {so}: {CONTENT}/{one.made.source}")
            story = trial.magazine.sources.get(one.made.source)  # a comment goes with its story
            placed = trial.magazine.run(day).placed[story.path] if story else None
            if meant and placed and placed.issue != meant:
                (told,) = progress([one.made.submission], trial, root, day)
                _carried(told, meant, trial.magazine, root, day)
        elif one.fit:
            for path in _written(one, root):
                typer.echo(f"wrote {path}")
            if one.state:
                typer.echo(f"The story is {one.state}.")
        else:
            todo = f": finish {shown(one.made.submission.draft, root)}" if one.made.draft else ""
            typer.echo(f"{one.made.submission.reference} is not accepted{todo}", err=True)
            continue
        if (line := _letter(one, trial.magazine, root)) and (again or not one.made.there):
            for each in line.split("\n"):
                fold(each)
    comments = [f"{CONTENT}/{one.made.source}" for one in plans if one.fit and not one.state]
    raise typer.Exit(1 if errors(problems) or comments and not marked_anew(comments, root, day) else 0)


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _planned(ones: list[Submission], trial: Trial, root: Path, day: date, issue: int | None) -> list[Plan]:
    """Each tried out beside those before it."""
    plans = []
    for one in ones:
        plan = acceptance.plan(one, trial, root, day, issue)
        if plan.fit:
            trial.keep(plan.made.files, plan.magazine)
        plans.append(plan)
    return plans


def _asked(context: typer.Context, references: list[str], day: date | None) -> tuple[Path, Magazine, date, list[Progress]]:
    """The magazine, the day, and how far each of these submissions has come, in the order in which they were named."""
    ones = _found(context, references)
    trial = Trial(context.obj, skimmed=True)
    sound(trial.magazine)
    day = day or trial.magazine.masthead.today()
    told = {each.submission.reference: each for each in progress(ones, trial, context.obj, day)}
    return context.obj, trial.magazine, day, [told[one.reference] for one in ones]


def _found(context: typer.Context, references: list[str]) -> list[Submission]:
    """The submissions that were named, each once."""
    return list({one.reference: one for one in (found(context.obj, each) for each in references)}.values())


def _told(line: str, work: Callable[[], str]) -> None:
    letter = or_refused(work)
    for each in [line, *letter.split("\n")]:
        fold(each)


def _carried(one: Progress, issue: Issue, magazine: Magazine, root: Path, day: date) -> None:
    _told(f"{one.submission.reference} is carried to #{issue.number}.", partial(steps.carry, one, issue, magazine, root, day))


def _written(one: Plan, root: Path) -> list[str]:
    return or_refused(lambda: acceptance.write(one, root))


def _letter(one: Plan, magazine: Magazine, root: Path) -> str:
    """Tells the author, and gives the line that tells of it; a letter that cannot be written takes nothing back."""
    submission = one.made.submission
    day = next(each.day for each in reversed(submission.log()) if each.what == ACCEPTED)
    try:
        return revising.told("yes", submission, magazine, root, day)
    except Refused as why:
        typer.echo(str(why), err=True)
        return ""


COMMANDS = (take, ask, accept, decline, carry, done)
