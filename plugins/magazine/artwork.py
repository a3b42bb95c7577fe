"""The artwork of a day: the pictures and the other files that something printed shows or links to. No others go out."""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from plugins.magazine.advert import adverts
from plugins.magazine.conversation import conversations
from plugins.magazine.listing import shown_cards
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.picture import FACE, OWN, PAGE, is_picture
from plugins.magazine.pictures import Wanted
from plugins.magazine.reading import TEXTS
from plugins.magazine.remembered import remembered
from plugins.magazine.run import PRINTED
from plugins.magazine.story import Story

IMAGES = "images/"


class Artwork(NamedTuple):
    """``copied`` are files that go out as they are, ``pictures`` those that are printed anew."""

    copied: tuple[str, ...]
    pictures: tuple[Wanted, ...]


@remembered
def artwork(magazine: Magazine, day: date) -> Artwork:
    """All artwork of a day.

    On a site without issues a file in ``images/`` also goes out where nobody names it, since its articles may use it in
    ways of their own, unless something that is not printed today does.
    """
    run = magazine.run(day)
    pages, faces, lenient, hidden = set[str](), set[str](), set[str](), set[str]()
    texts: list[Settable] = []
    unprinted: list[str] = []
    for placed in run.placed.values():
        image = placed.story.header.image
        seen = {image.src} if image else set()
        if placed.state == PRINTED:
            texts.append(placed.story)
            (pages if placed.story.is_case else lenient).update(seen)
        else:
            hidden |= seen
            unprinted.append(placed.story.body)
    for issue in magazine.issues:
        if issue in run.issues:
            texts.append(issue)
        else:
            unprinted.append(issue.letter)
    texts += (comment for said in conversations(run).values() for comment in said.said)
    cards = shown_cards(magazine, day)
    for card in [*magazine.directory.people.values(), *magazine.directory.businesses.values()]:
        face = {card.picture.src} if card.picture else set()
        if card.path in cards:
            faces |= face
            texts += [card] if card.biography else []
        else:
            hidden |= face
            unprinted.append(card.biography)
    texts += [page for page in magazine.standing if page.shown]
    for text in texts:
        (lenient if _is_ordinary(text) else pages).update(_linked(magazine, text))
    pages |= adverts(magazine, day).artwork
    faces |= {magazine.masthead.logo.svg, magazine.masthead.logo.png}
    shown = pages | lenient | faces
    unnamed = {name for name in magazine.files if name.startswith(IMAGES)} - shown - hidden if not magazine.issues else set()
    unnamed -= _spoken_of(unnamed, unprinted)
    manuscripts = {name for name in magazine.files if name.lower().endswith((*TEXTS, ".yml", ".yaml", ".lock.json"))}
    out = ((shown | unnamed) & magazine.files.keys()) - manuscripts - set(magazine.unsafe_drawings)
    printed = {name for name in out if name in magazine.originals and not magazine.originals[name].fault}
    wanted = [Wanted(name, PAGE, name in pages) for name in printed & (pages | lenient)]
    wanted += [Wanted(name, FACE) for name in printed & faces]
    wanted += [Wanted(name, OWN, strict=False) for name in printed & unnamed]
    return Artwork(tuple(sorted(name for name in out if not is_picture(name))), tuple(sorted(wanted)))


def _is_ordinary(text: Settable) -> bool:
    return not text.is_case if isinstance(text, Story) else text.manuscript.syntax != "yaml"


def _spoken_of(pictures: set[str], texts: list[str]) -> set[str]:
    """The pictures whose names stand anywhere in texts that are not printed, in whatever markup."""
    words = unquote("\n".join(texts)).casefold() if pictures else ""
    return {name for name in pictures if name.rpartition("/")[2].casefold() in words}


def _linked(magazine: Magazine, text: Settable) -> set[str]:
    """The files that a set text leads to."""
    root, sources = magazine.masthead.root, _sources(magazine)
    links = (link.removeprefix(root) for link in magazine.galley(text).links if link.startswith(f"{root}/"))
    return {sources.get(link) or unquote(re.split("[?#]", link)[0])[1:] for link in links}


@remembered
def _sources(magazine: Magazine) -> dict[str, str]:
    """The files of pictures by the addresses that texts lead to."""
    return {address: source for source, address in magazine.addresses.pictures.items()}
