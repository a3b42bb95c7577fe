"""Two trees of output stand side by side: readers see one while the other is printed, then they change places."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

STANDS = ("a", "b")


class Trees:
    """The trees behind ``served``, the folder that readers are served from."""

    def __init__(self, served: Path):
        self.served = served
        self.stands = served.parent / ".press" / served.name

    @property
    def current(self) -> str:
        """The name of the tree that readers see; nothing where there is none yet."""
        name = Path(os.readlink(self.served)).name if self.served.is_symlink() else ""
        return name if name in STANDS else ""

    @property
    def compiled(self) -> Path:
        """Where Jinja keeps what it made of the templates."""
        return self.stands / "templates"

    @property
    def next(self) -> str:
        """The name of the tree that may be printed into."""
        return next(name for name in STANDS if name != self.current)

    def folder(self, name: str) -> Path:
        """Where a tree stands."""
        return self.stands / name

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other press prints into the same trees; a press that dies lets go by itself."""
        self.stands.mkdir(parents=True, exist_ok=True)
        if os.name != "posix":
            yield
            return
        import fcntl

        with (self.stands / "lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(held, fcntl.LOCK_UN)  # processes that were made meanwhile have the file too, and may outlive this

    def show(self, name: str) -> None:
        """Puts a tree in the place that readers see, in one step."""
        folder = self.folder(name)
        if os.name != "posix":  # a link needs rights there that editors seldom have: two renames, with a gap between
            if self.served.exists():
                self.served.rename(_free(self.folder("before")))
            folder.rename(self.served)
            return
        if self.served.exists() and not self.served.is_symlink():
            self.served.rename(_free(self.folder("before")))  # a folder that something else made: kept, never mixed in
        link = self.folder("link")
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(folder, self.served.parent))
        os.replace(link, self.served)


def emptied(folder: Path) -> Path:
    """The folder, with nothing in it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


Row = tuple[str, int, int]  # the mark of what a file should hold, its size and its time in nanoseconds
TOUCHED: Row = ("", 0, 0)  # of a file that is ours and may hold anything


def holds(folder: Path | str, file: str, row: Row | None, mark: str) -> bool:
    """Whether a file of a tree is the one that its row tells of, and that is the one with this mark."""
    if not row or row[0] != mark:
        return False
    try:
        status = os.stat(f"{folder}/{file}")
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == row[1:]


def put(folder: Path | str, file: str, data: bytes) -> tuple[int, int]:
    """Writes a file of a tree; returns its size and time. Who reads the old one still reads it to its end."""
    path = name = f"{folder}/{file}"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        name = f"{path}.new"
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with open(descriptor, "wb", buffering=0) as out:
        left = memoryview(data)
        while left:
            left = left[out.write(left) :]
        status = os.fstat(descriptor)
    if name != path:
        os.replace(name, path)
    return status.st_size, status.st_mtime_ns


def _make_folder(path: str) -> None:
    """Makes a folder, most often in one that is there."""
    try:
        os.mkdir(path)
    except FileExistsError:  # another process was quicker
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)


def double(source: str, target: str, files: list[str]) -> None:
    """Fills an empty tree with the files of another. Both name the same bytes, which ``put`` never writes over."""
    made = set()
    for file in files:
        above = f"{target}/{file}".rpartition("/")[0]
        if above not in made:
            _make_folder(above)
            made.add(above)
        try:
            os.link(f"{source}/{file}", f"{target}/{file}")
        except FileExistsError:  # by somebody who did not live to tell of it
            continue
        except OSError:  # a file system without links
            shutil.copy2(f"{source}/{file}", f"{target}/{file}")


def remove(folder: Path, files: Iterable[str]) -> None:
    """Takes files out of a tree, and the folders that held nothing else."""
    for file in files:
        for name in (file, f"{file}.new"):
            path = folder / name
            if path.is_dir() and not path.is_symlink():
                continue
            path.unlink(missing_ok=True)
        above = (folder / file).parent
        while above != folder:
            try:
                above.rmdir()
            except OSError:  # something else is in it, or it is gone already
                if above.exists():
                    break
            above = above.parent


def _free(path: Path) -> Path:
    """A name that nothing has yet: ``before``, ``before-2``."""
    number = 2
    free = path
    while free.exists():
        free, number = path.with_name(f"{path.name}-{number}"), number + 1
    return free
