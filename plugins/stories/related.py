"""Related stories: what else was printed about the same problem, the same business, the same topic."""

from collections.abc import Callable
from datetime import date
from functools import cache
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
    return [(row.about, run.in_language(other, story.lang)) for row, other in _shelves(magazine, day).beside(story)]


def related_marks(magazine: Magazine, day: date) -> Callable[[Placed], list[str]]:
    """Gives the marks of all that is ``related`` to a story."""
    shelves = _shelves(magazine, day)

    def in_languages(placed: Placed) -> list[str]:
        return [part for about, other in related(magazine, day, placed) for part in (*about, other.mark)]

    def in_one(placed: Placed) -> list[str]:
        return [part for row, other in shelves.beside(placed.story) for part in (row.mark, other.mark)]

    return in_one if len(magazine.run(day).languages) == 1 else in_languages


def related_lines(magazine: Magazine, day: date, placed: Placed) -> tuple[Related, ...]:
    """The same as a story's page shows them."""
    lines = story_lines(magazine, day)
    return tuple(Related(about, *lines([other])) for about, other in related(magazine, day, placed))


class _Shelves:
    """Everything that stories of a day share, each thing looked up once: thousands of stories ask for it."""

    def __init__(self, magazine: Magazine, day: date):
        rows, refs, firms = _rows(magazine, day), refs_of(magazine), magazine.directory.businesses
        self._of_problem = cache(lambda problem: rows.get(problem_ref(magazine, problem).address))
        self._of_business = cache(lambda slug: rows.get(firms[slug].address) if slug in firms else None)
        self._of_topic = cache(lambda tag: rows.get(refs.topic(tag).address))

    def beside(self, story: Story) -> list[tuple[_Row, Placed]]:
        """At most three others, each with the first row in which it stands."""
        header = story.header
        rows = [self._of_topic(tag) for tag in header.tags]
        if header.businesses:
            rows = [*map(self._of_business, header.businesses), *rows]
        if header.case:
            rows = [self._of_problem(header.case.problem), *rows]
        found: dict[str, tuple[_Row, Placed]] = {}
        for row in filter(None, rows):
            others = _after(row, story.slug)
            if not found and len(others) >= MOST:  # in one row each stands once
                return [(row, other) for other in others[:MOST]]
            for other in others:
                found.setdefault(other.story.slug, (row, other))
            if len(found) >= MOST:
                break
        return list(found.values())[:MOST]


@remembered
def _shelves(magazine: Magazine, day: date) -> _Shelves:
    return _Shelves(magazine, day)


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
