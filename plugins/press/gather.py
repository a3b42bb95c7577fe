"""Gathers all pages of a day from the plugins, and what was lost when their texts were set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from plugins.magazine import typeface
from plugins.magazine.conversation import conversations
from plugins.magazine.listing import shown_cards
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.page import Copy, Page, copied, gathering, indexing
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.run import PRINTED


def gather(magazine: Magazine, day: date, theme: Path) -> list[Page]:
    """All pages of a day, and the theme's own files, sorted by address."""
    pages = list(_of_theme(theme / "static"))
    pages += [page for _, offered in gathering.send(magazine, day=day) for page in offered]
    pages += [page for _, offered in indexing.send(magazine, day=day, pages=tuple(pages)) for page in offered]
    return sorted(pages, key=lambda page: page.address)


def _of_theme(static: Path) -> Iterator[Page]:
    """The theme's own files, and the display face where its styles ask for it."""
    files = [file for file in static.rglob("*") if file.is_file()]
    for file in files:
        yield Page(f"/theme/{quote(file.relative_to(static).as_posix())}", copied, Copy(str(file)))
    styles = b"".join(file.read_bytes() for file in files if file.suffix == ".css")
    for part in typeface.RANGES:
        if (name := f"display-{part}.woff2").encode() in styles:
            yield Page(f"/theme/{name}", typeface.web_font, part)


def texts(magazine: Magazine, day: date) -> list[Settable]:
    """All texts that are printed on a day."""
    run, cards = magazine.run(day), shown_cards(magazine, day)
    return [
        *(placed.story for placed in run.printed if placed.state == PRINTED),
        *(comment for conversation in conversations(run).values() for comment in conversation.said),
        *(issue for issue in run.issues if issue.letter),
        *(page for page in magazine.standing if page.shown),
        *(card for card in [*magazine.directory.people.values(), *magazine.directory.businesses.values()] if card.path in cards),
    ]


def removed(magazine: Magazine, day: date) -> list[Problem]:
    """What was taken out of ordinary articles and pages when they were set; of a case the proof has said it."""
    stories = [placed.story for placed in magazine.run(day).printed if placed.state == PRINTED and not placed.story.is_case]
    problems = []
    comments = [comment for conversation in conversations(magazine.run(day)).values() for comment in conversation.said]
    pages: list[Settable] = [*stories, *comments, *(page for page in magazine.standing if page.shown)]
    for text in pages:
        galley = magazine.galley(text)
        nothing = not galley.words and bool(galley.faults)  # a text of which nothing is left is not fit to print
        for fault in galley.faults:
            problems.append(Problem(text.path, fault.line, "unreadable", f"{fault.message}: mend it", ERROR if nothing else WARNING))
        manuscript = text.manuscript.opened() if galley.removed else text.manuscript
        for what in galley.removed:
            bare = what.strip("`<>")
            lines = (at for at, words in enumerate(manuscript.body.split("\n"), manuscript.body_line) if bare in words)
            problems.append(Problem(text.path, next(lines, 0), "unsafe-markup", f"{what} is not printed: take it out of the text", WARNING))
    return problems
