"""To correct a printed story is to say what was wrong: the text is the editor's, the desk writes the word to readers and the lock."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, get_args

from plugins.desk import closing, hiding
from plugins.desk.edit import edited_file
from plugins.desk.house import CONTENT, Refused, write_over
from plugins.magazine.load import load
from plugins.magazine.lock_rules import reads_of
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import plain_words
from plugins.magazine.run import ON_THE_PAGE
from plugins.magazine.story import Story
from plugins.magazine.story_header import Correction

KINDS: tuple[str, ...] = get_args(Correction.__annotations__["kind"])


class Corrected(NamedTuple):
    """What was written. ``as_before`` says that the text still reads as it was locked."""

    written: list[str]
    as_before: bool
    already: bool


def correct(story: Story, magazine: Magazine, root: Path, day: date, kind: str, text: str, *, minor: bool = False) -> Corrected:
    """Adds a correction to a story that is in print, and writes into its lock how it reads now.

    The same correction twice is one. Raises Refused where readers do not have the story, where nothing is said to them, or a
    name that must not appear.
    """
    placed = magazine.run(day).placed[story.path]
    if placed.state not in ON_THE_PAGE:
        lock = next((f", then desk close {lock.number} --again" for lock in magazine.locks if story.id in lock.stories), "")
        raise Refused(story.path, f"readers do not have it on {day} ({placed.why or placed.state}): change it as you like{lock}")
    if story.taken_back(day):
        raise Refused(story.path, "it was taken back: readers get a notice in its place")
    if not text and not minor and kind != "privacy":
        raise Refused(story.path, "say what was wrong and what is right: --text, or --minor where readers need not know")
    try:
        plain_words(text)
    except ValueError as error:
        raise Refused(story.path, f"--text: {error}") from error
    hiding.unnamed(text, story, magazine, "--text")
    locked = next((lock.stories[story.id] for lock in magazine.locks if story.id in lock.stories), ())
    already = any((one.date, one.kind, one.text, one.minor) == (day, kind, text, minor) for one in story.header.corrections)
    as_before = not already and any(one.reads == reads_of(magazine, story) for one in locked)
    path = f"{CONTENT}/{story.source}"
    written: list[str] = []
    if not already:
        change = _Change(day, kind, text, minor)
        write_over({root / path: edited_file(root / path, change, path)}, root)
        written.append(path)
    written += closing.lock_anew(load(root / CONTENT), root, day, [story.id])
    return Corrected(written, as_before, already)


class _Change:
    """Writes the entry, and the day of the change where none is later."""

    def __init__(self, day: date, kind: str, text: str, minor: bool):
        self.day = day
        said = {"date": day, "kind": kind, "text": text, "minor": minor}
        self.entry = {name: value for name, value in said.items() if value and (name, value) != ("kind", "correction")}

    def __call__(self, data: Any) -> None:
        add_correction(data, self.entry)
        before = data.get("modified")
        known = before.date() if isinstance(before, datetime) else before
        if not isinstance(known, date) or known < self.day:
            data["modified"] = self.day


def add_correction(data: Any, entry: dict[str, Any]) -> None:
    """Adds an entry to the corrections of a header, on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    one = CommentedMap(entry)
    one.fa.set_flow_style()
    known = data.get("corrections")
    if isinstance(known, CommentedSeq):
        known.append(one)
    elif known:  # a single entry without a list around it
        data["corrections"] = [known, one]
    else:
        data["corrections"] = [one]
