"""Archive documents keep what has left the current feed: one an issue, and one a year for stories of no issue."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.magazine.run import Placed, Run


class Archive(NamedTuple):
    """One archive document (RFC 5005, section 4). ``name`` is the issue's number or the year, ``day`` its place in time."""

    name: str
    day: date
    of_issue: bool
    stories: tuple[Placed, ...]

    @property
    def address(self) -> str:
        return f"/feeds/archive/{self.name}.atom"


def archives(run: Run, stories: Iterable[Placed]) -> list[Archive]:
    """Every archive document, oldest first.

    The place of each is fixed from the start, the day of its issue or the end of its year, so that what is past keeps
    its neighbours. Only in the running year does a new issue step in before the document of that year.
    """
    shelves: dict[str, tuple[date, list[Placed]]] = {str(issue.number): (issue.date, []) for issue in run.issues}
    for placed in stories:
        name, day = _shelf(placed)
        shelves.setdefault(name, (day, []))[1].append(placed)
    found = [Archive(name, day, int(name) in run.all_issues, tuple(held)) for name, (day, held) in shelves.items()]
    return sorted(found, key=lambda archive: (archive.day, archive.name))


def newest_left(chain: Iterable[Archive], current: Iterable[Placed]) -> Archive | None:
    """The newest archive document that holds something which the current feed does not: where its reader goes on."""
    shown = {placed.story.path for placed in current}
    left = [archive for archive in chain if any(placed.story.path not in shown for placed in archive.stories)]
    return left[-1] if left else None


def _shelf(placed: Placed) -> tuple[str, date]:
    if placed.issue:  # also one that is not out yet and has early stories: they never change their document
        return str(placed.issue.number), placed.issue.date
    year = placed.published.year
    return str(year), date(year, 12, 31)
