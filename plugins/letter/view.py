"""All that the letter of an issue may say: its edition, what stands on its envelope, its colours, and the theme's parts."""

from datetime import date, datetime, time
from textwrap import shorten
from typing import NamedTuple

from plugins.magazine.edition import Edition, edition, edition_files, letter_address
from plugins.magazine.ink import BLACK_DARK, BLACK_LIGHT, PAPER_DARK, PAPER_LIGHT
from plugins.magazine.issue import Issue
from plugins.magazine.issue_mark import issue_mark
from plugins.magazine.magazine import Magazine
from plugins.magazine.mailbox import Mailbox, letter_to, mailbox, one_line
from plugins.magazine.picture import Shown

STYLES, COVER = "letter.css", "cover.png"  # beside the page
COVER_HEIGHT = 470  # of the shapes of a cover that is 600 wide
PARTS = ("letter/letter.html", "letter/pieces.html", "letter/letter.txt", "letter/letter.css")  # below the theme
SENT_AT = time(7)  # of the issue's day, where the magazine is made: the moment that the letter is dated
PREHEADER = 160  # characters: more is shown by no list of mails

Parts = tuple[tuple[str, str], ...]
Colours = tuple[tuple[str, str], ...]


class Envelope(NamedTuple):
    """What stands in the head of the message, less what differs from reader to reader."""

    name: str
    sender: Mailbox
    subject: str
    date: datetime
    id: str
    list_name: str
    list_id: str
    mark: str  # of what the issue says


class LetterView(NamedTuple):
    """A letter to be set. ``home`` is what its addresses begin with in the message, ``root`` on the page."""

    edition: Edition
    envelope: Envelope
    address: str
    home: str
    root: str
    preheader: str
    leave: str  # where a reader goes who wants no more of it
    editions: tuple[tuple[str, str], ...]  # of the issue that are files: name and address
    colours: Colours
    says: str
    preview: str  # the day that a preview is of
    parts: Parts
    drawn: tuple[tuple[str, Shown], ...] = ()  # the pictures that stand for drawings, by the addresses of these


class Styles(NamedTuple):
    """The style sheet of a letter: the theme's, in the colours of the issue. ``faces`` is where a page finds its letters."""

    parts: Parts
    colours: Colours
    faces: str = ""


def letter_view(magazine: Magazine, day: date, issue: Issue, parts: Parts, drawn: tuple[tuple[str, Shown], ...]) -> LetterView:
    """The letter of an issue as it is on a day."""
    whole, head = edition(magazine, day, issue, "letter"), magazine.masthead
    opening = next((one.line.summary for one in whole.articles if one.path == whole.lead), "")
    return LetterView(
        edition=whole,
        envelope=_envelope(magazine, day, issue, whole),
        address=letter_address(magazine, issue),
        home=head.url,
        root=head.root,
        preheader=shorten(one_line(whole.issue.summary or opening), PREHEADER, placeholder="\u2026"),
        leave=_leave(magazine),
        editions=tuple((one[0], one[1]) for one in edition_files(magazine, issue)),
        colours=colours(issue),
        says=magazine.says.language,
        preview=day.isoformat() if magazine.preview else "",
        parts=parts,
        drawn=drawn,
    )


def _envelope(magazine: Magazine, day: date, issue: Issue, whole: Edition) -> Envelope:
    """The list is known by the magazine's own name below its host (RFC 2919, section 2), the message by the issue's number."""
    head = magazine.masthead
    return Envelope(
        name=one_line(head.name),
        sender=mailbox(head.sender) or Mailbox("", ""),  # the masthead is not fit to print then
        subject=one_line(f"{head.name} {whole.issue.label}, {whole.issue.period}: {whole.issue.theme}"),
        date=datetime.combine(issue.date, SENT_AT, head.zone),
        id=f"<issue-{issue.number}@{head.host}>",
        list_name=one_line(head.name),
        list_id=f"{head.stem}.{head.host}",
        mark=issue_mark(magazine, day, issue),
    )


def _leave(magazine: Magazine) -> str:
    """The masthead's own way of leaving: an address, or a mail that says so (RFC 6068)."""
    head = magazine.masthead
    to = head.mail.submissions or head.sender  # what comes in there the desk reads
    return head.unsubscribe_url or letter_to(to, "unsubscribe")


def colours(issue: Issue) -> Colours:
    """What the style sheet paints with, light and dark; mail programs mix nothing, so that greys are mixed here."""
    ink = issue.ink
    return (
        ("paper", PAPER_LIGHT),
        ("black", BLACK_LIGHT),
        ("soft", _mixed(BLACK_LIGHT, PAPER_LIGHT, 0.72)),
        ("hair", _mixed(BLACK_LIGHT, PAPER_LIGHT, 0.22)),
        ("ink", ink.light),
        ("wash", ink.wash_light),
        ("night", PAPER_DARK),
        ("white", BLACK_DARK),
        ("night_soft", _mixed(BLACK_DARK, PAPER_DARK, 0.72)),
        ("night_hair", _mixed(BLACK_DARK, PAPER_DARK, 0.22)),
        ("night_ink", ink.dark),
        ("night_wash", ink.wash_dark),
    )


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)
