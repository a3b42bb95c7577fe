"""Reads a finished edition as somebody would who looks for one thing in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from plugins.magazine.due import Due, StoryDue
from plugins.magazine.leaf import Leaf, bare, letters, without_digits
from plugins.magazine.passages import Passage, passages
from plugins.magazine.typography import runs_leftward

SHORT = 12  # letters: fewer are found anywhere
NEAR = 400  # letters: some lines
BEGINS = 24  # letters by which a text is known


_ADDRESS = re.compile(r"https?://\S+")


class Stretch(NamedTuple):
    """The leaves on which a story stands. Of one that could not be told from others those are all, and it has no ``start``."""

    leaves: Sequence[int]
    start: int | None = None
    titled: bool = True  # its own title stands above its text, and no other's comes in between


class Reading:
    """An edition that was read; ``prints`` are the marks under which each picture may stand in it, by address.

    One that is a single leaf is cut into many, each of which begins with one of the ``titles`` of its stories.
    """

    def __init__(self, leaves: Iterable[Leaf], prints: Mapping[str, set[str]], titles: Iterable[str] = ()):
        self.leaves = tuple(leaves)
        self._prints = prints
        self._leftward = any(runs_leftward(leaf.words) for leaf in self.leaves)
        self._plain = [bare(leaf.words) for leaf in self.leaves]
        self._is_cut = len(self.leaves) == 1
        if self._is_cut:
            self._plain = _cut(self._plain[0], [bare(title) for title in titles])
            self.leaves *= len(self._plain)
        without = [bare(_ADDRESS.sub("", leaf.words)) for leaf in self.leaves] if not self._is_cut else self._plain
        self._titles = without  # an address is often made of a title
        self._numberless = [without_digits(plain) for plain in self._plain]  # those of notes and pages come in between
        self._all: Sequence[int] = range(len(self._plain))
        self._joined: dict[tuple[int, ...], tuple[str, str]] = {}

    def lacks(self, due: Due, places: Sequence[int] | None = None) -> str:
        """What of something is not there, on certain leaves where they are given; empty where all of it is.

        An advertisement stands all in one place.
        """
        places = self._all if places is None else places
        lacks = self._lacks(due, places)
        if lacks or not due.booked or self._is_cut or len(places) == 1:
            return lacks
        return "" if any(not self._lacks(due, pair) for pair in pairwise(places)) else "all of it in one place"

    def _lacks(self, due: Due, places: Sequence[int]) -> str:
        if lacks := self.first_lacking(due.passages, places):
            return lacks
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
        text, numberless = self._text(self._all if places is None else places)
        wanted = bare(words)
        if wanted in text:
            return True
        if self._leftward:  # whose neighbours a PDF shuffles too
            parts = letters(words)
            if not parts or any(_near(parts[:at], text) and _near(parts[at:], text) for at in range(len(parts))):
                return True
        if runs_leftward(words):
            return False
        if wanted and re.search(r"\d*".join(map(re.escape, wanted)), text):
            return True
        wanted = without_digits(wanted)
        return len(wanted) >= SHORT and any(wanted[:at] in numberless and wanted[at:] in numberless for at in range(len(wanted)))

    def _text(self, places: Sequence[int]) -> tuple[str, str]:
        key = tuple(places)
        if key not in self._joined:
            self._joined[key] = "".join(self._plain[at] for at in places), "".join(self._numberless[at] for at in places)
        return self._joined[key]

    def times(self, words: str, places: Sequence[int] | None = None) -> int:
        """How many times words stand in it just so."""
        text, _ = self._text(self._all if places is None else places)
        return text.count(bare(words))

    def holds(self, words: str) -> bool:
        """Whether words stand in it just so."""
        text, _ = self._text(self._all)
        parts = letters(words) if runs_leftward(words) else []
        return bare(words) in text or bool(parts) and _near(parts, text)

    def leads(self, address: str) -> bool:
        """Whether it leads to an address, in its words or by a link."""
        return any(_leads(address, leaf) for leaf in (self.leaves[:1] if self._is_cut else self.leaves))

    def stretches(self, stories: Sequence[StoryDue]) -> list[Stretch]:
        """Where each of some stories stands: from its title or its beginning to its end, or to the beginning of the next one."""
        titles = {one.placed.story.path: bare(one.story.passages[0].words) for one in stories}
        spans = [self._spans(one, titles[one.placed.story.path]) for one in stories]
        begins = sorted(some[0][0] for some in spans if len(some) == 1)
        found = []
        for one, some in zip(stories, spans, strict=True):
            if len(some) != 1:
                found.append(Stretch(sorted({at for span in some for at in self._leaves(*span, begins)} or self._all)))
                continue
            start, stop = some[0]
            above, titled = self._title(one, start, titles)
            found.append(Stretch(self._leaves(above, max(start, stop), begins), start, titled))
        return found

    def _leaves(self, start: int, stop: int, begins: Sequence[int]) -> Sequence[int]:
        """The leaves of a story: its last is shared with the next, unless the next one's title begins a leaf."""
        following = next((at for at in begins if at > start), len(self._plain))
        if self._is_cut:
            return range(max(0, start - 1), max(stop + 1, following))
        return range(start, min(max(stop, following) + 1, len(self._plain)))

    def _title(self, one: StoryDue, start: int, titles: Mapping[str, str]) -> tuple[int, bool]:
        """The leaf with the title that is nearest above a text, and whether no other story's stands in between."""
        own = titles[one.placed.story.path]
        above = max((at for at in self._titled(own) if at <= start), default=start)
        if above == start or len(own) < SHORT:
            return start, True
        said = bare(" ".join(passage.words for passage in (*one.story.passages, *one.byline, *one.above, *one.credits)))
        others = [title for path, title in titles.items() if path != one.placed.story.path and len(title) >= SHORT and title not in said]
        if any(title in self._titles[at] for title in others for at in range(above, start + 1)):
            return start, False
        return above, True

    def _spans(self, one: StoryDue, title: str) -> list[tuple[int, int]]:
        """The leaves between which a story stands: nearest below its title, and nearest to each other.

        There may be several of a story so short, or so like another, that nobody could tell by its words which are its own.
        """
        text = passages(one.text)
        if not text:
            return []
        titled = self._titled(title)
        starts = self._on(without_digits(bare(text[0].words))[:BEGINS])
        stops = self._on(without_digits(bare(text[-1].words))[-BEGINS:])

        def far(start: int, stop: int) -> tuple[int, int]:
            above = max((at for at in titled if at <= start), default=start - len(self._plain))
            while above - 1 in titled:  # the running heads of one story
                above -= 1
            return start - above, stop - start

        pairs = [(start, stop) for start in starts for stop in stops if stop >= start]
        nearest = min((far(*pair) for pair in pairs), default=None)
        return [pair for pair in pairs if far(*pair) == nearest]

    def _titled(self, title: str) -> list[int]:
        return [at for at in self._all if title in self._titles[at]]

    def _on(self, numberless: str) -> list[int]:
        return [at for at in self._all if numberless in self._numberless[at]]


def _cut(text: str, titles: Iterable[str]) -> list[str]:
    """A text as parts that begin with the titles; short ones are found anywhere."""
    long = sorted({title for title in titles if len(title) >= SHORT}, key=len, reverse=True)
    return [part for part in re.split(f"(?={'|'.join(map(re.escape, long))})", text) if part] if long else [text]


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
    """Whether a leaf leads to an address, or has it printed; signs that some write as numbers are the same sign."""
    wanted = bare(unquote(link).partition("://")[2] or link)
    return any(wanted == bare(unquote(one).partition("://")[2] or one) for one in leaf.links) or wanted in bare(leaf.words)
