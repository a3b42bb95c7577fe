"""What an editor is told of a sending: whom it did not reach, of whom nobody knows, and how it stands."""

from collections.abc import Iterable, Iterator

from plugins.desk.outgoing.post import IN_DOUBT, REFUSED, SENT
from plugins.desk.sending.claim import SMTP
from plugins.desk.sending.ledger import LATER, Ledger
from plugins.desk.sending.message import Message
from plugins.desk.sending.readers import Reader
from plugins.desk.sending.round import left

FEW = 3  # addresses that are shown before
_DOUBT = "nobody knows whether it arrived: ask, then desk send {0} --sent {1}, or --again {1}"
# What to do about a reader, by how it stands with them
_SAYS = {
    IN_DOUBT: f"{{1}} is in doubt ({{2}}), {_DOUBT}",
    REFUSED: "{1} is refused ({2}): ask them for another address, or desk readers remove {1}",
    LATER: "{1} is put off ({2}): give the command again in an hour",
}


def foretold(message: Message, readers: list[Reader], ledger: Ledger, via: str) -> Iterator[str]:
    """What would be sent, and to whom."""
    yield f"subject  {message.subject}"
    yield f"from     {message.sender}"
    yield f"size     {message.size:,} bytes"
    if via != SMTP:
        yield f"readers  those of {via}"
        return
    waiting = left(readers, ledger)
    yield f"readers  {len(readers):,}{f', {len(waiting):,} of them still to be written to' if ledger.entries else ''}"
    for one in waiting[:FEW]:
        yield f"         {one.email}"


def of(mark: str, email: str, ledger: Ledger, number: int) -> str:
    """What is to be said of one reader, with the line of the ledger that says it; nothing where all is well."""
    state, words, line = ledger.entries[mark]
    return f"{ledger.path}:{line}: {_SAYS[state].format(number, email, words)}" if state in _SAYS else ""


def those(state: str, readers: Iterable[Reader], ledger: Ledger, number: int) -> Iterator[str]:
    """The same of all who stand in one state, also of those who are no readers any more."""
    by_mark = {one.mark: one.email for one in readers}
    return (of(mark, by_mark.get(mark, mark), ledger, number) for mark in ledger.those(state))


def missed(marks: set[str], readers: Iterable[Reader], ledger: Ledger, number: int) -> Iterator[str]:
    """The same of whoever did not get it now, and of all who were put off, as they stand at last."""
    wanted = marks | set(ledger.those(LATER))
    said = (of(one.mark, one.email, ledger, number) for one in readers if one.mark in wanted)
    return (line for line in said if line)


def how_it_stands(readers: list[Reader], ledger: Ledger, number: int) -> Iterator[str]:
    """The last lines: how many have it, and whether something is left to do."""
    remaining = 0 if ledger.done else len(left(readers, ledger))
    counts = {state: len(ledger.those(state)) for state in (SENT, REFUSED, IN_DOUBT)} | {"to be sent": remaining}
    said = ", ".join(f"{count:,} {state}" for state, count in counts.items() if count)
    yield f"#{number}: {said or 'nobody'}, of {len(readers):,} reader{'s'[: len(readers) != 1]}."
    if remaining:
        yield f"The same command goes on: desk send {number}"
