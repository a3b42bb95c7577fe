"""The README's table of who listens to what is true."""

import importlib
import re

import pelicanconf
from plugins.magazine import page
from tests.printing import ROOT


def test_the_table_of_the_readme_is_what_register_connects(monkeypatch):
    connected = []
    for name in pelicanconf.PLUGINS:
        for signal in ("gathering", "indexing", "checking", "binding", "posting"):

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
