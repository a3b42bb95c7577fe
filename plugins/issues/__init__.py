"""The issues: the front page, a contents spread for each issue, the back issues, and their covers."""

from plugins.issues.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
