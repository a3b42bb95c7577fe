"""The timer stops a piece of work that takes too long, so that the file which is to blame can be named."""

import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

PATIENCE = 60  # seconds for one piece, thousands of times what it should take: the bounds of magazine/bounds.py come first


class Outcome(NamedTuple):
    """What became of one piece of work: its result, or why there is none."""

    result: Any
    failure: str = ""


def do(work: Callable[..., Any], pieces: Iterable[tuple[Any, ...]], patience: float) -> list[Outcome]:
    """Does some pieces of work here and now."""
    with _Timer(patience) as timer:
        return [timer.outcome(work, piece) for piece in pieces]


class TooSlow(BaseException):
    """Raised in the middle of a piece of work that takes too long, which must not take it for an error of its own."""


class _Timer:
    """Stops a piece of work after so many seconds, where the system can: in the main thread, not on Windows."""

    def __init__(self, seconds: float):
        self.seconds, self.at_work = seconds, False
        self.rings = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> "_Timer":
        if self.rings:
            self.before = signal.signal(signal.SIGALRM, self._ring)
        return self

    def __exit__(self, *_: object) -> None:
        if self.rings:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)

    def outcome(self, work: Callable[..., Any], piece: tuple[Any, ...]) -> Outcome:
        """Does one piece of work; the timer begins anew, and what it says between two of them is not heard."""
        try:
            try:
                self.at_work = True
                if self.rings:  # and again after it, for it may come where exceptions are not heard
                    signal.setitimer(signal.ITIMER_REAL, self.seconds, self.seconds)
                return Outcome(work(*piece))
            finally:
                self.at_work = False
        except TooSlow:
            return Outcome(None, f"it takes longer than {self.seconds:g} seconds")

    def _ring(self, *_: object) -> None:
        if self.at_work:
            raise TooSlow
