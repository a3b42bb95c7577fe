"""A trial is the magazine as it would be with other files in it: it is read and proofed, and nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.desk.house import CONTENT
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import Masthead
from plugins.magazine.picture import Original
from plugins.magazine.reading import Reading, read_file

New = Mapping[str, str | Path]  # by their names below content/: the text of a file, or where the picture lies that it is to be


class Trial:
    """A magazine of which each file is read once, however often it is tried out with new ones.

    ``skimmed`` where nobody asks what the bodies of its own stories link to.
    """

    def __init__(self, root: Path, *, skimmed: bool = False):
        self._content, self._skimmed = root / CONTENT, skimmed
        self._new: dict[str, str | Path] = {}
        self._readings: dict[str, Reading] = {}
        self._originals: dict[str, Original] = {}
        self.magazine = load(self._content, read_all=self._read, look_at=self._look_at)
        self._files = dict(self.magazine.files)

    def tried(self, new: New) -> Magazine:
        """The magazine as it would be with these files in it, in place of others of the same name."""
        sizes = {name: len(text.encode()) if isinstance(text, str) else text.stat().st_size for name, text in new.items()}
        kept = self._new
        self._new = {**kept, **new}
        try:
            return load(self._content, files=self._files | sizes, read_all=self._read, look_at=self._look_at)
        finally:
            self._new = kept

    def keep(self, new: New, magazine: Magazine) -> None:
        """Goes on from the magazine as it was tried with these files."""
        self._new |= new
        self._files, self.magazine = dict(magazine.files), magazine

    def _read(self, sources: Iterable[str], masthead: Masthead) -> Iterator[Reading]:
        for source in sources:
            text = self._new.get(source)
            if isinstance(text, str):
                yield read_file(self._content, CONTENT, source, masthead, text.encode())
                continue
            if source not in self._readings:
                self._readings[source] = read_file(self._content, CONTENT, source, masthead, skimmed=self._skimmed)
            yield self._readings[source]

    def _look_at(self, content: Path, names: Iterable[str]) -> dict[str, Original]:
        from plugins.magazine.photograph import original  # it opens Pillow, and most magazines of a test have no pictures

        found = {}
        for name in names:
            where = self._new.get(name)
            if isinstance(where, Path):
                found[name] = original(where)
            else:
                found[name] = self._originals.get(name) or self._originals.setdefault(name, original(content / name))
        return found
