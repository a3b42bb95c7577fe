"""A story is one article; a case story tells of a fault of ours or a client's problem, and of how it ended."""

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from plugins.magazine import ordinary
from plugins.magazine.checked import is_checked
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.mark import mark
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import SLUG, fields_of, fit, given_in, strange_year
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.story_header import Consent, Correction, StoryHeader
from plugins.magazine.wording import Wording, wording

FOLDER = "stories"
LONGEST_CASE = 64 * 1024  # bytes of text of a submission
DECIDING = {"date", "issue", "status", "withdrawn", "consent"}  # whether and when a story is printed hangs on these


class Story(NamedTuple):
    """One article as it was handed in. ``source`` is its path below ``content/``."""

    path: str
    source: str
    manuscript: Manuscript
    header: StoryHeader
    is_case: bool
    extra: dict[str, Any]  # fields of other plugins, which Pelican's article gets as they are
    id: str
    slug: str
    lang: str
    unplaced: bool  # the field that says when it is printed cannot be read
    mark: str  # of all that the magazine says of it, its text apart
    checked: bool  # whether the desk looked through this very text for the names of its client
    marked_up: bool  # whether there may be HTML or attributes in its text, of which the cleaner takes out some
    wording: Wording = Wording()  # what readers read of it, for the lock of its issue

    @property
    def title(self) -> str:
        return self.header.title or PurePosixPath(self.source).stem

    @property
    def body(self) -> str:
        return self.manuscript.body

    @property
    def day(self) -> date | None:
        """Its own day: the one written down, else the one on which the desk accepted it."""
        if self.header.date:
            return self.header.date.date()
        return self.header.submission.accepted if self.header.submission else None

    def line(self, *place: Any) -> int:
        return self.manuscript.line(*place)

    def address(self, language: str) -> str:
        """Where it is printed: ``/stories/x/``, and ``/uk/stories/x/`` where ``language`` is the magazine's and not its own."""
        return f"{'' if self.lang == language else '/' + self.lang}/stories/{self.slug}/"

    def taken_back(self, day: date) -> bool:
        """Whether it was withdrawn by that day, or the client's consent ended before it."""
        withdrawn = self.header.withdrawn
        return bool(withdrawn and withdrawn.date is None) or self.taken_back_on(day) is not None

    def taken_back_on(self, day: date) -> date | None:
        """The day on which it was taken back, where it was by that day and one was written down."""
        withdrawn, consent = self.header.withdrawn, self.header.consent
        if withdrawn and (withdrawn.date is None or withdrawn.date <= day):
            return withdrawn.date
        return consent.until + timedelta(days=1) if consent and consent.until and consent.until < day else None

    def corrections(self, day: date) -> tuple[Correction, ...]:
        """What was corrected by that day, as far as readers are told: a minor one is not printed."""
        return self.header.corrections and tuple(one for one in self.header.corrections if not one.minor and one.date <= day)

    def stands(self, day: date) -> str:
        """How its corrections and promises stand on a day, for a mark: the same words may be told otherwise tomorrow."""
        header = self.header
        if not header.corrections and not header.promises:
            return ""
        days = [one.date for one in header.corrections] + [at for one in header.promises for at in (one.due, one.kept)]
        return "".join("x" if at and at <= day else "-" for at in days)


def read_story(manuscript: Manuscript, source: str, masthead: Masthead) -> tuple[Story, list[Problem]]:
    """Reads a manuscript as a story and says what in its header does not fit."""
    is_case = manuscript.is_case
    at_home = source.startswith(FOLDER + "/")
    stem, suffix_language = ordinary.stem_and_language(source, masthead.languages)
    data, extra, problems = manuscript.data, dict[str, Any](), list[Problem]()
    if not is_case:
        data, extra, problems = ordinary.header(manuscript, source, set(fields_of(StoryHeader)), at_home)
    header, found = fit(StoryHeader, manuscript, data)
    if not is_case:
        deciding = {manuscript.line(name) for name in DECIDING & (set(data) - given_in(header))}
        found = [problem if problem.line in deciding else problem.as_warning() for problem in found]
    unread = {name for name in ("date", "issue", "status") if name in data and name not in given_in(header)}
    unplaced = bool(unread - {"date"}) or "date" in unread and (header.issue is None or header.early)
    slug = header.slug or (stem if is_case or at_home else ordinary.slugify(header.title) or ordinary.slugify(stem))
    if not is_case and not SLUG.fullmatch(slug):
        slug = ordinary.slugify(slug) or "untitled"
        found.append(
            Problem(
                manuscript.path,
                manuscript.line("slug"),
                "bad-slug",
                f"its address is `{slug}`: give it a `slug` of small letters, digits and hyphens",
                WARNING,
            )
        )
    below = source.removeprefix(FOLDER + "/").rpartition(".")[0]
    story = Story(
        path=manuscript.path,
        source=source,
        manuscript=manuscript,
        header=header,
        is_case=is_case,
        extra=extra,
        id=header.id or f"tag:{masthead.authority}:{quote(unicodedata.normalize('NFC', below))}",
        slug=slug,
        lang=ordinary.one_case(header.lang or suffix_language or masthead.language),
        unplaced=unplaced,
        mark=mark(source, manuscript.syntax, is_case, header, extra, masthead.authority, masthead.languages),
        checked=is_checked(manuscript),
        marked_up="<" in manuscript.body or "{:" in manuscript.body,
        wording=wording(header, manuscript.body),
    )
    rules = _case_rules(story) if is_case else _article_rules(story)
    return story, [*problems, *found, *rules]


