"""Looks at every link of the finished pages, as a reader would follow it."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import cache
from urllib.parse import unquote, urlsplit

from plugins.magazine.conversation import conversation
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.page import Printed
from plugins.magazine.problem import ERROR, WARNING, Problem


def check(magazine: Magazine, day: date, printed: Printed) -> Iterator[tuple[str, Problem]]:
    """Every link of the magazine to itself that leads nowhere: a warning in an ordinary article, elsewhere an error."""
    files, fine = printed.files, set[str]()  # fine: addresses from the root that lead somewhere, most of them on every page

    @cache
    def anchors(name: str) -> frozenset[str]:
        return frozenset(printed.sheet(name).anchors)

    owners = cache(lambda: _owners(magazine, day))
    for page, sheet in printed.sheets:
        for link in sheet.links:
            if link in fine:
                continue
            wrong = _wrong(magazine, link, page.address, files, anchors)
            if wrong:
                texts, severity = owners().get(page.address, ((), ERROR))
                path, line = _place(link, texts) or (f"output{page.address}", 0)
                yield page.file, Problem(path, line, "dead-link", f"`{link}` {wrong}: mend the link, or take it out", severity)
            elif link.startswith("/"):
                fine.add(link)


def _wrong(magazine: Magazine, link: str, address: str, files: Container[str], anchors) -> str:
    """What is wrong with a link of the page at ``address``; nothing where it leads somewhere, or off the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not link:
        return ""
    path = unquote(parts.path)
    root = magazine.masthead.root
    if path.startswith("/"):
        if root and not path.startswith(root + "/"):
            return f"lies outside of {root}/"
        target = path.removeprefix(root)[1:]
    else:
        target = posixpath.normpath(posixpath.join(address, path) if path else address)[1:]
        target += "/" if (path.endswith("/") or not path and address.endswith("/")) and target else ""
    name = target + "index.html" if not target or target.endswith("/") else target
    if name not in files:
        wanted = "file" if posixpath.splitext(path)[1] else "page"
        return "" if f"{target}/index.html" in files and not parts.fragment else f"leads to no {wanted}"
    if parts.fragment and name.endswith(".html") and unquote(parts.fragment) not in anchors(name) and parts.fragment != "top":
        return "leads to a place that is not on its page"
    return ""


def _place(link: str, texts: Sequence[Settable]) -> tuple[str, int] | None:
    """The file and the line that a link stands on: in the first of a page's texts where no line has it as it was printed."""
    places = [(text.path, _line(link, text.manuscript.opened())) for text in texts]
    return next((place for place in places if place[1]), places[0] if places else None)


def _line(link: str, manuscript: Manuscript) -> int:
    lines = enumerate(manuscript.body.split("\n"), manuscript.body_line)
    return next((at for at, text in lines if len(link) > 1 and link in text), 0)


def _owners(magazine: Magazine, day: date) -> dict[str, tuple[Sequence[Settable], str]]:
    """The texts that each page is made from, its own first, and how severe a dead link in them is."""
    run = magazine.run(day)
    owners: dict[str, tuple[Sequence[Settable], str]] = {}
    for placed in run.printed:
        texts: list[Settable] = [placed.story, *conversation(run, placed).said]
        owners[run.address(placed.story)] = (texts, ERROR if placed.story.is_case else WARNING)
    for page in magazine.standing:
        owners[page.address(magazine.masthead.language)] = ((page,), ERROR if page.manuscript.syntax == "yaml" else WARNING)
    return owners | {issue.address: ((issue,), ERROR) for issue in run.issues}
