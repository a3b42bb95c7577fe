"""The press room shares work out to many hands: processes on this machine, or workers on others (``PRESS=dask://host:8786``)."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

FEW = 24  # pieces of work that are done sooner than other hands can be called
CHUNK = 40  # pieces that travel together at most
PATIENCE = 60  # seconds for one piece, thousands of times what it should take: the bounds of magazine/bounds.py come first


class Outcome(NamedTuple):
    """What became of one piece of work: its result, or why there is none."""

    result: Any
    failure: str = ""


class Room:
    """Does pieces of work, a few at once. ``hands`` is any executor of ``concurrent.futures``; processes are made when needed."""

    def __init__(self, address: str = "", hands: Executor | None = None, patience: float = PATIENCE):
        self.address, self.patience = address, patience
        self._hands, self._count = hands, os.cpu_count() or 1

    @property
    def far(self) -> bool:
        """Whether the work is done where this machine's files are not."""
        return bool(self.address)

    def each(self, work: Callable[..., Any], pieces: Iterable[tuple[Any, ...]], total: int) -> Iterator[Outcome]:
        """Calls ``work`` with every piece; the outcomes come in the same order, and only a few pieces are under way at a time.

        ``total`` is how many there may be; each is asked for only when it is its turn.

        ``work`` is a function of a module, and so are its pieces, since both travel to another process. What it raises
        comes out here. A piece that takes too long, or that no process survives, has a failure for an outcome.
        """
        if total <= FEW or (self._count == 1 and not self.address):
            for piece in pieces:
                yield from do(work, [piece], self.patience)
            return
        size = max(1, min(CHUNK, total // (self._count * 4)))
        turns = iter(pieces)
        under_way: deque[tuple[list[tuple[Any, ...]], Future[list[Outcome]]]] = deque()
        while chunk := list(islice(turns, size)):
            under_way.append((chunk, self._submit(work, chunk)))
            if len(under_way) > self._count * 3:
                yield from self._outcome(work, *under_way.popleft())
        while under_way:
            yield from self._outcome(work, *under_way.popleft())

    def close(self) -> None:
        """Sends everybody home."""
        if self._hands:
            self._hands.shutdown()
            self._hands = None

    def _submit(self, work: Callable[..., Any], chunk: list[tuple[Any, ...]]) -> Future[list[Outcome]]:
        if self._hands is None:
            self._hands = _hands(self.address, self._count)
        try:
            # packed here and not in the executor's own thread, which may not read the ledger's texts
            return self._hands.submit(do_packed, work, pickle.dumps(chunk, 5), self.patience)
        except BrokenExecutor as broken:
            future: Future[list[Outcome]] = Future()
            future.set_exception(broken)
            return future

    def _outcome(self, work: Callable[..., Any], chunk: list[tuple[Any, ...]], future: Future[list[Outcome]]) -> list[Outcome]:
        try:
            return future.result()
        except BrokenExecutor:
            # one piece took the whole pool with it: each is tried alone, so that the culprit is known by its name
            self._hands = None
            return [_alone(work, piece, self.patience) for piece in chunk]


def do(work: Callable[..., Any], pieces: Iterable[tuple[Any, ...]], patience: float) -> list[Outcome]:
    """Does some pieces of work here and now."""
    found = []
    for piece in pieces:
        try:
            with _timer(patience):
                found.append(Outcome(work(*piece)))
        except TooSlow:
            found.append(Outcome(None, f"it takes longer than {patience:g} seconds"))
    return found


def do_packed(work: Callable[..., Any], packed: bytes, patience: float) -> list[Outcome]:
    """Does pieces of work that came from another process."""
    return do(work, pickle.loads(packed), patience)


class TooSlow(Exception):
    """Raised in the middle of a piece of work that takes too long."""


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    """Stops what is inside after so many seconds, where the system can: in the main thread, not on Windows."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _alone(work: Callable[..., Any], piece: tuple[Any, ...], patience: float) -> Outcome:
    with _processes(1) as hand:
        try:
            return hand.submit(do, work, [piece], patience).result()[0]
        except BrokenExecutor:
            return Outcome(None, "the process that worked on it died: is there enough memory?")


def _hands(address: str, count: int) -> Executor:
    if not address:
        return _processes(count)
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise SystemExit(f"PRESS={address} needs dask: .venv/bin/pip install 'distributed', here and on every worker") from None
    return Client(address.removeprefix("dask://")).get_executor(pure=False)


def _processes(count: int) -> Executor:
    """A copy of this process knows everything at once; where there is no such thing, a new one has to learn it."""
    import multiprocessing  # most builds do without other hands
    from concurrent.futures import ProcessPoolExecutor

    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(os.getpid(),))


def _begin(parent: int) -> None:
    gc.freeze()  # what the parent left is not ours to sweep
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """Ends this process when its parent is killed, which can no longer send it home."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def travels(value: object) -> bool:
    """Whether a value can go to another process."""
    try:
        pickle.dumps(value)
    except (pickle.PicklingError, TypeError, AttributeError):
        return False
    return True
