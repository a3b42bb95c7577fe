"""The editors' forms in a browser (Sveltia CMS), where the masthead asks for them: what they save is a commit."""

from plugins.admin.pages import pages
from plugins.magazine.page import gathering


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
