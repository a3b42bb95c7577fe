"""Standing matter: about, contact, privacy, colophon, subscribe, share your story, and the page for a wrong address."""

from plugins.magazine.page import gathering
from plugins.standing.pages import pages


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
