"""The ledger of a sending: before each message that it is on its way, and after it what the server said.

A line a happening, only ever added to. What is written about a message is on the disk before the message leaves, so that
whatever stops the desk, at most one message is on its way of which nobody knows whether it arrived.
"""

import os
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused, shown
from plugins.desk.outgoing.post import IN_DOUBT, REFUSED, SENT

ON_ITS_WAY, LATER, DONE, MADE = "on its way", "later", "done", "made"
OVER = (SENT, REFUSED, IN_DOUBT, ON_ITS_WAY)  # who stands so is not written to by itself
_STATES = (*OVER, LATER, DONE, MADE)
NOBODY = "-"
_to_disk = getattr(os, "fdatasync", os.fsync)


class Entry(NamedTuple):
    """What is known of one reader: the last line about them."""

    state: str
    words: str
    line: int


class Ledger:
    """One ledger; only ``to_write`` is it opened to be added to.

    Whoever was on their way when the desk was stopped is in doubt from then on.
    """

    def __init__(self, file: Path, root: Path, *, to_write: bool):
        self.path, self.entries, self.done, self._file = shown(file, root), dict[str, Entry](), "", -1
        raw = file.read_bytes() if file.exists() else b""
        whole = raw[: raw.rfind(b"\n") + 1]  # the machine may have lost its power in the middle of a line
        if to_write:
            self._file = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            os.ftruncate(self._file, len(whole))
        self._lines = 0
        for line in whole.decode("utf-8", "replace").split("\n")[:-1]:
            self._take(line)
        for mark, one in list(self.entries.items()):
            if one.state == ON_ITS_WAY:
                self.note(mark, IN_DOUBT, "the desk was stopped while it was on its way")

    def intend(self, mark: str) -> None:
        """Says that a message leaves now; everything before is on the disk when this is done, or Refused is raised."""
        self.note(mark, ON_ITS_WAY, "")
        self._kept()

    def note(self, mark: str, state: str, words: str) -> None:
        """Writes down what became of a message; raises Refused where the disk does not take it."""
        line = f"{state}\t{mark}\t{' '.join(words.split())}"
        if self._file >= 0:
            self._write(f"{line}\n".encode("utf-8", "replace"))
        self._take(line)

    def finish(self, words: str) -> None:
        """Says that nobody is left to be written to."""
        self.note(NOBODY, DONE, words)

    def close(self) -> None:
        """Lets go of the file; everything is on the disk when this is done."""
        try:
            self._kept()
        finally:
            os.close(self._file)

    def those(self, *states: str) -> list[str]:
        """The marks of whoever stands in one of these states."""
        return [mark for mark, one in self.entries.items() if one.state in states]

    def _write(self, line: bytes) -> None:
        """Adds a line, all of it or nothing: half a line would be none, and the message that it tells of would leave again."""
        size, rest = os.fstat(self._file).st_size, line
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            os.ftruncate(self._file, size)
            raise self._full(error) from error

    def _kept(self) -> None:
        """Everything is on the disk when this is done."""
        try:
            _to_disk(self._file)
        except OSError as error:
            raise self._full(error) from error

    def _full(self, error: OSError) -> Refused:
        return Refused(self.path, f"it cannot be written ({error.strerror}): make room on the disk, then give the command again")

    def _take(self, line: str) -> None:
        self._lines += 1
        state, mark, words = [*line.split("\t", 2), "", ""][:3]
        if state not in _STATES or not mark:
            raise Refused(self.path, "this line is not the desk's own: put the ledger back as it was (git log)", self._lines)
        if state == DONE:
            self.done = words
        else:
            self.entries[mark] = Entry(state, words, self._lines)
