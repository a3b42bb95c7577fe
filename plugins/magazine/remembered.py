"""What is worked out of a magazine once and asked for many times; with the magazine it is forgotten."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_LET_GO: list[Callable[[], None]] = []


def remembered(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Has a function of a magazine, a run or a day remember what it gave, for the last four that it was asked of."""
    kept = lru_cache(maxsize=4)(function)
    _LET_GO.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # what lru_cache gives back forgets what it takes


def forget() -> None:
    """Lets go of everything that is remembered: it would keep all of a magazine in memory after the next one was read."""
    for let_go in _LET_GO:
        let_go()
