"""A submission is a folder of its own below private/: what came in, the draft made of it, what was found, and a log."""

import hashlib
import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import event
from plugins.desk.event import Event
from plugins.desk.house import PRIVATE, write_whole
from plugins.magazine.manuscript import read_yaml
from plugins.magazine.problem import Problem

FOLDER, DRAFT, FOUND = "submissions", "draft.md", "found.yml"
MADE = "made.md"  # the draft as the intake made it: what two editors wrote into theirs is merged by it
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another when it is read out
LENGTH = 5


class Submission(NamedTuple):
    """One submission on disk."""

    reference: str
    folder: Path

    @property
    def draft(self) -> Path:
        return self.folder / DRAFT

    def found(self) -> tuple[dict[str, Any], list[Problem]]:
        """What the intake found in the letter, and what keeps that from being read."""
        manuscript, problems = read_yaml(self.folder / FOUND, f"{PRIVATE}/{FOLDER}/{self.reference}/{FOUND}")
        return (manuscript.data if manuscript else {}), problems

    def log(self) -> list[Event]:
        """What happened to it, in order."""
        return event.read(self.folder)

    def note(self, what: str, day: date, by: str, **said: Any) -> None:
        """Writes down what happened to it today."""
        happened = Event(max((one.number for one in self.log()), default=0) + 1, what, day, by, said)
        write_whole(self.folder / happened.file, happened.written)


def find(root: Path, reference: str) -> Submission | None:
    """The submission with this reference, in any case; None where there is none."""
    name = reference.strip().upper()
    folder = root / PRIVATE / FOLDER / name
    known = bool(name) and set(name) <= set(LETTERS) and folder.is_dir()
    return Submission(name, folder) if known else None


UNHEARD = "its writer asks for something to be taken out: read desk show {request}, then desk done {request} says that you saw to it"


def unheard(one: Submission, root: Path) -> str:
    """The request that came in an answer, for something of this submission to be taken out, and that nobody has seen to."""
    requests = [find(root, str(each.said["request"])) for each in one.log() if "request" in each.said]
    return next((each.reference for each in requests if each and all(said.what != event.DONE for said in each.log())), "")


def every(root: Path) -> list[Submission]:
    """All submissions that are here, by reference."""
    folders = sorted((root / PRIVATE / FOLDER).glob("?" * LENGTH))
    return [Submission(folder.name, folder) for folder in folders if folder.is_dir() and set(folder.name) <= set(LETTERS)]


def reserve(root: Path, text: str) -> tuple[Submission, bool]:
    """The submission of a text, and whether it is here already.

    The reference is made from the text, so that the same letter sent twice is one submission. Line ends and blanks do not
    count, as mail programs change them, nor does the mark with which they keep ``From`` apart (RFC 4155).
    """
    number = int(fingerprint(text), 16)
    while True:
        reference = "".join(LETTERS[number // len(LETTERS) ** at % len(LETTERS)] for at in range(LENGTH))
        submission = Submission(reference, root / PRIVATE / FOLDER / reference)
        if not submission.folder.is_dir():
            return submission, False
        if submission.found()[0].get("text") == fingerprint(text):
            return submission, True
        number //= len(LETTERS) ** LENGTH  # another text has this reference: the next letters of the hash


def fingerprint(text: str) -> str:
    """The whole hash of a text, by which two are told apart."""
    words = re.sub(r"(?m)^>+(?=From )", "", unicodedata.normalize("NFC", text)).split()
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()


def keep(submission: Submission, files: dict[str, bytes]) -> None:
    """Writes a new submission; the folder appears with everything in it, or not at all."""
    beside = submission.folder.with_name(f".{submission.reference}.new~")
    shutil.rmtree(beside, ignore_errors=True)  # left over from a desk that was stopped
    beside.mkdir(parents=True)
    try:
        for name, raw in (files | {MADE: files[DRAFT]}).items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_bytes(raw)
        beside.rename(submission.folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
