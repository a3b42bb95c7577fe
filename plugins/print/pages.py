"""Which issues are set as PDF, and what the setting of each hangs on."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from plugins.magazine.catalogue import N_
from plugins.magazine.compositor import Program
from plugins.magazine.edition import Edition, edition, edition_mark, theme_file
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page
from plugins.print.setting import PARTS, sheet

PDF = "pdf"
# what stands around the texts, in the magazine's own language
WORDS = (
    *(N_("Contents"), N_("From the editor"), N_("Advertisement"), N_("Translated by %(name)s."), N_("First published:")),
    *(N_("Right of reply"), N_("Corrections"), N_("Promised, and kept"), N_("Promised, and due by now")),
)


class PrintView(NamedTuple):
    """An issue to be set, the words that stand around its texts, and Typst's program."""

    edition: Edition
    words: tuple[tuple[str, str], ...]
    program: Program
    day: str


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The PDF of every issue that is out."""
    if PDF not in magazine.masthead.editions or magazine.preview:
        return
    program = tuple((name, theme_file(magazine, name)) for name in PARTS)
    for issue in magazine.run(day).issues:
        view = Later(mark(program, edition_mark(magazine, day, issue)), partial(_view, magazine, day, issue, program), listed=False)
        yield Page(f"{issue.address}{magazine.masthead.stem}-{issue.number}.pdf", sheet, view, issue.path)


def _view(magazine: Magazine, day: date, issue: Issue, program: Program) -> PrintView:
    say = magazine.says.gettext
    return PrintView(edition(magazine, day, issue, "print"), tuple((word, say(word)) for word in WORDS), program, issue.date.isoformat())
