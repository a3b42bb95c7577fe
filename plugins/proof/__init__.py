"""The proof of the finished pages: every link must lead to something before readers see it."""

from plugins.magazine.page import checking
from plugins.proof.links import check


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    checking.connect(check)
