"""Looks for every booked insertion in the finished pages, as the advertiser would who has paid for it."""

from collections.abc import Iterator
from datetime import date

from plugins.magazine.advert import Advert, adverts
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, Printed, Sheet
from plugins.magazine.problem import Problem


def check(magazine: Magazine, day: date, printed: Printed) -> Iterator[tuple[str, Problem]]:
    """Every insertion of a printed issue that is missing from a page where it is due, told once with the first such page."""
    if not magazine.bookings:
        return
    standing = adverts(magazine, day)
    due, everywhere = standing.due(), standing.banners()
    missing: dict[Advert, list[Page]] = {}
    for page, sheet in printed.sheets:
        if isinstance(page.template, str) and page.template:  # one of ours, and not a file of some other plugin
            for one in due.get(page.address, everywhere):
                if not _is_there(one, sheet, magazine.masthead.root):
                    missing.setdefault(one, []).append(page)
    for address, wanted in due.items():
        page = Page(address, "", None)
        if page.file not in printed.files:
            for one in wanted:
                missing.setdefault(one, []).append(page)
    for one, pages in missing.items():
        problem = _problem(magazine, one, sorted((page.address for page in pages), key=lambda address: (address == "/", address)))
        yield from ((page.file, problem) for page in pages)


def _is_there(one: Advert, sheet: Sheet, root: str) -> bool:
    """Whether a page shows an insertion: its words, its artwork, and where it leads."""
    said = dict(sheet.adverts).get(one.anchor)
    leads = (root + one.image.address if one.image else "", one.url)
    return said is not None and all(_plain(words) in said for words in one.words) and all(link in sheet.links for link in leads if link)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _problem(magazine: Magazine, one: Advert, places: list[str]) -> Problem:
    booking = next(booking for booking in magazine.bookings if booking.slug == one.booking)
    number = one.issue.removeprefix(magazine.masthead.numbered(""))
    insertion = next(each for each in booking.insertions if str(each.issue) == number and not each.missed)
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    message = f"the insertion in {one.issue} (slot `{one.slot}`) is not on {places[0]}{more}: put its slot back into the template"
    return Problem(booking.path, booking.line(insertion), "insertion-missing", f"{message}, or say `missed:` and why it could not run")
