"""Advertisements: no issue goes out without every insertion that was booked for it."""

from plugins.adverts.gate import check
from plugins.magazine.page import checking


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    checking.connect(check)
