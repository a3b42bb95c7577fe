"""The directory: a page and a business card for everybody who writes and every business they write from."""

from plugins.directory.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
