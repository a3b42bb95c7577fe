"""The artwork of a day: the pictures and the other files that something printed shows or links to. No others go out."""

from collections.abc import Iterable
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
MANUSCRIPTS = (*TEXTS, ".yml", ".yaml", ".lock.json")  # and what is written like them: none of them is copied


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
    may_go_out = {name for name in magazine.files if not name.lower().endswith(MANUSCRIPTS)} - set(magazine.unsafe_drawings)
    if not may_go_out:
        return Artwork((), ())
    run = magazine.run(day)
    pages, faces, lenient, hidden = set[str](), set[str](), set[str](), set[str]()
    texts: list[Settable] = []
    unprinted: list[str] = []
    for placed in run.placed.values():
        shows, image = placed.state == PRINTED, placed.story.header.image
        if image:
            (hidden if not shows else pages if placed.story.is_case else lenient).add(image.src)
        if shows:
            texts.append(placed.story)
        else:
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
    lenient |= _linked(magazine, (text for text in texts if _is_ordinary(text)))
    pages |= _linked(magazine, (text for text in texts if not _is_ordinary(text)))
    pages |= adverts(magazine, day).artwork
    faces |= {magazine.masthead.logo.svg, magazine.masthead.logo.png}
    shown = pages | lenient | faces
    unnamed = {name for name in may_go_out if name.startswith(IMAGES)} - shown - hidden if not magazine.issues else set()
    unnamed -= _spoken_of(unnamed, unprinted)
    out = (shown | unnamed) & may_go_out
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


def _linked(magazine: Magazine, texts: Iterable[Settable]) -> set[str]:
    """The files that some set texts lead to."""
    root, sources = magazine.masthead.root, {address: source for source, address in magazine.addresses.pictures.items()}
    inside = f"{root}/"
    links = {link.removeprefix(root) for text in texts for link in magazine.galley(text).links if link.startswith(inside)}
    return {sources.get(link) or unquote(link.partition("#")[0].partition("?")[0])[1:] for link in links}
