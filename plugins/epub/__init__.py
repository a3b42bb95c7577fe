"""The EPUB edition: every issue as a book for a reader's own device, where the masthead asks for it."""

from plugins.epub.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
