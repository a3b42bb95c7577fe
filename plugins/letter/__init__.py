"""The letter: every issue as an e-mail that looks finished with its pictures off, and the page that shows it."""

from plugins.letter.pages import messages, pages
from plugins.magazine.page import gathering, posting


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
    posting.connect(messages)
