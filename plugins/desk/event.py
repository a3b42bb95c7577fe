"""An event is one thing that happened to a submission. Each is a file of its own, so that git merges what two editors did."""

import hashlib
import os
import subprocess
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
PROOFED, APPROVED, WROTE, POSTED, DONE = "proofed", "approved", "wrote", "posted", "done"


class Event(NamedTuple):
    """One thing that happened: the how-manieth it is, what, on which day, by whom, and what else is to be said of it."""

    number: int
    what: str
    day: date
    by: str = ""
    said: dict[str, Any] = {}

    @property
    def written(self) -> bytes:
        """The file."""
        return ("\n".join(fields({"day": self.day.isoformat(), **({"by": self.by} if self.by else {}), **self.said})) + "\n").encode()

    @property
    def file(self) -> str:
        """Its name below the submission's folder. Two editors who do the same on one day write the same file."""
        return f"{FOLDER}/{self.number:02}-{self.what}-{hashlib.sha256(self.written).hexdigest()[:6]}.yml"


def read(folder: Path) -> list[Event]:
    """The events of a submission in their order; of two editors the one who was earlier. A file that tells no day is none."""
    found = []
    for file in sorted((folder / FOLDER).glob("??-*-??????.yml")):
        manuscript, _ = read_yaml(file, file.name)
        said = dict(manuscript.data) if manuscript else {}
        number, what, _ = file.stem.split("-", 2)
        try:
            found.append(Event(int(number), what, plain_day(said.pop("day", "")), str(said.pop("by", "")), said))
        except NotADay:
            continue
    return sorted(found, key=lambda one: (one.day, one.number))


def editor(root: Path) -> str:
    """Who works here: the name that git would sign with; nothing where it knows none."""
    where = root / PRIVATE if (root / PRIVATE).is_dir() else root
    try:
        asked = subprocess.run(["git", "config", "user.name"], cwd=where, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return os.environ.get("USER", "")
    return asked.stdout.strip()
