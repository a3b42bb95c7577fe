"""What a story's page shows, and which lists a story stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from plugins.magazine.directory import Card
from plugins.magazine.feed import feeds_of
from plugins.magazine.furniture import (
    Head,
    Ref,
    Site,
    StoryLine,
    head,
    language_name,
    long_day,
    marked,
    site,
    story_line,
    topic_ref,
)
from plugins.magazine.galley import plain_text
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem
from plugins.magazine.run import PRINTED, WITHDRAWN, Placed
from plugins.stories.lists import list_pages

IN_BRIEF = (("problem", "What went wrong"), ("action", "What was done"), ("outcome", "How it ended"), ("lesson", "What to take from it"))
RESULTS = {"resolved": "", "partly-resolved": "Partly put right", "not-resolved": "Not put right"}


class Image(NamedTuple):
    """A picture with what stands under it."""

    address: str
    alt: str
    caption: str
    credit: str


class BusinessCard(NamedTuple):
    """The card at the end of a story, as on paper."""

    person: Ref
    role: str
    business: Ref
    telephone: str
    email: str
    website: str
    postal_address: str
    monogram: str
    portrait: Image | None


class StoryView(NamedTuple):
    """Everything on a story's page."""

    site: Site
    head: Head
    line: StoryLine
    body: str
    in_brief: tuple[tuple[str, str], ...]
    result: str
    problem: str
    remedy: str
    image: Image | None
    cards: tuple[BusinessCard, ...]
    businesses: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    translations: tuple[tuple[str, str, str], ...]
    translator: str
    first_published: str
    first_published_url: str
    previous: StoryLine | None
    following: StoryLine | None
    about_you: str
    withdrawn: str
    problems: tuple[Problem, ...]
    extras: dict[str, Any] = {}


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """A page for every printed story, and the lists."""
    run = magazine.run(day)
    furniture = site(magazine, day)
    for placed in run.printed:
        make = _withdrawn_view if placed.state == WITHDRAWN else _story_view
        yield Page(run.address(placed.story), "story.html", make(magazine, day, placed, furniture))
    yield from list_pages(magazine, day, furniture)


def _story_view(magazine: Magazine, day: date, placed: Placed, furniture: Site) -> StoryView:
    run, story, header = magazine.run(day), placed.story, placed.story.header
    line = story_line(magazine, day, placed)
    galley = magazine.galley(story)
    language = magazine.masthead.language
    others = run.translations(placed)
    address = run.address(story)
    alternates = tuple((p.story.lang, magazine.masthead.absolute(run.address(p.story))) for p in [placed, *others]) if others else ()
    before, after = _neighbours(magazine, day, placed)
    author_feeds = [
        feed
        for ref in line.byline
        if ref.address.startswith("/people/")
        for feed in feeds_of("people", run, ref.address.split("/")[2], ref.label)
    ]
    case, first = header.case, header.first_published
    return StoryView(
        site=furniture,
        head=head(
            magazine,
            day,
            line.title,
            address,
            feeds=author_feeds,
            language=story.lang,
            alternates=alternates,
            kind="article",
            description=line.summary or _opening(galley.html),
            ink=line.issue.ink if line.issue else "",
            modified=(header.modified or placed.published).date(),
        ),
        line=line,
        body=galley.html,
        in_brief=_in_brief(magazine, placed),
        result=RESULTS[case.result] if case else "",
        problem=magazine.vocabulary.label("problems", case.problem, language) if case else "",
        remedy=magazine.vocabulary.label("remedies", case.remedy, language) if case else "",
        image=_image(header.image),
        cards=tuple(_card(magazine, card) for name in header.authors if (card := magazine.directory.person(name))),
        businesses=tuple(Ref(card.name, card.address) for slug in header.businesses if (card := magazine.directory.businesses.get(slug))),
        topics=tuple(topic_ref(magazine, tag) for tag in header.tags),
        translations=tuple((p.story.lang, language_name(p.story.lang), run.address(p.story)) for p in others),
        translator=_name(magazine, header.translator),
        first_published=", ".join(part for part in (first.where, long_day(first.date) if first.date else "") if part) if first else "",
        first_published_url=first.url if first and first.url.startswith(("https://", "http://")) else "",
        previous=before,
        following=after,
        about_you=_about_you(magazine, line.title, address) if story.is_case else "",
        withdrawn="",
        problems=marked(magazine, day, [story.path]),
    )


