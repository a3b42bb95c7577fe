"""Reads the whole magazine from its folder: each file gets its place, and what is wrong with it is named."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from plugins.magazine import booking, comment, directory, issue, lock, masthead, standing, vocabulary
from plugins.magazine import shelf as shelves
from plugins.magazine.booking import Booking
from plugins.magazine.comment import Comment
from plugins.magazine.directory import Card, Directory
from plugins.magazine.galley import Setting
from plugins.magazine.magazine import Magazine
from plugins.magazine.picture import Original, is_picture
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.reading import ARTICLE, Item, Reading
from plugins.magazine.shelf import ReadAll
from plugins.magazine.standing import Standing
from plugins.magazine.story import Story
from plugins.magazine.terms import NO_TERMS, Terms

AnyItem = TypeVar("AnyItem", bound=Item)
LookAt = Callable[[Path, list[str]], dict[str, Original]]


def load(
    content: Path,
    label: str = "",
    *,
    preview: bool = False,
    setting: Setting | None = None,
    read_all: ReadAll | None = None,
    files: Mapping[str, int] | None = None,
    look_at: LookAt | None = None,
    prints: Path | None = None,
    terms: Terms = NO_TERMS,
    publish: bool = False,
    theme: Path | None = None,
) -> Magazine:
    """Reads a magazine from its folder. ``label`` is what problems call the folder (its own name by default).

    ``setting`` is how ordinary articles are set (Pelican's Markdown by default); ``read_all`` reads many files in another
    way than one by one, and so does ``look_at`` with pictures, which are then printed in the folder ``prints``; ``files`` are
    all plain files with their sizes, where they are known. ``terms`` are the names that must not appear, where they are at hand;
    to ``publish`` without them every anonymised case has to have its mark. ``theme`` is the folder of what it is printed with.

    Nothing in the folder makes this raise: what is wrong becomes a problem.
    """
    label = label or content.name
    head, problems = masthead.load(content, f"{label}/{masthead.FILE}")
    words, found = vocabulary.load(content, f"{label}/{vocabulary.FILE}")
    problems += found
    shelf = shelves.fill(content, label, head, read_all, files)
    problems += shelf.problems
    people, found = _cards(_items(Card, shelf.readings.get(directory.PEOPLE, ())))
    businesses, more = _cards(_items(Card, shelf.readings.get(directory.BUSINESSES, ())))
    problems += found + more
    known = Directory(people, businesses)
    problems += known.rules()
    letters = shelf.readings.get(issue.FOLDER, ())
    headers = [(one.manuscript, one.item) for one in letters if one.manuscript and isinstance(one.item, issue.IssueHeader)]
    numbers, found = issue.read_issues(headers, head, content)
    problems += found
    locks, found = lock.read_locks(content, label, shelf.files)
    problems += found
    stories, found = _stories(shelf.readings.get(ARTICLE, ()))
    problems += found
    pages: list[Standing] = []
    for page in _items(Standing, shelf.readings.get(standing.FOLDER, ())):
        taken = {one.slug for one in pages if one.lang == page.lang}
        if page.slug in taken:
            free = _free_slug(page.slug, taken)
            message = f"`{page.slug}` is the address of another page too: this one is printed as `{free}`; give it a `slug`"
            problems.append(Problem(page.path, page.manuscript.line("slug"), "duplicate-slug", message, WARNING))
            page = page._replace(slug=free)
        pages.append(page)
    read = [reading for kind in shelf.readings.values() for reading in kind]
    return Magazine(
        content=content,
        label=label,
        masthead=head,
        vocabulary=words,
        directory=known,
        stories=tuple(stories),
        issues=tuple(numbers),
        standing=tuple(pages),
        comments=tuple(_items(Comment, shelf.readings.get(comment.FOLDER, ()))),
        files=shelf.files,
        links={reading.manuscript.path: reading.links for reading in read if reading.manuscript and reading.links},
        found=tuple(problems),
        unread=shelf.unread,
        preview=preview,
        originals=_originals(content, shelf.files, look_at),
        prints=prints,
        theme=theme,
        setting=setting or Setting(),
        sources={one.source: one for one in stories},
        bookings=tuple(_items(Booking, shelf.readings.get(booking.FOLDER, ()))),
        locks=tuple(locks),
        language=head.language,
        terms=terms,
        publish=publish,
    )


def _originals(content: Path, files: Iterable[str], look_at: LookAt | None) -> dict[str, Original]:
    names = sorted(name for name in files if is_picture(name))
    if names and not look_at:
        from plugins.magazine.photograph import originals  # it takes a while, and most magazines of a test have no pictures

        look_at = originals
    return look_at(content, names) if names and look_at else {}


def _items(kind: type[AnyItem], readings: Iterable[Reading]) -> list[AnyItem]:
    return [one.item for one in readings if isinstance(one.item, kind)]


def _cards(read: Iterable[Card]) -> tuple[dict[str, Card], list[Problem]]:
    cards: dict[str, Card] = {}
    problems: list[Problem] = []
    for card in read:
        first = cards.setdefault(card.slug, card)
        if first is not card:
            message = f"`{card.slug}` is {first.path} too: give one of the two files another name"
            problems.append(Problem(card.path, 0, "duplicate-slug", message))
    return cards, problems


def _stories(readings: Iterable[Reading]) -> tuple[list[Story], list[Problem]]:
    """All stories; no two ordinary articles stand at one address."""
    stories: list[Story] = []
    problems: list[Problem] = []
    taken: dict[str, set[str]] = {}
    for one in (reading.story for reading in readings if reading.story):
        slugs = taken.setdefault(one.lang, set())
        if not one.is_case and one.slug in slugs:
            free = _free_slug(one.slug, slugs)
            message = f"`{one.slug}` is the address of another article too: this one is printed as `{free}`; give it a `slug`"
            problems.append(Problem(one.path, one.line("slug"), "duplicate-slug", message, WARNING))
            one = one._replace(slug=free)
        slugs.add(one.slug)
        stories.append(one)
    return stories, problems


def _free_slug(slug: str, taken: set[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
