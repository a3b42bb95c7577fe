"""The rooms of the house: the magazine itself, one thin plugin for each kind of page, the press and the desk."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Lets pelicanconf.py name the press (``PELICAN_CLASS = "plugins.Press"``) before anything heavy is imported."""
    if name == "Press":
        from plugins.press.pelican import Press

        return Press
    raise AttributeError(name)
