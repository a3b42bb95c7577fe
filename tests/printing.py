"""Runs the press as an editor does, from the command line, and reads what it printed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests/sites/small/content"
SMALL_DAY = "2019-03-15"  # its first issue is out, the second is to come


def press(content: Path, output: Path, day: str = SMALL_DAY, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m plugins.press`` on a folder of content."""
    command = [sys.executable, "-m", "plugins.press", "--content", str(content), "--output", str(output), "--day", day, *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def small_copy(folder: Path) -> Path:
    """The small magazine, to be changed by a test."""
    return Path(shutil.copytree(SMALL, folder / "content"))


def tree(output: Path) -> dict[str, bytes]:
    """Every printed file with its bytes."""
    folder = output.resolve()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
