"""The playbook: every case by problem, remedy and result, and a page for each problem."""

from plugins.magazine.page import gathering
from plugins.playbook.pages import pages


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
