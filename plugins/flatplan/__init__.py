"""The flatplan of the coming issue, as a page of the preview: no reader ever gets it."""

from plugins.flatplan.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
