"""What a change does not need is not imported for it: most of a short build is imports."""

import os

import pytest

from tests.press.test_revision import change
from tests.printing import press, small_copy

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
