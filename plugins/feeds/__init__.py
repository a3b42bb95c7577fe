"""The feeds: what readers subscribe to, so that each story reaches them once, whole, with working pictures."""

from plugins.feeds.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
