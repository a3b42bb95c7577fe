"""Arrows go down: plugins import the ground floor and never each other, and nobody imports the desk."""

import ast
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[1] / "plugins"
FILES = sorted(PLUGINS.glob("*/**/*.py"))
HOSTS = {"pelican", "jinja2", "feedgen", "typer"}  # the ground floor is plain Python


def imported(file):
    """The modules that a file names, inside functions too; a relative import is made whole."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = [*file.relative_to(PLUGINS.parent).with_suffix("").parts][: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PLUGINS).as_posix())
def test_arrows_go_down(file):
    room, names = file.relative_to(PLUGINS).parts[0], sorted(imported(file))
    rooms = {name.split(".")[1] for name in names if name.startswith("plugins.")}
    assert rooms <= {"magazine", room}
    assert room != "magazine" or not {name.split(".")[0] for name in names} & HOSTS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PLUGINS).as_posix())
def test_named_tuples_have_annotations_that_are_values(file):
    """As strings, which the future import makes of them, each is compiled whenever a build starts."""
    text = file.read_text()
    assert "(NamedTuple)" not in text or "from __future__ import annotations" not in text
