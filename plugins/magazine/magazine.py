"""The whole magazine, read from its files: everything in it, and everything that is wrong with it, at once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.magazine import directory, issue, masthead, ordinary, standing, story, survey, vocabulary
from plugins.magazine import shelf as shelves
from plugins.magazine.directory import Card, Directory
from plugins.magazine.galley import Galley, Setting, set_text
from plugins.magazine.issue import Issue
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.markup import PROGRAM_IN_DRAWING
from plugins.magazine.masthead import Masthead
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.run import Run
from plugins.magazine.standing import Standing
from plugins.magazine.story import Story
from plugins.magazine.survey import INTRASITE, Link
from plugins.magazine.typography import typeset
from plugins.magazine.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Magazine:
    """Everything in ``content/``. ``files`` are all its files, ``links`` what each manuscript points to."""

    content: Path
    label: str
    masthead: Masthead
    vocabulary: Vocabulary
    directory: Directory
    stories: tuple[Story, ...]
    issues: tuple[Issue, ...]
    standing: tuple[Standing, ...]
    files: frozenset[str]
    links: dict[str, tuple[Link, ...]]
    found: tuple[Problem, ...]
    unread: int
    preview: bool = False
    sources: dict[str, Story] = field(default_factory=dict)
    setting: Setting = Setting()
    _runs: dict[date, Run] = field(default_factory=dict)
    _galleys: dict[str, Galley] = field(default_factory=dict)

    def run(self, day: date) -> Run:
        """What is printed on a day."""
        if day not in self._runs:
            departments = {one.path: self.department(one) for one in self.stories}
            self._runs[day] = Run(self.masthead, self.issues, self.stories, departments, day, preview=self.preview, unread=self.unread)
        return self._runs[day]

    def department(self, one: Story) -> str:
        """The slug of a story's department; a case without one goes to the first of the vocabulary."""
        named = one.header.category
        if not named and one.is_case:
            return next(iter(self.vocabulary.departments), "cases")
        for slug, term in self.vocabulary.departments.items():
            if named == slug or named.casefold() in (label.casefold() for label in term.label.values()):
                return slug
        return ordinary.slugify(named) or "articles"

    def galley(self, text: Story | Standing | Issue | Card) -> Galley:
        """A text set in type. Each is set once."""
        if text.path not in self._galleys:
            source = text.path.removeprefix(self.label + "/")
            lang = getattr(text, "lang", "") or self.masthead.language
            self._galleys[text.path] = set_text(
                text.manuscript, self.content / source, lang, lambda target: self.resolve(target, source), self.setting
            )
        return self._galleys[text.path]

    def words(self, text: Story, words: str) -> str:
        """A headline or a standfirst with typographic marks, where the magazine set the text itself."""
        return typeset(words, text.lang) if text.manuscript.syntax == "yaml" else words

    def resolve(self, target: str, source: str) -> str:
        """The address that a link of the file ``source`` leads to: ``{filename}other.md``, ``{static}images/x.jpg``."""
        intrasite = INTRASITE.match(target)
        if not intrasite:
            bare = unquote(target.partition("#")[0])
            return f"{self.masthead.root}/{target}" if bare in self.files and not bare.startswith("/") else target
        kind, name = intrasite[1], intrasite[2].strip()
        fragment = name[len(name.partition("#")[0]) :]
        if kind in ("author", "category", "tag", "index"):
            folder = {"author": "people", "category": "departments", "tag": "topics"}.get(kind)
            return self.masthead.root + (f"/{folder}/{ordinary.slugify(name)}/" if folder else "/")
        path = self.find(name, source)
        return self.masthead.root + (self._addresses.get(path) or f"/{quote(path)}") + fragment

    @cached_property
    def unsafe_drawings(self) -> tuple[str, ...]:
        """The SVG files that could run a program where a reader opens them by themselves."""
        drawings = sorted(name for name in self.files if name.lower().endswith(".svg"))
        return tuple(name for name in drawings if PROGRAM_IN_DRAWING.search((self.content / name).read_bytes()))

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """Where the manuscripts that others may link to are printed, by their path below ``content/``."""
        found = {one.source: one.address(self.masthead.language) for one in self.stories}
        found |= {page.source: page.address(self.masthead.language) for page in self.standing}
        found |= {issue.path.removeprefix(self.label + "/"): issue.address for issue in self.issues}
        cards = [*self.directory.people.values(), *self.directory.businesses.values()]
        return found | {card.path.removeprefix(self.label + "/"): card.address for card in cards}

    def preview_day(self, today: date) -> date:
        """The day of the earliest open issue that is still to come, else of the last one."""
        open_issues = [one for one in self.issues if not one.closed] or list(self.issues)
        coming = [one for one in open_issues if one.date > today]
        return coming[0].date if coming else open_issues[-1].date if open_issues else today

    def find(self, target: str, source: str) -> str:
        """The path below ``content/`` that a link of the file ``source`` means; it may lie outside (``../``)."""
        path = unquote(target.partition("#")[0].partition("?")[0])
        if path.startswith("/"):
            return posixpath.normpath(path.lstrip("/"))
        return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def load(content: Path, label: str = "", *, preview: bool = False, setting: Setting | None = None) -> Magazine:
    """Reads a magazine from its folder. ``label`` is what problems call the folder (its own name by default).

    ``setting`` is how ordinary articles are set (Pelican's Markdown by default).

    Nothing in the folder makes this raise: what is wrong becomes a problem.
    """
    label = label or content.name
    head, problems = masthead.load(content, f"{label}/{masthead.FILE}")
    words, found = vocabulary.load(content, f"{label}/{vocabulary.FILE}")
    problems += found
    shelf = shelves.fill(content, label)
    problems += shelf.problems
    people, found = _cards(directory.PEOPLE, shelf.texts)
    businesses, more = _cards(directory.BUSINESSES, shelf.texts)
    problems += found + more
    known = Directory(people, businesses)
    problems += known.rules()
    numbers, found = issue.read_issues((m for _, m in shelf.texts.get(issue.FOLDER, ())), head, content)
    problems += found
    stories, found = _stories(shelf.texts.get(shelves.ARTICLE, ()), head)
    problems += found
    pages: list[Standing] = []
    for source, manuscript in shelf.texts.get(standing.FOLDER, ()):
        page, found = standing.read_standing(manuscript, source, head)
        taken = {one.slug for one in pages if one.lang == page.lang}
        if page.slug in taken:
            free = _free_slug(page.slug, taken)
            message = f"`{page.slug}` is the address of another page too: this one is printed as `{free}`; give it a `slug`"
            found.append(Problem(page.path, manuscript.line("slug"), "duplicate-slug", message, WARNING))
            page = page._replace(slug=free)
        pages.append(page)
        problems += found
    links, found = _survey(
        [
            *((s.manuscript, s.is_case) for s in stories),
            *((i.manuscript, True) for i in numbers),
            *((p.manuscript, False) for p in pages),
            *((c.manuscript, True) for c in [*people.values(), *businesses.values()]),
        ]
    )
    return Magazine(
        content=content,
        label=label,
        masthead=head,
        vocabulary=words,
        directory=known,
        stories=tuple(stories),
        issues=tuple(numbers),
        standing=tuple(pages),
        files=shelf.files,
        links=links,
        found=tuple(problems + found),
        unread=shelf.unread,
        preview=preview,
        setting=setting or Setting(),
        sources={one.source: one for one in stories},
    )


