"""What stands on the page of corrections: everything that was changed after print, newest first, and the promises."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from plugins.magazine.afterwards import Change, Vow, changes, vows
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.furniture import Head, Site, head, house, site
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.notice import Notice, VowLine, notice, vow_line
from plugins.magazine.page import Later, Page
from plugins.magazine.run import marks_of

ADDRESS = "/corrections/"


class CorrectionsView(NamedTuple):
    """Corrections and withdrawals, newest first, and the promises: those that are open, those to come, those that were kept."""

    site: Site
    head: Head
    feeds: tuple[Feed, ...]
    corrections: tuple[Notice, ...]
    open: tuple[VowLine, ...]
    standing: tuple[VowLine, ...]
    kept: tuple[VowLine, ...]
    mail: str


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The page of corrections, which every magazine has."""
    run = magazine.run(day)
    found, promises = changes(run), vows(run)
    told = marks_of([change.placed for change in found] + [vow.placed for vow in promises])
    newest = found[0].day if found else None
    make = partial(_view, magazine, day, site(magazine, day), found, promises)
    yield Page(ADDRESS, "corrections.html", Later(mark(house(magazine, day), told), make, modified=newest))


def _view(magazine: Magazine, day: date, furniture: Site, found: tuple[Change, ...], promises: tuple[Vow, ...]) -> CorrectionsView:
    run, mail = magazine.run(day), magazine.masthead.mail
    feeds = tuple(feeds_of("corrections", run)) if found else ()
    lines = [vow_line(magazine, run, vow) for vow in promises]
    say = magazine.says
    says = say.gettext("What %(magazine)s put right after it was printed, and what became of the promises made in it.")
    modified = found[0].day if found else None
    return CorrectionsView(
        site=furniture,
        head=head(
            magazine,
            day,
            say.gettext("Corrections"),
            ADDRESS,
            feeds=feeds,
            description=says % {"magazine": furniture.name},
            modified=modified,
        ),
        feeds=feeds,
        corrections=tuple(notice(magazine, run, change) for change in found),
        open=tuple(line for line in lines if line.open),
        standing=tuple(line for line in lines if not line.open and not line.kept),
        kept=tuple(line for line in lines if line.kept),
        mail=mail.comments or mail.publisher,
    )
