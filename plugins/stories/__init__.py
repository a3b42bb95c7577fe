"""The stories: a page for each, and the lists by department, topic and time."""

from plugins.magazine.page import gathering
from plugins.stories.pages import pages


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
