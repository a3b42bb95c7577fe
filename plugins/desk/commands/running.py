"""While something runs that takes minutes: a bar that grows, and how an editor stops it."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Set when an editor interrupts, so that what was begun is finished; who interrupts twice does not wait for it."""
    stop = threading.Event()

    def heard(number: int, frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, heard)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on the terminal that grows by one when it is called; none where nobody sees it."""
    if not sys.stderr.isatty() or not total:
        yield lambda: None
        return
    with typer.progressbar(length=total, file=sys.stderr, show_pos=True, width=30) as grown:
        yield lambda: grown.update(1)
