"""Two trees of output stand side by side: readers see one while the other is printed, then they change places."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STANDS = ("a", "b")


class Fresh:
    """The folder that is being printed into; ``fit()`` says that it may be read."""

    def __init__(self, folder: Path):
        self.folder, self.is_fit = folder, False

    def fit(self) -> None:
        self.is_fit = True


@contextmanager
def fresh(served: Path) -> Iterator[Fresh]:
    """Gives an empty folder beside ``served``; after ``fit()`` it takes its place in one step.

    Without ``fit()``, also where an exception passes, ``served`` stays as it was.
    """
    stands = served.parent / ".press" / served.name
    stands.mkdir(parents=True, exist_ok=True)
    with _alone(stands / "lock"):
        current = os.readlink(served) if served.is_symlink() else ""
        name = next(name for name in STANDS if Path(current).name != name)
        folder = stands / name
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        printing = Fresh(folder)
        yield printing
        if printing.is_fit:
            _change(served, folder)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Waits until no other press prints into the same trees; a press that dies lets go by itself."""
    if os.name != "posix":
        yield
        return
    import fcntl

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _change(served: Path, folder: Path) -> None:
    if os.name != "posix":  # a link needs rights there that editors seldom have: two renames, with a gap between
        if served.exists():
            served.rename(_free(folder.with_name("before")))
        folder.rename(served)
        return
    if served.exists() and not served.is_symlink():
        served.rename(_free(folder.with_name("before")))  # a folder that something else made: kept, never mixed in
    link = folder.parent / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(folder, served.parent))
    os.replace(link, served)


def _free(path: Path) -> Path:
    """A name that nothing has yet: ``before``, ``before-2``."""
    number = 2
    free = path
    while free.exists():
        free, number = path.with_name(f"{path.name}-{number}"), number + 1
    return free
