"""The PDF edition: every issue as a magazine that one would print and leave on the counter, where the masthead asks for it."""

from plugins.magazine.page import gathering
from plugins.print.pages import pages


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