def _cards(kind: str, texts: dict[str, list[tuple[str, Manuscript]]]) -> tuple[dict[str, Card], list[Problem]]:
    cards: dict[str, Card] = {}
    problems: list[Problem] = []
    for _, manuscript in texts.get(kind, ()):
        card, found = directory.read_card(kind, manuscript)
        problems += found
        first = cards.setdefault(card.slug, card)
        if first is not card:
            message = f"`{card.slug}` is {first.path} too: give one of the two files another name"
            problems.append(Problem(card.path, 0, "duplicate-slug", message))
    return cards, problems


def _stories(manuscripts: Iterable[tuple[str, Manuscript]], head: Masthead) -> tuple[list[Story], list[Problem]]:
    """Reads all stories and sees to it that no two ordinary articles stand at one address."""
    stories: list[Story] = []
    problems: list[Problem] = []
    taken: dict[tuple[str, str], str] = {}
    for source, manuscript in manuscripts:
        one, found = story.read_story(manuscript, source, head)
        problems += found
        if not one.is_case and (one.slug, one.lang) in taken:
            free = _free_slug(one.slug, {slug for slug, lang in taken if lang == one.lang})
            message = f"`{one.slug}` is the address of another article too: this one is printed as `{free}`; give it a `slug`"
            problems.append(Problem(one.path, one.line("slug"), "duplicate-slug", message, WARNING))
            one = one._replace(slug=free)
        taken.setdefault((one.slug, one.lang), one.path)
        stories.append(one)
    return stories, problems


def _free_slug(slug: str, taken: set[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def _survey(manuscripts: Iterable[tuple[Manuscript, bool]]) -> tuple[dict[str, tuple[Link, ...]], list[Problem]]:
    """The links of every body, and what must not be printed in it: an error in a case, elsewhere it is taken out."""
    links: dict[str, tuple[Link, ...]] = {}
    problems: list[Problem] = []
    for manuscript, is_case in manuscripts:
        found, targets = (survey.survey if manuscript.syntax == "yaml" else survey.skim)(manuscript.body)
        links[manuscript.path] = tuple(link._replace(line=link.line + manuscript.body_line) for link in targets)
        for one in found:
            hard = one.rule == "too-deep" or is_case
            severity = {} if hard else {"severity": WARNING}
            problems.append(Problem(manuscript.path, manuscript.body_line + one.line, one.rule, one.message, **severity))
    return links, problems
