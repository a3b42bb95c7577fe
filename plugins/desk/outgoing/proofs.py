"""A proof is shown to whoever must agree before print: a story's author, its client, an advertiser; and what they said is kept."""

import hashlib
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

from plugins.desk import accept
from plugins.desk.edit import edited
from plugins.desk.event import APPROVED, PROOFED, editor
from plugins.desk.header import fields
from plugins.desk.house import CONTENT, PRIVATE, Refused, write_whole
from plugins.desk.outgoing import letters
from plugins.desk.outgoing.onefile import one_file
from plugins.desk.outgoing.pull import New, Pulled, pulled
from plugins.desk.submission import Submission, find
from plugins.magazine import booking
from plugins.magazine.dates import long_day
from plugins.magazine.directory import Card
from plugins.magazine.issue import earliest_open
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import errors
from plugins.magazine.story_header import Scope

FOLDER, CONSENT = f"{PRIVATE}/proofs", f"{PRIVATE}/consent"
AUTHOR, CLIENT, ADVERTISER = "author", "client", "advertiser"
PAGE = "<!-- the page -->"  # where a proof's words part
_ISSUE = re.compile(r"(?m)^issue: (\d+)$")
STYLES = Path(__file__).parent / "proof.css"
SCOPES = get_args(Scope)


class Subject(NamedTuple):
    """What a proof is made of: a story, a draft, or an advertisement. ``label`` is how editor and reader speak of it."""

    label: str
    new: New
    source: str
    issue: int
    submission: Submission | None = None
    advert: str = ""  # its place on the page

    @property
    def usual_reader(self) -> str:
        return ADVERTISER if self.advert else AUTHOR


def subject(words: str, magazine: Magazine, root: Path, day: date, number: int | None = None) -> Subject:
    """What an editor means by a reference, a story's slug, or a file; raises Refused where that is nothing that is here."""
    name = Path(words).stem
    ordered = next((one for one in magazine.bookings if one.slug == name and (words == name or Path(words).suffix == booking.SUFFIX)), None)
    if ordered:
        runs = [one.issue for one in ordered.insertions if not one.missed]
        coming = [one.number for one in magazine.issues if one.number in runs and one.date >= day]
        issue = number or (coming or sorted(runs)[-1:] or [0])[0]
        source = f"{booking.FOLDER}/{ordered.slug}{booking.SUFFIX}"
        text = edited((root / CONTENT / source).read_text(encoding="utf-8"), partial(_alone, issue), source)
        return Subject(f"advert-{ordered.slug}", {source: text}, source, issue, advert=f"advert-{ordered.slug}")
    submission = find(root, words)
    if submission:
        made = accept.make(submission, magazine, root, day, number)
        if not made.there:
            for problem in errors(made.problems):
                raise Refused(problem.path, problem.message, problem.line)
            named = _ISSUE.search(str(made.files[made.source]))
            there = earliest_open(magazine.issues, day)  # a draft that names none would stand in it
            issue = int(named[1]) if named else there.number if there else 0
            return Subject(submission.reference, made.files, made.source, issue, submission)
        name = Path(made.source).stem
    story = next((one for one in magazine.stories if name in (one.slug, Path(one.source).stem)), None)
    if not story:
        raise Refused(words, "no submission, story or booking is called so: write a reference, a slug, or a file of content/")
    placed = magazine.run(day).placed[story.path]
    new = {story.source: (root / CONTENT / story.source).read_text(encoding="utf-8")}
    submission = submission or find(root, story.header.submission.reference if story.header.submission else "")
    return Subject(
        submission.reference if submission else story.slug, new, story.source, placed.issue.number if placed.issue else 0, submission
    )


def _alone(number: int, data: Any) -> None:
    """Leaves of an order what stands in one issue: a proof is pulled from a magazine that has no other, and no other orders."""
    insertions = data["insertions"]
    if isinstance(insertions, list):
        data["insertions"] = [one for one in insertions if one["issue"] == number]
    for name in ("make_good_for", "waiver"):
        data.pop(name, None)


