"""A header is the list of fields above a text: its values, and the line of each."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from plugins.magazine.problem import Problem

# C0 and C1 controls but tab and newline; and the characters that turn the reading direction around (UAX #9, 2.1-2.5)
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

Place = tuple[Any, ...]


class Header(NamedTuple):
    """A header's values and the line of each."""

    data: dict[str, Any]
    lines: dict[Place, int]


def unseen(words: str, path: str, line: int) -> Iterator[Problem]:
    """What is said of each character on a line that nobody can see."""
    for character in sorted(set(UNPRINTABLE.findall(words))):
        message = f"the character U+{ord(character):04X} cannot be seen and is not printed: delete it"
        yield Problem(path, line, "unprintable", message)
