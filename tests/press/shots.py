"""Kinds of edits to photographs, which are printed anew: they come, change, change places, are spoilt, and go."""

from __future__ import annotations

import re

from tests.pictures import picture
from tests.press.moves import HEAD, PEOPLE, STORIES, chosen, kind
from tests.press.workshop import Workshop

SHOTS = ("content/images/*.jpg", "content/images/*.png", "content/images/*.gif")
NAMES = ("shot-{}.jpg", "shot-{}.png", "shot-{}.gif")


def _taken(shop: Workshop, number: int) -> str:
    """A photograph; one is taken where there is none yet."""
    if not shop.files(*SHOTS):
        photograph(shop, number)
    return chosen(shop, number, *SHOTS)[0]


def _data(number: int, name: str) -> bytes:
    width, height = 40 + number % 7, 30 + number % 5
    if name.endswith(".jpg"):
        return picture(width, height, "JPEG", turn=1 + number % 8)
    return picture(width, height, "PNG") if name.endswith(".png") else picture(width, height, "GIF", "P")


@kind
def photograph(shop: Workshop, number: int) -> None:
    """One comes, and nobody shows it yet."""
    name = f"content/images/{NAMES[number % 3].format(number % 4)}"
    shop.write(name, _data(number, name))


@kind
def photograph_in_a_header(shop: Workshop, number: int) -> None:
    _named(shop, number, STORIES, "image")


@kind
def photograph_of_a_person(shop: Workshop, number: int) -> None:
    _named(shop, number, PEOPLE, "portrait")


@kind
def photograph_for_a_logo(shop: Workshop, number: int) -> None:
    shot = _taken(shop, number).removeprefix("content/")
    shop.write(HEAD, re.sub(r"(?m)^logo:.*\n", "", shop.read(HEAD)).rstrip("\n") + f"\nlogo: {{png: {shot}, alt: The mark}}\n")


@kind
def photograph_in_a_text(shop: Workshop, number: int) -> None:
    shot = _taken(shop, number).removeprefix("content/")
    name, turn = chosen(shop, number, STORIES, "content/notes/*.md", PEOPLE)
    if name:
        line = (f'![A shot]({shot} "Number {number}")', f"![A shot](/{shot})", f"See [a shot]({{static}}/{shot}).")[turn % 3]
        shop.write(name, f"{shop.read(name)}\n{line}\n")


@kind
def photograph_taken_again(shop: Workshop, number: int) -> None:
    name = _taken(shop, number)
    shop.write(name, _data(number + 1, name))


@kind
def photograph_of_another_kind(shop: Workshop, number: int) -> None:
    """A name tells nothing of what is in a file."""
    name = _taken(shop, number)
    shop.write(name, picture(44, 33, ("PNG", "WEBP", "JPEG")[number % 3]))


@kind
def photographs_exchanged(shop: Workshop, number: int) -> None:
    one, turn = _taken(shop, number), number // 3
    two, _ = chosen(shop, turn, *SHOTS)
    first, second = (shop.root / one).read_bytes(), (shop.root / two).read_bytes()
    shop.write(one, second)
    shop.write(two, first)


@kind
def photograph_cut_off(shop: Workshop, number: int) -> None:
    name = _taken(shop, number)
    shop.write(name, (shop.root / name).read_bytes()[: -60 - number % 40])


@kind
def photograph_spoilt(shop: Workshop, number: int) -> None:
    shop.write(_taken(shop, number), f"no picture, {number}")


@kind
def photograph_gone(shop: Workshop, number: int) -> None:
    (shop.root / _taken(shop, number)).unlink()


def _named(shop: Workshop, number: int, pattern: str, field: str) -> None:
    shot = _taken(shop, number).removeprefix("content/")
    name, _ = chosen(shop, number, pattern)
    if name:
        text = re.sub(rf"(?m)^{field}:.*\n", "", shop.read(name))
        shop.write(name, text.replace("---\n", f"---\n{field}: {{src: {shot}, alt: Number {number}}}\n", 1))
