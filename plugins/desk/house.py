"""The house is the folder an editor works in: where it begins, what is in it, and how a file is put into it safely."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from plugins.desk.many import read_all
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import FILE
from plugins.magazine.terms import FOLDER, read_terms

CONTENT, PRIVATE = "content", "private"
_ADVICE = "check the disk and the rights, and give the command again"


class Refused(Exception):
    """Raised when the desk cannot do what it was asked; its text is ``path:line: message``."""

    def __init__(self, path: object, message: str, line: int = 0):
        self.path, self.message, self.line = path, message, line
        super().__init__(f"{path}:{line}: {message}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Refused, (self.path, self.message, self.line)


def unopened(path: object, error: OSError) -> Refused:
    """What is said of a file that cannot be opened, such as one whose name was mistyped."""
    return Refused(path, f"the file cannot be opened ({error.strerror or error}): check its name and its rights")


def find_root(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upward, that has a masthead; None where there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / CONTENT / FILE).is_file()), None)


def read(root: Path, *, publish: bool = False, preview: bool = False) -> Magazine:
    """The magazine, with the names that must not appear in it; to ``publish``, what nobody looked through for them is an error.

    In a ``preview`` drafts stand where they will be printed.
    """
    content, known = root / CONTENT, read_terms(root / PRIVATE / FOLDER)
    return load(content, read_all=partial(read_all, content), terms=known, publish=publish, preview=preview)


def shown(file: Path, root: Path) -> str:
    """A file's path as an editor reads it: below the root where it is there."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def write_whole(file: Path, raw: bytes) -> None:
    """Writes a file of the desk's own: a desk that is stopped leaves all of it, or what was there before.

    Raises Refused where it cannot be written.
    """
    beside = file.with_name(f".{file.name}.new~")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(raw)
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise Refused(file, f"it cannot be written ({error.strerror}): {_ADVICE}") from error


def write_new(files: Mapping[Path, str | bytes], root: Path) -> None:
    """Writes new files in their order, all of them or none; raises Refused where one is there already or cannot be written."""
    written: list[Path] = []
    waiting: list[Path] = []
    file = root
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f".{file.name}.new~")
            waiting.append(beside)
            beside.write_bytes(text.encode() if isinstance(text, str) else text)
        for file, beside in zip(files, waiting, strict=True):
            os.link(beside, file)  # unlike a rename, a link never takes the place of another file
            written.append(file)
    except OSError as error:
        for done in written:
            done.unlink()
        there = isinstance(error, FileExistsError)
        reason = "it is there already, and nothing is ever written over" if there else f"it cannot be written ({error.strerror})"
        raise Refused(shown(file, root), f"{reason}: choose other words, or move the old file away") from error
    finally:
        for beside in waiting:
            beside.unlink(missing_ok=True)


def write_over(files: Mapping[Path, bytes | None], root: Path) -> None:
    """Writes files in the order given, also over older ones, and then takes those away that have None.

    All are written beside their places first, so that a full disk changes nothing; whoever reads one meanwhile reads it
    whole. A desk that is stopped in between has done the first of them. Raises Refused where a file cannot be written.
    """
    waiting: list[tuple[Path, Path]] = []
    file = root
    try:
        for file, raw in files.items():
            if raw is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                waiting.append((file, file.with_name(f".{file.name}.new~")))
                waiting[-1][1].write_bytes(raw)
        for file, beside in waiting:
            if file.exists():
                beside.chmod(file.stat().st_mode)
            os.replace(beside, file)
        for file in (one for one, raw in files.items() if raw is None):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(shown(file, root), f"it cannot be written ({error.strerror}): {_ADVICE}") from error
    finally:
        for _, beside in waiting:
            beside.unlink(missing_ok=True)
