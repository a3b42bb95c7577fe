"""The files that the printed pages use: pictures and the inks. No others of the content go out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, unquote

from plugins.magazine.advert import adverts
from plugins.magazine.conversation import conversations
from plugins.magazine.ink import BLACK_DARK, BLACK_LIGHT, PAPER_DARK, PAPER_LIGHT, Ink, ink
from plugins.magazine.listing import shown_cards
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.page import Copy, Page, copied
from plugins.magazine.reading import TEXTS
from plugins.magazine.run import PRINTED

IMAGES = "images/"


class Inks(NamedTuple):
    """The ink of every issue that is out, by number; 0 is the ink of what belongs to none."""

    inks: tuple[tuple[int, Ink], ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every file that goes out beside the pages."""
    for source in sorted(used(magazine, day)):
        yield Page(f"/{quote(source)}", copied, Copy(str(magazine.content / source)), f"{magazine.label}/{source}")
    inks = [(0, ink(0)), *((issue.number, issue.ink) for issue in magazine.run(day).issues)]
    yield Page("/theme/inks.css", ink_styles, Inks(tuple(inks)))


def used(magazine: Magazine, day: date) -> set[str]:
    """The files below ``content/`` that something printed shows or links to.

    On a site without issues a file in ``images/`` also goes out where nobody names it, since its articles may use it in
    ways of their own, unless something that is not printed today does.
    """
    run = magazine.run(day)
    shown: set[str] = set()
    hidden: set[str] = set()
    texts: list[Settable] = []
    unprinted: list[str] = []
    for placed in run.placed.values():
        picture = placed.story.header.image
        if placed.state == PRINTED:
            texts.append(placed.story)
            shown |= {picture.src} if picture else set()
        else:
            hidden |= {picture.src} if picture else set()
            unprinted.append(placed.story.body)
    for issue in magazine.issues:
        if issue in run.issues:
            texts.append(issue)
        else:
            unprinted.append(issue.letter)
    texts += (comment for said in conversations(run).values() for comment in said.said)
    cards = shown_cards(magazine, day)
    for card in [*magazine.directory.people.values(), *magazine.directory.businesses.values()]:
        faces = {card.picture.src} if card.picture else set()
        if card.path in cards:
            shown |= faces
            texts += [card] if card.biography else []
        else:
            hidden |= faces
            unprinted.append(card.biography)
    for page in magazine.standing:
        texts += [page] if page.shown else []
    shown |= _linked(magazine, texts)
    shown |= {magazine.masthead.logo.svg, magazine.masthead.logo.png}
    shown |= adverts(magazine, day).artwork
    pictures = {name for name in magazine.files if name.startswith(IMAGES)} if not magazine.issues else set()
    shown |= pictures - hidden - _spoken_of(pictures - shown, unprinted)
    manuscripts = {name for name in magazine.files if name.lower().endswith((*TEXTS, ".yml", ".yaml", ".lock.json"))}
    return (shown & magazine.files.keys()) - manuscripts - set(magazine.unsafe_drawings)


def _spoken_of(pictures: set[str], texts: list[str]) -> set[str]:
    """The pictures whose names stand anywhere in texts that are not printed, in whatever markup."""
    words = unquote("\n".join(texts)).casefold()
    return {name for name in pictures if name.rpartition("/")[2].casefold() in words}


def _linked(magazine: Magazine, texts: list[Settable]) -> set[str]:
    """The files that set texts lead to."""
    root = magazine.masthead.root + "/"
    links = {link for text in texts for link in magazine.galley(text).links if link.startswith(root)}
    return {unquote(re.split("[?#]", link)[0]).removeprefix(root) for link in links}


def ink_styles(view: Inks) -> bytes:
    """The style sheet of all inks: a light and a dark pair for each, so that contrast holds in both schemes."""
    light = "".join(f".ink-{number}{{--ink:{one.light};--wash:{one.wash_light}}}\n" for number, one in view.inks)
    dark = "".join(f".ink-{number}{{--ink:{one.dark};--wash:{one.wash_dark}}}\n" for number, one in view.inks)
    papers = f":root{{--paper:{PAPER_LIGHT};--black:{BLACK_LIGHT}}}\n"
    night = f":root{{--paper:{PAPER_DARK};--black:{BLACK_DARK}}}\n"
    return f"{papers}{light}@media (prefers-color-scheme:dark){{\n{night}{dark}}}\n".encode()
