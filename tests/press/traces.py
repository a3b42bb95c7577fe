"""Kinds of edits that leave misleading traces: equal times, exchanged names, files that go and return, builds between."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.press.moves import ANYTHING, IMAGES, STORIES, TEMPLATES, TEXTS, WORDS, chosen, kind
from tests.press.workshop import ONE_TIME, Workshop

_LIKE_SIZED = re.compile(r"\bthe (?=[a-z])|M[01]")


@kind
def same_size_and_time_another_file(shop: Workshop, number: int) -> None:
    """As a tool does that writes a file anew beside the old one and keeps its time."""
    _restamped(shop, number, in_place=False)


@kind
def same_size_and_time_in_place(shop: Workshop, number: int) -> None:
    """As two changes within one tick of a coarse clock."""
    _restamped(shop, number, in_place=True)


@kind
def twice_within_a_second(shop: Workshop, number: int) -> None:
    """On a file system that knows whole seconds, with a build between."""
    name, _ = chosen(shop, number, *TEXTS, WORDS)
    if name:
        for letter in "ab":
            path = shop.root / name
            text = re.sub(r"\n# .$", "", shop.read(name).rstrip())
            shop.write(name, f"{text}\n# {letter if number % 2 else letter.upper()}\n")
            os.utime(path, (ONE_TIME, ONE_TIME))
            if letter == "a":
                shop.finish(shop.start(shop.output))


@kind
def replaced_by_an_older_file(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS)
    if name:
        shop.write(name, shop.read(name) + f"\nFrom long ago, {number}.\n")
        os.utime(shop.root / name, (1_000_000_000 + number, 1_000_000_000 + number))


@kind
def exchanged(shop: Workshop, number: int) -> None:
    """Two files take each other's name; where there are such, two of one size. All have one time unless they were edited."""
    one, turn = chosen(shop, number, IMAGES, STORIES)
    others = [name for name in shop.files(IMAGES if one.endswith(".svg") else STORIES) if name != one]
    if one and others:
        size = (shop.root / one).stat().st_size
        others = [name for name in others if (shop.root / name).stat().st_size == size] or others
        first, second, between = shop.root / one, shop.root / others[turn % len(others)], shop.root / "between"
        first.rename(between)
        second.rename(first)
        between.rename(second)


@kind
def touch(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *ANYTHING)
    os.utime(shop.root / name)


@kind
def written_again(shop: Workshop, number: int) -> None:
    """As a change of branch and back does it: other files, other times, the same bytes."""
    for name in shop.files(*ANYTHING):
        text = (shop.root / name).read_bytes()
        (shop.root / name).unlink()
        shop.write(name, text)


@kind
def moved_away(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS, IMAGES)
    if name:
        away = shop.root / "away" / name
        away.parent.mkdir(parents=True, exist_ok=True)
        (shop.root / name).rename(away)


@kind
def moved_back(shop: Workshop, number: int) -> None:
    """The very file, with its time and its number; or, where nothing is away, one that leaves and returns with a build between."""
    if not any(path.is_file() for path in (shop.root / "away").rglob("*")):
        moved_away(shop, number)
        shop.finish(shop.start(shop.output))
    for path in sorted(path for path in (shop.root / "away").rglob("*") if path.is_file()):
        name = path.relative_to(shop.root / "away")
        if (shop.root / name).parent.is_dir():
            path.rename(shop.root / name)


@kind
def link_to_another(shop: Workshop, number: int) -> None:
    """A picture becomes a link to another, whose bytes then change with it."""
    one, turn = chosen(shop, number, IMAGES)
    two, _ = chosen(shop, turn, IMAGES)
    if one and two and (shop.root / one).resolve() != (shop.root / two).resolve():
        (shop.root / one).unlink()
        (shop.root / one).symlink_to(Path(two).name)


@kind
def printed_without_memory(shop: Workshop, number: int) -> None:
    shop.finish(shop.start(shop.output, CLEAN="1"))


@kind
def printed_for_once(shop: Workshop, number: int) -> None:
    shop.finish(shop.start(shop.output, KEEP="0"))


@kind
def printed_by_bare_pelican(shop: Workshop, number: int) -> None:
    shop.finish(shop.start(shop.output, BARE="1"))


def _restamped(shop: Workshop, number: int, *, in_place: bool) -> None:
    """Changes three letters or a digit of a file, and nothing else that a listing of its folder shows."""
    having = [name for name in shop.files(*TEXTS, IMAGES, TEMPLATES, WORDS) if _LIKE_SIZED.search(shop.read(name))]
    if having:
        name = having[number % len(having)]
        path, before = shop.root / name, (shop.root / name).stat()
        other = _LIKE_SIZED.sub(lambda found: "our " if found[0] == "the " else "M2", shop.read(name), count=1)
        target = name if in_place else f"{name}~"
        shop.write(target, other)
        os.utime(shop.root / target, ns=(before.st_atime_ns, before.st_mtime_ns))
        (shop.root / target).replace(path)
