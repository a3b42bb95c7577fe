"""A stranger's file is read in a process of its own, which ends by itself where it takes too long or too much memory."""

import os
import pickle
import signal
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

from plugins.desk.house import Refused
from plugins.desk.parent import end_with

SECONDS = 2  # of the processor's time, so that a busy machine refuses what any other refuses
MEMORY = 256 * 1024 * 1024
Done = TypeVar("Done")


class Stopped(Exception):
    """Raised where reading was stopped; its text says why."""


def bounded(work: Callable[..., Done], *given: Any) -> Done:
    """What ``work`` gives for what it is given, or what it raises: Refused, or Stopped where it broke off.

    Where a system cannot copy a process (Windows) it is done here, without these bounds.
    """
    if not hasattr(os, "fork"):
        return work(*given)
    reading, writing = os.pipe()
    desk = os.getpid()
    child = os.fork()
    if not child:
        broken = 1
        try:
            end_with(desk)
            os.close(reading)
            with open(writing, "wb") as answer:
                _work(answer, work, given)
            broken = 0
        finally:
            os._exit(broken)  # whatever happens here, a copy never goes on with what the desk was doing
    os.close(writing)
    try:
        with open(reading, "rb") as told:
            packed = told.read()
    finally:
        _, status = os.waitpid(child, 0)
    if status:
        slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        raise Stopped(f"it takes longer than {SECONDS} seconds to read" if slow else "it breaks the program that reads it")
    done, outcome = pickle.loads(packed)
    if not done:
        raise outcome
    return outcome


def _work(answer: BinaryIO, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    import resource

    outcome: tuple[bool, Any]
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (_held() + MEMORY, resource.RLIM_INFINITY))
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # it ends the process
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        outcome = True, work(*given)
    except Exception as error:  # whatever a library makes of a file that may be anything
        _unbound()  # to say what went wrong needs memory too
        outcome = False, _why(error)
    _unbound()
    pickle.dump(outcome, answer, 5)


def _unbound() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _why(error: Exception) -> Exception:
    """What is said of a reading that broke off."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, MemoryError):
        return Stopped(f"it takes more than {MEMORY // 1024 // 1024} MB of memory to read")
    if isinstance(error, RecursionError):
        return Stopped("it is nested too deep to be read")
    return Stopped(f"it cannot be read ({type(error).__name__})")


def _held() -> int:
    """The bytes that this process holds before it begins; nothing where the system does not tell."""
    try:
        with open("/proc/self/statm") as told:
            return int(told.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
