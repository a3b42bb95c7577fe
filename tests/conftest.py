"""What many tests share: the small magazine, printed once, and the word on tools that a machine may lack."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from tests.printing import ROOT, SMALL, press

os.environ.setdefault("SEARCH", "0")  # the index of words takes longer than all else; its own tests ask for it

settings.register_profile("steady", deadline=None)  # a busy machine is no failure: nothing is timed here
settings.load_profile("steady")

TOOLS = {
    "chromium": lambda: shutil.which("chromium"),
    "java": lambda: shutil.which("java"),
    "axe-core": lambda: (ROOT / "node_modules/axe-core/axe.min.js").is_file(),
    "cmarkgfm": lambda: find_spec("cmarkgfm"),
    "distributed": lambda: find_spec("distributed"),
    "@sveltia/cms": lambda: (ROOT / "node_modules/@sveltia/cms/package.json").is_file(),
    "vnu-jar": lambda: (ROOT / "node_modules/vnu-jar/build/dist/vnu.jar").is_file(),
}


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the small magazine."""
    output = tmp_path_factory.mktemp("small") / "output"
    done = press(SMALL, output)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture
def needs():
    """``needs("java")`` leaves a test out, by name, where the machine has no such tool; REQUIRE_ALL=1 makes it fail."""

    def ask(*tools: str) -> None:
        missing = [tool for tool in tools if not TOOLS[tool]()]
        if missing and os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"REQUIRE_ALL=1, and this machine has no {', '.join(missing)}")
        if missing:
            pytest.skip(f"left out: this machine has no {', '.join(missing)}")

    return ask
