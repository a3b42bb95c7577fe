"""What was done to stories after print, as feeds tell it: an entry for each change, and a few lines below a story or an issue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from plugins.feeds.view import Author, Entry, printable
from plugins.magazine.afterwards import WITHDRAWAL, changes, changes_of, told_in
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.notice import Notice, VowLine, notice, vow_line
from plugins.magazine.run import Placed, Run


def correction_entries(magazine: Magazine, run: Run, ids: dict[str, str]) -> list[Entry]:
    """An entry for everything that was changed, newest first; its id is that of the story and what was done on which day.

    Those of one day are a second apart, so that no two share a moment.
    """
    head = magazine.masthead
    taken: set[datetime] = set()
    entries = []
    for change in reversed(changes(run)):
        said = notice(magazine, run, change)
        moment = head.midnight(change.day)
        while moment in taken:
            moment += timedelta(seconds=1)
        taken.add(moment)
        address = head.absolute(said.address)
        title = said.label if change.kind == WITHDRAWAL else f"{said.label}: {said.title}"
        entry = Entry(
            id=f"{ids[change.placed.story.path]}#{change.name}",
            address=address if change.kind == WITHDRAWAL else f"{address}#corrections",
            title=title,
            language="",
            published=moment,
            updated=moment,
            authors=(Author(head.imprint, head.absolute("/")),),
            categories=(),
            summary=said.text or title,
            parts=(f"<p>{escape(said.text, quote=False)}</p>", f"<p>{linked(said.title, address)}</p>"),
        )
        entries.append(printable(entry))
    return entries[::-1]


def below_a_story(magazine: Magazine, run: Run, placed: Placed) -> str:
    """The corrections of a story, for the end of its text; nothing where there are none."""
    rows = [f"<li>{_told(notice(magazine, run, one))}</li>" for one in changes_of(run, placed)]
    title = magazine.says.gettext("Corrections")
    return f"<h2>{title}</h2>\n<ul>\n" + "\n".join(rows) + "\n</ul>" if rows else ""


def below_an_issue(magazine: Magazine, run: Run, issue: Issue) -> str:
    """What an issue has to tell of stories before it: corrections, and promises kept or due."""
    told, head = told_in(run, issue), magazine.masthead
    notices = [notice(magazine, run, change) for change in told.changes]
    corrected = [f"{linked(one.title, head.absolute(one.address))}. {_told(one)}" for one in notices]
    kept = _promises(magazine, [vow_line(magazine, run, vow) for vow in told.kept])
    due = _promises(magazine, [vow_line(magazine, run, vow) for vow in told.due])
    say = magazine.says
    parts = (
        (say.gettext("Corrections"), corrected),
        (say.gettext("Promised, and kept"), kept),
        (say.gettext("Promised, and due by now"), due),
    )
    return "\n".join(
        f"<h2>{title}</h2>\n<ul>\n" + "\n".join(f"<li>{row}</li>" for row in rows) + "\n</ul>" for title, rows in parts if rows
    )


def _promises(magazine: Magazine, lines: Iterable[VowLine]) -> list[str]:
    absolute = magazine.masthead.absolute
    return [
        f"{escape(one.text, quote=False)} ({linked(one.title, absolute(one.address))}. {escape(one.stands, quote=False)}.)" for one in lines
    ]


def _told(one: Notice) -> str:
    return f"<strong>{one.label}, {one.day}.</strong> {escape(one.text, quote=False)}"


def linked(title: str, address: str) -> str:
    """A title that leads to a full address, as HTML."""
    return f'<a href="{escape(address)}">{escape(title, quote=False)}</a>'
