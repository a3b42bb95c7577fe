"""The feeds: what readers subscribe to, so that each story reaches them once, whole, with working pictures."""

from __future__ import annotations

from plugins.feeds import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Offers the feeds whenever the press gathers its pages (Pelican calls this of every plugin)."""
    # signals keep weak references: the receiver must be a function that a module holds
    gathering.connect(pages.pages)
