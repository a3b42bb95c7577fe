"""Sending an issue to its readers: send."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plugins.desk.house import CONTENT, PRIVATE, Refused
from plugins.desk.options import Day, day_at, or_refused
from plugins.desk.telling import shortened
from plugins.magazine.numbers import in_figures
from plugins.magazine.problem import report

if TYPE_CHECKING:
    from plugins.desk.sending.ledger import Ledger
    from plugins.desk.sending.line import Line
    from plugins.desk.sending.message import Message
    from plugins.desk.sending.readers import Reader
    from plugins.desk.sending.services import Service

# Who may send it, and what private/desk.yml lacks where they are not named there
MISSING = {
    "smtp": "no mail server is named: write `smtp: {host: ..., user: ...}`",
    "buttondown": "it is not named: write `buttondown: {}`",
    "listmonk": "it is not named: write `listmonk: {url: ..., user: ..., lists: [...], template: ...}`",
}
WAYS = tuple(MISSING)
_say = partial(typer.echo, err=True)
NOBODY = (f"{PRIVATE}/readers", "there are no readers: desk readers import FILE, or desk readers add ADDRESS")


def _way(text: str) -> str:
    if text not in WAYS:
        raise typer.BadParameter(f"`{text}` is not known: use {', '.join(WAYS)}")
    return text


def send(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="The issue, which is closed and out.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")] = False,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Send it to this address alone, to look at.")] = "",
    rate: Annotated[int | None, typer.Option("--rate", min=0, metavar="N", help="Messages a minute; 0: no limit.")] = None,
    via: Annotated[str, typer.Option("--via", parser=_way, metavar="|".join(WAYS), help="Who sends it.")] = WAYS[0],
    again: Annotated[list[str] | None, typer.Option("--again", metavar="ADDRESS", help="Send it to one in doubt or refused.")] = None,
    sent: Annotated[list[str] | None, typer.Option("--sent", metavar="ADDRESS", help="One in doubt has it; sends nothing.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before sending.")] = False,
    day: Day = None,
) -> None:
    """Send a closed issue to its readers, each once."""
    root = context.obj
    given = {"--dry-run": dry_run, "--to": to, "--sent": sent, "--again": again}
    if len(several := [name for name, value in given.items() if value]) > 1:
        raise typer.BadParameter(f"{' and '.join(several)} are two things: give one of them")
    if again and via != WAYS[0]:
        raise typer.BadParameter(f"{via} knows who has it: see to it there", param_hint="--again")
    today = day_at(root, day)
    if to:
        from plugins.desk.commands.looking import proof

        work = partial(proof, root, number, to, today, MISSING[WAYS[0]])
    elif dry_run:
        work = partial(_shown, root, number, via, today)
    elif sent:
        work = partial(_settled, root, number, sent)
    else:
        work = partial(_sent, root, number, via, today, rate, again or [], yes)
    raise typer.Exit(0 if or_refused(work) else 1)


def _shown(root: Path, number: int, via: str, day: date) -> bool:
    """Says what would be sent, and what keeps it from that."""
    from plugins.desk.outgoing.post import IN_DOUBT
    from plugins.desk.sending import claim as claims
    from plugins.desk.sending import outcome
    from plugins.desk.sending.readers import every

    claim = claims.Claim(root, number)
    claim.is_free(via)
    ledger, readers = claim.ledger(), every(root)
    _not_again(ledger, readers, number)
    message, well = _looked_at(root, number, day)
    for line in outcome.foretold(message, readers, ledger, via):
        typer.echo(shortened(line))
    for line in outcome.those(IN_DOUBT, readers, ledger, number) if via == claims.SMTP else ():
        _say(line)
    typer.echo("Nothing was sent.")
    if via == claims.SMTP and not readers:
        raise Refused(*NOBODY)
    return well


def _looked_at(root: Path, number: int, day: date) -> tuple[Message, bool]:
    """The message of an issue, and whether nothing stands against it; what does is told."""
    from plugins.desk.save import Unfit
    from plugins.desk.sending import gate
    from plugins.desk.sending.message import Message
    from plugins.desk.trial import Trial

    trial = Trial(root, skimmed=True)
    gate.ready(number, trial.magazine, day)
    message = Message(root, trial.magazine.masthead, number)
    try:
        found = gate.against(message, number, trial, root, day)
    except Unfit as why:
        typer.echo(why.said, err=True, nl=False)
        raise
    typer.echo(report(found), err=True, nl=False)
    return message, not found


def _sent(root: Path, number: int, way: str, day: date, rate: int | None, again: list[str], yes: bool) -> bool:
    """Whether every reader has it."""
    from plugins.desk import settings
    from plugins.desk.sending import claim as claims
    from plugins.desk.sending.ledger import LATER
    from plugins.desk.sending.line import Line
    from plugins.desk.sending.readers import every
    from plugins.desk.sending.round import left
    from plugins.desk.sending.services import service
    from plugins.desk.sending.settle import settle, settled

    servers = settings.read(root)
    if not getattr(servers, way):
        raise Refused(settings.FILE, MISSING[way])
    claim = claims.Claim(root, number)
    with claim.alone():
        claim.hear()
        claim.is_free(way)
        readers, ledger = every(root), claim.ledger()
        marks = settled(again, LATER, ledger)
        if gone := set(marks) - {one.mark for one in readers}:
            raise Refused(NOBODY[0], f"{', '.join(sorted(gone))} is no reader any more: desk readers add, if they ask for it")
        waiting = len(left(readers, ledger)) + len(marks)
        if not again:
            _not_again(ledger, readers, number)
        message, well = _looked_at(root, number, day)
        if not readers and way == claims.SMTP:
            raise Refused(*NOBODY)
        if not well or not yes and sys.stdin.isatty() and not _wanted(message, waiting, way):
            return False
        for remark in claim.remarks(message):
            _say(remark)
        # whoever cannot send it does not say that they do: a server is spoken to first
        if way == claims.SMTP:
            assert servers.smtp
            line = Line(servers.smtp)
            if waiting:
                line.open()
            claim.begin(way, day, message)
            with claim.opened(_say) as ledger:
                settle(again, LATER, ledger)
                return _to_all(root, readers, message, ledger, number, line, servers.smtp.rate if rate is None else rate, day)
        there = service(way, servers)
        found = "" if ledger.entries else there.find(message)
        claim.begin(way, day, message)
        with claim.opened(_say) as ledger:
            return _handed(message, there, found, ledger, day)


def _wanted(message: Message, readers: int, way: str) -> bool:
    """Whether the editor says yes to it."""
    typer.echo(shortened(message.subject))
    whom = f"Send it to {in_figures(readers, 'reader')}?" if way == "smtp" else f"Have {way} send it?"
    return typer.confirm(whom, default=True)


def _handed(message: Message, there: Service, found: str, ledger: Ledger, day: date) -> bool:
    """Has a service send it."""
    from plugins.desk.sending.handing import handed

    id = handed(message, there, ledger, found)
    ledger.finish(f"on {day} by {there.name}, as {id}")
    typer.echo(f"{there.name} sends it, as {id}.")
    return True


def _to_all(root: Path, readers: list[Reader], message: Message, ledger: Ledger, number: int, line: Line, rate: int, day: date) -> bool:
    """Writes to every reader who has not got it; whether all have it."""
    from plugins.desk.commands.running import bar, stoppable
    from plugins.desk.outgoing.post import IN_DOUBT, REFUSED, SENT
    from plugins.desk.sending import outcome, round
    from plugins.desk.sending.ledger import LATER
    from plugins.desk.sending.readers import still

    for told in outcome.those(IN_DOUBT, readers, ledger, number):
        _say(told)
    waiting = [one for one in round.left(readers, ledger) if not ledger.done or one.mark in ledger.entries]
    stays = still(root)
    missed: set[str] = set()  # told when the bar has its line no longer, as they stand then
    problem = ""
    try:
        with stoppable() as stop, bar(len(waiting)) as grow:
            pace = round.pace(rate, stop)
            for one, became in round.sent(waiting, message, ledger, line, pace, stays, stop):
                if became.state != SENT:
                    missed.add(one.mark)
                if became.state != LATER:
                    grow()
    except Refused as why:
        problem = str(why)
    line.close()
    readers = [one for one in readers if stays(one)]
    for told in outcome.missed(missed, readers, ledger, number):
        _say(told)
    if problem:
        _say(problem)
    count = len(ledger.those(SENT))
    if count and not round.left(readers, ledger) and not ledger.done:
        ledger.finish(f"on {day} to {in_figures(count, 'reader')}")
    for told in outcome.how_it_stands(readers, ledger, number):
        typer.echo(told)
    return bool(ledger.done) and not ledger.those(IN_DOUBT, REFUSED, LATER)


def _settled(root: Path, number: int, emails: list[str]) -> bool:
    """Writes down that these have it, as an editor found out."""
    from plugins.desk.outgoing.post import SENT
    from plugins.desk.sending.claim import SMTP, Claim
    from plugins.desk.sending.settle import settle

    claim = Claim(root, number)
    claim.is_free(SMTP)
    if not claim.said:
        raise Refused(f"{CONTENT}/issues/{number}.md", f"#{number} was not begun to be sent: nobody is in doubt")
    with claim.alone(), claim.opened(_say) as ledger:
        settle(emails, SENT, ledger)
    typer.echo("Written down.")
    return True


def _not_again(ledger: Ledger, readers: list[Reader], number: int) -> None:
    """Raises Refused where an issue was sent before; of whom it is not known is said again."""
    from plugins.desk.outgoing.post import IN_DOUBT
    from plugins.desk.sending.outcome import those

    if ledger.done:
        for line in those(IN_DOUBT, readers, ledger, number):
            _say(line)
        raise Refused(ledger.path, f"#{number} was sent {ledger.done}: nobody gets it twice")
