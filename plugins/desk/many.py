"""Thousands of manuscripts are read by as many copies of the desk as there are processors."""

import os
import threading
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from plugins.desk.parent import end_with
from plugins.magazine.masthead import Masthead
from plugins.magazine.reading import Reading, read_file

MANY = 1000  # fewer are read sooner than other hands can be called
CHUNK = 100  # that travel together


def read_all(content: Path, sources: list[str], masthead: Masthead) -> Iterable[Reading]:
    """What each of these files below ``content`` says, in their order."""
    read = partial(read_file, content, content.name, masthead=masthead)
    hands = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    # a copy has none of the threads of this process, and would wait for ever for what they held
    if len(sources) < MANY or hands < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return map(read, sources)
    import multiprocessing  # most magazines do without
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(hands, multiprocessing.get_context("fork"), end_with, (os.getpid(),)) as pool:
        return list(pool.map(read, sources, chunksize=CHUNK))
