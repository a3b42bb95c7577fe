"""What stays from issue to issue: the magazine about itself, and the ways to read it and to write for it."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from plugins.magazine.dates import long_day
from plugins.magazine.feed import Feed, site_feeds
from plugins.magazine.furniture import Head, Site, head, language_name, marked, site
from plugins.magazine.galley import Text
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import Slot
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem
from plugins.magazine.standing import Standing
from plugins.magazine.story_header import QUESTIONS


class Letterhead(NamedTuple):
    """How to reach the magazine."""

    publisher: str
    telephone: str
    postal_address: str
    submissions: str
    comments: str
    office: str


class Way(NamedTuple):
    """One thing that can be followed, in all its formats; ``language`` is named where it is not the magazine's."""

    says: str
    language: str
    feeds: tuple[Feed, ...]


class StandingView(NamedTuple):
    """One page of standing matter: its text, and what its template adds to it."""

    site: Site
    head: Head
    title: str
    summary: str
    body: Text
    letterhead: Letterhead
    problems: tuple[Problem, ...] = ()
    ways: tuple[Way, ...] = ()
    questions: tuple[str, ...] = ()
    mail: str = ""
    deadline: str = ""
    slots: tuple[Slot, ...] = ()


BOOKING = ("Your business:", "Which slot, and in which issues:", "Headline and text, or the artwork and what it says:", "Where it leads:")
# Pages that every magazine has, what they are called where nobody wrote a text for them, and their templates.
ALWAYS = {
    "about": ("About", "standing.html"),
    "contact": ("Contact", "contact.html"),
    "privacy": ("Privacy", "standing.html"),
    "colophon": ("Colophon", "standing.html"),
    "subscribe": ("Subscribe", "subscribe.html"),
    "share-your-story": ("Share your story", "share-your-story.html"),
    "advertise": ("Advertise", "advertise.html"),
}


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every page of standing matter, and the one for a wrong address."""
    furniture, language = site(magazine, day), magazine.masthead.language
    written = [page for page in magazine.standing if page.shown]
    for page in written:
        title, template = ALWAYS.get(page.slug, ("", "standing.html"))
        yield Page(page.address(language), template, _view(magazine, day, furniture, page.address(language), title, page), page.path)
    at_home = {page.slug for page in written if page.lang == language}
    for slug, (title, template) in ALWAYS.items():
        if slug not in at_home:
            yield Page(f"/{slug}/", template, _view(magazine, day, furniture, f"/{slug}/", title, None))
    lost = _view(magazine, day, furniture, "/404.html", "There is no such page", None)
    yield Page("/404.html", "404.html", lost._replace(head=lost.head._replace(listed=False, canonical="")))


def _view(magazine: Magazine, day: date, furniture: Site, address: str, title: str, page: Standing | None) -> StandingView:
    masthead, run = magazine.masthead, magazine.run(day)
    heading = page.title if page else title
    body = magazine.galley(page).text if page else Text("")
    view = StandingView(
        site=furniture,
        head=head(
            magazine, day, heading, address, description=page.summary if page else "", language=page.lang if page else masthead.language
        ),
        title=heading,
        summary=page.summary if page else "",
        body=body,
        letterhead=Letterhead(
            masthead.imprint,
            masthead.telephone,
            masthead.postal_address,
            masthead.mail.submissions,
            masthead.mail.comments,
            masthead.mail.publisher,
        ),
        problems=marked(magazine, day, [page.path]) if page else (),
    )
    if address.endswith("/subscribe/"):
        return view._replace(ways=tuple(_ways(magazine, site_feeds(run))), mail=_subscribe_mail(magazine))
    if address.endswith("/advertise/"):
        coming = next((issue for issue in run.all_issues.values() if issue.deadline >= day), None)
        slots = tuple(slot.model_copy(update={"label": slot.label or name}) for name, slot in masthead.slots.items())
        return view._replace(slots=slots, mail=_booking_mail(magazine), deadline=long_day(coming.deadline) if coming else "")
    if address.endswith("/share-your-story/"):
        coming = next((issue for issue in run.all_issues.values() if issue.deadline >= day), None)
        return view._replace(questions=QUESTIONS, mail=_story_mail(magazine), deadline=long_day(coming.deadline) if coming else "")
    return view


def _ways(magazine: Magazine, feeds: list[Feed]) -> Iterator[Way]:
    for (_, language, says), members in groupby(feeds, key=lambda feed: (feed.of, feed.language, feed.says)):
        yield Way(says, "" if language == magazine.masthead.language else language_name(language), tuple(members))


def _subscribe_mail(magazine: Magazine) -> str:
    to = magazine.masthead.mail.publisher or magazine.masthead.mail.submissions
    return f"mailto:{to}?subject={quote(f'Please send me {magazine.masthead.name}')}" if to else ""


def _booking_mail(magazine: Magazine) -> str:
    """A mail to the office that asks what a booking has to say."""
    to = magazine.masthead.mail.publisher or magazine.masthead.mail.submissions
    body = "\n\n\n".join(BOOKING) + "\n"
    return f"mailto:{to}?subject={quote(f'An advertisement in {magazine.masthead.name}')}&body={quote(body)}" if to else ""


def _story_mail(magazine: Magazine) -> str:
    """A mail with the four questions in it, ready to be answered."""
    to = magazine.masthead.mail.submissions or magazine.masthead.mail.publisher
    body = "\n\n\n".join([*QUESTIONS, "Your name, your business, and a telephone number:"]) + "\n"
    return f"mailto:{to}?subject={quote(f'A story for {magazine.masthead.name}')}&body={quote(body)}" if to else ""
