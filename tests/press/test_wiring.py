"""The README's table of who listens to what is true."""

import importlib
import re

import pelicanconf
from plugins.magazine import page
from tests.printing import ROOT

SIGNALS = {"gathering": page.gathering, "indexing": page.indexing, "checking": page.checking}


def listeners() -> set[tuple[str, str]]:
    return {(name, f"{r.__module__}.{r.__name__}") for name, signal in SIGNALS.items() for r in signal.receivers_for(page.Page) if callable(r)}


def test_the_table_of_the_readme_is_what_register_connects():
    rows = re.findall(r"^\| (plugins\.\w+) \| (\w+) \| (plugins[\w.]+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    connected = set()
    for name in pelicanconf.PLUGINS:
        before = listeners()
        importlib.import_module(name).register()
        connected |= {(name, signal, receiver) for signal, receiver in listeners() - before}
    assert sorted(rows) == sorted(connected)


def test_a_plugin_is_wiring_and_its_worker_knows_no_pelican():
    for name in pelicanconf.PLUGINS:
        folder = ROOT / name.replace(".", "/")
        assert len((folder / "__init__.py").read_text().splitlines()) <= 60
        assert not [f for f in folder.glob("*.py") if re.search(r"^\s*(import|from) (pelican|jinja2)\b", f.read_text(), re.MULTILINE)]
