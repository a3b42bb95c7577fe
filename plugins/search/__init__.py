"""Search: the page it is done on, and an index of the words of the finished pages."""

from plugins.magazine.page import binding, gathering
from plugins.search.index import bound
from plugins.search.pages import pages


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    gathering.connect(pages)
    binding.connect(bound)
