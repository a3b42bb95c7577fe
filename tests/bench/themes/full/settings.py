"""The magazine's own settings and everything it does; its theme is copied beside this file, so that it can be edited."""

from pathlib import Path

from pelicanconf import *  # noqa: F403 - Pelican reads settings as one flat file

THEME = str(Path(__file__).parent / "theme")
