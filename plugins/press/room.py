"""The press room shares work out to many hands: processes on this machine, or workers on others (``PRESS=dask://host:8786``)."""

import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from plugins.press.hands import can_copy, processes, processors, share
from plugins.press.timer import PATIENCE, Outcome, do

if TYPE_CHECKING:
    from plugins.press.cluster import Cluster

FEW = 24  # pieces of work that are done sooner than other hands can be called
CHUNK = 40  # pieces that travel together at most


class _Answer(Protocol):
    def result(self) -> list[Outcome]: ...


class _Turn(NamedTuple):
    """Some pieces of work that are under way, and who does them."""

    packed: bytes
    hands: "Executor | Cluster"
    here: bool  # whether those are processes of this machine
    answer: _Answer


class Room:
    """Does pieces of work, a few at once.

    ``address`` is where other machines are asked for, ``hands`` any executor of ``concurrent.futures`` in their place;
    processes of this machine are made when needed, as many as it has processors, or ``count``. ``patience`` is in seconds.
    """

    def __init__(self, address: str = "", hands: Executor | None = None, patience: float = PATIENCE, count: int = 0):
        self.address, self.patience = address, patience
        self._away: Executor | Cluster | None = hands
        self._here: Executor | None = None
        self._copied = False  # whether they were made as copies of this process
        self._count = count or processors()

    @property
    def far(self) -> bool:
        """Whether pages may be printed where this machine's files are not."""
        return bool(self.address or self._away)

    def share(self, known: object) -> bool:
        """Whether all hands know this from now on, where ``shared()`` gives it to them, so that no piece has to bring it along.

        Only copies of this process know what it knew when they were made; where others work, each piece must be whole.
        """
        if self.far or (self._here and not self._copied):
            return False
        self._rest()
        if self._count > 1 and not can_copy():
            return False
        share(known)
        return True

    def each(
        self, work: Callable[..., Any], pieces: Iterable[tuple[Any, ...]], total: int, *, here: bool = False, heavy: bool = False
    ) -> Iterator[Outcome]:
        """Calls ``work`` with every piece; the outcomes come in the same order, and only a few pieces are under way at a time.

        ``total`` is how many there may be; each is asked for only when it is its turn. ``here`` keeps to this machine what
        reads or writes its files. Each ``heavy`` piece is worth a way of its own.

        ``work`` is a function of a module, and so are its pieces, since both travel to another process. What it raises
        comes out here. A piece that takes too long, or that no process survives, has a failure for an outcome. Raises
        SystemExit where nobody answers at the address, or somebody who works with other code.
        """
        away = not here and bool(self.address or self._away)
        if total <= (1 if heavy else FEW) or (self._count == 1 and not away):
            for piece in pieces:
                yield from do(work, [piece], self.patience)
            return
        count = getattr(self._hands(here), "count", self._count)
        size = 1 if heavy else max(1, min(CHUNK, total // (count * 4)))
        turns = iter(pieces)
        under_way: deque[_Turn] = deque()
        while chunk := list(islice(turns, size)):
            # packed here and not in the executor's own thread, which may not read the ledger's texts
            under_way.append(self._begin(work, pickle.dumps(chunk, 5), here))
            if len(under_way) > count * 3:
                yield from self._end(work, under_way.popleft())
        while under_way:
            yield from self._end(work, under_way.popleft())

    def close(self) -> None:
        """Sends everybody home; what nobody has begun stays undone."""
        for hands in (self._here, self._away):
            if hands:
                hands.shutdown(cancel_futures=True)
        self._here = self._away = None
        share(None)

    def _hands(self, here: bool) -> "Executor | Cluster":
        if not here and self.address and self._away is None:
            from plugins.press.cluster import Cluster

            self._away = Cluster(self.address)
        if not here and self._away:
            return self._away
        if self._here is None:
            self._copied = can_copy()
            self._here = processes(self._count)
        return self._here

    def _begin(self, work: Callable[..., Any], packed: bytes, here: bool) -> _Turn:
        hands = self._hands(here)
        try:
            answer = hands.submit(do_packed, work, packed, self.patience)
        except BrokenExecutor:  # by one of the pieces that are under way
            self._dismiss(hands)
            return self._begin(work, packed, here)
        return _Turn(packed, hands, hands is self._here, answer)

    def _end(self, work: Callable[..., Any], turn: _Turn) -> list[Outcome]:
        try:
            return turn.answer.result()
        except (BrokenExecutor, CancelledError):
            self._dismiss(turn.hands)
            if turn.here:
                self._rest()
                return _one_by_one(work, turn.packed, self.patience)
            return self._end(work, self._begin(work, turn.packed, True))

    def _rest(self) -> None:
        """Lets the hands here finish what they have, and go: only then can others be made that know the same."""
        if self._here:
            self._here.shutdown()
            self._here = None

    def _dismiss(self, hands: "Executor | Cluster") -> None:
        """Does without hands that are no longer there; others are called when needed, those of other machines no more."""
        if hands is self._away:
            if self.address:
                print(f"PRESS={self.address}: nobody works there any more, the rest is done here", file=sys.stderr)
            self._away, self.address = None, ""
        elif hands is self._here:
            self._here = None
        else:
            return
        hands.shutdown(cancel_futures=False)  # all that was under way is tried again in its turn


def do_packed(work: Callable[..., Any], packed: bytes, patience: float) -> list[Outcome]:
    """Does pieces of work that came from elsewhere. A thread has a process for it, since only that can be stopped in time."""
    if threading.current_thread() is threading.main_thread():
        return do(work, pickle.loads(packed), patience)
    room = _beside.room
    room.patience = patience
    return room._end(work, room._begin(work, packed, True))


class _Beside(threading.local):
    """Every thread's own process."""

    def __init__(self) -> None:
        self.room = Room(count=1)


_beside = _Beside()


def _one_by_one(work: Callable[..., Any], packed: bytes, patience: float) -> list[Outcome]:
    """Tries each piece alone, after one of them took all hands with it: so that the culprit is known by its name."""
    found: list[Outcome] = []
    hand: Executor | None = None
    try:
        for piece in pickle.loads(packed):
            hand = hand or processes(1)
            try:
                found += hand.submit(do, work, [piece], patience).result()
            except BrokenExecutor:
                found.append(Outcome(None, "the process that worked on it died: is there enough memory?"))
                hand.shutdown()
                hand = None
    finally:
        if hand:
            hand.shutdown()
    return found


def travels(value: object) -> bool:
    """Whether a value can go to another process."""
    try:
        pickle.dumps(value)
    except (pickle.PicklingError, TypeError, AttributeError):
        return False
    return True
