"""The shelf holds every file of the content folder, and what each text among them says."""

import os
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.magazine import booking, comment
from plugins.magazine.manuscript import UNPRINTABLE
from plugins.magazine.masthead import Masthead
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.reading import ARTICLE, TEXTS, Reading, kind_of, read_file

NO_MANUSCRIPTS = (".html", ".htm", ".txt", ".adoc", ".org", ".textile", ".docx", ".mmd")
_UNNAMEABLE = re.compile(f"[\n\t\ud800-\udfff]|{UNPRINTABLE.pattern}")  # surrogates stand for bytes that are not UTF-8


class Shelf(NamedTuple):
    """``files`` are all files below the folder with their size in bytes, ``readings`` the texts, each kind sorted by path.

    ``unread`` says how many articles could not be read.
    """

    files: dict[str, int]
    readings: dict[str, list[Reading]]
    unread: int
    problems: list[Problem]


ReadAll = Callable[[list[str], Masthead], Iterable[Reading]]


def fill(content: Path, label: str, masthead: Masthead, read_all: ReadAll | None = None, files: Mapping[str, int] | None = None) -> Shelf:
    """Reads every manuscript below ``content``; ``label`` is what problems call the folder.

    ``read_all`` reads many files in an order of its own, as the press does, which knows what most of them say already;
    ``files`` are all of them with their sizes, where somebody has just walked there and met nothing but plain files.
    """
    problems: list[Problem] = []
    files = dict(sorted(files.items() if files is not None else _walk(content, label, problems)))
    unread = sum(problem.rule == "unreadable" and kind_of(problem.path.removeprefix(f"{label}/")) == ARTICLE for problem in problems)
    texts = [source for source in files if kind_of(source)]
    problems += (problem for source in sorted(files.keys() - set(texts)) for problem in _passed_over(source, label))
    readings: dict[str, list[Reading]] = {}
    for reading in read_all(texts, masthead) if read_all else (read_file(content, label, source, masthead) for source in texts):
        problems += reading.problems
        if reading.manuscript is None:
            unread += reading.kind == ARTICLE
        else:
            readings.setdefault(reading.kind, []).append(reading)
    for found in readings.values():
        found.sort(key=lambda reading: reading.source)
    return Shelf(files, readings, unread, problems)


def _passed_over(source: str, label: str) -> list[Problem]:
    """Says of a text that no reader gets that it is so: what an editor commits is never lost in silence."""
    if source.startswith(f"{booking.FOLDER}/") and source.lower().endswith((*TEXTS, *NO_MANUSCRIPTS, ".yaml", ".yml")):
        message = "a booking is a file that ends in `.yml`: nothing of this one reaches a reader; rename it"
    elif source.startswith(f"{comment.FOLDER}/") and source.lower().endswith(TEXTS):
        message = "a comment is Markdown: name it <date>-<name>.md, or nobody reads it"
    elif source.lower().endswith(NO_MANUSCRIPTS):
        message = "a manuscript is Markdown (.md) or reStructuredText (.rst): no story is made of this file"
    else:
        return []
    return [Problem(f"{label}/{source}", 0, "not-printed", message, WARNING)]


def _walk(content: Path, label: str, problems: list[Problem]) -> Iterator[tuple[str, int]]:
    """Every file below ``content/`` with its size, and as a problem every link that leads out of it."""
    inside = content.resolve()
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(content / folder), key=lambda entry: entry.name)
        except OSError:
            continue  # a folder that may not be read, or is just being removed, holds nothing for us
        for entry in entries:
            name, source = entry.name, folder + entry.name
            if name.startswith(".") or name == "__pycache__" or name.endswith("~") and not entry.is_dir(follow_symlinks=False):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(source + "/")
                continue
            if _UNNAMEABLE.search(name):
                message = "the file's name holds a character that cannot be printed: rename it, best in small letters, digits and hyphens"
                problems.append(Problem(f"{label}/{_UNNAMEABLE.sub('?', source)}", 0, "unreadable", message))
                continue
            if entry.is_symlink():
                target = Path(os.path.realpath(entry.path))
                if not target.is_relative_to(inside):
                    message = "this is a link to a place outside the content: copy what is to be printed"
                    problems.append(Problem(f"{label}/{source}", 0, "outside", message))
                    continue
                if not target.is_file():
                    message = "this is a link to a folder, or to nothing: put the file itself here"
                    problems.append(Problem(f"{label}/{source}", 0, "unreadable", message))
                    continue
            if entry.is_file():
                yield _composed(content, source, entry), entry.stat().st_size


def left_over(content: Path, files: Container[str]) -> list[str]:
    """What lies below ``content/`` beside the ``files`` of the shelf: hidden files, copies that programs for editing made."""
    found, above = [], len(f"{content}{os.sep}")
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if name != ".git")
        sources = (f"{folder}/{name}"[above:] for name in sorted(names) if not _UNNAMEABLE.search(name))
        found += [one for one in sources if unicodedata.normalize("NFC", one) not in files and not (content / one).is_symlink()]
    return found


def _composed(content: Path, source: str, entry: os.DirEntry[str]) -> str:
    """The name as manuscripts write it (NFC), where the file system takes that for the same file."""
    if source.isascii() or (composed := unicodedata.normalize("NFC", source)) == source:
        return source
    same = (content / composed).exists() and (content / composed).samefile(entry.path)
    return composed if same else source
