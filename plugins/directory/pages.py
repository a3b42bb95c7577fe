"""What the page of a person or a business shows, and their card for an address book."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from plugins.directory.vcard import Contact, vcard
from plugins.magazine import linked_data
from plugins.magazine.catalogue import N_
from plugins.magazine.directory import BUSINESSES, PEOPLE, Card, Reach, monogram
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.furniture import Head, Site, head, house, marked, site
from plugins.magazine.galley import NO_TEXT, Text
from plugins.magazine.line import StoryLine, story_lines
from plugins.magazine.listing import Counted, Firm, Group, Ref, lists
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page
from plugins.magazine.picture import FACE, Shown
from plugins.magazine.pictures import picture
from plugins.magazine.problem import Problem
from plugins.magazine.run import Placed, marks_of

SENTENCES = {PEOPLE: N_("Everybody who has written here."), BUSINESSES: N_("The businesses that stories come from.")}


class CardView(NamedTuple):
    """A person or a business: who they are, how to reach them, what they wrote."""

    site: Site
    head: Head
    kicker: str
    name: str
    role: str
    monogram: str
    portrait: Shown | None
    portrait_alt: str
    biography: Text
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
    total: str
    sentence: str
    entries: tuple[tuple[Counted, str], ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Everybody whose story is printed, and every business that is written from or about."""
    furniture, say = site(magazine, day), magazine.says
    all_lists = lists(magazine, day)
    people: list[tuple[Counted, str]] = []
    for group in all_lists.people:
        card = magazine.directory.people.get(group.ref.slug)
        yield from _person(magazine, day, furniture, group, card)
        people.append((Counted(group.ref, len(group.stories)), card.role if card else ""))
    firms: list[tuple[Counted, str]] = []
    for firm in all_lists.businesses:
        yield from _business(magazine, day, furniture, firm)
        firms.append((Counted(Ref(firm.card.name, firm.card.address), len(firm.stories) + len(firm.about)), ""))
    for kind, title, entries in ((PEOPLE, N_("People"), people), (BUSINESSES, N_("Businesses"), firms)):
        title, sentence, total = say.gettext(title), say.gettext(SENTENCES[kind]), _counted(magazine, kind, len(entries))
        top = head(magazine, day, title, f"/{kind}/", description=sentence)
        view = DirectoryView(furniture, top, title, total, sentence, tuple(entries))
        yield Page(f"/{kind}/", "directory.html", view)


def _counted(magazine: Magazine, kind: str, number: int) -> str:
    say = magazine.says
    if kind == PEOPLE:
        return say.ngettext("%(num)s person", "%(num)s people", number) % {"num": number}
    return say.ngettext("%(num)s business", "%(num)s businesses", number) % {"num": number}


def _person(magazine: Magazine, day: date, furniture: Site, group: Group, card: Card | None) -> Iterator[Page]:
    ref = group.ref
    firm = magazine.directory.businesses.get(card.business) if card else None

    def view() -> CardView:
        feeds = tuple(feeds_of("people", magazine.run(day), ref.slug, ref.label))
        made = _view(magazine, day, furniture, magazine.says.gettext("Who writes"), ref, card, group.stories)
        business = Ref(firm.name, firm.address) if firm else Ref("")
        return made._replace(business=business, feeds=feeds, head=made.head._replace(feeds=(*feeds, *made.head.feeds)))

    yield Page(ref.address, "card.html", _later(magazine, day, ref, card, group.stories, view))
    if card:
        yield Page(f"{ref.address}card.vcf", vcard, _contact(magazine, card, firm))


def _business(magazine: Magazine, day: date, furniture: Site, firm: Firm) -> Iterator[Page]:
    card = firm.card
    ref = Ref(card.name, card.address)

    def view() -> CardView:
        made = _view(magazine, day, furniture, magazine.says.gettext("A business of the network"), ref, card, firm.stories)
        return made._replace(people=tuple(firm.writers), about=story_lines(magazine, day)(firm.about))

    later = _later(magazine, day, ref, card, firm.stories, view)
    more = mark(later.mark, firm.writers, marks_of(firm.about))
    yield Page(card.address, "card.html", later._replace(mark=more))
    yield Page(f"{card.address}card.vcf", vcard, _contact(magazine, card, card))


def _later(magazine: Magazine, day: date, ref: Ref, card: Card | None, stories: list[Placed], view: Callable[[], CardView]) -> Later:
    biography = magazine.galley(card).text.mark if card and card.biography else ""
    problems = marked(magazine, day, [card.path] if card else [])
    return Later(
        mark=mark(house(magazine, day), ref, biography, _portrait(magazine, card), marks_of(stories), problems),
        make=view,
        modified=max((placed.published.date() for placed in stories), default=None),
    )


def _portrait(magazine: Magazine, card: Card | None) -> Shown | None:
    return picture(magazine, card.picture.src, FACE) if card and card.picture else None


def _view(magazine: Magazine, day: date, furniture: Site, kicker: str, ref: Ref, card: Card | None, stories: list[Placed]) -> CardView:
    portrait = _portrait(magazine, card)
    return CardView(
        site=furniture,
        head=head(
            magazine,
            day,
            ref.label,
            ref.address,
            description=card.role if card else "",
            modified=max((placed.published.date() for placed in stories), default=None),
            things=linked_data.of_card(magazine, day, ref, card, portrait.address if portrait else ""),
        ),
        kicker=kicker,
        name=ref.label,
        role=card.role if card else "",
        monogram=monogram(ref.label),
        portrait=portrait,
        portrait_alt=card.picture.alt or "" if card and card.picture else "",
        biography=magazine.galley(card).text if card and card.biography else NO_TEXT,
        business=Ref(""),
        people=(),
        reach=Reach(card.telephone, card.email, card.website, card.postal_address) if card else Reach("", "", "", ""),
        card=f"{ref.address}card.vcf" if card else "",
        feeds=(),
        lines=story_lines(magazine, day)(stories),
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
