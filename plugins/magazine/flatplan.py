"""The flatplan shows a whole issue at once: every story and every slot, and all that stands between it and the press."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.bookings import owed
from plugins.magazine.issue import Issue
from plugins.magazine.listing import byline, department_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.numbers import counted, in_words
from plugins.magazine.problem import ERROR, Problem
from plugins.magazine.proof import proof
from plugins.magazine.run import HELD, Placed
from plugins.magazine.story import Story

# What the rules call a fault, in the two words that there is room for; any other is told by its own name
_SHORT = {
    "missing-alt": "alt text",
    "missing-consent": "consent",
    "unchecked": "a look for names",
    "leak": "a name to be hidden",
    "missing-field": "header fields",
    "incomplete-case": "in brief",
    "missing-file": "a file",
    "missing-author": "author",
    "missing-artwork": "artwork",
}
WANTED = ("standfirst", "picture", "portrait")


class Row(NamedTuple):
    """A story of the running order. ``lacks`` stops the press, ``wants`` does not."""

    folio: int
    title: str
    slug: str
    path: str
    department: str
    author: str
    words: int
    minutes: int
    draft: bool
    lacks: tuple[str, ...]
    wants: tuple[str, ...]


class Place(NamedTuple):
    """One place of a slot: an advertiser's; or those that are ``free``."""

    slot: str
    width: int
    height: int
    advertiser: str = ""
    headline: str = ""
    booking: str = ""
    path: str = ""
    lacks: tuple[str, ...] = ()
    missed: str = ""
    free: int = 0


class Share(NamedTuple):
    """How many stories of a department there are, and how many the masthead wants in an issue."""

    label: str
    stories: int
    wanted: int


class Flatplan(NamedTuple):
    """An issue as a whole."""

    issue: Issue
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    mix: tuple[Share, ...]
    owed: tuple[Problem, ...]  # make-goods that advertisers wait for
    promises: tuple[str, ...]  # of stories before it that are due by its day
    held: tuple[str, ...]  # stories that nobody has placed, with the reason: they might fill it
    wants: tuple[str, ...]  # of the issue itself: a lead, a letter, a summary
    errors: tuple[Problem, ...]  # what stops the press on its day

    @property
    def words(self) -> int:
        return sum(row.words for row in self.rows)

    @property
    def no_story_has(self) -> tuple[str, ...]:
        """What none of the stories has; of a single story it is said beside it."""
        common = [name for name in WANTED if all(name in row.wants for row in self.rows)]
        return tuple(common) if len(self.rows) > 1 else ()

    @property
    def elsewhere(self) -> tuple[Problem, ...]:
        """What stops the press and stands neither in a story nor in an advertiser's order."""
        shown = {row.path for row in self.rows} | {place.path for place in self.places}
        return tuple(one for one in self.errors if one.path not in shown)

    def days_left(self, today: date) -> int:
        """Days to the deadline; below zero when it has passed."""
        return (self.issue.deadline - today).days

    def sentence(self, name: str, today: date) -> str:
        """Where the issue of this name stands on a day, in a breath."""
        days = self.days_left(today)
        if self.issue.closed:
            return f"{name} is closed."
        if days < 0:
            return f"The deadline was {counted(-days, 'day').lower()} ago. {self.between(name)}"
        when = {0: "The deadline is today.", 1: "The deadline is tomorrow."}.get(days, f"{counted(days, 'day')} to the deadline.")
        return f"{when} {self.between(name)}"

    def between(self, name: str) -> str:
        """What stands between the issue and the press, and what it could still do with."""

        def some(number: int, one: str, many: str) -> list[str]:
            return [f"{in_words(number)} {one if number == 1 else many}"] if number else []

        said = [
            *some(sum(row.draft for row in self.rows), "story is a draft", "stories are drafts"),
            *some(sum(bool(row.lacks) for row in self.rows), "story is not fit to print", "stories are not fit to print"),
            *some(sum(bool(place.lacks) for place in self.places), "advertisement lacks something", "advertisements lack something"),
            *some(len(self.owed), "make-good is owed", "make-goods are owed"),
            *some(len(self.elsewhere), "error elsewhere", "errors elsewhere"),
            *([] if self.rows else ["no story"]),
        ]
        still = f" It still has {', '.join(self.wants)}." if self.wants else ""
        return (f"Between {name} and the press: {', '.join(said)}." if said else f"Nothing stands between {name} and the press.") + still


