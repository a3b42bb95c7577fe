"""A run is what the press prints on one day: which stories, in which issue, and what became of all the others."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from plugins.magazine.comment import Comment
from plugins.magazine.issue import Issue
from plugins.magazine.mark import mark
from plugins.magazine.masthead import Masthead
from plugins.magazine.story import Story

PRINTED, PLANNED, HELD, WITHDRAWN, REFUSED = "printed", "planned", "held", "withdrawn", "refused"
ON_THE_PAGE = (PRINTED, WITHDRAWN)


class Placed(NamedTuple):
    """Where a story stands on a day. ``why`` says it to an editor where it is not printed.

    ``mark`` is of all that the magazine says of it on this day, its text apart; what its issue is called is among that.
    """

    story: Story
    state: str
    issue: Issue | None
    moment: datetime | None
    mark: str
    why: str = ""

    @property
    def published(self) -> datetime:
        """When readers get it; only what is held has no such moment."""
        assert self.moment is not None, self.why
        return self.moment


Collected = tuple[Story, Story, Issue | None]  # a story, the text that it is a translation of or else itself, and its issue


class Run:
    """All stories placed for one day. A preview also prints what is unfinished in the issues of that day."""

    def __init__(
        self,
        masthead: Masthead,
        issues: Iterable[Issue],
        stories: Iterable[Story],
        departments: dict[str, str],
        day: date,
        *,
        comments: Iterable[Comment] = (),
        preview: bool = False,
        unread: int = 0,
        locked: Mapping[str, int] = {},
    ):
        """``locked`` are the ids of the stories of closed issues, each with the number of its issue."""
        self.masthead, self.day, self.preview, self.unread = masthead, day, preview, unread
        self.comments = tuple(comments)
        self.all_issues = {issue.number: issue for issue in issues}
        self.issues = [issue for issue in self.all_issues.values() if issue.date <= day]
        self._departments, self._locked = departments, locked
        self._named = {issue.number: mark(issue.named) for issue in self.issues}
        self._zone = masthead.zone
        collected = list(self._collected(stories))
        self.contents = self._contents(collected)
        # minutes after midnight: the first of the running order appears last, and so stands first where time sorts
        minutes = {story.slug: len(row) - 1 - at for row in self.contents.values() for at, story in enumerate(row)}
        self.placed = {story.path: self._place(story, original, issue, minutes) for story, original, issue in collected}

    def _collected(self, stories: Iterable[Story]) -> Iterator[Collected]:
        """Every story with its original and its issue."""
        by_slug = _originals(stories, self.masthead.language)
        for story in stories:
            original = by_slug[story.slug]
            if original.lang == story.lang:  # two of one slug and one language are no translations, but a fault that the proof names
                original = story
            yield (story, original, self._issue_of(story if story.header.issue is not None else original))

    def _issue_of(self, story: Story) -> Issue | None:
        """The issue that a story names, the closed one that it was in, or the earliest open one whose window it meets."""
        if not self.all_issues:
            return None
        if story.header.issue is not None:
            return self.all_issues.get(story.header.issue)
        if self._locked.get(story.id) in self.all_issues:
            return self.all_issues[self._locked[story.id]]
        open_issues = (issue for issue in self.all_issues.values() if not issue.closed)
        department = self._departments.get(story.path, story.header.category)
        return next((issue for issue in open_issues if issue.meets(story, department)), None)

    def _names_issue(self, story: Story) -> bool:
        """Whether a story says which issue it belongs to; an ordinary site without issues may have such a field too."""
        return story.header.issue is not None and bool(self.all_issues or story.is_case)

    def _contents(self, collected: Iterable[Collected]) -> dict[int, list[Story]]:
        """The stories of every issue in running order, each once, without its translations."""
        members: dict[int, list[Story]] = {number: [] for number in self.all_issues}
        for story, original, issue in collected:
            if issue and original is story and self._is_set(story):
                members[issue.number].append(story)
        return {number: self.all_issues[number].running_order(members[number]) for number in members}

    def _is_set(self, story: Story) -> bool:
        if story.header.status == "published":
            return True
        return self.preview and story.header.status == "draft"

    def _place(self, story: Story, original: Story, issue: Issue | None, minutes: dict[str, int]) -> Placed:
        def stands(state: str, moment: datetime | None, why: str = "") -> Placed:
            in_issue, at = (issue.number, self._named.get(issue.number, "")) if issue else "", moment.isoformat() if moment else ""
            said = f"{story.mark} {story.slug} {state} {in_issue} {at} {story.stands(self.day)}"
            return Placed(story, state, issue, moment, said, why)

        def held(why: str) -> Placed:
            return stands(HELD, None, why)

        if not self._is_set(story):
            return held(f"its status is {story.header.status}")
        if original is not story and not self._is_set(original):
            return held(f"its original is held ({original.path})")
        if issue is None and self._names_issue(story):
            return held(f"there is no issue {story.header.issue}")
        header, zone = original.header, self._zone
        own = header.date
        if issue and not (header.early and own and own.date() < issue.date):
            published = self.masthead.midnight(issue.date) + timedelta(minutes=minutes.get(story.slug, 0))
        elif own and (issue or not story.is_case and not story.header.submission):
            published = own.astimezone(zone) if own.tzinfo else own.replace(tzinfo=zone)
        else:
            return held("no open issue collects it" if own else "it has no date and names no issue")
        if published.date() > self.day:
            return stands(PLANNED, published, f"it is printed on {published.date()}")
        if story.taken_back(self.day) or original is not story and original.taken_back(self.day):
            return stands(WITHDRAWN, published)
        return stands(PRINTED, published)

    @cached_property
    def printed(self) -> list[Placed]:
        """What readers get today, newest first; what was withdrawn is among it, as its notice."""
        on_the_page = [placed for placed in self.placed.values() if placed.state in ON_THE_PAGE]
        on_the_page.sort(key=lambda p: (p.story.slug, p.story.lang))
        return sorted(on_the_page, key=lambda p: -p.published.timestamp())

    @cached_property
    def listed(self) -> list[Placed]:
        """What lists name, newest first: each story once, in the magazine's language where there is such a text."""
        if len(self.by_slug) == len(self.printed):  # there are no translations
            return [p for p in self.printed if p.state == PRINTED]
        originals = _originals((p.story for p in self.printed), self.masthead.language)
        return [p for p in self.printed if p.state == PRINTED and originals[p.story.slug] is p.story]

    @cached_property
    def by_slug(self) -> dict[str, list[Placed]]:
        """What readers get today by its slug, which a text shares with its translations."""
        found: dict[str, list[Placed]] = {}
        for placed in self.printed:
            found.setdefault(placed.story.slug, []).append(placed)
        return found

    @cached_property
    def languages(self) -> list[str]:
        """The languages that something is printed in, the magazine's own first."""
        return [self.masthead.language, *sorted({p.story.lang for p in self.printed} - {self.masthead.language})]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[Placed | None, Placed | None]]:
        rows = [self.in_issue(issue) for issue in self.issues]
        rows.append([placed for placed in reversed(self.listed) if not self.shown_issue(placed)])
        found: dict[str, tuple[Placed | None, Placed | None]] = {}
        for row in ([placed for placed in row if placed.state == PRINTED] for row in rows):
            for before, placed, after in zip([None, *row], row, [*row[1:], None], strict=False):
                found[placed.story.slug] = (before, after)
        return found

    def neighbours(self, placed: Placed) -> tuple[Placed | None, Placed | None]:
        """The stories before and after it, in its language where they are: in its issue, or in time where it belongs to none."""
        before, after = self._neighbours.get(placed.story.slug, (None, None))
        if len(self.languages) == 1:
            return before, after
        language = placed.story.lang
        return before and self.in_language(before, language), after and self.in_language(after, language)

    def translations(self, placed: Placed) -> list[Placed]:
        """The same story in its other languages, sorted by language."""
        if len(self.languages) == 1:
            return []
        same = self.by_slug.get(placed.story.slug, [])
        if len(same) < 2:
            return []
        others = (p for p in same if p.story.lang != placed.story.lang)
        return sorted((p for p in others if p.state == PRINTED), key=lambda p: p.story.lang)

    def in_language(self, placed: Placed, language: str) -> Placed:
        """The same story in a language, where there is such a text, else as it is."""
        if placed.story.lang == language:
            return placed
        return next((one for one in self.translations(placed) if one.story.lang == language), placed)

    def in_issue(self, issue: Issue) -> list[Placed]:
        """The contents of an issue in running order, as far as readers get them today."""
        placed = [self.placed[story.path] for story in self.contents[issue.number]]
        return [p for p in placed if p.state in ON_THE_PAGE]

    def address(self, story: Story) -> str:
        """Where a story is printed: ``/stories/x/``, in another language ``/uk/stories/x/``."""
        return story.address(self.masthead.language)

    def shown_issue(self, placed: Placed) -> Issue | None:
        """The issue of a story where readers have it already; an early story comes before its own."""
        return placed.issue if placed.issue and placed.issue.date <= self.day else None

    @property
    def latest(self) -> Issue | None:
        """The newest issue that is out."""
        return self.issues[-1] if self.issues else None

    def count(self, refused: Container[str] = ()) -> str:
        """The count that ends every build: nothing that was read is ever dropped in silence.

        ``refused`` are the paths of stories that may not be printed as they are.
        """
        counts = self.counts(refused)
        return f"{sum(counts.values())} read = " + " + ".join(f"{total} {state}" for state, total in counts.items())

    def counts(self, refused: Container[str] = ()) -> dict[str, int]:
        """How many stories there are of each state, in the order in which they are told."""
        states = Counter(REFUSED if path in refused else placed.state for path, placed in self.placed.items())
        states[REFUSED] += self.unread
        return {state: states[state] for state in (PRINTED, PLANNED, HELD, WITHDRAWN, REFUSED)}


def marks_of(stories: Iterable[Placed | None]) -> list[str]:
    """The marks of some stories; of none an empty one."""
    return [placed.mark if placed else "" for placed in stories]


def _originals(stories: Iterable[Story], language: str) -> dict[str, Story]:
    """For every slug the text the others are translations of: in the magazine's language, else the first by language."""
    found: dict[str, Story] = {}

    def rank(story: Story) -> tuple[bool, str, str]:
        return story.lang != language, story.lang, story.path

    for story in stories:
        first = found.setdefault(story.slug, story)
        if first is not story and rank(story) < rank(first):
            found[story.slug] = story
    return found
