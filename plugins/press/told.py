"""What the press tells at the end of a build: every problem, what is held and why, and the count of all that was read."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from plugins.magazine.problem import Problem, report


def say(problems: Iterable[Problem], account: str, style: str) -> None:
    """All problems in one piece, and the account of what was read: that a machine can read the one, apart from the other."""
    found = list(problems)
    if found or style == "json":
        sys.stderr.write(report(found, style))
    (sys.stdout if style == "json" else sys.stderr).write(account)
