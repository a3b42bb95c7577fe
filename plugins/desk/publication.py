"""The proof of publication shows an advertiser what was printed for them: where it stands in each edition, and how it looks there."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import unquote

from plugins.desk.house import CONTENT, PRIVATE, Refused, shown, write_whole
from plugins.desk.outgoing import envelope, letters, outbox
from plugins.desk.outgoing.portrait import browser, portrait
from plugins.magazine import booking as bookings
from plugins.magazine.advert import adverts
from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.compositor import composed
from plugins.magazine.dates import long_day
from plugins.magazine.directory import Card
from plugins.magazine.due import Due, insertions
from plugins.magazine.edition import theme_file
from plugins.magazine.feed import feeds_of
from plugins.magazine.finished import finished
from plugins.magazine.issue import Issue
from plugins.magazine.leaf import Leaf, bare
from plugins.magazine.lock_rules import reads_of_insertion
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import unknown
from plugins.magazine.page import Page, Stumbled

FOLDER = f"{PRIVATE}/proofs"
OUTPUT = "output"
PROGRAM = "print/proof-of-publication.typ"  # below the theme
LETTER = "published"
MOST = 6  # addresses of the web that are written out; a banner stands on every page of its issue


class Shown(NamedTuple):
    """An insertion in one edition: where, what is to be said of it, and its picture; ``page`` where that is a page of a PDF."""

    name: str
    addresses: tuple[str, ...]
    notes: tuple[str, ...] = ()
    picture: bytes = b""
    page: int = 0


class Printed(NamedTuple):
    """One insertion that readers have."""

    booking: Booking
    insertion: Insertion
    issue: Issue
    firm: Card
    due: Due


def printed(slug: str, number: int | None, magazine: Magazine, day: date) -> list[Printed]:
    """The insertions of an order that are out; raises Refused where there is none."""
    order = next((one for one in magazine.bookings if one.slug == slug), None)
    if order is None:
        raise Refused(f"{CONTENT}/{bookings.FOLDER}", unknown(slug, {one.slug: one for one in magazine.bookings}, "booking"))
    out = {issue.number: issue for issue in magazine.run(day).issues}
    firm = magazine.directory.businesses.get(order.advertiser)
    found = []
    for one in order.insertions:
        if one.issue in out and not one.missed and number in (None, one.issue) and firm:
            line = order.line(one)
            due = next(each for each in insertions(magazine, out[one.issue]) if (each.path, each.line()) == (order.path, line))
            found.append(Printed(order, one, out[one.issue], firm, due))
    if not found:
        which = f"in {magazine.masthead.numbered(number)}" if number else "yet"
        raise Refused(order.path, f"no insertion of it is printed {which}: there is a proof once its issue is out")
    return found


def make(one: Printed, magazine: Magazine, root: Path, day: date) -> tuple[Path, str]:
    """Writes the proof of one insertion; gives the file and its page in the PDF edition. Raises Refused where it is not in the output."""
    tree = root / OUTPUT
    page = _file(tree, one.issue.address)
    if not page.is_file() or f'id="advert-{one.booking.slug}"' not in page.read_text(encoding="utf-8"):
        message = "the insertion is not in what was printed here: make publish, and then again"
        raise Refused(f"{OUTPUT}{one.issue.address}", message)
    editions = list(_editions(one, magazine, tree, day))
    head, issue = magazine.masthead, one.issue
    names = [f"/edition-{at}.{'pdf' if each.page else 'png'}" if each.picture else "" for at, each in enumerate(editions)]
    files = {name: each.picture for name, each in zip(names, editions, strict=True) if name}
    hash_name = "Content hash"
    number = head.numbered(issue.number)
    facts = [
        ("Advertiser", one.firm.name),
        ("Issue", f"{number}, {issue.period_in(magazine.language, head)}: {issue.theme}"),
        ("Published", long_day(issue.date, magazine.language)),
        ("Slot", _slot(magazine, one)),
        ("Booking", f"{one.booking.slug}{_made_good(one)}"),
        (hash_name, _hash(magazine, one)),
    ]
    said = {
        **{"title": f"{head.name} {number}: {one.firm.name}", "name": head.name, "publisher": head.imprint, "ink": issue.ink.light},
        **{"postal_address": head.postal_address, "telephone": head.telephone, "language": magazine.language, "hash_name": hash_name},
        "words": {"Proof of publication": "Proof of publication"},
        "alt": one.due.alt or " ".join(passage.words for passage in one.due.passages),
        "facts": facts,
        "editions": [{**each._asdict(), "picture": name} for name, each in zip(names, editions, strict=True)],
    }
    program = ((PROGRAM, theme_file(replace(magazine, theme=root / "theme"), PROGRAM)),)
    file = root / FOLDER / f"{one.booking.slug}-{issue.number}.pdf"
    try:
        raw = composed(program, said, files, issue.date, tagged=False)
    except Stumbled as why:
        raise Refused(f"theme/{why.template}", f"{why.message}: mend the template", why.line) from why
    write_whole(file, raw)
    return file, next((str(each.page) for each in editions if each.page), "")


def letter(one: Printed, proof: Path, page: str, magazine: Magazine, root: Path) -> tuple[Path | None, str]:
    """Puts a letter to the advertiser into the outbox, with the proof; gives it, or why there is none."""
    head, issue = magazine.masthead, one.issue
    sender = envelope.mailbox(head.mail.publisher or head.mail.submissions, head.name)
    to = envelope.mailbox(one.firm.email, one.firm.name)
    if not sender or not to:
        where = f"{one.firm.path} has no `email`" if sender else f"{CONTENT}/masthead.yml names no address that it could come from (mail)"
        return None, where
    language = letters.spoken(root, magazine.language, magazine)
    places = {
        **{"issue": head.numbered(issue.number), "theme": issue.theme, "date": long_day(issue.date, language), "name": one.firm.name},
        **{"slot": _slot(magazine, one), "page": page, "address": head.absolute(issue.address), "magazine": head.name},
        "telephone": head.telephone,
    }
    about, _, text = letters.filled(root, [f"{LETTER}.txt"], language, places).strip().partition("\n")
    name = f"{one.booking.slug}-{issue.number}-{LETTER}"
    file, text = root / letters.OUTBOX / f"{name}.eml", envelope.wrapped("\n".join(_once_empty(text)))
    if sent := outbox.posted(file, root):
        return None, sent
    message_id = f"<{name}@{sender.domain}>"
    write_whole(file, envelope.sealed(head, to, envelope.subject("", about), text, issue.date, message_id, [], proof, sender))
    return file, ""


def _once_empty(text: str) -> Iterator[str]:
    before = ""
    for line in text.strip().split("\n"):
        if line or before:
            yield line
        before = line


def _editions(one: Printed, magazine: Magazine, tree: Path, day: date) -> Iterator[Shown]:
    """The insertion in every edition that the masthead asks for."""
    head, issue, asked = magazine.masthead, one.issue, magazine.masthead.editions
    anchor, words = f"advert-{one.booking.slug}", tuple(passage.words for passage in one.due.passages)
    without = () if browser() else ("This machine has no browser, so there is no picture of it as a reader's shows it.",)
    due = adverts(magazine, day).due()
    key = one.booking.slug, head.numbered(issue.number)
    places = sorted(address for address, found in due.items() if address != "/" and key in {(each.booking, each.issue) for each in found})
    more = (f"and on {len(places) - MOST} more pages of the issue",) if len(places) > MOST else ()
    picture = portrait(_file(tree, issue.address).read_bytes(), anchor, words, lambda address: _at(tree, head.root, address))
    yield Shown("Web", tuple(head.absolute(address) for address in places[:MOST]), (*more, *without), picture)
    if "feed" in asked:
        yield Shown("Feed", tuple(head.absolute(feed.address) for feed in feeds_of("issues", magazine.run(day))))
    page = _file(tree, f"{issue.address}letter/")
    if "letter" in asked and page.is_file():
        picture = portrait(page.read_bytes(), anchor, words, lambda address: _at(tree, head.root, address.removeprefix(head.url)))
        yield Shown("Letter", (head.absolute(f"{issue.address}letter/"),), without, picture)
    stem = f"{issue.address}{head.stem}-{issue.number}"
    for kind, show in (("pdf", _in_pdf), ("epub", _in_epub)):
        file = tree / f"{stem[1:]}.{kind}"
        if kind in asked and file.is_file():
            raw = file.read_bytes()
            notes = (f"{file.name}, {len(raw):,} bytes, SHA-256 {hashlib.sha256(raw).hexdigest()}",)
            yield show(one, raw, Shown(kind.upper(), (head.absolute(f"{stem}.{kind}"),), notes), without)


def _in_pdf(one: Printed, raw: bytes, seen: Shown, without: tuple[str, ...]) -> Shown:
    """The very page of the finished PDF."""
    leaf = _leaf(one, raw, "pdf")
    return seen._replace(notes=(f"Page {leaf.name}", *seen.notes), picture=raw, page=int(leaf.name)) if leaf else seen


def _in_epub(one: Printed, raw: bytes, seen: Shown, without: tuple[str, ...]) -> Shown:
    leaf = _leaf(one, raw, "epub")
    if not leaf:
        return seen
    with TemporaryDirectory() as folder, zipfile.ZipFile(BytesIO(raw)) as book:
        book.extractall(folder)
        document, words = book.read(leaf.name), tuple(passage.words for passage in one.due.passages)

        def at(address: str) -> Path:
            return Path(folder, normpath(join(dirname(leaf.name), unquote(address))))

        picture = portrait(document.partition(b"?>")[2] or document, f"advert-{one.booking.slug}", words, at)
    return seen._replace(notes=(*seen.notes, *without), picture=picture)


def _leaf(one: Printed, raw: bytes, kind: str) -> Leaf | None:
    """The page of a PDF, or the chapter of a book, on which an insertion stands with all that it says."""
    wanted = [bare(passage.words) for passage in one.due.passages]
    leaves = finished(f"edition.{kind}", raw).leaves
    found = [leaf for leaf in leaves if all(word in bare(leaf.words) for word in wanted)]
    link = one.due.link.rstrip("/")
    return next((leaf for leaf in found if not link or link in (each.rstrip("/") for each in leaf.links)), found[0] if found else None)


def _slot(magazine: Magazine, one: Printed) -> str:
    slot = magazine.masthead.slots[one.insertion.slot]
    return f"{slot.label or one.insertion.slot}, {slot.width} \u00d7 {slot.height} mm"


def _made_good(one: Printed) -> str:
    owed = one.booking.make_good_for
    return f", free of charge, for {owed.booking} in #{owed.issue}" if owed else ""


def _hash(magazine: Magazine, one: Printed) -> str:
    """What the lock of the issue holds of it."""
    reads = reads_of_insertion(magazine, one.booking, one.insertion)
    lock = magazine.lock(one.issue.number)
    known = lock.insertions.get(one.booking.slug, frozenset()) if lock else frozenset()
    return reads if reads in known else f"{reads} (the issue is not closed)"


def _file(tree: Path, address: str) -> Path:
    return tree / Page(address, "", None).file


def _at(tree: Path, root: str, address: str) -> Path:
    return _file(tree, address.removeprefix(root) if root else address)


def told(file: Path | None, why: str, root: Path) -> str:
    """The line that tells an editor of the letter."""
    return f"Letter: {shown(file, root)} (desk post sends it)" if file else f"No letter: {why}"
