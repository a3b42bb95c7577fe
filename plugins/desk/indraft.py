"""What is wrong with the story that would be is told of the draft, at the line on which an editor mends it."""

import re
from collections.abc import Iterator

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.problem import ERROR, Problem

ONLY_WARNED = ("consent-ends", "consent-ended", "contact-in-text")  # of a case, whatever else is wrong is an error
OF_COMMENTS = ("unknown-story", "unknown-comment", "bad-date")  # said quietly of a comment that nobody sees yet


def in_draft(problem: Problem, made: Manuscript | None, draft: Manuscript, hard: bool) -> Problem:
    """A problem as one of the draft, not the less an error for being printed later.

    ``made`` is what the draft would become, ``hard`` says that its file by itself is at fault.
    """
    strict = made is not None and made.is_case and problem.rule not in ONLY_WARNED
    severity = ERROR if hard or strict or problem.rule in OF_COMMENTS else problem.severity
    if made is None or problem.path != made.path:
        return problem._replace(path=draft.path, line=draft.line("authors"), severity=severity)
    if problem.line >= made.body_line:
        return problem._replace(path=draft.path, line=problem.line - made.body_line + draft.body_line, severity=severity)
    line = _empty_field(problem, made, draft) or next(_lines(problem.line, made, draft), 1)
    return problem._replace(path=draft.path, line=line if problem.line else 0, severity=severity)


def _empty_field(problem: Problem, made: Manuscript, draft: Manuscript) -> int:
    """The line of a field that stands empty in the draft, and so not at all in what it would become; 0 where there is none."""
    names = re.findall(r"`([\w-]+)`", problem.message)[:2]
    places = [tuple(names), tuple(reversed(names)), tuple(names[:1])]
    return next((draft.lines[place] for place in places if place in draft.lines and place not in made.lines), 0)


def _lines(line: int, made: Manuscript, draft: Manuscript) -> Iterator[int]:
    """The lines of the draft on which stands what is on a line of the other, the nearest first."""
    places = [place for place, number in made.lines.items() if number == line and place]
    for place in sorted(places, key=len):
        if place in draft.lines:
            yield draft.lines[place]
