"""An edition as the proof knows it: what it is called, whom it is for, where it is set, and how it is told that something is missing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from plugins.magazine.due import Due
from plugins.magazine.edition import Scope
from plugins.magazine.faces import settable
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem

RULE = "parity"
ADDRESS = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\s]+)>")  # stands behind the words of a link, and would come between them and the next


def without_addresses(words: str) -> str:
    """Plain words as they are read."""
    return ADDRESS.sub("", words)


class Medium(NamedTuple):
    """``scope`` is what a client has to agree to, ``whole`` whether it holds stories whole, ``shows`` whether pictures.

    ``put`` says in which words it puts what is written.
    """

    name: str
    template: str
    scope: Scope | None = None
    whole: bool = True
    shows: bool = True
    put: Callable[[str], str] = str


WEB = Medium("web", "theme/templates/")
FEED = Medium("feed", "plugins/feeds/", whole=False)
LETTER = Medium("letter", "theme/letter/", "letter")
MAIL = {  # the message itself, by the types of its parts
    "text/html": LETTER._replace(name="e-mail"),
    "text/plain": Medium("plain-text e-mail", "theme/letter/letter.txt", "letter", shows=False, put=without_addresses),
}
BOUND = {"pdf": Medium("PDF", "theme/print/", "print", put=settable), "epub": Medium("EPUB", "theme/epub/", "print")}


class Copy(NamedTuple):
    """The edition of one issue in one medium, as it lies in the output; of a message the address is its file's name."""

    magazine: Magazine
    page: Page
    issue: Issue
    medium: Medium

    @property
    def name(self) -> str:
        """What it is called: ``the PDF edition of #96 (output/issues/96/bizinet-96.pdf)``."""
        where = f"output{self.page.address}" if self.page.address.startswith("/") else self.page.address
        return f"the {self.medium.name} edition of {self.magazine.masthead.numbered(self.issue.number)} ({where})"

    def lacks(self, due: Due, what: str, beside: str = "") -> tuple[str, Problem]:
        """The problem that something of what is due is not in it; ``beside`` says with which story it should stand."""
        message = f"{due.what}{beside} is missing in {self.name}: {what} is not there; put it back into {self.medium.template}"
        if due.booked:
            message += ", or say `missed:` and why it could not run"
        return self.page.file, Problem(due.path, due.line(), RULE, message)
