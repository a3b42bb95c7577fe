"""The page on which everything stands that was put right after print, and every promise with what became of it."""

from plugins.corrections.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
