"""A booking is an advertiser's order: what is to be printed, in which slot, and in which issues, each time an insertion."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from plugins.magazine.directory import Picture
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG, Before, Day, Model, WebAddress, Words, fit, one_entry_or_many
from plugins.magazine.problem import Problem

FOLDER = "adverts"
SUFFIX = ".yml"


class InsertionHeader(Model):
    """One appearance; what it does not say is said by its booking. ``missed`` tells why it did not run."""

    issue: int
    slot: Words = ""
    headline: Words = ""
    text: Words = ""
    image: Picture | None = None
    url: WebAddress = ""
    missed: Words = ""


class MakeGood(Model):
    """Which insertion of which booking is made good, free of charge."""

    booking: Words
    issue: int


class Waiver(Model):
    """Somebody, named, agreed on a day that nothing is owed any more for one issue."""

    issue: int
    date: Day
    by: Words
    reason: Words = ""


class BookingHeader(Model):
    """``content/adverts/<slug>.yml``."""

    advertiser: Words = ""
    slot: Words = ""
    headline: Words = ""
    text: Words = ""
    image: Picture | None = None
    url: WebAddress = ""
    insertions: tuple[InsertionHeader, ...] = ()
    make_good_for: MakeGood | None = None
    waiver: Annotated[tuple[Waiver, ...], Before(one_entry_or_many, Waiver | list[Waiver])] = ()


class Insertion(NamedTuple):
    """One appearance, complete. ``at`` is its place in the list of its booking."""

    at: int
    issue: int
    slot: str
    headline: str
    text: str
    image: Picture | None
    url: str
    missed: str


class Booking(NamedTuple):
    """An order; ``advertiser`` is the slug of a business."""

    path: str
    manuscript: Manuscript
    advertiser: str
    insertions: tuple[Insertion, ...]
    make_good_for: MakeGood | None
    waivers: tuple[Waiver, ...]

    @property
    def slug(self) -> str:
        return Path(self.path).stem

    def line(self, insertion: Insertion, field: str = "issue") -> int:
        """The line of an insertion's field, or of that of the booking where the insertion inherits it."""
        place = ("insertions", insertion.at, field)
        if place in self.manuscript.lines or (field,) not in self.manuscript.lines:
            return self.manuscript.line(*place)
        return self.manuscript.line(field)


def read_booking(manuscript: Manuscript) -> tuple[Booking, list[Problem]]:
    """Reads one file of ``adverts/``."""
    header, problems = fit(BookingHeader, manuscript)
    insertions = tuple(_complete(at, one, header) for at, one in enumerate(header.insertions))
    booking = Booking(manuscript.path, manuscript, header.advertiser, insertions, header.make_good_for, header.waiver)
    return booking, [*problems, *_rules(booking)]


def _complete(at: int, own: InsertionHeader, header: BookingHeader) -> Insertion:
    def given(field: str) -> Any:
        return getattr(own, field) or getattr(header, field)

    return Insertion(at, own.issue, given("slot"), given("headline"), given("text"), given("image"), given("url"), own.missed)


def _rules(booking: Booking) -> Iterator[Problem]:
    path, manuscript = booking.path, booking.manuscript
    if not SLUG.fullmatch(booking.slug):
        yield Problem(path, 0, "bad-slug", f"the file name `{booking.slug}` becomes an address: use small letters, digits and hyphens")
    if not booking.advertiser and not manuscript.data.get("advertiser"):
        yield Problem(path, 1, "missing-business", "`advertiser` is missing: name the business that booked, by its file name")
    if not booking.insertions and not manuscript.data.get("insertions"):
        message = "the booking names no issue: write `insertions: [{issue: ...}]`, with the issues that it runs in"
        yield Problem(path, manuscript.line("insertions"), "missing-issue", message)
    for waiver in booking.waivers:
        if not waiver.by:
            yield Problem(path, manuscript.line("waiver"), "missing-field", "`by` is empty: give the name of whoever agreed to the waiver")
    for one in booking.insertions:
        if not one.slot and "slot" not in manuscript.data:
            yield Problem(path, booking.line(one), "missing-slot", "`slot` is missing: name a slot of content/masthead.yml")
        if not one.image and not one.headline and not one.text:
            message = "there is no artwork: give an `image` with `src` and `alt`, or a `headline` and a `text` to be set"
            yield Problem(path, booking.line(one, "image"), "missing-artwork", message)
        if one.image and not one.image.src:
            yield Problem(path, booking.line(one, "image"), "missing-artwork", "`image` has no `src`: name the file of the artwork")
        elif one.image and not one.image.alt:
            message = "the artwork has no `alt`: write what it says, for readers who do not see it"
            yield Problem(path, booking.line(one, "image"), "missing-alt", message)
