"""The check reads everything and prints nothing but what an editor must know: problems, what is held, the count."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import read
from plugins.magazine.problem import errors, report
from plugins.magazine.proof import account, proof


class Result(NamedTuple):
    """What goes to standard output and to standard error, and the exit status."""

    out: str
    err: str
    status: int


def check(root: Path, day: date | None, style: str) -> Result:
    """Reads the magazine as it stands on a day, today where none is given."""
    loaded = read(root)
    day = day or loaded.masthead.today()
    problems = proof(loaded, day)
    count = account(loaded, day, problems)
    said = report(problems, style)
    status = 1 if errors(problems) else 0
    if style == "json":
        return Result(said, count, status)
    if style == "github":
        return Result(said + count, "", status)
    return Result(count, said, status)
