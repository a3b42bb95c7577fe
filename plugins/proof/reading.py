"""Reads a finished edition as somebody would who looks for one thing in it."""

from collections.abc import Iterable, Mapping, Sequence

from plugins.magazine.due import Due, Passage
from plugins.magazine.leaf import Leaf, bare, without_digits

SHORT = 12  # letters: fewer are found anywhere


class Reading:
    """An edition that was read; ``prints`` are the marks under which each picture may stand in it, by address."""

    def __init__(self, leaves: Iterable[Leaf], prints: Mapping[str, set[str]]):
        self.leaves = tuple(leaves)
        self._prints = prints
        self._plain = [bare(leaf.words) for leaf in self.leaves]
        self._all = range(len(self.leaves))

    def lacks(self, due: Due, places: Sequence[int] | None = None) -> str:
        """What of something is not there, on certain leaves where they are given; empty where all of it is."""
        places = self._all if places is None else places
        for passage in due.passages:
            if not self.says(passage.words, places):
                return f"{passage.name} (\u201c{passage.words}\u201d)"
        leaves = [self.leaves[at] for at in places]
        if due.picture and not any(self._prints[due.picture] & set(leaf.pictures) for leaf in leaves):
            return f"its picture ({due.picture})"
        if due.link and not any(_leads(due.link, leaf) for leaf in leaves):
            return f"its address ({due.link})"
        return ""

    def first_lacking(self, text: Iterable[Passage], places: Sequence[int] | None = None) -> str:
        """The first passage that is not there; empty where all are."""
        wanted = self._all if places is None else places
        return next((f"{one.name} (\u201c{one.words}\u201d)" for one in text if not self.says(one.words, wanted)), "")

    def says(self, words: str, places: Sequence[int] | None = None) -> bool:
        """Whether words can be read, also where a page ends between them, or the number of a note stands there."""
        text = "".join(self._plain[at] for at in (self._all if places is None else places))
        wanted = bare(words)
        if wanted in text:
            return True
        wanted, text = without_digits(wanted), without_digits(text)
        if len(wanted) < SHORT:
            return False
        return any(wanted[:at] in text and wanted[at:] in text for at in range(len(wanted)))

    def holds(self, words: str) -> bool:
        """Whether words stand in it just so."""
        return bare(words) in "".join(self._plain)

    def leads(self, address: str) -> bool:
        """Whether it leads to an address, in its words or by a link."""
        return any(_leads(address, leaf) for leaf in self.leaves)

    def stretches(self, texts: Sequence[Sequence[Passage]]) -> list[range]:
        """The leaves on which each of some texts stands: from its beginning to its end, or to the beginning of the next one."""
        spans = [self._span(text[0].words, text[1].words) if len(text) > 1 else None for text in texts]
        begins = sorted(span[0] for span in spans if span)
        found = []
        for span in spans:
            following = next((at for at in begins if span and at > span[0]), len(self.leaves) - 1)
            found.append(range(span[0], max(span[1], following) + 1) if span else self._all)
        return found

    def _span(self, begins: str, ends: str) -> tuple[int, int] | None:
        """The leaves between which a text stands: those nearest to each other."""
        first, last = bare(begins)[: SHORT * 2], bare(ends)[-SHORT * 2 :]
        starts = [at for at in self._all if first in self._plain[at]]
        stops = [at for at in self._all if last in self._plain[at]]
        pairs = [(stop - start, start, stop) for start in starts for stop in stops if stop >= start]
        return min(pairs)[1:] if pairs else None


def _leads(link: str, leaf: Leaf) -> bool:
    """Whether a leaf leads to an address, or has it printed."""
    bare_link = link.rstrip("/")
    return any(one.rstrip("/") == bare_link for one in leaf.links) or bare(bare_link.partition("://")[2]) in bare(leaf.words)
