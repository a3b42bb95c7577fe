"""Furniture is what stands on every page, and the small set pieces that many pages share."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.magazine import linked_data, sharing
from plugins.magazine.advert import Advert, adverts
from plugins.magazine.cases import by_problem
from plugins.magazine.catalogue import N_
from plugins.magazine.feed import Feed, site_feeds
from plugins.magazine.line import IssueRef, issue_ref
from plugins.magazine.listing import shown_addresses
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.picture import FACE
from plugins.magazine.pictures import picture
from plugins.magazine.problem import Problem
from plugins.magazine.proof import proof
from plugins.magazine.remembered import remembered
from plugins.magazine.run import Placed

BACK_ISSUES = 8
WITHDRAWN_TITLE = N_("A story that was withdrawn")
IN_BRIEF = {
    "problem": N_("What went wrong"),
    "action": N_("What was done"),
    "outcome": N_("How it ended"),
    "lesson": N_("What to take from it"),
}
RESULTS = {"resolved": "", "partly-resolved": N_("Partly put right"), "not-resolved": N_("Not put right")}


class Site(NamedTuple):
    """What every page shows of the magazine itself."""

    name: str
    tagline: str
    root: str
    language: str
    publisher: str
    postal_address: str
    telephone: str
    subscribe_action: str
    subscribe_name: str
    subscribe_email: str
    back_issues: tuple[IssueRef, ...]
    preview: str
    logo: str
    logo_alt: str
    cases: bool = False  # whether there is anything in the playbook
    banners: tuple[Advert, ...] = ()


class Head(NamedTuple):
    """What the head of a page says. ``title`` is without the magazine's name."""

    title: str
    canonical: str
    description: str = ""
    language: str = ""  # of its text
    speaks: str = ""  # the language of the words around the text
    ink: str = ""
    feeds: tuple[Feed, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    listed: bool = True  # in the sitemap, and for search engines
    modified: date | None = None
    kind: str = "website"  # what it is to the places where it is shared (Open Graph)
    picture: str = ""  # what they show of it
    things: linked_data.Things = ()  # what it tells machines


@remembered
def site(magazine: Magazine, day: date) -> Site:
    """The furniture of a day."""
    run, head = magazine.run(day), magazine.masthead
    latest = sorted(run.issues, key=lambda issue: -issue.number)[:BACK_ISSUES]
    logo = picture(magazine, head.logo.svg or head.logo.png, FACE)
    return Site(
        name=head.name,
        tagline=head.tagline,
        root=head.root,
        language=head.language,
        publisher=head.imprint,
        postal_address=head.postal_address,
        telephone=head.telephone,
        subscribe_action=head.subscribe.action,
        subscribe_name=head.subscribe.name_field,
        subscribe_email=head.subscribe.email_field,
        back_issues=tuple(issue_ref(magazine, issue) for issue in latest),
        preview=day.isoformat() if magazine.preview else "",
        logo=logo.address if logo else "",
        logo_alt=head.logo.alt,
        cases=bool(by_problem(magazine.at_home, day)),
        banners=adverts(magazine, day).banners(),
    )


@remembered
def house(magazine: Magazine, day: date) -> str:
    """The mark of all that any page may say besides its stories and their issues: who is who, what things are called, what is offered."""
    run = magazine.run(day)
    offered = run.languages, site_feeds(run), shown_addresses(magazine, day)
    return mark(who_is_who(magazine), offered, site(magazine, day))


@remembered
def who_is_who(magazine: Magazine) -> str:
    """The mark of all that a feed may say besides its stories: who is who, and what things are called."""
    cards = [*magazine.directory.people.values(), *magazine.directory.businesses.values()]
    said = [[getattr(card, name) for name in card._fields if name != "manuscript"] for card in cards]
    return mark(magazine.masthead, magazine.vocabulary, said)


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
    if "things" not in more:
        more["things"] = linked_data.trail(magazine, title, address)
    return Head(
        title=title,
        canonical=magazine.masthead.absolute(address),
        ink=ink or (f"ink-{latest.number}" if latest else "ink-0"),
        feeds=(*own, *general),
        speaks=magazine.says.language,
        **{
            "language": magazine.masthead.language,
            "picture": sharing.picture(magazine, latest.address) if latest else "",
            **more,
        },
    )


def alternates(magazine: Magazine, addresses: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The full address of a text in each of its languages, and the one for readers of all others; nothing where it has but one."""
    if len(addresses) < 2:
        return ()
    home = addresses.get(magazine.masthead.language) or addresses[min(addresses)]
    return tuple((language, magazine.masthead.absolute(one)) for language, one in [*sorted(addresses.items()), ("x-default", home)])


def in_brief(magazine: Magazine, placed: Placed) -> tuple[tuple[str, str], ...]:
    """A case in its steps, each with what it is called in the story's language; nothing of any other story."""
    brief, say = placed.story.header.in_brief, magazine.speaking(placed.story.lang).says
    steps = ((say.gettext(label), magazine.words(placed.story, getattr(brief, name))) for name, label in IN_BRIEF.items()) if brief else ()
    return tuple((label, text) for label, text in steps if text)


def withdrawn_notice(magazine: Magazine, placed: Placed) -> str:
    """What stands in the place of a story that was withdrawn."""
    withdrawn, say = placed.story.header.withdrawn, magazine.speaking(placed.story.lang).says
    reason = magazine.words(placed.story, withdrawn.reason) if withdrawn and withdrawn.reason else ""
    reason = reason or say.gettext("The people it told of no longer wish it to be read.")
    return say.gettext("This story was withdrawn.") + f" {reason}"


def marked(magazine: Magazine, day: date, paths: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of some files, for a preview's pages; nothing for readers."""
    wanted = set(paths)
    return tuple(p for p in proof(magazine.at_home, day) if p.path in wanted) if magazine.preview else ()
