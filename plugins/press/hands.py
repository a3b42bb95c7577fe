"""The hands that work beside the press: copies of its process, which know all that it knew when they were made."""

import gc
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Executor

_shared: Any = None


def shared() -> Any:
    """What all hands were told to know."""
    return _shared


def share(known: object) -> None:
    """Tells it to all hands that are made from now on."""
    global _shared
    _shared = known


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(count: int) -> "Executor":
    """A copy of this process knows everything at once; where there is no such thing, a new one has to learn it."""
    import multiprocessing  # most builds do without other hands
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if can_copy() else "spawn")
    if multiprocessing.current_process().daemon:
        multiprocessing.current_process().daemon = False  # dask's nannies forbid their workers to have processes
    return ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(os.getpid(),))


def can_copy() -> bool:
    """A copy has none of the threads of this process, and waits for ever for what they held.

    Those of Typst, which draws and sets, are not among the threads that Python counts: they are there once it was used.
    """
    return hasattr(os, "fork") and threading.active_count() == 1 and "typst" not in sys.modules


def _start(parent: int) -> None:
    gc.freeze()  # what the parent left is not ours to sweep
    gc.enable()
    gc.set_threshold(50_000)  # what a page or a finished edition is made of mostly goes by itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """Ends this process when its parent is killed, which can no longer send it home."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
