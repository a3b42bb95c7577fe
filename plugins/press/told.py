"""What the press tells at the end of a build: every problem, what is held and why, and the count of all that was read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.magazine.problem import Problem, Unfit, report


def refused(unfit: Unfit, served: Path) -> None:
    """The last word on what may not be printed: what readers, or editors, have instead."""
    last = "the last good output stands" if served.exists() else "there is no output yet"
    print(f"{unfit}: nothing was printed, {last}", file=sys.stderr)


def say(problems: Iterable[Problem], account: str, style: str) -> None:
    """All problems in one piece, and the account of what was read: that a machine can read the one, apart from the other."""
    found = list(problems)
    if found or style == "json":
        sys.stderr.write(report(found, style))
    (sys.stdout if style == "json" else sys.stderr).write(account)
