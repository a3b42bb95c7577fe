"""All bookings together: what none of them may promise, and what is still owed to an advertiser."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.dates import long_day
from plugins.magazine.directory import Card
from plugins.magazine.issue import Issue, earliest_open
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import unknown
from plugins.magazine.picture_rules import fault
from plugins.magazine.problem import ERROR, WARNING, Problem


def unseen(magazine: Magazine, day: date) -> set[str]:
    """The files of bookings of which no reader has anything on a day: all their issues are to come."""
    out = {issue.number for issue in magazine.issues if issue.date <= day}
    return {one.path for one in magazine.bookings if one.insertions and not any(each.issue in out for each in one.insertions)}


def advertisers(magazine: Magazine, day: date) -> set[str]:
    """The files of the businesses that readers see in advertisements on a day."""
    quiet, firms = unseen(magazine, day), magazine.directory.businesses
    return {firms[one.advertiser].path for one in magazine.bookings if one.advertiser in firms and one.path not in quiet}


def rules(magazine: Magazine, day: date) -> Iterator[Problem]:
    """Everything that is wrong with the bookings as they stand beside each other and beside the rest of the magazine."""
    taken: Counter[tuple[int, str]] = Counter()
    by_slug: dict[str, Booking] = {}
    for booking in magazine.bookings:
        first = by_slug.setdefault(booking.slug, booking)
        if first is not booking:
            message = f"`{booking.slug}` is {first.path} too: give one of the two files another name"
            yield Problem(booking.path, 0, "duplicate-slug", message)
    for booking in magazine.bookings:
        firms = magazine.directory.businesses
        if booking.advertiser and booking.advertiser not in firms:
            message = f"`advertiser`: {unknown(booking.advertiser, firms, 'business')}"
            yield Problem(booking.path, booking.manuscript.line("advertiser"), "unknown-business", message)
        runs_in: set[int] = set()
        for one in booking.insertions:
            yield from _insertion(magazine, booking, one)
            if one.missed:
                continue
            if one.issue in runs_in:
                message = f"#{one.issue} stands twice in `insertions`: take one out, or write a second booking"
                yield Problem(booking.path, booking.line(one), "double-booked", message)
            runs_in.add(one.issue)
            yield from _room(magazine, booking, one, taken, day)
        yield from _made_good(booking, by_slug)
        missed = {one.issue for one in booking.insertions if one.missed}
        for waiver in booking.waivers:
            if waiver.issue not in missed:
                message = f"nothing is owed for #{waiver.issue}: write `missed:` and the reason into that insertion, or take the waiver out"
                yield Problem(booking.path, booking.manuscript.line("waiver"), "bad-waiver", message)
    yield from owed(magazine, day)


def no_room(magazine: Magazine, slot: str, issue: Issue, day: date) -> str:
    """What keeps another advertisement out of a slot of an issue, and where there is room; nothing where it may come in."""
    places = magazine.masthead.slots[slot].places
    if not (why := issue.why_not(day)) and _booked(magazine)[issue.number, slot] >= places:
        why = _full(slot, issue.number, places)
    return f"{why}: {free_in(magazine, slot, day)}" if why else ""


def free_in(magazine: Magazine, slot: str, day: date) -> str:
    """The advice of where to put an advertisement that cannot stand where it was wanted."""
    booked, known = _booked(magazine), magazine.masthead.slots.get(slot)
    there = earliest_open((one for one in magazine.issues if known and booked[one.number, slot] < known.places), day)
    if there is None:
        return f"desk new issue THEME begins one with a free `{slot}`"
    return f"the first open issue with a free `{slot}` is #{there.number}"


def _full(slot: str, number: int, places: int) -> str:
    return f"`{slot}` of #{number} is booked already, and takes {places}"


def _booked(magazine: Magazine) -> Counter[tuple[int, str]]:
    """How many advertisements each slot of each issue has."""
    return Counter((one.issue, one.slot) for booking in magazine.bookings for one in booking.insertions if not one.missed)


def _insertion(magazine: Magazine, booking: Booking, one: Insertion) -> Iterator[Problem]:
    numbers = [issue.number for issue in magazine.issues]
    if one.issue not in numbers:
        to_come = not numbers or one.issue > max(numbers)
        what = "is not written yet: the booking waits for it" if to_come else "does not exist: mend the number"
        severity = WARNING if to_come else ERROR
        yield Problem(booking.path, booking.line(one), "unknown-issue", f"issue {one.issue} {what} (content/issues/)", severity)
    if one.slot and one.slot not in magazine.masthead.slots:
        line = booking.line(one, "slot")
        known = ", ".join(magazine.masthead.slots) or "none"
        message = f"`{one.slot}` is no slot of this magazine: use one of `slots` in content/masthead.yml ({known}), or add it there"
        yield Problem(booking.path, line, "unknown-slot", message)
    if one.image and one.image.src:
        line = booking.line(one, "image")
        if one.image.src not in magazine.files:
            message = f"there is no file content/{one.image.src}: put the artwork there, or mend its name"
            yield Problem(booking.path, line, "missing-file", message)
        elif one.image.src in magazine.unsafe_drawings:
            message = "the artwork holds a program, and is not printed: save it again without"
            yield Problem(booking.path, line, "unsafe-markup", message)
        elif wrong := fault(magazine, one.image.src):
            yield Problem(booking.path, line, "bad-picture", f"`{one.image.src}`: {wrong}")


def _room(magazine: Magazine, booking: Booking, one: Insertion, taken: Counter[tuple[int, str]], day: date) -> Iterator[Problem]:
    """A slot takes as many advertisements an issue as the masthead says; the first bookings by name are in it."""
    slot = magazine.masthead.slots.get(one.slot)
    taken[one.issue, one.slot] += 1
    if slot and taken[one.issue, one.slot] > slot.places:
        advice = f"{free_in(magazine, one.slot, day)} (or choose another slot, or add to its `places` in content/masthead.yml)"
        message = f"{_full(one.slot, one.issue, slot.places)}: {advice}"
        yield Problem(booking.path, booking.line(one), "double-booked", message)


def _made_good(booking: Booking, by_slug: dict[str, Booking]) -> Iterator[Problem]:
    good = booking.make_good_for
    if not good:
        return
    line = booking.manuscript.line("make_good_for")
    meant = by_slug.get(good.booking)
    if meant is None:
        yield Problem(booking.path, line, "unknown-booking", f"`make_good_for`: {unknown(good.booking, by_slug, 'booking')}")
    elif not any(one.issue == good.issue and one.missed for one in meant.insertions):
        message = f"`{good.booking}` did not miss #{good.issue}: write `missed:` and the reason into that insertion of it, or mend this"
        yield Problem(booking.path, line, "bad-make-good", message)


def owed(magazine: Magazine, day: date) -> Iterator[Problem]:
    """Every insertion that a printed issue missed, until it was made good in print or waived."""
    dates = {issue.number: issue.date for issue in magazine.issues}
    goods: dict[tuple[str, int], list[date | None]] = {}
    for booking in magazine.bookings:
        if good := booking.make_good_for:
            days = [dates.get(one.issue) for one in booking.insertions if not one.missed]
            goods.setdefault((good.booking, good.issue), []).extend(days)
    for booking in magazine.bookings:
        for one in booking.insertions:
            if not one.missed or one.issue not in dates or dates[one.issue] > day:
                continue
            days = goods.get((booking.slug, one.issue), [])
            if any(run and run <= day for run in days) or _waived(booking, one, day):
                continue
            planned = min((run for run in days if run), default=None)
            what = f"it is booked for {long_day(planned)}" if planned else _ADVICE.format(slug=booking.slug, issue=one.issue)
            name = _name(magazine.directory.businesses, booking.advertiser)
            message = f"a make-good is owed to {name} for #{one.issue}, which missed the advertisement ({one.missed.rstrip('.')}): {what}"
            yield Problem(booking.path, booking.line(one), "make-good-owed", message, WARNING)


_ADVICE = "write a booking with `make_good_for: {{booking: {slug}, issue: {issue}}}`, or a `waiver` that says who agreed to it, and when"


def _waived(booking: Booking, one: Insertion, day: date) -> bool:
    return any(waiver.issue == one.issue and waiver.by and waiver.date <= day for waiver in booking.waivers)


def _name(firms: dict[str, Card], slug: str) -> str:
    return firms[slug].name if slug in firms else slug
