"""What one build writes down for the next: what it was asked for and what it found, so that the same need not be found again."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date
from typing import Any

from plugins.magazine import data_file
from plugins.magazine.lock_rules import locked
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import Problem
from plugins.magazine.terms import folder_beside
from plugins.press.ledger import Ledger, packages
from plugins.press.stamps import Stamps
from plugins.press.ticket import Ticket
from plugins.press.unchanged import KNOWN


def standing_of(ticket: Ticket, magazine: Magazine, tree: str, today: date, found: Iterable[Problem], account: str) -> dict[str, Any]:
    """What the next build has to ask before it may say that nothing has changed, and what it says then."""
    return {
        "asked": ticket.asked,
        "tree": tree,
        "roots": [tuple(root) for root in ticket.roots],
        "packages": packages(),
        "zone": "" if ticket.day else magazine.masthead.time_zone,
        "today": today.isoformat(),
        "problems": [tuple(problem) for problem in found],
        "account": account,
    }


def write_down(ledger: Ledger, ticket: Ticket, magazine: Magazine, stamps: Stamps, checked: Any, standing: dict[str, Any] | None) -> None:
    """All that is known of a build whose pages are fit to be read."""
    with ledger.writing():
        ledger.put_note("checked", checked)
        ledger.put_note("locked", sorted(locked(magazine)))
        ledger.put_note(KNOWN, _known(ticket))
        ledger.put_stamps(stamps)
        ledger.put_note("standing", standing)


def _known(ticket: Ticket) -> bytes:
    """What is known of the masthead and the like; of names that must not appear nothing is kept."""
    hidden = f"{folder_beside(ticket.content)}/"
    return pickle.dumps({key: value for key, value in data_file.KNOWN.items() if not key[1].startswith(hidden)}, 5)
