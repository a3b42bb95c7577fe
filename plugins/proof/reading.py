"""Reads a finished edition as somebody would who looks for one thing in it."""

from collections.abc import Iterable, Mapping, Sequence

from plugins.magazine.due import Due, Passage, StoryDue
from plugins.magazine.leaf import Leaf, bare, letters, without_digits
from plugins.magazine.typography import runs_leftward

SHORT = 12  # letters: fewer are found anywhere
NEAR = 400  # letters: some lines


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
        if runs_leftward(words):
            parts = letters(words)
            return not parts or any(_near(parts[:at], text) and _near(parts[at:], text) for at in range(len(parts)))
        wanted, text = without_digits(wanted), without_digits(text)
        if len(wanted) < SHORT:
            return False
        return any(wanted[:at] in text and wanted[at:] in text for at in range(len(wanted)))

    def holds(self, words: str) -> bool:
        """Whether words stand in it just so."""
        text = "".join(self._plain)
        parts = letters(words) if runs_leftward(words) else []
        return bare(words) in text or bool(parts) and _near(parts, text)

    def leads(self, address: str) -> bool:
        """Whether it leads to an address, in its words or by a link."""
        return any(_leads(address, leaf) for leaf in self.leaves)

    def stretches(self, stories: Sequence[StoryDue]) -> list[list[int]]:
        """The leaves on which each of some stories stands: from its beginning to its end, or to the beginning of the next one."""
        spans = [self._spans(one) for one in stories]
        begins = sorted(some[0][0] for some in spans if len(some) == 1)

        def leaves(start: int, stop: int) -> range:
            following = next((at for at in begins if at > start), len(self.leaves) - 1)
            return range(start, max(stop, following) + 1)

        return [sorted({at for span in some for at in leaves(*span)} or self._all) for some in spans]

    def _spans(self, one: StoryDue) -> list[tuple[int, int]]:
        """The leaves between which a story stands: nearest below its title, and nearest to each other.

        There may be several of a story so short, or so like another, that nobody could tell by its words which are its own.
        """
        if len(one.text) < 2:
            return []
        titled = self._leaves(bare(one.story.passages[0].words))
        starts = self._leaves(bare(one.text[0].words)[: SHORT * 2])
        stops = self._leaves(bare(one.text[1].words)[-SHORT * 2 :])

        def far(start: int, stop: int) -> tuple[int, int]:
            return min((start - at for at in titled if at <= start), default=len(self.leaves)), stop - start

        pairs = [(start, stop) for start in starts for stop in stops if stop >= start]
        nearest = min((far(*pair) for pair in pairs), default=None)
        return [pair for pair in pairs if far(*pair) == nearest]

    def _leaves(self, plain: str) -> list[int]:
        return [at for at in self._all if plain in self._plain[at]]


def _near(parts: Sequence[str], text: str) -> bool:
    """Whether words stand near each other, each in its own or in the other direction: so a PDF gives lines that run leftward."""
    longest = max(parts, key=len, default="")
    for one in dict.fromkeys((longest, longest[::-1])):
        at = text.find(one)
        while at >= 0:
            around = text[max(0, at - NEAR) : at + NEAR]
            if all(part in around or part[::-1] in around for part in parts):
                return True
            at = text.find(one, at + 1)
    return False


def _leads(link: str, leaf: Leaf) -> bool:
    """Whether a leaf leads to an address, or has it printed."""
    bare_link = link.rstrip("/")
    return any(one.rstrip("/") == bare_link for one in leaf.links) or bare(bare_link.partition("://")[2]) in bare(leaf.words)
