"""What the page of a person or a business shows, and their card for an address book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from plugins.directory.vcard import Contact, vcard
from plugins.magazine.directory import BUSINESSES, PEOPLE, Card, Reach
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.furniture import Head, Site, StoryLine, head, marked, site, story_line
from plugins.magazine.listing import Counted, Ref, lists
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem


class CardView(NamedTuple):
    """A person or a business: who they are, how to reach them, what they wrote."""

    site: Site
    head: Head
    kicker: str
    name: str
    role: str
    monogram: str
    portrait: str
    portrait_alt: str
    biography: str
    business: Ref
    people: tuple[Ref, ...]
    reach: Reach
    card: str
    feeds: tuple[Feed, ...]
    lines: tuple[StoryLine, ...]
    about: tuple[StoryLine, ...]
    problems: tuple[Problem, ...]


class DirectoryView(NamedTuple):
    """Everybody who has written, or every business, by name."""

    site: Site
    head: Head
    title: str
    sentence: str
    entries: tuple[tuple[Counted, str], ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Everybody whose story is printed, and every business that is written from or about."""
    furniture = site(magazine, day)
    all_lists = lists(magazine, day)
    lines = {placed.story.path: story_line(magazine, day, placed) for placed in magazine.run(day).listed}
    people: list[tuple[Counted, str]] = []
    for group in all_lists.people:
        card = magazine.directory.people.get(group.ref.slug)
        yield from _person(magazine, day, furniture, group.ref, card, tuple(lines[p.story.path] for p in group.stories))
        people.append((Counted(group.ref, len(group.stories)), card.role if card else ""))
    firms: list[tuple[Counted, str]] = []
    for firm in all_lists.businesses:
        ours = tuple(lines[placed.story.path] for placed in firm.stories)
        others = tuple(lines[placed.story.path] for placed in firm.about)
        yield from _business(magazine, day, furniture, firm.card, tuple(firm.writers), ours, others)
        firms.append((Counted(Ref(firm.card.name, firm.card.address), len(ours) + len(others)), ""))
    for kind, title, entries in ((PEOPLE, "People", people), (BUSINESSES, "Businesses", firms)):
        sentence = "Everybody who has written here." if kind == PEOPLE else "The businesses that stories come from."
        view = DirectoryView(furniture, head(magazine, day, title, f"/{kind}/", description=sentence), title, sentence, tuple(entries))
        yield Page(f"/{kind}/", "directory.html", view)


def _person(magazine: Magazine, day: date, furniture: Site, ref: Ref, card: Card | None, lines: tuple[StoryLine, ...]) -> Iterator[Page]:
    feeds = feeds_of("people", magazine.run(day), ref.slug, ref.label)
    firm = magazine.directory.businesses.get(card.business) if card else None
    business = Ref(firm.name, firm.address) if firm else Ref("")
    view = _view(magazine, day, furniture, "Who writes", ref, card, lines)
    yield Page(
        ref.address,
        "card.html",
        view._replace(business=business, feeds=tuple(feeds), head=view.head._replace(feeds=(*feeds, *view.head.feeds))),
    )
    if card:
        yield Page(f"{ref.address}card.vcf", vcard, _contact(magazine, card, firm))


def _business(
    magazine: Magazine,
    day: date,
    furniture: Site,
    card: Card,
    people: tuple[Ref, ...],
    ours: tuple[StoryLine, ...],
    about: tuple[StoryLine, ...],
) -> Iterator[Page]:
    view = _view(magazine, day, furniture, "A business of the network", Ref(card.name, card.address), card, ours)
    yield Page(card.address, "card.html", view._replace(people=people, about=about))
    yield Page(f"{card.address}card.vcf", vcard, _contact(magazine, card, card))


def _view(
    magazine: Magazine, day: date, furniture: Site, kicker: str, ref: Ref, card: Card | None, lines: tuple[StoryLine, ...]
) -> CardView:
    picture = card.picture if card else None
    return CardView(
        site=furniture,
        head=head(
            magazine,
            day,
            ref.label,
            ref.address,
            description=card.role if card else "",
            modified=max((line.published.date() for line in lines), default=None),
        ),
        kicker=kicker,
        name=ref.label,
        role=card.role if card else "",
        monogram=card.monogram if card else "".join(word[0] for word in ref.label.split()[:2]).upper(),
        portrait=f"/{quote(picture.src)}" if picture else "",
        portrait_alt=picture.alt or "" if picture else "",
        biography=magazine.galley(card).html if card and card.biography else "",
        business=Ref(""),
        people=(),
        reach=Reach(card.telephone, card.email, card.website, card.postal_address) if card else Reach("", "", "", ""),
        card=f"{ref.address}card.vcf" if card else "",
        feeds=(),
        lines=lines,
        about=(),
        problems=marked(magazine, day, [card.path] if card else []),
    )


def _contact(magazine: Magazine, card: Card, firm: Card | None) -> Contact:
    return Contact(
        kind="org" if card is firm else "individual",
        name=card.name,
        organisation=firm.name if firm else "",
        role=card.role,
        reach=magazine.directory.reach(card),
        source=magazine.masthead.absolute(card.address),
    )
