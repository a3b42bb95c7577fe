"""What stays from issue to issue: the magazine about itself, and the ways to read it and to write for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plugins.magazine.catalogue import N_, language_name
from plugins.magazine.dates import long_day
from plugins.magazine.feed import Feed, site_feeds
from plugins.magazine.furniture import Head, Site, alternates, head, marked, site
from plugins.magazine.galley import NO_TEXT, Text
from plugins.magazine.magazine import Magazine
from plugins.magazine.mailbox import letter_to
from plugins.magazine.masthead import Slot
from plugins.magazine.model import changed
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem
from plugins.magazine.run import HELD, PLANNED, PRINTED, WITHDRAWN, Run
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
    tally: str = ""


BOOKING = (
    N_("Your business:"),
    N_("Which slot, and in which issues:"),
    N_("Headline and text, or the artwork and what it says:"),
    N_("Where it leads:"),
)
# What became of all that was read
COUNTED = {
    PRINTED: N_("%(number)s printed"),
    PLANNED: N_("%(number)s planned"),
    HELD: N_("%(number)s held"),
    WITHDRAWN: N_("%(number)s withdrawn"),
}
# Pages that every magazine has, what they are called where nobody wrote a text for them, and their templates.
ALWAYS = {
    "about": (N_("About"), "standing.html"),
    "contact": (N_("Contact"), "contact.html"),
    "privacy": (N_("Privacy"), "standing.html"),
    "colophon": (N_("Colophon"), "standing.html"),
    "subscribe": (N_("Subscribe"), "subscribe.html"),
    "share-your-story": (N_("Share your story"), "share-your-story.html"),
    "advertise": (N_("Advertise"), "advertise.html"),
}


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every page of standing matter, and the one for a wrong address."""
    furniture, language = site(magazine, day), magazine.masthead.language
    written = [page for page in magazine.standing if page.shown]
    for page in written:
        title, template = ALWAYS.get(page.slug, ("", "standing.html"))
        speaking = magazine.speaking(page.lang)
        view = _view(speaking, day, site(speaking, day), page.address(language), title, page)
        same = {one.lang: one.address(language) for one in written if one.slug == page.slug}
        head_of_all = view.head._replace(alternates=alternates(magazine, same))
        yield Page(page.address(language), template, view._replace(head=head_of_all), page.path)
    at_home = {page.slug for page in written if page.lang == language}
    for slug, (title, template) in ALWAYS.items():
        if slug not in at_home:
            yield Page(f"/{slug}/", template, _view(magazine, day, furniture, f"/{slug}/", title, None))
    lost = _view(magazine, day, furniture, "/404.html", N_("There is no such page"), None)
    yield Page("/404.html", "404.html", lost._replace(head=lost.head._replace(listed=False, canonical="")))


def _view(magazine: Magazine, day: date, furniture: Site, address: str, title: str, page: Standing | None) -> StandingView:
    masthead, run = magazine.masthead, magazine.run(day)
    heading = page.title if page else magazine.says.gettext(title)
    body = magazine.galley(page).text if page else NO_TEXT
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
    if address.endswith("/colophon/") and not magazine.preview:
        return view._replace(tally=_count(magazine, run))
    coming = next((issue for issue in run.all_issues.values() if issue.deadline >= day), None)
    deadline = long_day(coming.deadline, magazine.language) if coming else ""
    if address.endswith("/advertise/"):
        slots = tuple(changed(slot, label=slot.label or name) for name, slot in masthead.slots.items())
        return view._replace(slots=slots, mail=_booking_mail(magazine), deadline=deadline)
    if address.endswith("/share-your-story/"):
        return view._replace(
            questions=tuple(map(magazine.says.gettext, QUESTIONS)),
            mail=_story_mail(magazine),
            deadline=deadline,
        )
    return view


def _count(magazine: Magazine, run: Run) -> str:
    """The count of the day, as the press tells it to an editor. A build that broke a promise is not printed."""
    say, counts = magazine.says, run.counts()
    told = [say.gettext("%(number)s read") % {"number": sum(counts.values())}]
    told += [say.gettext(words) % {"number": counts[state]} for state, words in COUNTED.items() if counts[state] or state == PRINTED]
    return ", ".join(told) + ". " + say.gettext("No promise broken.")


def _ways(magazine: Magazine, feeds: Iterable[Feed]) -> Iterator[Way]:
    for (_, language, says), members in groupby(feeds, key=lambda feed: (feed.of, feed.language, feed.says)):
        yield Way(magazine.says.gettext(says), "" if language == magazine.masthead.language else language_name(language), tuple(members))


def _subscribe_mail(magazine: Magazine) -> str:
    subject = magazine.says.gettext("Please send me %(magazine)s") % {"magazine": magazine.masthead.name}
    return letter_to(magazine.masthead.sender, subject)


def _booking_mail(magazine: Magazine) -> str:
    """A mail to the office that asks what a booking has to say."""
    body = "\n\n\n".join(map(magazine.says.gettext, BOOKING)) + "\n"
    subject = magazine.says.gettext("An advertisement in %(magazine)s") % {"magazine": magazine.masthead.name}
    return letter_to(magazine.masthead.sender, subject, body)


def _story_mail(magazine: Magazine) -> str:
    """A mail with the four questions in it, ready to be answered."""
    mail, say = magazine.masthead.mail, magazine.says
    signed = say.gettext("Your name, your business, and a telephone number:")
    body = "\n\n\n".join([*map(say.gettext, QUESTIONS), signed]) + "\n"
    subject = say.gettext("A story for %(magazine)s") % {"magazine": magazine.masthead.name}
    return letter_to(mail.submissions or mail.publisher, subject, body)
