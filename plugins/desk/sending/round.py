"""The round: every reader who has not got the issue is written to, once, at the pace that the server bears."""

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import monotonic
from typing import NamedTuple

from plugins.desk.house import Refused
from plugins.desk.outgoing.post import IN_DOUBT, LOST, REFUSED, Outcome
from plugins.desk.sending.ledger import LATER, OVER, Ledger
from plugins.desk.sending.line import Line, is_for_good
from plugins.desk.sending.message import Message
from plugins.desk.sending.readers import Reader

FOR_GOOD = 3  # in a row, after which the server is asked nothing more: what it refuses is not an address
IN_A_ROW = 10  # refusals after which it is hardly the readers' addresses that are wrong
DOUBTS = 2  # in a row, after which the line is not to be trusted with more messages


class Step(NamedTuple):
    """What became of one reader's message."""

    reader: Reader
    outcome: Outcome


def left(readers: Iterable[Reader], ledger: Ledger) -> list[Reader]:
    """Who is still to be written to; those last whom the server did not take before."""
    states = ledger.entries
    open_ = [one for one in readers if one.mark not in states or states[one.mark].state not in OVER]
    return sorted(open_, key=lambda one: one.mark in states)


def sent(
    readers: list[Reader],
    message: Message,
    ledger: Ledger,
    line: Line,
    wait: Callable[[], bool],
    stays: Callable[[Reader], bool],
    stop: threading.Event,
) -> Iterator[Step]:
    """Writes to these readers, and once more to those whom the server puts off; gives each with what became of them.

    Whoever no longer ``stays`` on the list is left out.
    Ends early where somebody wants it to ``stop``.
    Raises Refused where the server takes nothing, refuses too many in a row, or falls silent twice, and where the message
    is printed anew meanwhile.
    """
    row: list[Reader] = []
    doubts = refusals = 0
    waiting = readers
    for again in (False, True):
        off: list[Reader] = []
        for reader in waiting:
            before = ledger.entries.get(reader.mark)
            if stop.is_set() or not wait():
                return
            if not stays(reader):  # who left meanwhile
                continue
            if not message.stands:
                raise Refused(message.path, "it was printed anew meanwhile: give the command again, and the others get it as it is now")
            outcome = _one(reader, message, ledger, line)
            if outcome.state == LATER and not again and not is_for_good(outcome):
                off.append(reader)
            else:
                yield Step(reader, outcome)
            doubts = doubts + 1 if outcome.state == IN_DOUBT else 0
            if doubts == DOUBTS:
                raise Refused(ledger.path, f"the line broke {DOUBTS} times after a message ({outcome.answer}): ask why, then go on")
            refusals = refusals + 1 if is_for_good(outcome) else 0
            if refusals == FOR_GOOD:
                raise Refused(ledger.path, f"the server takes no more of it ({outcome.answer}): ask whoever runs it, then go on")
            row = [] if outcome.state not in (REFUSED, LATER) or again or before else [*row, reader]
            if len(row) == IN_A_ROW:
                _taken_back(row, ledger)
                raise Refused(ledger.path, f"the server refused {IN_A_ROW} in a row ({outcome.answer}): ask whoever runs it, then go on")
        waiting = off


def _one(reader: Reader, message: Message, ledger: Ledger, line: Line) -> Outcome:
    """Sends one message, on a new line where the old one broke before it arrived."""
    outcome = _tried(reader, message, ledger, line)
    if outcome.state == LOST:  # a line that was idle too long is closed by the server
        outcome = _tried(reader, message, ledger, line)
    return outcome._replace(state=LATER) if outcome.state == LOST else outcome


def _tried(reader: Reader, message: Message, ledger: Ledger, line: Line) -> Outcome:
    """Sends one message; the ledger knows of it before and after."""
    outcome = line.hand_over(message.sender, reader.email, message.copy(reader), partial(ledger.intend, reader.mark))
    try:
        ledger.note(reader.mark, LATER if outcome.state == LOST else outcome.state, outcome.answer)
    except Refused as why:
        raise Refused(why.path, f"{reader.email} is {outcome.state} ({outcome.answer}), and {why.message}") from why
    return outcome


def _taken_back(row: list[Reader], ledger: Ledger) -> None:
    """Those of whom the server said no while it said so to everybody are asked once more another time."""
    for one in row:
        ledger.note(one.mark, LATER, ledger.entries[one.mark].words)


def pace(rate: int, stop: threading.Event) -> Callable[[], bool]:
    """Waits so long that there are no more than ``rate`` messages a minute (0: as many as the server takes); False to stop."""
    due = monotonic()

    def wait() -> bool:
        nonlocal due
        late = due - monotonic()
        if late > 0 and stop.wait(late):
            return False
        due = max(due, monotonic()) + (60 / rate if rate else 0)
        return True

    return wait
