"""Furniture is what stands on every page, and the small set pieces that many pages share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from plugins.magazine.feed import Feed, site_feeds
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem
from plugins.magazine.proof import proof
from plugins.magazine.run import Placed
from plugins.magazine.typography import typeset

BACK_ISSUES = 8
LANGUAGES = {"en": "English", "uk": "Українська", "de": "Deutsch", "fr": "Français", "es": "Español", "ar": "العربية", "he": "עברית"}
KINDS = {"admission": "An admission", "client-problem": "A client\u2019s problem"}


class Ref(NamedTuple):
    """A name and where it leads; an empty address is a name alone."""

    label: str
    address: str = ""


class Counted(NamedTuple):
    """A name, where it leads, and how many stories are there."""

    ref: Ref
    total: int


class IssueRef(NamedTuple):
    """An issue in a list."""

    number: int
    label: str
    theme: str
    period: str
    address: str
    ink: str
    summary: str = ""
    stories: int = 0


class Site(NamedTuple):
    """What every page shows of the magazine itself."""

    name: str
    tagline: str
    root: str
    language: str
    publisher: str
    postal_address: str
    telephone: str
    mail_publisher: str
    subscribe_action: str
    subscribe_name: str
    subscribe_email: str
    back_issues: tuple[IssueRef, ...]
    preview: str
    logo: str
    logo_alt: str


class Head(NamedTuple):
    """What the head of a page says. ``title`` is without the magazine's name."""

    title: str
    canonical: str
    description: str = ""
    language: str = ""
    ink: str = ""
    feeds: tuple[Feed, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    listed: bool = True  # in the sitemap, and for search engines
    modified: date | None = None
    kind: str = "website"


class StoryLine(NamedTuple):
    """A story as a list names it."""

    address: str
    title: str
    summary: str
    department: Ref
    kind: str
    byline: tuple[Ref, ...]
    issue: IssueRef | None
    published: datetime
    day: str
    language: str
    folio: int = 0
    minutes: int = 0


def site(magazine: Magazine, day: date) -> Site:
    """The furniture of a day."""
    run, head = magazine.run(day), magazine.masthead
    latest = sorted(run.issues, key=lambda issue: -issue.number)[:BACK_ISSUES]
    return Site(
        name=head.name,
        tagline=head.tagline,
        root=head.root,
        language=head.language,
        publisher=head.publisher or head.name,
        postal_address=head.postal_address,
        telephone=head.telephone,
        mail_publisher=head.mail.publisher,
        subscribe_action=head.subscribe.action,
        subscribe_name=head.subscribe.name_field,
        subscribe_email=head.subscribe.email_field,
        back_issues=tuple(issue_ref(magazine, issue) for issue in latest),
        preview=f"{day.isoformat()}" if magazine.preview else "",
        logo=f"/{head.logo.svg or head.logo.png}" if head.logo.svg or head.logo.png else "",
        logo_alt=head.logo.alt,
    )


def head(magazine: Magazine, day: date, title: str, address: str, *, feeds: Iterable[Feed] = (), ink: str = "", **more) -> Head:
    """The head of a page at ``address``; the magazine's own feeds come after the page's."""
    run = magazine.run(day)
    own = tuple(feeds)
    languages = [more.get("language", ""), magazine.masthead.language]
    general = sorted(
        (feed for feed in site_feeds(run) if feed.language in languages and feed not in own),
        key=lambda feed: languages.index(feed.language),
    )
    latest = run.latest
    return Head(
        title=title,
        canonical=magazine.masthead.absolute(address),
        ink=ink or (f"ink-{latest.number}" if latest else "ink-0"),
        feeds=(*own, *general),
        **{"language": magazine.masthead.language, **more},
    )


def issue_ref(magazine: Magazine, issue: Issue, stories: int = 0) -> IssueRef:
    """An issue as lists name it: ``#96``, its theme, its period."""
    language = magazine.masthead.language
    return IssueRef(
        number=issue.number,
        label=f"{magazine.masthead.number_sign}{issue.number}",
        theme=typeset(issue.theme, language),
        period=issue.period,
        address=issue.address,
        ink=f"ink-{issue.number}",
        summary=typeset(issue.summary, language),
        stories=stories,
    )


def story_line(magazine: Magazine, day: date, placed: Placed, folio: int = 0) -> StoryLine:
    """A story as lists name it. What was withdrawn has no words left."""
    story, run = placed.story, magazine.run(day)
    words, issue = magazine.words, run.shown_issue(placed)
    return StoryLine(
        address=run.address(story),
        title=words(story, story.title),
        summary=words(story, story.header.summary),
        department=department_ref(magazine, placed),
        kind=KINDS.get(story.header.case.kind, "") if story.header.case else "",
        byline=byline(magazine, placed),
        issue=issue_ref(magazine, issue) if issue else None,
        published=placed.published,
        day=long_day(placed.published),
        language=story.lang,
        folio=folio,
        minutes=magazine.galley(story).minutes,
    )


def department_ref(magazine: Magazine, placed: Placed) -> Ref:
    """A story's department and its page."""
    slug = magazine.department(placed.story)
    known = slug in magazine.vocabulary.departments
    label = magazine.vocabulary.label("departments", slug, magazine.masthead.language)
    return Ref(label if known or not placed.story.header.category else placed.story.header.category, f"/departments/{slug}/")


def byline(magazine: Magazine, placed: Placed) -> tuple[Ref, ...]:
    """Who wrote a story; the magazine itself where nobody is named."""
    authors = placed.story.header.authors
    return tuple(author_ref(magazine, name) for name in authors) or (Ref(magazine.masthead.publisher or magazine.masthead.name),)


def author_ref(magazine: Magazine, name: str) -> Ref:
    """An author, known or not, and their page."""
    card = magazine.directory.person(name)
    if card:
        return Ref(card.name, card.address)
    slug = slugify(name)
    return Ref(name, f"/people/{slug}/" if slug else "")


def topic_ref(magazine: Magazine, tag: str) -> Ref:
    """A topic and its page."""
    slug = tag if tag in magazine.vocabulary.topics else slugify(tag)
    return Ref(magazine.vocabulary.label("topics", tag, magazine.masthead.language), f"/topics/{slug}/" if slug else "")


def long_day(day: date) -> str:
    """``1 May 2019``."""
    return f"{day.day} {day:%B %Y}"


def language_name(code: str) -> str:
    """What a language calls itself, or its code."""
    return LANGUAGES.get(code, code)


def marked(magazine: Magazine, day: date, paths: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of some files, for a preview's pages; nothing for readers."""
    wanted = set(paths)
    return tuple(p for p in proof(magazine, day) if p.path in wanted) if magazine.preview else ()
