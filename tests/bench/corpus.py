"""The stories that are measured: so many of them, by so many people, on so many topics, the same ones every time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from random import Random
from typing import NamedTuple

from tests.bench import prose

SEED = 96
DAY = date(2019, 5, 1)  # the day that is printed
BEGINS, ENDS = datetime(2009, 1, 1, tzinfo=UTC), datetime(2018, 12, 31, tzinfo=UTC)
IN_AN_ISSUE = 12
LAST_ISSUE = date(2018, 11, 1)  # leaves half a year for the issues that the edits add
BETWEEN_ISSUES = timedelta(days=7)  # bimonthly issues of twelve would need 139 years for 10,000 stories
FIRST_NAMES = "Ada Ben Cora Dov Eli Fay Gus Hana Ian Joy Kit Lea Max Nia Oli Pia Ravi Sue Tom Una".split()
LAST_NAMES = "Archer Baker Cooper Draper Fisher Glover Hooper Mason Potter Turner".split()
AUTHORS = tuple(f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES)
TOPICS = tuple(dict.fromkeys(word for word in prose.WORDS if len(word) > 4))[:60]
DEPARTMENTS = tuple(dict.fromkeys(word for word in prose.WORDS if len(word) == 4))[-12:]
STORY_LINK = re.compile(r"\(story:([^)]*)\)")  # how a body names another story, until a generator's own way takes its place


class Story(NamedTuple):
    """One story. ``path`` is its file below the folder of contents; ``issue`` is 0 where there are none."""

    number: int
    slug: str
    title: str
    moment: datetime
    author: str
    topics: tuple[str, ...]
    department: str
    summary: str
    body: str
    path: str
    issue: int = 0


class Issue(NamedTuple):
    """One issue of the magazine."""

    number: int
    day: date
    theme: str


class Corpus(NamedTuple):
    """Everything that is printed; ``mark`` is a line that every page carries once the templates were edited."""

    stories: tuple[Story, ...]
    issues: tuple[Issue, ...] = ()
    mark: str = ""


def slug(name: str) -> str:
    """The last part of an address: ``Ada Archer`` is ``ada-archer``."""
    return name.lower().replace(" ", "-")


@lru_cache(maxsize=2)
def ordinary(size: int) -> Corpus:
    """``size`` ordinary stories, spread evenly over ten years."""
    return Corpus(tuple(story(number, size) for number in range(size)))


@lru_cache(maxsize=2)
def magazine(size: int) -> Corpus:
    """The same stories in issues of twelve, one a week."""
    count = -(-size // IN_AN_ISSUE)
    issues = tuple(
        Issue(number, LAST_ISSUE - BETWEEN_ISSUES * (count - number), prose.headline(Random(f"{SEED} issue {number}")))
        for number in range(1, count + 1)
    )
    return Corpus(tuple(one._replace(issue=one.number // IN_AN_ISSUE + 1) for one in ordinary(size).stories), issues)


def story(number: int, size: int) -> Story:
    """The story of a number, counted from 0; only its date depends on how many there are.

    It links to another one, whose number is never of those that ``loose`` gives.
    """
    rng = Random(f"{SEED} story {number}")
    title = f"{prose.headline(rng)} {number}"
    moment = BEGINS + (ENDS - BEGINS) * number / max(size, number + 1)
    other = rng.randrange(number) // 3 * 3 if number else 0
    name = _slug_of(other)
    return Story(
        number=number,
        slug=slug(title),
        title=title,
        moment=moment.replace(second=0, microsecond=0),
        author=rng.choice(AUTHORS),
        topics=tuple(rng.sample(TOPICS, 3)),
        department=rng.choice(DEPARTMENTS),
        summary=prose.sentence(rng, plain=True),
        body=prose.body(rng, number, f"story:{name}"),
        path=path_of(slug(title), number),
    )


@cache
def _slug_of(number: int) -> str:
    return slug(f"{prose.headline(Random(f'{SEED} story {number}'))} {number}")


def path_of(name: str, number: int) -> str:
    """The file of a story: a hundred in a folder. It follows from the slug, so that others can name it in their links."""
    return f"stories/{number // 100:03}/{name}.md"


def linked(body: str, address: Callable[[str, str], str]) -> str:
    """A body with its link in a generator's own way, which ``address`` makes of the slug and the file of the other story."""

    def own(found: re.Match[str]) -> str:
        name = found[1]
        return "(" + address(name, path_of(name, int(name.rpartition("-")[2]))) + ")"

    return STORY_LINK.sub(own, body)


def loose(corpus: Corpus) -> list[Story]:
    """The stories that no other links to, which may be deleted."""
    return [one for one in corpus.stories if one.number % 3]


def pages(corpus: Corpus) -> set[str]:
    """The folders that must hold an ``index.html`` when everything was printed, whoever printed it."""
    found = {f"stories/{one.slug}" for one in corpus.stories}
    found |= {f"topics/{topic}" for one in corpus.stories for topic in one.topics}
    found |= {f"departments/{one.department}" for one in corpus.stories}
    found |= {f"people/{slug(one.author)}" for one in corpus.stories}
    return found | {f"issues/{issue.number}" for issue in corpus.issues} | {"archive", "people"}


def on_topics(corpus: Corpus) -> dict[str, set[str]]:
    """For every topic, the addresses of the stories that its page must name."""
    found: dict[str, set[str]] = {}
    for one in corpus.stories:
        for topic in one.topics:
            found.setdefault(topic, set()).add(f"/stories/{one.slug}/")
    return found
