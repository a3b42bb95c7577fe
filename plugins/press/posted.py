"""What the ledger knows of messages, which are sent and stand on no page: where each was written, and what it holds."""

import os
from typing import NamedTuple

from plugins.press.ledger import Ledger
from plugins.press.tree import Row, holds

NOTE = "posted"
FOLDER = "editions"  # below what only editors see


class Posted(NamedTuple):
    """One message: the marks of what it hangs on and of its bytes, what is said of it, the manuscripts that it shows, its file."""

    key: str
    mark: str
    said: str
    texts: tuple[str, ...]
    row: Row | None = None


class Letters(NamedTuple):
    """All messages; ``private`` is the folder that they are for, nothing where they are for none, ``there`` whether it was."""

    private: str = ""
    there: bool = False
    posted: dict[str, Posted] = {}


def letters(ledger: Ledger) -> Letters:
    """What the last build left."""
    private, there, posted = ledger.note(NOTE) or Letters()
    return Letters(private, there, {name: Posted(*one) for name, one in posted.items()})


def keep(ledger: Ledger, left: Letters) -> None:
    """Writes down what this build leaves."""
    with ledger.writing():
        ledger.put_note(NOTE, (left.private, left.there, {name: tuple(one) for name, one in left.posted.items()}))


def as_left(ledger: Ledger) -> bool:
    """Whether everything that was written stands as it was left."""
    private, there, posted = letters(ledger)
    if not private:
        return True
    rows = ((name, one) for name, one in posted.items() if one.row)
    return os.path.isdir(private) == there and all(holds(f"{private}/{FOLDER}", name, one.row, one.mark) for name, one in rows)


def shown_in(ledger: Ledger) -> set[str]:
    """The manuscripts whose texts are in messages."""
    return {path for one in letters(ledger).posted.values() for path in one.texts}
