"""The README's table of who listens to what is true, and its map names every file of the ground floor and of the press."""

import importlib
import itertools
import re

import pelicanconf
from plugins.magazine import page
from tests.printing import ROOT


def test_the_table_of_the_readme_is_what_register_connects(monkeypatch):
    connected = []
    for name in pelicanconf.PLUGINS:
        for signal in ("gathering", "indexing", "checking", "binding", "posting", "sealing"):

            def note(receiver, name=name, signal=signal):
                connected.append((name, signal, f"{receiver.__module__}.{receiver.__name__}"))

            monkeypatch.setattr(getattr(page, signal), "connect", note)
        importlib.import_module(name).register()
    rows = re.findall(r"^\| (plugins\.\w+) \| (\w+) \| (plugins[\w.]+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(connected)
    assert len(rows) >= len(pelicanconf.PLUGINS)


def test_a_plugin_is_wiring_and_its_worker_knows_no_pelican():
    for name in pelicanconf.PLUGINS:
        folder = ROOT / name.replace(".", "/")
        assert len((folder / "__init__.py").read_text().splitlines()) <= 60
        # a book is many documents in one file, and a letter is as long as it may be: they set themselves
        hosts = "pelican" if name in ("plugins.epub", "plugins.letter") else "pelican|jinja2"
        assert not [f for f in folder.glob("*.py") if re.search(rf"^\s*(import|from) ({hosts})\b", f.read_text(), re.MULTILINE)]


def test_the_map_of_the_readme_names_every_file_of_the_ground_floor_and_of_the_press():
    lines = (ROOT / "README.md").read_text().partition("## The map of the house")[2].partition("```\n\n")[0].splitlines()
    for room in ("magazine", "press"):
        begins = next(at for at, line in enumerate(lines) if line.startswith(f"plugins/{room}/"))
        below = itertools.takewhile(lambda line: line.startswith("    "), lines[begins + 1 :])
        named = {name for line in below for name in re.split(r"\s{2,}", line.strip())[0].split()}
        assert named == {file.stem for file in (ROOT / "plugins" / room).glob("[a-z]*.py")}
