"""A story that is withdrawn leaves nothing of itself in what the press keeps: neither in its ledger nor in the tree before."""

from __future__ import annotations

from typing import Any

from plugins.magazine.conversation import of_withdrawn
from plugins.magazine.run import WITHDRAWN, Run
from plugins.press.ledger import Ledger
from plugins.press.tree import Trees, emptied

NOTE = "withdrawn"


class Withdrawn:
    """The stories that are withdrawn today, and what was said of them.

    Where one was not withdrawn when the press printed last, everything of it is forgotten. Until that is done the ledger
    does not say that anything stands, so that a press that is killed does it next time.
    """

    def __init__(self, ledger: Ledger, trees: Trees, run: Run):
        self.ledger, self.trees = ledger, trees
        self.paths = {placed.story.path for placed in run.printed if placed.state == WITHDRAWN} | of_withdrawn(run)
        self.newly = bool(self.paths - set(ledger.note(NOTE) or ()))
        self._printed = False
        self._standing: dict[str, Any] | None = None

    def last(self, standing: dict[str, Any]) -> dict[str, Any] | None:
        """What the ledger may say of the build before everything is forgotten."""
        self._standing = standing
        return None if self.newly else standing

    def forget_tree(self) -> None:
        """Empties the tree that readers saw before, now that they see another."""
        self._printed = True
        if self.newly:
            name = self.trees.next
            with self.ledger.writing():
                self.ledger.put_note(f"tree {name}", None)
            emptied(self.trees.folder(name))

    def forget_words(self) -> None:
        """Takes the words out of the ledger; nothing where nothing was printed, and readers still have them."""
        if not self._printed:
            return
        if self.newly:
            self.ledger.forget()
        with self.ledger.writing():
            self.ledger.put_note(NOTE, sorted(self.paths))
            if self.newly and self._standing:
                self.ledger.put_note("standing", self._standing)