def flatplan(magazine: Magazine, issue: Issue) -> Flatplan:
    """The flatplan of an issue as it stands for the day on which it is printed; the magazine is loaded as for a preview."""
    run, problems = magazine.run(issue.date), proof(magazine, issue.date)
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity == ERROR:
            by_path.setdefault(problem.path, []).append(problem)
    stories = [run.placed[story.path] for story in run.contents[issue.number]]
    rows = tuple(_row(magazine, folio, one, by_path.get(one.story.path, ())) for folio, one in enumerate(stories, 1))
    firms = {card.path for card in magazine.directory.businesses.values()}
    concerned = {row.path for row in rows} | {one.path for one in magazine.bookings} | firms | {issue.path}
    return Flatplan(
        issue=issue,
        rows=rows,
        places=tuple(_places(magazine, issue, by_path)),
        mix=tuple(_mix(magazine, [one.story for one in stories])),
        owed=tuple(problem for problem in owed(magazine, issue.date)),
        promises=tuple(_promises(magazine, issue)),
        held=tuple(f"{one.story.title}: {one.why}" for one in run.placed.values() if one.state == HELD and not one.issue),
        wants=tuple(_wants(issue, rows)),
        errors=tuple(problem for path, found in sorted(by_path.items()) if path in concerned for problem in found),
    )


def _row(magazine: Magazine, folio: int, placed: Placed, problems: Iterable[Problem]) -> Row:
    story, header = placed.story, placed.story.header
    galley = magazine.galley(story)
    cards = [card for name in header.authors if (card := magazine.directory.person(name))]
    there = (header.summary, header.image, not cards or any(card.picture for card in cards))
    return Row(
        folio=folio,
        title=story.title,
        slug=story.slug,
        path=story.path,
        department=department_ref(magazine, placed).label,
        author=", ".join(ref.label for ref in byline(magazine, placed)),
        words=galley.words,
        minutes=galley.minutes,
        draft=header.status == "draft",
        lacks=tuple(_short(problems)),
        wants=tuple(name for name, has in zip(WANTED, there, strict=True) if not has),
    )


def _short(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, in as few words as there are rules for it."""
    return list(dict.fromkeys(_SHORT.get(problem.rule, problem.rule.replace("-", " ")) for problem in problems))


def _places(magazine: Magazine, issue: Issue, by_path: dict[str, list[Problem]]) -> Iterator[Place]:
    """Every slot in the order of the masthead: its booked places one by one, then how many are free."""
    booked: dict[str, list[tuple[Booking, Insertion]]] = {}
    for order in magazine.bookings:
        for one in order.insertions:
            if one.issue == issue.number:
                booked.setdefault(one.slot, []).append((order, one))
    for name, slot in magazine.masthead.slots.items():
        taken = booked.pop(name, [])
        for order, one in taken:
            yield _booked(magazine, slot.label or name, slot.width, slot.height, order, one, by_path)
        free = slot.places - sum(not one.missed for _, one in taken)
        if free > 0:
            yield Place(slot.label or name, slot.width, slot.height, free=free)
    for name, orders in sorted(booked.items()):
        for order, one in orders:
            yield _booked(magazine, name or "no slot", 0, 0, order, one, by_path)


def _booked(
    magazine: Magazine, slot: str, width: int, height: int, order: Booking, one: Insertion, by_path: dict[str, list[Problem]]
) -> Place:
    firm = magazine.directory.businesses.get(order.advertiser)
    # what an insertion does not say is said by its booking, and lacks in all of them
    others = {order.line(each) for each in order.insertions if each is not one}
    found = [problem for problem in by_path.get(order.path, ()) if problem.line not in others]
    return Place(
        slot, width, height, firm.name if firm else order.advertiser, one.headline, order.slug, order.path, tuple(_short(found)), one.missed
    )


def _mix(magazine: Magazine, stories: list[Story]) -> Iterator[Share]:
    """What the masthead wants, then what there is besides."""
    there: dict[str, int] = {}
    for story in stories:
        slug = magazine.department(story)
        there[slug] = there.get(slug, 0) + 1
    wanted = magazine.masthead.department_mix
    for slug in dict.fromkeys([*wanted, *sorted(there)]):
        label = magazine.vocabulary.label("departments", slug, magazine.language)
        yield Share(label, there.get(slug, 0), wanted.get(slug, 0))


def _promises(magazine: Magazine, issue: Issue) -> Iterator[str]:
    """The promises of printed stories that are due by the day of the issue and not kept."""
    for placed in magazine.run(issue.date).listed:
        for promise in placed.story.header.promises:
            if promise.due and promise.due <= issue.date and not promise.kept:
                yield f"{placed.story.title}: {promise.text} (due {promise.due})"


def _wants(issue: Issue, rows: tuple[Row, ...]) -> Iterator[str]:
    """What an issue itself may still need; it can be closed without."""
    if rows and not (issue.lead or issue.order):
        yield "no running order"
    if not issue.letter:
        yield "no editor\u2019s letter"
    if not issue.summary:
        yield "no summary"
