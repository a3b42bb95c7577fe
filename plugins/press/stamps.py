"""Stamps tell whether a file is what it was at the last build, without reading it wherever that can be known."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from plugins.magazine.mark import mark_of_bytes

CODE = f"{Path(__file__).parents[1]}/"  # plugins/
YOUNG = 2_000_000_000  # nanoseconds: a file this young may change again and keep its size and its time


class Stamp(NamedTuple):
    """How a file system knows a file, whether that may be believed, the mark of its bytes, and whether it is a link to it."""

    size: int
    modified: int
    number: int
    changed: int
    settled: bool
    mark: str
    link: bool

    def is_of(self, status: os.stat_result) -> bool:
        """Whether a file that looks like this still holds the same bytes."""
        return self.settled and self[:4] == _look(status)


Stamps = dict[str, Stamp]


def _look(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns


class Root(NamedTuple):
    """A folder whose files a build hangs on: those that end in ``suffix``, also in the folders below it where it is ``deep``."""

    folder: str
    suffix: str = ""
    deep: bool = True


def files(root: Root) -> Iterator[tuple[str, os.stat_result, bool]]:
    """Every file of a folder, its status, and whether it is a link; hidden ones and back-up copies (``~``) are none."""
    folder, suffix, deep = root
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name[0] == "." or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            if deep:
                yield from files(Root(entry.path, suffix))
        elif entry.name.endswith(suffix) and not entry.name.endswith("~"):
            try:
                status = entry.stat()
            except OSError:
                status = entry.stat(follow_symlinks=False)  # a link to nothing
            yield entry.path, status, entry.is_symlink()


def take(roots: Iterable[Root], before: Stamps, later: Callable[[str], bool] = lambda path: False) -> Stamps:
    """The stamps of all these files; a file is read only where its stamp of last time does not answer for it.

    One that is read ``later`` is not even then: whoever reads it for what it says finds its mark by the way.
    """
    now = time.time_ns()
    stamps = {}
    for path, status, link in (file for root in roots for file in files(root)):
        known = before.get(path)
        if known and known.is_of(status):
            stamps[path] = known
        else:
            settled = abs(now - status.st_mtime_ns) > YOUNG and abs(now - status.st_ctime_ns) > YOUNG
            stamps[path] = Stamp(*_look(status), settled, "" if later(path) else mark_of_file(path), link)
    return stamps


def mark_of_file(path: str | Path) -> str:
    """The mark of a file's bytes; of one that cannot be read, none."""
    try:
        with open(path, "rb") as file:
            return mark_of_bytes(file.read())
    except OSError:
        return ""
