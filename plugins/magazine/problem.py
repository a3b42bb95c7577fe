"""A problem is one thing an editor must mend: where it stands, which rule it breaks, and what to do about it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

ERROR = "error"
WARNING = "warning"
FORMATS = ("plain", "github", "json")


class Problem(NamedTuple):
    """One broken rule. ``path`` is relative to the project, ``line`` counts from 1 (0: the whole file)."""

    path: str
    line: int
    rule: str
    message: str
    severity: str = ERROR

    def as_warning(self) -> "Problem":
        """The same problem where it cannot reach a reader today."""
        return self._replace(severity=WARNING)


class Unfit(Exception):
    """Raised when something may not be printed; carries every problem. Pelican ends with ``exitcode``."""

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]):
        self.problems = in_order(problems)
        count = sum(problem.severity == ERROR for problem in self.problems)
        super().__init__("1 problem" if count == 1 else f"{count} problems")

    def __reduce__(self) -> tuple[Any, ...]:
        return Unfit, (self.problems,)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, sorted by path, line and rule, so that two runs print the same list."""
    return sorted(set(problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the press."""
    return [problem for problem in problems if problem.severity == ERROR]


def report(problems: Iterable[Problem], style: str = "plain") -> str:
    """All problems as text, one a line.

    ``plain`` is ``path:line: message``, or ``path:line: warning: message``;
    ``github`` is GitHub's workflow commands (docs: "Workflow commands for GitHub Actions");
    ``json`` is a list of objects with ``path``, ``line``, ``rule``, ``severity`` and ``message``.
    """
    found = in_order(problems)
    if style == "json":
        import json

        return json.dumps([problem._asdict() for problem in found], ensure_ascii=False, indent=1) + "\n"
    if style == "github":
        return "".join(_annotation(problem) for problem in found)
    return "".join(_plain_line(problem) for problem in found)


def _plain_line(problem: Problem) -> str:
    warning = "" if problem.severity == ERROR else "warning: "
    return f"{problem.path}:{problem.line}: {warning}{problem.message}\n"


def _annotation(problem: Problem) -> str:
    place = f"file={_escape(problem.path, ',:')},line={max(problem.line, 1)},title={_escape(problem.rule, ',:')}"
    return f"::{problem.severity} {place}::{_escape(problem.message)}\n"


def _escape(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
