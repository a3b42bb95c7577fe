"""Which issues are bound as EPUB, and what the binding of each hangs on."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from plugins.epub.book import FOLDER, PARTS, BookView, bound
from plugins.magazine.edition import edition, edition_mark, theme_file
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page

EPUB = "epub"


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The EPUB of every issue that is out."""
    if EPUB not in magazine.masthead.editions or magazine.preview:
        return
    parts = tuple((name, theme_file(magazine, f"{FOLDER}/{name}")) for name in PARTS)
    for issue in magazine.run(day).issues:
        said = mark(parts, edition_mark(magazine, day, issue))
        view = Later(said, partial(_view, magazine, day, issue, parts), listed=False)
        yield Page(f"{issue.address}{magazine.masthead.stem}-{issue.number}.epub", bound, view, issue.path)


def _view(magazine: Magazine, day: date, issue: Issue, parts: tuple[tuple[str, str], ...]) -> BookView:
    head = magazine.masthead
    return BookView(
        edition=edition(magazine, day, issue, "print"),
        id=f"tag:{head.authority}:issues/{issue.number}.epub",
        day=issue.date.isoformat(),
        says=magazine.language,
        parts=parts,
    )
