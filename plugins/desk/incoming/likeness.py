"""Whether a text was printed before, whole or in part: told by runs of words that it shares with a story."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from plugins.magazine.story import Story

RUN = 5  # words in a row that two texts hardly share by chance
FEWEST = 12  # runs, below which nothing can be told
MUCH = 0.3
NEAREST = 30  # stories that are looked at word by word: those that share the most long words with it
_LONG_WORD = re.compile(r"\w{7,}")
_WORD = re.compile(r"\w+")


class Like(NamedTuple):
    """A story that holds a part of a text, as a number up to 1."""

    story: Story
    share: float


class Printed:
    """The stories of a magazine, to hold texts against."""

    def __init__(self, stories: Iterable[Story]):
        self._stories = tuple(stories)

    def like(self, text: str) -> Like | None:
        """The story that holds the most of a text, where that is much."""
        runs = _runs(text)
        long_words = frozenset(_LONG_WORD.findall(text.lower()))
        if len(runs) < FEWEST or not long_words:
            return None
        shared = [(len(long_words & words), one.path, one) for one, words in zip(self._stories, self._long_words, strict=True)]
        near = sorted((one for one in shared if one[0]), key=lambda one: (-one[0], one[1]))
        found = [Like(one, len(runs & _runs(one.body)) / len(runs)) for _, _, one in near[:NEAREST]]
        best = max(found, key=lambda one: one.share, default=None)
        return best if best and best.share >= MUCH else None

    @cached_property
    def _long_words(self) -> list[frozenset[str]]:
        """The long words of each story, by which the nearest are found."""
        words: dict[str, str] = {}  # each word in memory once
        return [frozenset(words.setdefault(word, word) for word in _LONG_WORD.findall(one.body.lower())) for one in self._stories]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))
