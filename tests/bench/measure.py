"""Runs one command and measures it: its time, the processor's, the memory of it and all it starts, and what it wrote."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

EVERY = 0.02  # seconds between two looks at the memory
LIMIT = 3600.0  # seconds after which a build is ended
PROPORTIONAL = Path("/proc/self/smaps_rollup").exists()
KIND_OF_MEMORY = "PSS" if PROPORTIONAL else "RSS"


class Run(NamedTuple):
    """One run. Times are in seconds, memory in bytes; ``said`` is how its output ended."""

    wall: float
    cpu: float
    peak: int
    status: int
    said: str


def run(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> Run:
    """Runs a command to its end.

    The wall time is of the monotonic clock; the processor's is what ``wait4`` accounts to the command and to all children
    that it waited for. The memory is the greatest sum over the process and its descendants, as ``smaps_rollup`` tells it
    (see proc(5)): PSS, in which what processes share is counted once.
    """
    with log.open("wb") as said:
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        watch = _Memory(process.pid)
        watch.start()
        killer = threading.Timer(LIMIT, process.kill)
        killer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            killer.cancel()
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.over.set()
        watch.join()
    end = log.read_text(errors="replace").strip().splitlines()[-3:]
    return Run(wall, usage.ru_utime + usage.ru_stime, watch.peak, process.returncode, " / ".join(end))


class _Memory(threading.Thread):
    """Looks at the memory of a process and its descendants until ``over`` is set."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self.over.wait(pause):
            begun = time.monotonic()
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(self.pid)))
            # a look at a large process takes its time and holds the process up: never more than a tenth of it
            pause = max(EVERY, 10 * (time.monotonic() - begun))


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                yield from _family(int(child))
    except OSError:  # it has ended meanwhile
        return


def _memory(pid: int) -> int:
    try:
        if PROPORTIONAL:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):  # it has ended meanwhile
        return 0


Files = dict[str, tuple[int, int, int]]  # inode, time of change, size


def files(folder: Path) -> Files:
    """All files below a folder, with what tells whether one was written."""
    found: Files = {}
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    found[entry.path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def written(before: Files, after: Files) -> tuple[int, int]:
    """How many files were written between two looks, and their bytes."""
    changed = [now[2] for path, now in after.items() if before.get(path) != now]
    return len(changed), sum(changed)
