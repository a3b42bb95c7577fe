"""The ledger holds what was read, set and printed last time, so that a build does only what a change asks for.

It is one SQLite file beside the trees of output that it tells of, and is believed only as far as it is true: a row about a
printed file is taken out before the file is touched and put back when it is whole, each in one transaction, so that a
build that is killed leaves a ledger that knows less, never one that is wrong.
"""

from __future__ import annotations

import marshal
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zlib import crc32

from plugins.press.plain import plainly
from plugins.press.stamps import Stamp, Stamps
from plugins.press.tree import STANDS, TOUCHED

FILE = "ledger"
TREES = tuple(f"tree {name}" for name in STANDS)
BUNDLES = 64  # what was read is kept in so many pieces: one story that changes writes one of them anew
_TABLES = """
CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE bundle (number INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE text (mark TEXT PRIMARY KEY, html TEXT);
CREATE TABLE view (file TEXT PRIMARY KEY, key TEXT, value BLOB);
CREATE TABLE sheet (file TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
_SHAPE = crc32(f"{_TABLES}{Stamp._fields}".encode()) & 0x7FFFFFFF  # what SQLite keeps of the version of its file's tables


class Ledger:
    """The ledger in ``folder``; an empty one where there is none, where it cannot be read, or where it is to be made anew."""

    def __init__(self, folder: Path, *, clean: bool = False):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        if clean:
            self.path.unlink(missing_ok=True)
        try:
            self._open()
        except sqlite3.DatabaseError:  # cut off, written over, or of another time: everything in it can be made again
            self._db.close()
            self.path.unlink()
            self._open()

    def _open(self) -> None:
        self._db, self._process = sqlite3.connect(self.path, isolation_level=None), os.getpid()
        self._db.execute("PRAGMA synchronous = OFF")  # a machine that loses its power may lose what was printed too
        if self._db.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone() is None:
            self._db.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_SHAPE};COMMIT;")
        if self._db.execute("PRAGMA user_version").fetchone() != (_SHAPE,):
            raise sqlite3.DatabaseError("a ledger of another shape")

    def kept_by(self, press: str) -> None:
        """Forgets everything where another press wrote it: other code, other packages, another Python.

        All that is left is which files of the trees are ours.
        """
        if self.note("press") != press:
            trees = {name: self.note(name) for name in TREES}
            with self.writing():
                for table in ("note", "bundle", "text", "view", "sheet"):
                    self._db.execute(f"DELETE FROM {table}")  # the five names above
                self.put_note("press", press)
                for name, rows in trees.items():
                    if rows is not None:
                        self.put_note(name, dict.fromkeys(rows, TOUCHED))

    def close(self) -> None:
        self._db.close()

    def writing(self) -> _Writing:
        """Everything that is put inside is kept, or nothing of it."""
        return _Writing(self._db)

    # plain values by name: the stamps of all files, what is printed where, how the last build ended

    def note(self, name: str) -> Any:
        """A plain value by its name, or None."""
        row = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return marshal.loads(row[0]) if row else None

    def has_note(self, name: str) -> bool:
        """Whether there is such a value."""
        return self._db.execute("SELECT 1 FROM note WHERE name = ? AND value != ?", (name, marshal.dumps(None))).fetchone() is not None

    def put_note(self, name: str, value: Any) -> None:
        """Keeps a value of numbers, texts, lists and mappings."""
        self._db.execute("REPLACE INTO note VALUES (?, ?)", (name, marshal.dumps(value)))

    def stamps(self, paths: Iterable[str] | None = None) -> Stamps:
        """The stamps of files that the last build read, of all of them where none are named."""
        kept = self.note("stamps") or {}
        made = tuple.__new__  # a named tuple of thousands, without a call of Python's own for each
        return {path: made(Stamp, kept[path]) for path in (kept if paths is None else paths)}

    def put_stamps(self, stamps: Stamps) -> None:
        self.put_note("stamps", {path: tuple(stamp) for path, stamp in stamps.items()})

    # what was read, and the galleys that were set of it

    def readings(self) -> dict[str, Any]:
        """Everything that was kept with ``put_readings``."""
        found: dict[str, Any] = {}
        for (value,) in self._db.execute("SELECT value FROM bundle"):
            found.update(pickle.loads(value))
        return found

    def readings_beside(self, sources: Iterable[str]) -> dict[str, Any]:
        """What was kept of some sources, and of those that are kept together with them."""
        found: dict[str, Any] = {}
        for number in {_bundle_of(source) for source in sources}:
            row = self._db.execute("SELECT value FROM bundle WHERE number = ?", (number,)).fetchone()
            found.update(pickle.loads(row[0]) if row else {})
        return found

    def put_readings(self, kept: dict[str, Any], changed: Iterable[str]) -> None:
        """Keeps one value a source; ``changed`` are the sources whose value is new, other or gone."""
        numbers = {_bundle_of(source) for source in changed}
        bundles: dict[int, dict[str, Any]] = {number: {} for number in numbers}
        for source in sorted(kept):
            if (number := _bundle_of(source)) in bundles:
                bundles[number][source] = kept[source]
        rows = ((number, plainly(bundle)) for number, bundle in bundles.items())  # all at once are as large as the magazine
        self._db.executemany("REPLACE INTO bundle VALUES (?, ?)", rows)

    def html(self, mark: str) -> str:
        """A set text by its mark."""
        row = self._reading().execute("SELECT html FROM text WHERE mark = ?", (mark,)).fetchone()
        return row[0]

    def holds_text(self, mark: str) -> bool:
        """Whether a text is still kept under its mark."""
        return self._db.execute("SELECT 1 FROM text WHERE mark = ?", (mark,)).fetchone() is not None

    def _reading(self) -> sqlite3.Connection:
        """A connection of this very process: a copy of it must not use that of another (sqlite.org/howtocorrupt.html, 2.6)."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._parents = self._db  # which must not be closed here either
            self._db = sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True)
        return self._db

    def put_texts(self, texts: Iterable[tuple[str, str]]) -> None:
        """Keeps set texts, each under its mark."""
        self._db.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", texts)

    def sweep_texts(self, live: set[str]) -> None:
        """Takes out the texts that nobody has any more, where they have become many."""
        (total,) = self._db.execute("SELECT count(*) FROM text").fetchone()
        if total > 100 + len(live) * 5 // 4:
            gone = [row for row in self._db.execute("SELECT mark FROM text") if row[0] not in live]
            self._db.executemany("DELETE FROM text WHERE mark = ?", gone)

    def forget(self) -> None:
        """Takes out every text that no manuscript has and every view that no page has, and leaves no trace of what was taken out."""
        live = {kept.text for kept in self.readings().values()}
        shows = self.note("shows") or {}
        texts = [row for row in self._db.execute("SELECT mark FROM text") if row[0] not in live]
        views = [row for row in self._db.execute("SELECT file FROM view") if not shows.get(row[0])]
        with self.writing():
            self._db.executemany("DELETE FROM text WHERE mark = ?", texts)
            self._db.executemany("DELETE FROM view WHERE file = ?", views)
        self._db.execute("VACUUM")  # what was deleted before would still lie in the file

    # what each page that shows a text was printed from, its texts apart

    def view(self, file: str) -> tuple[str, bytes] | None:
        """What was kept of a page's view: the mark of all that it hung on, and the page."""
        row: tuple[str, bytes] | None = self._db.execute("SELECT key, value FROM view WHERE file = ?", (file,)).fetchone()
        return row

    def put_views(self, views: Iterable[tuple[str, str, bytes]]) -> None:
        self._db.executemany("REPLACE INTO view VALUES (?, ?, ?)", views)

    # what was printed: where each page leads, and the places on it that others may lead to

    def sheet(self, file: str) -> Any:
        """What was kept of a printed page, or None."""
        row = self._db.execute("SELECT value FROM sheet WHERE file = ?", (file,)).fetchone()
        return marshal.loads(row[0]) if row else None

    def sheets(self) -> Iterator[tuple[str, Any]]:
        """What was kept of every printed page."""
        for file, value in self._db.execute("SELECT file, value FROM sheet"):
            yield file, marshal.loads(value)

    def put_sheets(self, sheets: Iterable[tuple[str, Any]], gone: Iterable[str]) -> None:
        """Keeps sheets, and forgets the pages that are gone."""
        names = [(file,) for file in gone]
        self._db.executemany("DELETE FROM sheet WHERE file = ?", names)
        self._db.executemany("DELETE FROM view WHERE file = ?", names)
        self._db.executemany("REPLACE INTO sheet VALUES (?, ?)", ((file, marshal.dumps(value)) for file, value in sheets))


def recall(folder: Path) -> dict[str, Any]:
    """All readings of the ledger in a folder, as they stand."""
    ledger = Ledger(folder)
    try:
        return ledger.readings()
    finally:
        ledger.close()


class _Writing:
    """One transaction."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _bundle_of(source: str) -> int:
    return crc32(os.fsencode(source)) % BUNDLES


def packages() -> str:
    """Python, and every package that is installed beside it, by name and version."""
    folders = [folder for folder in sys.path if "-packages" in folder and os.path.isdir(folder)]
    names = (name for folder in folders for name in os.listdir(folder) if name.endswith((".dist-info", ".pth")))
    return "\n".join([sys.version, *sorted(names)])
