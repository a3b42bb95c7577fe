"""Addresses: the files that pages use, the way from old addresses to new ones, and the map for search engines."""

from plugins.addresses.files import pages
from plugins.addresses.index import index
from plugins.magazine.page import gathering, indexing


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
    indexing.connect(index)
