"""What a page tells machines about itself: what its readers can see on it, said in the words of schema.org."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from plugins.magazine.catalogue import N_
from plugins.magazine.directory import BUSINESSES, Card
from plugins.magazine.line import IssueRef, StoryLine
from plugins.magazine.listing import Ref, shown
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import Masthead

Thing = dict[str, Any]  # one thing of https://schema.org, as JSON-LD 1.1 writes it down
Things = tuple[Thing, ...]

# Where the pages of each folder are listed; departments, topics and stories of no issue are in the archive.
ARCHIVE = Ref(N_("Archive"), "/archive/")
ABOVE = {
    "archive": ARCHIVE,
    "departments": ARCHIVE,
    "topics": ARCHIVE,
    "stories": ARCHIVE,
    "issues": Ref(N_("Issues"), "/issues/"),
    "playbook": Ref(N_("Playbook"), "/playbook/"),
    "people": Ref(N_("People"), "/people/"),
    "businesses": Ref(N_("Businesses"), "/businesses/"),
}


def trail(magazine: Magazine, title: str, address: str, above: Iterable[Ref] = ()) -> Things:
    """The way from the front page to the page at ``address``; ``above`` are the pages between, else the list that it stands in."""
    masthead, folders = magazine.masthead, address.strip("/").split("/")
    own = next((ABOVE[folder] for folder in folders if folder in ABOVE), None)
    between = tuple(above) or ((own._replace(label=magazine.says.gettext(own.label)),) if own and own.address != address else ())
    steps = (Ref(masthead.name, "/"), *between, Ref(title, address))
    places = [_thing("ListItem", position=at, name=step.label, item=masthead.absolute(step.address)) for at, step in enumerate(steps, 1)]
    return (_thing("BreadcrumbList", itemListElement=places),) if title else ()


def of_story(
    magazine: Magazine, line: StoryLine, description: str, topics: Iterable[Ref], modified: date | None, picture: str, translator: Ref
) -> Things:
    """A story, and where it stands. ``modified`` is the day on which it was last changed, ``picture`` a full address."""
    masthead, issue = magazine.masthead, line.issue
    article = _thing(
        "Article",
        headline=line.title,
        description=description,
        url=masthead.absolute(line.address),
        inLanguage=line.language,
        datePublished=line.published.isoformat(),
        dateModified=modified.isoformat() if modified else "",
        articleSection=line.department.label,
        keywords=[topic.label for topic in topics],
        timeRequired=f"PT{line.minutes}M" if line.minutes else "",
        author=[_author(masthead, one) for one in line.byline],
        translator=_thing("Person", **_named(masthead, translator)) if translator.label else {},
        publisher=_publisher(masthead),
        isPartOf=_issue(masthead, issue) if issue else _periodical(masthead),
        image=picture,
    )
    issues = ABOVE["issues"]
    above = (
        (issues._replace(label=magazine.says.gettext(issues.label)), Ref(f"{issue.label} {issue.theme}", issue.address)) if issue else ()
    )
    return article, *trail(magazine, line.title, line.address, above)


def of_issue(magazine: Magazine, issue: IssueRef, published: date, lines: Iterable[StoryLine], picture: str) -> Things:
    """An issue with its contents, and where it stands. ``picture`` is a full address."""
    masthead = magazine.masthead
    parts = [_thing("Article", headline=line.title, url=masthead.absolute(line.address)) for line in lines]
    whole = _issue(masthead, issue) | _thing(
        "PublicationIssue",
        description=issue.summary,
        datePublished=published.isoformat(),
        publisher=_publisher(masthead),
        hasPart=parts,
        image=picture,
    )
    return whole, *trail(magazine, f"{issue.label} {issue.theme}", issue.address)


def of_card(magazine: Magazine, day: date, ref: Ref, card: Card | None, face: str) -> Things:
    """A person or a business of the directory, and where they stand; somebody without a card has only a name.

    ``face`` is the address of their portrait or logo, if there is one.
    """
    masthead = magazine.masthead
    firm = magazine.directory.businesses.get(card.business) if card else None
    works_for = shown(magazine, day, Ref(firm.name, firm.address)) if firm else Ref("")
    who = _thing(
        "LocalBusiness" if card and card.kind == BUSINESSES else "Person",
        name=ref.label,
        url=masthead.absolute(ref.address),
        jobTitle=card.role if card and card.kind != BUSINESSES else "",
        description=card.role if card and card.kind == BUSINESSES else "",
        worksFor=_thing("LocalBusiness", **_named(masthead, works_for)) if firm else {},
        telephone=card.telephone if card else "",
        email=card.email if card else "",
        address=card.postal_address if card else "",
        sameAs=card.website if card else "",
        image=masthead.absolute(face) if face else "",
    )
    return who, *trail(magazine, ref.label, ref.address)


def _thing(kind: str, **said: Any) -> Thing:
    """One thing; what there is nothing to say of is left out."""
    return {"@type": kind, **{name: value for name, value in said.items() if value}}


def _author(masthead: Masthead, ref: Ref) -> Thing:
    """Who wrote a story: a person, or the magazine itself where nobody is named."""
    kind = "Organization" if ref == Ref(masthead.imprint) else "Person"
    return _thing(kind, **_named(masthead, ref))


def _named(masthead: Masthead, ref: Ref) -> Thing:
    """What something is called and where its page is, if it has one."""
    return {"name": ref.label, "url": masthead.absolute(ref.address) if ref.address else ""}


def _publisher(masthead: Masthead) -> Thing:
    return _thing("Organization", name=masthead.imprint, telephone=masthead.telephone, address=masthead.postal_address)


def _periodical(masthead: Masthead) -> Thing:
    return _thing("Periodical", name=masthead.name, url=masthead.absolute("/"))


def _issue(masthead: Masthead, issue: IssueRef) -> Thing:
    return _thing(
        "PublicationIssue",
        issueNumber=issue.label.removeprefix(masthead.numbered("")),
        name=issue.theme,
        url=masthead.absolute(issue.address),
        isPartOf=_periodical(masthead),
    )
