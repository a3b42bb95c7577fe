"""How long the press takes to import what it needs, when nothing changed and when one story did."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.bench import corpus as corpora
from tests.bench.edits import EDITS
from tests.bench.presses import Press

SIZE = 100
_LINE = re.compile(r"import time:\s*(\d+) \|")


def import_times(work: Path) -> dict[str, tuple[float, int]]:
    """Seconds of all imports and their number, as ``-X importtime`` tells them; only of the first process, not of its workers."""
    site = Press(work / Press.name)
    site.write(corpora.ordinary(SIZE))
    site.clear()
    _imports(site)
    found = {"no change": _imports(site)}
    site.write(EDITS["body"](corpora.ordinary(SIZE), 1).corpus)
    return {**found, "body": _imports(site)}


def _imports(site: Press) -> tuple[float, int]:
    python, *rest = site.command()
    command = [python, "-X", "importtime", *rest]
    done = subprocess.run(command, cwd=site.folder, env=site.environment(False), capture_output=True, text=True, check=True)
    micros = [int(line[1]) for line in _LINE.finditer(done.stderr)]
    return sum(micros) / 1e6, len(micros)
