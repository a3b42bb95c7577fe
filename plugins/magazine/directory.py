"""The directory lists the people who write and the businesses they write from."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG, Model, WebAddress, Words, fit, unknown
from plugins.magazine.problem import Problem

PEOPLE, BUSINESSES = "people", "businesses"


class Picture(Model):
    """A picture below ``content/``; ``alt`` says what it shows, and is empty for decoration."""

    src: str = ""
    alt: Words | None = None
    caption: Words = ""
    credit: Words = ""


class PersonHeader(Model):
    """``content/people/<slug>.md``."""

    name: Words = ""
    role: Words = ""
    business: Words = ""
    portrait: Picture | None = None
    telephone: Words = ""
    email: Words = ""
    website: WebAddress = ""
    postal_address: Words = ""


class BusinessHeader(Model):
    """``content/businesses/<slug>.md``."""

    name: Words = ""
    role: Words = ""
    logo: Picture | None = None
    telephone: Words = ""
    email: Words = ""
    website: WebAddress = ""
    postal_address: Words = ""


class Card(NamedTuple):
    """A person or a business, as the directory knows them. ``kind`` is ``people`` or ``businesses``."""

    kind: str
    slug: str
    name: str
    role: str
    business: str
    picture: Picture | None
    telephone: str
    email: str
    website: str
    postal_address: str
    manuscript: Manuscript
    path: str

    @property
    def biography(self) -> str:
        return self.manuscript.body.strip()

    @property
    def address(self) -> str:
        return f"/{self.kind}/{self.slug}/"

    @property
    def monogram(self) -> str:
        """Two letters that stand for a face: ``DW``."""
        return monogram(self.name)


def monogram(name: str) -> str:
    """Two letters that stand for the face of somebody of this name: ``DW``."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def read_card(kind: str, manuscript: Manuscript) -> tuple[Card, list[Problem]]:
    """Reads one file of ``people/`` or ``businesses/``."""
    header: PersonHeader | BusinessHeader
    header, problems = fit(PersonHeader, manuscript) if kind == PEOPLE else fit(BusinessHeader, manuscript)
    slug = Path(manuscript.path).stem
    picture = getattr(header, "portrait", None) or getattr(header, "logo", None)
    fields = {name: getattr(header, name, "") for name in ("role", "business", "telephone", "email", "website", "postal_address")}
    card = Card(kind=kind, slug=slug, name=header.name or slug, picture=picture, manuscript=manuscript, path=manuscript.path, **fields)
    return card, [*problems, *_rules(card, header.name, manuscript)]


def _rules(card: Card, name: str, manuscript: Manuscript) -> Iterable[Problem]:
    if not name and not manuscript.data.get("name"):
        yield Problem(card.path, 1, "missing-field", "`name` is missing: write it as it is to be printed")
    if not SLUG.fullmatch(card.slug):
        message = f"the file name `{card.slug}` becomes an address: use small letters, digits and hyphens"
        yield Problem(card.path, 0, "bad-slug", message)
    if card.picture and card.picture.alt is None:
        field = "portrait" if card.kind == PEOPLE else "logo"
        yield Problem(card.path, manuscript.line(field), "missing-alt", "the picture has no `alt`: say what it shows")


class Reach(NamedTuple):
    """How to reach somebody."""

    telephone: str
    email: str
    website: str
    postal_address: str


class Directory:
    """Everybody who is known, by slug."""

    def __init__(self, people: dict[str, Card], businesses: dict[str, Card]):
        self.people, self.businesses = people, businesses
        self._by_name = {_folded(card.name): card for card in people.values()}

    def person(self, name: str) -> Card | None:
        """The person with this slug or this very name (in any case and Unicode form)."""
        return self.people.get(name) or self._by_name.get(_folded(name))

    def reach(self, card: Card) -> Reach:
        """How to reach a person or a business; of what a person does not say, their business's."""
        firm = self.businesses.get(card.business) if card.kind == PEOPLE else None
        return Reach(*(getattr(card, name) or (getattr(firm, name) if firm else "") for name in Reach._fields))

    def rules(self) -> Iterable[Problem]:
        """People whose business nobody knows."""
        for card in self.people.values():
            if card.business and card.business not in self.businesses:
                message = "`business`: " + unknown(card.business, self.businesses, "business")
                yield Problem(card.path, card.manuscript.line("business"), "unknown-business", message)


@lru_cache(maxsize=4096)  # thousands of stories name the same people
def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
