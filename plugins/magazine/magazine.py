"""The whole magazine: everything in it, and everything that is wrong with it, at once."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path, PurePosixPath

from plugins.magazine import ordinary
from plugins.magazine.address import Addresses
from plugins.magazine.booking import Booking
from plugins.magazine.catalogue import Catalogue, catalogue, spoken
from plugins.magazine.comment import Comment
from plugins.magazine.directory import Card, Directory
from plugins.magazine.galley import Galley, Setting, set_text
from plugins.magazine.issue import Issue, coming
from plugins.magazine.lock import Lock
from plugins.magazine.mark import mark
from plugins.magazine.markup import PROGRAM_IN_DRAWING
from plugins.magazine.masthead import Masthead
from plugins.magazine.picture import PAGE, Original, is_drawing
from plugins.magazine.picture import address as address_of_picture
from plugins.magazine.problem import Problem
from plugins.magazine.run import Run
from plugins.magazine.standing import Standing
from plugins.magazine.story import Story
from plugins.magazine.survey import Link
from plugins.magazine.terms import NO_TERMS, Terms
from plugins.magazine.typography import typeset
from plugins.magazine.vocabulary import Vocabulary

Settable = Story | Standing | Issue | Card | Comment  # what has a text that can be set in type


@dataclass(frozen=True, eq=False)
class Magazine:
    """Everything in ``content/``. ``files`` are all its files with their sizes, ``links`` what each manuscript points to.

    ``originals`` are its pictures as they were sent, ``prints`` is where those lie that were made of them, ``theme`` what it
    is printed with.
    """

    content: Path
    label: str
    masthead: Masthead
    vocabulary: Vocabulary
    directory: Directory
    stories: tuple[Story, ...]
    issues: tuple[Issue, ...]
    standing: tuple[Standing, ...]
    comments: tuple[Comment, ...]
    files: dict[str, int]
    links: dict[str, tuple[Link, ...]]
    found: tuple[Problem, ...]
    unread: int
    preview: bool = False
    originals: dict[str, Original] = field(default_factory=dict)
    prints: Path | None = None
    theme: Path | None = None
    sources: dict[str, Story] = field(default_factory=dict)
    setting: Setting = Setting()
    _runs: dict[date, Run] = field(default_factory=dict)
    galleys: dict[str, Galley] = field(default_factory=dict)
    bookings: tuple[Booking, ...] = ()
    locks: tuple[Lock, ...] = ()
    terms: Terms = NO_TERMS
    publish: bool = False  # whether readers are to get it from here, and what nobody has looked through is an error
    language: str = ""  # in which it speaks around its texts
    sizes: dict[str, int] = field(default_factory=dict)  # of the editions that are files, in bytes, by address
    _speaking: dict[str, "Magazine"] = field(default_factory=dict)

    def speaking(self, language: str) -> "Magazine":
        """The same magazine with its labels, dates and counts in a language, or in its own where nobody translated them."""
        language = spoken(language, self.masthead.language)
        self._speaking.setdefault(self.language, self)
        if language not in self._speaking:
            self._speaking[language] = replace(self, language=language)
        return self._speaking[language]

    @property
    def at_home(self) -> "Magazine":
        """The same magazine in its own language: for what is the same in all of them, and need be found out once."""
        return self.speaking(self.masthead.language)

    @property
    def says(self) -> Catalogue:
        """The words of the interface in the language that it speaks."""
        return catalogue(self.language)

    def lock(self, number: int) -> Lock | None:
        """The lock of the issue with this number; None where it is not closed."""
        return next((one for one in self.locks if one.number == number), None)

    def run(self, day: date) -> Run:
        """What is printed on a day."""
        if day not in self._runs:
            self._runs[day] = Run(
                self.masthead,
                self.issues,
                self.stories,
                self._departments,
                day,
                comments=self.comments,
                preview=self.preview,
                unread=self.unread,
                locked={id: lock.number for lock in self.locks for id in lock.stories},
            )
        return self._runs[day]

    def department(self, one: Story) -> str:
        """The slug of a story's department; a case without one goes to the first of the vocabulary."""
        return self._departments[one.path]

    @cached_property
    def _departments(self) -> dict[str, str]:
        slug_of = cache(self._department)
        return {one.path: slug_of(one.header.category, one.is_case) for one in self.stories}

    def _department(self, named: str, is_case: bool) -> str:
        if not named and is_case:
            return next(iter(self.vocabulary.departments), "cases")
        for slug, term in self.vocabulary.departments.items():
            if named == slug or named.casefold() in (label.casefold() for label in term.label.values()):
                return slug
        return ordinary.slugify(named) or "articles"

    def galley(self, text: Settable) -> Galley:
        """A text set in type. Each is set once."""
        if text.path not in self.galleys:
            self.galleys[text.path] = self.set(text)
        return self.galleys[text.path]

    def set(self, text: Settable) -> Galley:
        """Sets a text in type."""
        resolve = partial(self.addresses.resolve, source=text.path.removeprefix(f"{self.label}/"))
        return set_text(text.manuscript.opened(), self.language_of(text.path), resolve, self.setting)

    def language_of(self, path: str) -> str:
        """The language of a text: its own, or the magazine's."""
        return self.languages_of_texts.get(path) or self.masthead.language

    @cached_property
    def languages_of_texts(self) -> dict[str, str]:
        """The language of every text that has one of its own, by its path."""
        stories = {PurePosixPath(one.source).stem: one.lang for one in self.stories} if self.comments else {}
        comments = {one.path: stories.get(one.story, self.masthead.language) for one in self.comments}
        return {one.path: one.lang for one in self.stories} | {page.path: page.lang for page in self.standing} | comments

    def words(self, text: Story, words: str) -> str:
        """A headline or a standfirst with typographic marks, where the magazine set the text itself."""
        return typeset(words, text.lang) if text.manuscript.syntax == "yaml" else words

    @cached_property
    def unsafe_drawings(self) -> tuple[str, ...]:
        """The SVG files that could run a program where a reader opens them by themselves."""
        drawings = sorted(name for name in self.files if is_drawing(name))
        return tuple(name for name in drawings if PROGRAM_IN_DRAWING.search((self.content / name).read_bytes()))

    @cached_property
    def addresses(self) -> Addresses:
        """Where the files and the manuscripts that others may link to are printed."""
        found = {one.source: one.address(self.masthead.language) for one in self.stories}
        found |= {page.source: page.address(self.masthead.language) for page in self.standing}
        found |= {issue.path.removeprefix(self.label + "/"): issue.address for issue in self.issues}
        cards = [*self.directory.people.values(), *self.directory.businesses.values()]
        found |= {card.path.removeprefix(self.label + "/"): card.address for card in cards}
        pictures = {name: address_of_picture(name, one, PAGE) for name, one in self.originals.items() if one.mark and not one.fault}
        said = mark(self.masthead.root, list(self.files), found, pictures)
        return Addresses(self.masthead.root, self.files, found, said, pictures)

    def preview_day(self, today: date) -> date:
        """The day of the issue that editors make; of a magazine without issues, today."""
        issue = coming(self.issues, today)
        return issue.date if issue else today
