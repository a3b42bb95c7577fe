"""Looks at every link of the finished pages, as a reader would follow it."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from urllib.parse import unquote, urlsplit

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
                owner, severity = owners().get(page.address, (None, ERROR))
                path, line = (owner.path, _line(link, owner.manuscript.opened())) if owner else (f"output{page.address}", 0)
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
        return "" if f"{target}/index.html" in files and not parts.fragment else "leads to no page"
    if parts.fragment and name.endswith(".html") and unquote(parts.fragment) not in anchors(name) and parts.fragment != "top":
        return "leads to a place that is not on its page"
    return ""


def _line(link: str, manuscript: Manuscript) -> int:
    """The line of a body that a link stands on, as far as it stands there as it was printed."""
    lines = enumerate(manuscript.body.split("\n"), manuscript.body_line)
    return next((at for at, text in lines if len(link) > 1 and link in text), 0)


def _owners(magazine: Magazine, day: date) -> dict[str, tuple[Settable, str]]:
    """What each page is made from, and how severe a dead link in it is."""
    run = magazine.run(day)
    owners: dict[str, tuple[Settable, str]] = {}
    for placed in run.printed:
        owners[run.address(placed.story)] = (placed.story, ERROR if placed.story.is_case else WARNING)
    for page in magazine.standing:
        owners[page.address(magazine.masthead.language)] = (page, ERROR if page.manuscript.syntax == "yaml" else WARNING)
    return owners | {issue.address: (issue, ERROR) for issue in run.issues}
