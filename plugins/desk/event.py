"""An event is one thing that happened to a submission. Each is a file of its own, so that git merges what two editors did."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk.header import fields
from plugins.desk.house import PRIVATE
from plugins.magazine.manuscript import read_yaml
from plugins.magazine.model import NotADay, plain_day

FOLDER = "log"
# What may happen; where it stands is said by the last of these
RECEIVED, TAKEN, ASKED, ANSWERED, ACCEPTED, DECLINED, CARRIED = "received", "taken", "asked", "answered", "accepted", "declined", "carried"
RETURNED, NOTED = "returned", "noted"  # a letter of ours did not reach its reader; a machine wrote something about one
PROOFED, APPROVED, WROTE, DROPPED, POSTED, DONE = "proofed", "approved", "wrote", "dropped", "posted", "done"
DECISIONS = (ACCEPTED, DECLINED)
OVER = "over"  # the decisions, by their names, that a later one was made over, by somebody who knew them


class Event(NamedTuple):
    """One thing that happened: the how-manieth it is, what, on which day, by whom, and what else is to be said of it.

    ``stem`` is that of the file that it was read from; what cannot be seen is left out there, and the name made of it all the same.
    """

    number: int
    what: str
    day: date
    by: str = ""
    said: dict[str, Any] = {}
    stem: str = ""

    @property
    def written(self) -> bytes:
        """The file."""
        return ("\n".join(fields({"day": self.day.isoformat(), **({"by": self.by} if self.by else {}), **self.said})) + "\n").encode()

    @property
    def name(self) -> str:
        """What it is called. Two editors who do the same on one day write the same."""
        return self.stem or f"{self.number:02}-{self.what}-{hashlib.sha256(self.written).hexdigest()[:6]}"

    @property
    def file(self) -> str:
        """Its file below the submission's folder."""
        return f"{FOLDER}/{self.name}.yml"


def read(folder: Path) -> list[Event]:
    """The events of a submission in their order; of two editors the one who was earlier. A file that tells no day is none."""
    found = []
    for file in sorted((folder / FOLDER).glob("??-*-??????.yml")):
        manuscript, _ = read_yaml(file, file.name)
        said = dict(manuscript.data) if manuscript else {}
        number, what, _ = file.stem.split("-", 2)
        try:
            found.append(Event(int(number), what, plain_day(said.pop("day", "")), str(said.pop("by", "")), said, file.stem))
        except NotADay:
            continue
    return sorted(found, key=lambda one: (one.day, one.number))


def decisions(log: Iterable[Event]) -> list[Event]:
    """The decisions that hold: those over which no other was made. They differ where two editors decided without each other."""
    log = list(log)
    over = {str(name) for one in log for name in _many(one.said.get(OVER))}
    return [one for one in log if one.what in DECISIONS and one.name not in over]


def contested(log: Iterable[Event]) -> list[Event]:
    """One decision of each kind, where both hold and somebody has to decide again; else nothing."""
    kinds = {one.what: one for one in decisions(log)}
    return list(kinds.values()) if len(kinds) > 1 else []


def over(log: Iterable[Event], what: str) -> dict[str, list[str]]:
    """What a decision says besides itself: which others it was made over."""
    others = [one.name for one in decisions(log) if one.what != what]
    return {OVER: others} if others else {}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def editor(root: Path) -> str:
    """Who works here: the name that git would sign with; nothing where it knows none."""
    where = root / PRIVATE if (root / PRIVATE).is_dir() else root
    try:
        asked = subprocess.run(["git", "config", "user.name"], cwd=where, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return os.environ.get("USER", "")
    return asked.stdout.strip()
