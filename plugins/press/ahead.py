"""What changed is read by a copy of the press while the press itself begins: reading a header takes much to be imported."""

import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from plugins.magazine import masthead
from plugins.magazine.data_file import KNOWN
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.masthead import Masthead
from plugins.magazine.reading import Reading, kind_of, read_file
from plugins.magazine.terms import Terms, folder_beside, read_terms
from plugins.press.aside import Aside
from plugins.press.ticket import label_of
from plugins.press.timer import PATIENCE, do
from plugins.press.tree import Trees
from plugins.press.unchanged import Look, strayed


class Ahead(NamedTuple):
    """What was read ahead: some files by their path, as the ``masthead`` has them, each with the mark of the very bytes that were read.

    ``data`` is what is known of data files (``data_file.KNOWN``).
    """

    masthead: Masthead | None = None
    readings: dict[str, tuple[Reading, str]] = {}
    data: dict[Any, Any] = {}


class OtherHand:
    """A copy of the press, which reads what changed, and then finds out which files of the next tree strayed."""

    def __init__(self, seen: Look, trees: Trees):
        self._aside = Aside(partial(_answers, seen, trees))
        self._read: Ahead | None = None

    @property
    def is_reading(self) -> bool:
        """Whether what changed is not read yet."""
        return self._read is None and not self._aside.answered()

    def read(self) -> Ahead:
        """What changed, as soon as it is read."""
        self._read = self._read or self._aside.answer()
        return self._read

    def strayed(self) -> frozenset[str]:
        """What is not as it was in the tree that is printed next; asked once."""
        self.read()
        found: frozenset[str] = self._aside.answer()
        return found

    def close(self) -> None:
        """Asks nothing more."""
        self._aside.close()


def _answers(seen: Look, trees: Trees) -> Iterator[Any]:
    yield _read(seen)
    yield strayed(trees)


def _read(seen: Look) -> Ahead:
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
        outcome = do(read_file, [(content, label, source, head, raw)], PATIENCE)[0]
        if not outcome.failure:  # who asks for it tries again, and hears what is wrong
            readings[source] = outcome.result, mark_of_bytes(raw)
    read_terms(folder_beside(content))
    return Ahead(head, readings, KNOWN)


def remember(seen: Look) -> None:
    """Brings what the last build knew of data files: of those that are as they were, nothing need be read again."""
    KNOWN.clear()
    KNOWN.update(pickle.loads(seen.known) if seen.known else {})


def terms_beside(content: Path, other: OtherHand | None) -> Terms:
    """The names that must not appear, where this machine has them."""
    folder = folder_beside(content)
    if other and folder.is_dir():
        KNOWN.update(other.read().data)
    return read_terms(folder)
