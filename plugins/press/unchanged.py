"""Nothing has changed since the last build: this is found out before anything is imported that only a change needs."""

from datetime import datetime
from typing import Any, NamedTuple

from plugins.magazine.problem import Problem
from plugins.press import stamps
from plugins.press.ledger import FILE, Ledger, packages
from plugins.press.posted import as_left
from plugins.press.stamps import Stamps
from plugins.press.told import say
from plugins.press.tree import Trees, holds

FEW = 12  # files that are read ahead: of more, each hand reads its part
KNOWN = "known"
UNKEPT = "unkept"  # the sources of which nothing is kept: they are read every time


class Look(NamedTuple):
    """What the last build left, and what has become of it since."""

    standing: dict[str, Any]
    changed: list[str] | None  # the files that say something else; None where some came or went
    fresh: Stamps = {}  # the stamps that are others than they were
    gone: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()  # what has to be read, where all that is new or says something else is in the content
    known: bytes = b""  # what the last build knew of data files, where nothing else than the content has changed

    def stamps(self, before: Stamps) -> Stamps:
        """The stamps of all files; ``before`` are those that the last build left."""
        return {**{path: stamp for path, stamp in before.items() if path not in self.gone}, **self.fresh}

    @property
    def content(self) -> str:
        """The folder of the magazine's files."""
        return str(self.standing["roots"][0][0])


def look(trees: Trees, asked: tuple[str, ...]) -> Look | None:
    """What stands of the last build; None where it was asked for something else, or the output is not what it left."""
    if not trees.current or not (trees.stands / FILE).is_file():
        return None
    with trees.alone():
        ledger = Ledger(trees.stands)
        try:
            standing = ledger.note("standing")
            return _compared(standing, trees, ledger) if standing and _same(standing, asked, trees) else None
        finally:
            ledger.close()


def told_again(seen: Look, style: str) -> None:
    """What the last build told is told again."""
    say((Problem(*problem) for problem in seen.standing["problems"]), seen.standing["account"], style)


def _same(standing: dict[str, Any], asked: tuple[str, ...], trees: Trees) -> bool:
    if (standing["asked"], standing["tree"], standing["packages"]) != (asked, trees.current, packages()):
        return False
    if not standing["zone"]:
        return True
    from zoneinfo import ZoneInfo

    return bool(standing["today"] == datetime.now(ZoneInfo(standing["zone"])).date().isoformat())


def _compared(standing: dict[str, Any], trees: Trees, ledger: Ledger) -> Look | None:
    folder = trees.folder(trees.current)
    if not all(holds(folder, file, row, row[0]) for file, row in ledger.note(f"tree {trees.current}").items()):
        return None
    if not as_left(ledger):
        return None
    before = ledger.stamps()
    now = stamps.take((stamps.Root(*root) for root in standing["roots"]), before)
    changed = None
    if now.keys() == before.keys():
        changed = [path for path, stamp in now.items() if stamp.mark != before[path].mark]
    if changed == []:
        if now != before:  # touched, or old enough by now to be believed without being read
            with ledger.writing():
                ledger.put_stamps(now)
        return Look(standing, [])
    fresh = {path: stamp for path, stamp in now.items() if before.get(path) != stamp}
    seen = Look(standing, changed, fresh, frozenset(before.keys() - now.keys()))
    told = [path for path, stamp in fresh.items() if path not in before or stamp.mark != before[path].mark]
    below = f"{seen.content}/"
    if not all(path.startswith(below) for path in (*told, *seen.gone)):
        return seen
    sources = (*(path.removeprefix(below) for path in told), *(ledger.note(UNKEPT) or ()))
    return seen._replace(sources=sources if len(sources) <= FEW else (), known=ledger.note(KNOWN) or b"")


def strayed(trees: Trees) -> frozenset[str]:
    """The files of the tree that is printed next which are not what their rows say: lost, or somebody wrote into them."""
    ledger = Ledger(trees.stands)
    folder, rows = trees.folder(trees.next), ledger.note(f"tree {trees.next}") or {}
    ledger.close()
    return frozenset(file for file, row in rows.items() if not holds(folder, file, row, row[0]))