def _withdrawn_view(magazine: Magazine, day: date, placed: Placed, furniture: Site) -> StoryView:
    """A withdrawn story keeps its address and loses its words, names and pictures."""
    story, run = placed.story, magazine.run(day)
    reason = story.header.withdrawn.reason if story.header.withdrawn else ""
    address = run.address(story)
    line = story_line(magazine, day, placed)._replace(title="A story that was withdrawn", summary="", byline=(), kind="", minutes=0)
    return StoryView(
        site=furniture,
        head=head(magazine, day, line.title, address, ink=line.issue.ink if line.issue else "", listed=False),
        line=line,
        body="",
        in_brief=(),
        result="",
        problem="",
        remedy="",
        image=None,
        cards=(),
        businesses=(),
        topics=(),
        translations=(),
        translator="",
        first_published="",
        first_published_url="",
        previous=None,
        following=None,
        about_you="",
        withdrawn=reason or "The people it told of no longer wish it to be read here.",
        problems=marked(magazine, day, [story.path]),
    )


def _in_brief(magazine: Magazine, placed: Placed) -> tuple[tuple[str, str], ...]:
    brief = placed.story.header.in_brief
    if not brief:
        return ()
    steps = ((label, magazine.words(placed.story, getattr(brief, name))) for name, label in IN_BRIEF)
    return tuple((label, text) for label, text in steps if text)


def _image(picture: Any) -> Image | None:
    return Image(f"/{quote(picture.src)}", picture.alt or "", picture.caption, picture.credit) if picture and picture.src else None


def _card(magazine: Magazine, card: Card) -> BusinessCard:
    firm = magazine.directory.businesses.get(card.business)
    return BusinessCard(
        person=Ref(card.name, card.address),
        role=card.role,
        business=Ref(firm.name, firm.address) if firm else Ref(""),
        telephone=card.telephone or (firm.telephone if firm else ""),
        email=card.email or (firm.email if firm else ""),
        website=card.website or (firm.website if firm else ""),
        postal_address=card.postal_address or (firm.postal_address if firm else ""),
        monogram=card.monogram,
        portrait=_image(card.picture),
    )


def _neighbours(magazine: Magazine, day: date, placed: Placed) -> tuple[StoryLine | None, StoryLine | None]:
    """The stories before and after it: in its issue, or in time where it belongs to none."""
    run = magazine.run(day)
    issue = run.shown_issue(placed)
    row = run.in_issue(issue) if issue else [one for one in reversed(run.listed) if not run.shown_issue(one)]
    row = [one for one in row if one.state == PRINTED]
    at = next((at for at, other in enumerate(row) if other.story.slug == placed.story.slug), None)
    if at is None:
        return None, None
    before = story_line(magazine, day, row[at - 1]) if at else None
    after = story_line(magazine, day, row[at + 1]) if at + 1 < len(row) else None
    return before, after


def _name(magazine: Magazine, translator: str) -> str:
    card = magazine.directory.person(translator) if translator else None
    return card.name if card else translator


def _opening(html: str) -> str:
    words = plain_text(html).split()
    return " ".join(words[:30]) + ("\u2026" if len(words) > 30 else "")


def _about_you(magazine: Magazine, title: str, address: str) -> str:
    """A mail to the magazine by somebody who knows themselves in a story."""
    mail = magazine.masthead.mail
    to = mail.comments or mail.publisher
    if not to:
        return ""
    body = f"It is about this story: {magazine.masthead.absolute(address)}\n\nWhat should be corrected or removed:\n"
    return f"mailto:{to}?subject={quote('Please correct or remove: ' + title)}&body={quote(body)}"
