"""Pieces of work for the tests of the press room: they stand here because every process must be able to find them."""

from __future__ import annotations

import importlib
import os
import re
import time
from datetime import date

from plugins.magazine.compositor import composed
from plugins.press.hands import shared

HARD = re.compile(r"(a+)+b")


class Fault(Exception):
    """A mistake of our own."""


def double(number: int) -> int:
    return number * 2


def fail_at(number: int, bad: int) -> int:
    if number == bad:
        raise Fault(f"at {number}")
    return number


def spin_at(number: int, bad: int) -> int:
    """Never ends at one number, and takes every error for one of its own."""
    while number == bad:
        try:
            for _ in range(1000):
                pass
        except Exception:  # as many a library does
            pass
    return number


def search_at(number: int, bad: int) -> int:
    """Never ends at one number: a regular expression tries again and again, in C."""
    if number == bad:
        HARD.match("a" * 60)
    return number


def die_at(number: int, bad: int) -> int:
    if number == bad:
        os._exit(9)
    return number


def look_up(at: int) -> str:
    """What all hands know under a number; nobody survives the word ``die``."""
    known: list[str] = shared()
    if known[at] == "die":
        os.kill(os.getpid(), 9)
    return known[at]


def compose(number: int) -> int:
    """How large the PDF is that Typst sets of a number, with several hands where there is more than one page."""
    program = f'#set document(title: "{number}")\n#set page(height: 9cm)\n#lorem(90)\n#pagebreak()\n#lorem(90)'
    return len(composed((("page.typ", program),), {}, {}, date(2019, 5, 1)))


def who(number: int) -> int:
    """The process that does it."""
    time.sleep(0.01)
    return os.getpid()


def become_another_press() -> None:
    """Makes a worker believe that its code is not ours."""
    from plugins.press import cluster

    cluster.press = lambda: "another"


def become_itself() -> None:
    """Takes that back."""
    from plugins.press import cluster

    importlib.reload(cluster)
