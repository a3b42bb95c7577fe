"""The proof of the finished files: every link leads to something, and every edition holds what its issue promised."""

from plugins.magazine.page import checking, sealing
from plugins.proof import letters, links, parity


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    checking.connect(links.check)
    checking.connect(parity.check)
    sealing.connect(letters.check)
