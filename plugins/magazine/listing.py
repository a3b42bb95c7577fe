"""The lists that stories stand in on a day: departments, topics, people and businesses, each with a page of its own."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from plugins.magazine.directory import Card
from plugins.magazine.magazine import Magazine
from plugins.magazine.ordinary import slugify
from plugins.magazine.remembered import remembered
from plugins.magazine.run import PRINTED, Placed
from plugins.magazine.story import Story


class Ref(NamedTuple):
    """A name and where it leads; an empty address is a name alone."""

    label: str
    address: str = ""

    @property
    def slug(self) -> str:
        """The last part of the address: ``x`` of ``/topics/x/``."""
        return self.address.rstrip("/").rpartition("/")[2]


class Counted(NamedTuple):
    """A name, where it leads, and how many stories are there."""

    ref: Ref
    total: int


class Group(NamedTuple):
    """One list: its name and its stories, newest first."""

    ref: Ref
    stories: list[Placed]


class Firm(NamedTuple):
    """A business: who writes from it, what they wrote, and the stories it is the subject of."""

    card: Card
    writers: list[Ref]
    stories: list[Placed]
    about: list[Placed]


class Lists(NamedTuple):
    """All lists of a day, each sorted by name."""

    departments: list[Group]
    topics: list[Group]
    people: list[Group]
    businesses: list[Firm]


@remembered
def lists(magazine: Magazine, day: date) -> Lists:
    """The lists that are printed on a day. What no printed story stands in has no page."""
    listed = magazine.run(day).listed
    people = grouped_as(magazine, "people", listed)
    return Lists(
        departments=grouped_as(magazine, "departments", listed),
        topics=grouped_as(magazine, "topics", listed),
        people=people,
        businesses=_firms(magazine, listed, people),
    )


def grouped_as(magazine: Magazine, kind: str, stories: Iterable[Placed]) -> list[Group]:
    """Stories by the page of their ``departments``, ``topics`` or ``people``, sorted by name.

    Spellings that make one address are one list.
    """
    groups: dict[str, Group] = {}
    refs = refs_of(magazine)
    lists_of: dict[str, tuple[Callable[[Story], Iterable[Any]], Callable[[Any], Ref]]] = {
        "departments": (lambda one: ((magazine.department(one), one.header.category),), lambda named: refs.department(*named)),
        "topics": (lambda one: one.header.tags, refs.topic),
        "people": (lambda one: one.header.authors, refs.author),
    }
    names_of, ref_of = lists_of[kind]
    rows: dict[Any, list[Placed]] = {}  # by the names as they are written
    for placed in stories:
        for name in names_of(placed.story):
            if name not in rows:
                ref = ref_of(name)
                rows[name] = groups.setdefault(ref.address, Group(ref, [])).stories
            row = rows[name]
            if not row or row[-1] is not placed:
                row.append(placed)
    groups.pop("", None)  # a name that makes no address
    return sorted(groups.values(), key=lambda group: (group.ref.label.casefold(), group.ref.address))


def _firms(magazine: Magazine, listed: list[Placed], people: list[Group]) -> list[Firm]:
    firms = {slug: Firm(card, [], [], []) for slug, card in magazine.directory.businesses.items()}
    for group in people:
        card = magazine.directory.people.get(group.ref.slug)
        if card and card.business in firms:
            firms[card.business].writers.append(group.ref)
    for placed in listed if firms else ():
        header = placed.story.header
        authors = (magazine.directory.person(name) for name in header.authors)
        for slug in dict.fromkeys(card.business for card in authors if card and card.business in firms):
            firms[slug].stories.append(placed)
        for slug in header.businesses:
            if slug in firms:
                firms[slug].about.append(placed)
    found = [firm for firm in firms.values() if firm.writers or firm.about]
    return sorted(found, key=lambda firm: (firm.card.name.casefold(), firm.card.slug))


def shown(magazine: Magazine, day: date, ref: Ref) -> Ref:
    """A name as it is printed on a day: without its address where that page is not there."""
    return ref if ref.address in shown_addresses(magazine.at_home, day) else Ref(ref.label)


@remembered
def shown_addresses(magazine: Magazine, day: date) -> dict[str, None]:
    """The addresses of all lists that are printed on a day, in order."""
    all_lists = lists(magazine, day)
    groups = [*all_lists.departments, *all_lists.topics, *all_lists.people]
    return dict.fromkeys([*(group.ref.address for group in groups), *(firm.card.address for firm in all_lists.businesses)])


@remembered
def shown_cards(magazine: Magazine, day: date) -> frozenset[str]:
    """The files of the people and businesses that a printed story names, translations included."""
    if not magazine.directory.people and not magazine.directory.businesses:
        return frozenset()
    headers = [placed.story.header for placed in magazine.run(day).printed if placed.state == PRINTED]
    names = {name for header in headers for name in header.authors}
    people = [card for name in names if (card := magazine.directory.person(name))]
    slugs = {card.business for card in people} | {slug for header in headers for slug in header.businesses}
    firms = [card for slug, card in magazine.directory.businesses.items() if slug in slugs]
    return frozenset(card.path for card in [*people, *firms])


def department_ref(magazine: Magazine, placed: Placed) -> Ref:
    """A story's department and its page."""
    return refs_of(magazine).department(magazine.department(placed.story), placed.story.header.category)


def topic_ref(magazine: Magazine, tag: str) -> Ref:
    """A topic and its page."""
    return refs_of(magazine).topic(tag)


def author_ref(magazine: Magazine, name: str) -> Ref:
    """An author, known or not, and their page."""
    return refs_of(magazine).author(name)


class Refs:
    """The names of one magazine, each looked up once: thousands of stories share them."""

    def __init__(self, magazine: Magazine):
        self._magazine = magazine
        self.department, self.topic, self.author = cache(self._department), cache(self._topic), cache(self._author)

    def _department(self, slug: str, named: str) -> Ref:
        vocabulary = self._magazine.vocabulary
        label = vocabulary.label("departments", slug, self._magazine.language)
        return Ref(label if slug in vocabulary.departments or not named else named, f"/departments/{slug}/")

    def _topic(self, tag: str) -> Ref:
        vocabulary = self._magazine.vocabulary
        slug = tag if tag in vocabulary.topics else slugify(tag)
        return Ref(vocabulary.label("topics", tag, self._magazine.language), f"/topics/{slug}/" if slug else "")

    def _author(self, name: str) -> Ref:
        card = self._magazine.directory.person(name)
        if card:
            return Ref(card.name, card.address)
        slug = slugify(name)
        return Ref(name, f"/people/{slug}/" if slug else "")


@remembered
def refs_of(magazine: Magazine) -> Refs:
    """The names of a magazine."""
    return Refs(magazine)


def byline(magazine: Magazine, placed: Placed) -> tuple[Ref, ...]:
    """Who wrote a story; the magazine itself where nobody is named."""
    authors = placed.story.header.authors
    return tuple(author_ref(magazine, name) for name in authors) or (Ref(magazine.masthead.imprint),)


def editor(magazine: Magazine, day: date) -> Ref:
    """Who signs an issue's letter: the person at the publisher whose role says editor, else the publisher."""
    publisher = magazine.masthead.imprint
    for card in magazine.directory.people.values():
        firm = magazine.directory.businesses.get(card.business)
        if firm and firm.name == publisher and "editor" in card.role.lower():
            return shown(magazine, day, Ref(card.name, card.address))  # who edits need not write
    return Ref(publisher)
