"""An advertisement is an insertion as readers see it; here it is said which of them stand on which pages of a day."""

from datetime import date
from typing import NamedTuple

from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.catalogue import N_
from plugins.magazine.issue import Issue
from plugins.magazine.listing import Ref, shown
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.masthead import Slot
from plugins.magazine.picture import Shown
from plugins.magazine.pictures import picture
from plugins.magazine.remembered import remembered
from plugins.magazine.run import PRINTED, Placed
from plugins.magazine.typography import typeset

HERE = N_("This advertiser is in this issue\u2019s pages.")
ELSEWHERE = N_("This advertiser is in the pages of %(issue)s.")


class Advert(NamedTuple):
    """One insertion, set. Where there is artwork (``image``) it stands for the words. ``conflict`` is said below it."""

    booking: str
    issue: str
    slot: str
    shape: str
    headline: str
    text: str
    business: Ref
    telephone: str
    url: str
    image: Shown | None
    alt: str
    width: int
    height: int
    conflict: str

    @property
    def anchor(self) -> str:
        """Its place on a page; the finished pages are asked for it."""
        return f"advert-{self.booking}"

    @property
    def words(self) -> tuple[str, ...]:
        """What a reader has to find in it."""
        said = (self.business.label,) if self.image else (self.headline, self.text, self.business.label, self.telephone)
        return tuple(word for word in said if word)


class Adverts:
    """The advertisements of every issue that is out on a day, each in the order of the masthead's slots."""

    def __init__(self, magazine: Magazine, day: date):
        self._run, self._numbered, self._say = magazine.run(day), magazine.masthead.numbered, magazine.says
        self.artwork: set[str] = set()  # the files of all that readers see
        self._of: dict[int, list[Advert]] = {issue.number: [] for issue in self._run.issues}
        slots, rank = magazine.masthead.slots, {slot: at for at, slot in enumerate(magazine.masthead.slots)}
        booked = [(each, one) for each in magazine.bookings for one in each.insertions if one.issue in self._of and not one.missed]
        firms = {issue: _written_about(magazine, day, issue) for issue in {one.issue for _, one in booked}}
        for each, one in sorted(booked, key=lambda pair: (rank.get(pair[1].slot, len(rank)), pair[0].slug)):
            if one.slot in slots and each.advertiser in magazine.directory.businesses:
                conflict = self._say.gettext(HERE) if each.advertiser in firms[one.issue] else ""
                self._of[one.issue].append(_advert(magazine, day, each, one, slots[one.slot], conflict))
                self.artwork |= {one.image.src} if one.image else set()
        self._everywhere = {name for name, slot in slots.items() if slot.everywhere}
        self._marks = {number: mark(found) if found else "" for number, found in self._of.items()}
        self._places = {issue: {s.slug: at for at, s in enumerate(self._run.contents[issue])} for issue, found in self._of.items() if found}

    def mark(self, issue: Issue | None) -> str:
        """The mark of all advertisements of an issue."""
        return self._marks.get(issue.number, "") if issue else ""

    def notices(self, issue: Issue) -> tuple[Advert, ...]:
        """What stands in the slots of an issue's own page."""
        return tuple(one for one in self._of.get(issue.number, ()) if one.slot not in self._everywhere)

    def banners(self, issue: Issue | None = None) -> tuple[Advert, ...]:
        """What stands on every page of an issue; without one, on all pages that belong to none: that of the latest."""
        own = issue or self._run.latest
        found = [one for one in self._of.get(own.number, ()) if one.slot in self._everywhere] if own else []
        if issue is None:
            elsewhere = self._say.gettext(ELSEWHERE) % {"issue": self._numbered(own.number) if own else ""}
            found = [one._replace(conflict=elsewhere if one.conflict else "") for one in found]
        return tuple(found)

    def beside(self, placed: Placed) -> tuple[Advert, ...]:
        """What stands beside a story: of each slot of its issue one advertisement, by turns in the running order."""
        issue = self._run.shown_issue(placed)
        if not issue or placed.state != PRINTED or not self._of[issue.number]:
            return ()
        by_slot: dict[str, list[Advert]] = {}
        for one in self.notices(issue):
            by_slot.setdefault(one.slot, []).append(one)
        at = self._places[issue.number].get(placed.story.slug, 0)
        return tuple(found[at % len(found)] for found in by_slot.values())

    def mark_beside(self, placed: Placed) -> str:
        """The mark of all advertisements on the page of a story, those of the latest issue apart."""
        issue = self._run.shown_issue(placed)
        if not issue or not self._of[issue.number]:
            return ""
        return f"{self._marks[issue.number]} {self._places[issue.number].get(placed.story.slug, 0)}"

    def due(self) -> dict[str, tuple[Advert, ...]]:
        """What readers must find on the pages of issues and their stories, by address; on all others it is ``banners()``."""
        found = {issue.address: (*self.banners(issue), *self.notices(issue)) for issue in self._run.issues}
        if self._run.latest:
            found["/"] = found[self._run.latest.address]
        banners = {issue.number: self.banners(issue) for issue in self._run.issues}
        for placed in self._run.printed:
            if issue := self._run.shown_issue(placed):
                found[self._run.address(placed.story)] = (*banners[issue.number], *self.beside(placed))
        return found


@remembered
def adverts(magazine: Magazine, day: date) -> Adverts:
    """The advertisements of a day."""
    return Adverts(magazine, day)


def _written_about(magazine: Magazine, day: date, number: int) -> set[str]:
    """The businesses that somebody in an issue writes from, or writes about."""
    run = magazine.run(day)
    headers = [one.header for one in run.contents[number] if run.placed[one.path].state == PRINTED]
    people = (magazine.directory.person(name) for header in headers for name in header.authors)
    return {card.business for card in people if card} | {slug for header in headers for slug in header.businesses}


def _advert(magazine: Magazine, day: date, booking: Booking, one: Insertion, slot: Slot, conflict: str) -> Advert:
    card, language = magazine.directory.businesses[booking.advertiser], magazine.masthead.language
    file = picture(magazine, one.image.src) if one.image else None
    if file and not file.width:  # a drawing is as large as its slot
        file = file._replace(width=slot.width * 4, height=slot.height * 4)
    return Advert(
        booking=booking.slug,
        issue=magazine.masthead.numbered(one.issue),
        slot=one.slot,
        shape=slot.shape,
        headline=typeset(one.headline, language),
        text=typeset(one.text, language),
        business=shown(magazine, day, Ref(card.name, card.address)),
        telephone=card.telephone,
        url=one.url or card.website,
        image=file,
        alt=one.image.alt or "" if one.image else "",
        width=slot.width,
        height=slot.height,
        conflict=conflict,
    )
