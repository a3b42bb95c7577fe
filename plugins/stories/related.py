"""Related stories: what else was printed about the same problem, the same business, the same topic."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plugins.magazine.cases import by_problem, problem_ref
from plugins.magazine.line import StoryLine, story_lines
from plugins.magazine.listing import Group, Ref, lists, refs_of
from plugins.magazine.magazine import Magazine
from plugins.magazine.remembered import remembered
from plugins.magazine.run import Placed
from plugins.magazine.story import Story

MOST = 3


class Related(NamedTuple):
    """A story that shares something with another: ``about`` names what, and leads to everything that shares it."""

    about: Ref
    line: StoryLine


class _Row(NamedTuple):
    """The stories that share one thing, newest first and the first of them once more, and at which place each stands by its slug."""

    about: Ref
    mark: str
    stories: list[Placed]
    places: dict[str, int]


def related(magazine: Magazine, day: date, placed: Placed) -> list[tuple[Ref, Placed]]:
    """At most three other stories with what they share: first a problem, then a business, then a topic.

    From each list come those that are next in age, the newest after the oldest: so every story is named by others,
    and one that is added changes few pages. Each is given in the story's own language where there is such a text.
    """
    run, story = magazine.run(day), placed.story
    return [(row.about, run.in_language(other, story.lang)) for row, other in _beside(magazine, day, story)]


def related_marks(magazine: Magazine, day: date, placed: Placed) -> list[str]:
    """The marks of all that ``related`` gives."""
    if len(magazine.run(day).languages) > 1:
        return [part for about, other in related(magazine, day, placed) for part in (*about, other.mark)]
    return [part for row, other in _beside(magazine, day, placed.story) for part in (row.mark, other.mark)]


def _beside(magazine: Magazine, day: date, story: Story) -> list[tuple[_Row, Placed]]:
    """The stories, each with the first list in which it stands."""
    rows = _rows(magazine, day)
    found: dict[str, tuple[_Row, Placed]] = {}
    for address in _shared(magazine, story):
        if row := rows.get(address):
            others = _after(row, story.slug)
            if not found and len(others) >= MOST:  # in one list each stands once
                return [(row, other) for other in others[:MOST]]
            for other in others:
                found.setdefault(other.story.slug, (row, other))
            if len(found) >= MOST:
                break
    return list(found.values())[:MOST]


def related_lines(magazine: Magazine, day: date, placed: Placed) -> tuple[Related, ...]:
    """The same as a story's page shows them."""
    lines = story_lines(magazine, day)
    return tuple(Related(about, *lines([other])) for about, other in related(magazine, day, placed))


def _shared(magazine: Magazine, story: Story) -> Iterator[str]:
    """The addresses of all lists that others may stand in for the same reason."""
    header = story.header
    if header.case:
        yield problem_ref(magazine, header.case.problem).address
    for slug in header.businesses:
        if card := magazine.directory.businesses.get(slug):
            yield card.address
    topic = refs_of(magazine).topic
    for tag in header.tags:
        yield topic(tag).address


def _after(row: _Row, slug: str) -> list[Placed]:
    """The stories of a row from the one after ``slug`` round to the one before it, as many as may be needed."""
    at = row.places.get(slug, -1)
    return row.stories[at + 1 : at + 1 + min(len(row.places) - (at >= 0), 2 * MOST)]


@remembered
def _rows(magazine: Magazine, day: date) -> dict[str, _Row]:
    """Everything that stories share, by the address of its page."""
    language, vocabulary, all_lists = magazine.language, magazine.vocabulary, lists(magazine, day)
    firms = [Group(Ref(firm.card.name, firm.card.address), firm.about) for firm in all_lists.businesses]
    rows = {}
    for kind, groups in (("problems", by_problem(magazine, day).values()), ("topics", all_lists.topics), ("", firms)):
        for ref, stories in groups:
            term = getattr(vocabulary, kind).get(ref.slug) if kind else None
            about = ref._replace(label=term.in_sentence(language, ref.label)) if term else ref
            places = {placed.story.slug: at for at, placed in enumerate(stories)}
            rows[ref.address] = _Row(about, f"{about.label}\n{about.address}", [*stories, *stories[: 2 * MOST]], places)
    return rows
