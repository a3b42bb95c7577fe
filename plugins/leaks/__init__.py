"""Leaks: no page goes out with a name on it that must not appear."""

from plugins.leaks.gate import looked_through
from plugins.magazine.page import binding


def register() -> None:
    """Called by Pelican, and by the press when Pelican is not needed."""
    binding.connect(looked_through)
