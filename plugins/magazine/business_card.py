"""The card at the end of a story, and the picture at its head, as every edition shows them."""

from datetime import date
from typing import NamedTuple

from plugins.magazine.directory import Card, Picture, Reach
from plugins.magazine.listing import Ref, shown
from plugins.magazine.magazine import Magazine
from plugins.magazine.picture import FACE, Recipe, Shown
from plugins.magazine.pictures import picture


class Image(NamedTuple):
    """A picture with what stands under it."""

    file: Shown
    alt: str
    caption: str
    credit: str


class BusinessCard(NamedTuple):
    """The card at the end of a story, as on paper."""

    person: Ref
    role: str
    business: Ref
    reach: Reach
    monogram: str
    portrait: Image | None


def image(magazine: Magazine, image: Picture | None, recipe: Recipe) -> Image | None:
    """A picture as a page shows it; None where there is none, or none that can be printed."""
    file = picture(magazine, image.src, recipe) if image else None
    return Image(file, image.alt or "", image.caption, image.credit) if image and file else None


def business_card(magazine: Magazine, day: date, card: Card) -> BusinessCard:
    """The card of somebody who writes."""
    firm = magazine.directory.businesses.get(card.business)
    return BusinessCard(
        person=shown(magazine, day, Ref(card.name, card.address)),
        role=card.role,
        business=shown(magazine, day, Ref(firm.name, firm.address)) if firm else Ref(""),
        reach=magazine.directory.reach(card),
        monogram=card.monogram,
        portrait=image(magazine, card.picture, FACE),
    )
