"""What a change does not need is not imported for it: most of a short build is imports."""

import os
import subprocess
import sys

import pytest

from pelicanconf import PLUGINS
from tests.press.test_revision import change
from tests.printing import ROOT, press, small_copy

HEAVY = {"pelican", "docutils", "typer", "watchfiles"}
EDITS = {
    "nothing": (None, {"pydantic", "jinja2", "yaml", "nh3", "markdown", "zoneinfo", "json"}),
    "a headline": (("title: ", "title: Again, "), {"markdown", "pygments"}),
    "words": (("paid twice.", "paid both."), set()),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_imports_only_what_it_uses(tmp_path, edit, request):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    if hasattr(os, "sched_setaffinity"):  # with two processors it may import something while the other looks for changes
        every = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(every)})
        request.addfinalizer(lambda: os.sched_setaffinity(0, every))
    words, needless = EDITS[edit]
    if words:
        change(content, *words)
    done = press(content, output, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "plugins" in imported
    assert imported & (HEAVY | needless) == set()


def test_who_prints_needs_nothing_of_what_reading_takes():
    """A copy of the press reads what changed; the press itself has the masthead, and nearly all headers, from last time."""
    names = ", ".join(["plugins.press.ahead", "plugins.press.revision", "plugins.press.job", *PLUGINS])
    said = f"import sys, {names}; print(sorted({{'pydantic', 'yaml', 'markdown', 'email', 'docutils'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
