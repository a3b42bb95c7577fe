"""What changed is read by a copy of the press while the press itself begins: reading a header takes much to be imported."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from plugins.magazine import masthead
from plugins.magazine.data_file import KNOWN
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.masthead import Masthead
from plugins.magazine.reading import Reading, kind_of, read_file
from plugins.magazine.terms import Terms, folder_beside, read_terms
from plugins.press.ticket import label_of
from plugins.press.unchanged import Look


class Ahead(NamedTuple):
    """What was read ahead: some files by their path, as the ``masthead`` has them, each with the mark of the very bytes that were read.

    ``data`` is what is known of data files (``data_file.KNOWN``).
    """

    masthead: Masthead | None = None
    readings: dict[str, tuple[Reading, str]] = {}
    data: dict[Any, Any] = {}


def nothing() -> Ahead:
    """Nobody has read anything."""
    return Ahead()


def read_ahead(seen: Look) -> Ahead:
    """Reads what changed, and the names that must not appear."""
    content = Path(seen.content)
    label = label_of(content)
    head, _ = masthead.load(content, f"{label}/{masthead.FILE}")
    readings = {}
    for source in filter(kind_of, seen.sources):
        try:
            raw = (content / source).read_bytes()
        except OSError:  # it is gone again
            continue
        readings[source] = read_file(content, label, source, head, raw), mark_of_bytes(raw)
    read_terms(folder_beside(content))
    return Ahead(head, readings, KNOWN)


def remember(seen: Look) -> None:
    """Brings what the last build knew of data files: of those that are as they were, nothing need be read again."""
    KNOWN.clear()
    KNOWN.update(pickle.loads(seen.known) if seen.known else {})


def terms_beside(content: Path, ahead: Callable[[], Ahead]) -> Terms:
    """The names that must not appear, where this machine has them."""
    folder = folder_beside(content)
    if folder.is_dir():
        KNOWN.update(ahead().data)
    return read_terms(folder)
