"""Nothing has changed since the last build: this is found out before anything is imported that only a change needs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.magazine.problem import Problem
from plugins.press import stamps
from plugins.press.ledger import FILE, Ledger, packages
from plugins.press.told import say
from plugins.press.tree import Trees, holds


def stands(served: Path, asked: tuple[str, ...], style: str) -> bool:
    """Whether the output is what this very command would print today; then what the last build told is told again."""
    trees = Trees(served)
    if not trees.current or not (trees.stands / FILE).is_file():
        return False
    with trees.alone():
        ledger = Ledger(trees.stands)
        try:
            standing = ledger.note("standing")
            if not standing or not _same(standing, asked, trees, ledger):
                return False
        finally:
            ledger.close()
    say((Problem(*problem) for problem in standing["problems"]), standing["account"], style)
    return True


def _same(standing: dict[str, Any], asked: tuple[str, ...], trees: Trees, ledger: Ledger) -> bool:
    if (standing["asked"], standing["tree"], standing["packages"]) != (asked, trees.current, packages()):
        return False
    if standing["zone"] and standing["today"] != datetime.now(ZoneInfo(standing["zone"])).date().isoformat():
        return False
    before = ledger.stamps()
    now = stamps.take((stamps.Root(*root) for root in standing["roots"]), before)
    if now.keys() != before.keys() or any(stamp.mark != before[path].mark for path, stamp in now.items()):
        return False
    if now != before:  # touched, or old enough by now to be believed without being read
        with ledger.writing():
            ledger.put_stamps(now)
    folder = trees.folder(trees.current)
    return all(holds(folder, file, row, row[0]) for file, row in ledger.note(f"tree {trees.current}").items())
