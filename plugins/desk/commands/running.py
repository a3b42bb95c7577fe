"""While something runs that takes minutes: a bar that grows, and how an editor stops it."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

_ENDS = [one for name in ("SIGINT", "SIGTERM", "SIGHUP") if (one := getattr(signal, name, None))]  # Windows knows two of them


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Set when an editor interrupts, closes the terminal or shuts the machine down, so that what was begun is finished.

    Who interrupts twice does not wait for it.
    """
    stop = threading.Event()

    def heard(number: int, frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before[signal.SIGINT])

    before = {one: signal.signal(one, heard) for one in _ENDS}
    try:
        yield stop
    finally:
        for one, did in before.items():
            signal.signal(one, did)


@contextmanager
def bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on the terminal that grows by one when it is called; none where nobody sees it."""
    if not sys.stderr.isatty() or not total:
        yield lambda: None
        return
    with typer.progressbar(length=total, file=sys.stderr, show_pos=True, width=30) as grown:
        yield lambda: grown.update(1)
