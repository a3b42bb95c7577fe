"""Cuts a set text into passages, each short enough that no more than one end of a line or a page comes in between."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from plugins.magazine.html_tree import parsed
from plugins.magazine.screen import Sight, sight

LONGEST = 160  # characters: some two lines
_RUNS = frozenset("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time tt u var wbr".split())
_NO_WORDS = frozenset("svg video audio iframe canvas template title datalist".split())  # what stands in them is read by no edition alike


class Passage(NamedTuple):
    """Words that must be read, and what they are, as in "its headline"."""

    name: str
    words: str


@lru_cache(maxsize=256)
def passages(html: str) -> tuple[Passage, ...]:
    """All words of set HTML that its own styles do not hide, in order."""
    if not html.strip():
        return ()
    blocks: list[list[str]] = [[]]
    _gather(parsed(html), Sight(), blocks)
    found = [piece for block in blocks for piece in _cut("".join(block).split())]
    names = ["its beginning", *["its text"] * (len(found) - 2), "its end"]
    return tuple(Passage(name, words) for name, words in zip(names, found, strict=False))


def _gather(element: Any, around: Sight, blocks: list[list[str]]) -> None:
    """Adds an element's words to the last of the blocks, and begins a new one at each thing that is no run of words."""
    how = sight(element, around) if isinstance(element.tag, str) and element.tag not in _NO_WORDS else None
    apart = how is None or element.tag not in _RUNS
    if apart:
        blocks.append([])
    if how:
        if how.reads:
            blocks[-1].append(element.text or "")
        for child in element:
            _gather(child, how, blocks)
            if how.reads:
                blocks[-1].append(child.tail or "")
    if apart:
        blocks.append([])


def _cut(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + len(word) >= LONGEST:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