def _conflict(story: Story, severity: str) -> Iterator[Problem]:
    """What git leaves in a text that two editors changed in one place; an article may be about just that."""
    if "<<<<<<< " not in story.body:
        return
    lines = enumerate(story.body.split("\n"), story.manuscript.body_line)
    begun = next((number for number, line in lines if line.startswith("<<<<<<< ")), 0)
    # one search goes on where the last one ended: the three lines stand in this order
    if begun and any(line == "=======" for _, line in lines) and any(line.startswith(">>>>>>> ") for _, line in lines):
        message = "git left a conflict here: choose what is to stay, and take out the lines of `<<<<<<<`, `=======` and `>>>>>>>`"
        yield Problem(story.path, begun, "conflict", message, severity)


def _article_rules(story: Story) -> Iterator[Problem]:
    yield from _conflict(story, WARNING)
    if not story.header.title:
        yield Problem(story.path, story.line("title"), "missing-title", "`title` is missing: give the article a headline")
    for name in ("in_brief", "consent") if story.source.startswith(FOLDER + "/") else ():
        if name in story.manuscript.data:
            fields = "{kind: ..., problem: ..., remedy: ..., result: ...}"
            message = f"`{name}` belongs to a case and `case` is missing: write `case: {fields}`"
            yield Problem(story.path, story.line(name), "incomplete-case", message)
            return


def _case_rules(story: Story) -> Iterator[Problem]:
    """What every case must have, asked of one story alone."""
    yield from _conflict(story, ERROR)
    header, given = story.header, story.manuscript.data
    asked = {
        "title": "give the story a headline",
        "authors": "say who wrote it, by the file name below people/",
        "summary": "write the standfirst, one or two sentences",
        "tags": "name one to three topics",
        "case": "say what kind it is, as in {kind: admission, problem: ..., remedy: ..., result: resolved}",
        "in_brief": "tell the case in brief: problem, action, outcome",
        "consent": "say what the client agreed to: anonymised, none-involved, composite, or client: named with a day and a scope",
    }
    for name in ("date", "modified"):
        moment = getattr(header, name)
        if moment and (wrong := strange_year(moment)):
            yield Problem(story.path, story.line(name), "bad-date", f"`{name}`: {wrong}")
    for name, advice in asked.items():
        if not getattr(header, name) and (name not in given or name in given_in(header)):
            rule = {"title": "missing-title", "authors": "missing-author", "consent": "missing-consent", "case": "incomplete-case"}.get(
                name, "missing-field"
            )
            yield Problem(story.path, story.line(name), rule, f"`{name}` is missing: {advice}")
    for name in ("problem", "action", "outcome") if header.in_brief else ():
        if not getattr(header.in_brief, name):
            message = f"`in_brief` has no `{name}`: write it in one or two sentences"
            yield Problem(story.path, story.line("in_brief", name), "incomplete-case", message)
    if header.consent and header.consent.client == "named":
        yield from _named_rules(story, header.consent)
    if not SLUG.fullmatch(story.slug):
        message = f"`{story.slug}` becomes an address: use small letters, digits and hyphens"
        yield Problem(story.path, story.line("slug") if header.slug else 0, "bad-slug", message)
    if not story.body.strip():
        yield Problem(story.path, story.manuscript.body_line, "empty", "the story has no text: write it below the header")
    if len(story.body.encode()) > LONGEST_CASE:
        message = f"the story is longer than {LONGEST_CASE // 1024} KiB: cut it, or print it in two parts"
        yield Problem(story.path, story.manuscript.body_line, "too-long", message)
    if header.image and header.image.alt is None:
        message = 'the picture has no `alt`: say what it shows, or write `alt: ""` where it is decoration'
        yield Problem(story.path, story.line("image"), "missing-alt", message)


def _named_rules(story: Story, consent: Consent) -> Iterator[Problem]:
    line = story.line("consent")
    if not consent.given:
        message = "a client is named and `given` is missing: write the day on which the client agreed"
        yield Problem(story.path, line, "missing-consent", message)
    if consent.given and consent.until and consent.until < consent.given:
        message = f"the consent ends ({consent.until}) before it was given ({consent.given}): mend one of the two"
        yield Problem(story.path, story.line("consent", "until"), "bad-consent", message)
    if "web" not in consent.scope:
        agreed = ", ".join(consent.scope) or "nothing yet"
        message = f"its client agreed to {agreed}, not to the web: ask again, or hide the client's name"
        yield Problem(story.path, story.line("consent", "scope"), "consent-scope", message)
