"""The magazine's own settings with the plain theme beside this file, and without the plugins whose pages and checks no other has."""

from pathlib import Path

from pelicanconf import *  # noqa: F403 - Pelican reads settings as one flat file
from pelicanconf import PLUGINS as ALL

THEME = str(Path(__file__).parent / "theme")
PLUGINS = [name for name in ALL if name.rpartition(".")[2] not in ("playbook", "corrections", "adverts", "search", "proof")]