def make(one: Subject, reader: str, magazine: Magazine, root: Path, day: date) -> tuple[Path, int]:
    """Writes the proof as one file, and says so in the log of its submission; ``reader`` is whose approval is asked for.

    Gives the file, and how much of the text is unfinished.
    """
    with pulled(one.new, one.source, magazine, root, day, one.issue) as printed:
        story = printed.magazine.sources.get(one.source)
        language = letters.spoken(root, story.lang if story else magazine.masthead.language, magazine)
        places = _places(one, reader, printed, language, day)
        words = letters.filled(root, ["proof.html"], language, places)
        above, parted, below = words.partition(PAGE)
        if not parted:
            raise Refused(f"{letters.OWN_TEXTS}/{language}/proof.html", f"it has no line {PAGE}, where the page stands: write it again")
        styles = STYLES.read_text(encoding="utf-8")
        text = one_file(
            printed.page, printed.at, f"{places['title']} \u2013 {magazine.masthead.name}", styles, above.strip(), below.strip(), one.advert
        )
    file = root / FOLDER / f"{one.label}{'' if reader == one.usual_reader else f'-{reader}'}.html"
    write_whole(file, text.encode())
    if one.submission:
        said = {"reader": reader, "proof": _mark(file)}
        if not any(each.what == PROOFED and each.said == said for each in one.submission.log()):
            one.submission.note(PROOFED, day, editor(root), **said)
    return file, printed.unfinished


def approve(one: Subject, reader: str, by: str, on: date, how: str, scope: tuple[str, ...], root: Path, day: date) -> list[Path]:
    """Keeps that somebody agreed, on which day, and to which proof; a client's consent in a file of its own.

    Gives the files that say it. What was kept before stays.
    """
    file = root / FOLDER / f"{one.label}{'' if reader == one.usual_reader else f'-{reader}'}.html"
    if not file.is_file():
        made = f"desk proof {one.label}{'' if reader == one.usual_reader else f' --for {reader}'}"
        message = f"there is no proof that somebody could have agreed to: {made} makes one, desk save brings another editor's"
        raise Refused(file, message)
    said = {"reader": reader, "approved_by": by, "on": on.isoformat(), "how": how, "proof": _mark(file)}
    if one.submission and not any(each.what == APPROVED and each.said == said for each in one.submission.log()):
        one.submission.note(APPROVED, day, editor(root), **said)
    if one.submission and reader != CLIENT:
        return [one.submission.folder / "log"]
    consent = root / CONSENT / f"{one.label}.yml"
    entry = {"who": by, "given": on.isoformat(), "as": reader, "how": how, **({"scope": scope} if scope else {})}
    before = consent.read_text(encoding="utf-8") if consent.is_file() else ""
    more = "\n".join(("  " if at else "- ") + line for at, line in enumerate(fields(entry))) + "\n"
    if more not in before:
        write_whole(consent, (before + more).encode())
    return [consent]


def _places(one: Subject, reader: str, printed: Pulled, language: str, day: date) -> dict[str, object]:
    """Everything that the words around a proof may name."""
    small, story = printed.magazine, printed.magazine.sources.get(one.source)
    masthead, consent = small.masthead, story.header.consent if story else None
    names = story.header.authors if story else ()
    cards = [card for name in names if (card := small.directory.person(name))]
    order = next(iter(small.bookings), None)
    if one.advert and order and order.advertiser in small.directory.businesses:
        cards = [small.directory.businesses[order.advertiser]]
    issue = next(iter(small.issues), None)
    return {
        "reference": one.label,
        "reader": reader,
        "title": story.title if story else cards[0].name if cards else one.label,
        "magazine": masthead.name,
        "mail": (masthead.mail.publisher if one.advert else "") or masthead.mail.submissions or masthead.mail.publisher,
        "telephone": masthead.telephone,
        "issue": masthead.numbered(issue.number) if issue else "",
        "date": long_day(issue.date, language) if issue else "",
        "day": long_day(day, language),
        "named": bool(consent and consent.client == "named"),
        "printed": [line for card in cards for line in _card(card, small)],
    }


def _card(card: Card, magazine: Magazine) -> list[str]:
    """What is printed of a person or a business, each on a line of its own."""
    firm = magazine.directory.businesses.get(card.business)
    reach = magazine.directory.reach(card)
    return [line for line in (card.name, card.role, firm.name if firm else "", *reach) if line]


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
