"""A reader works within bounds of time and memory, and whatever stops it is told."""

from collections.abc import Callable
from typing import Any

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.bounded import Stopped, bounded


def within(work: Callable[..., list[Arrival | Refused]], *given: Any, name: object) -> list[Arrival | Refused]:
    """What a reader gives, or why it gives nothing; one that takes too long or too much memory is stopped, and that is said."""
    try:
        return bounded(work, *given)
    except Refused as why:
        return [why]
    except Stopped as why:
        return [Refused(name, f"{why}: look at it yourself, and save its words as a text file")]
