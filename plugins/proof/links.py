"""Looks at every link of the finished pages, as a reader would follow it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import ERROR, WARNING, Problem

_TARGET = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')[^<>]*>""")
_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)')""")


def check(magazine: Magazine, day: date, tree: Path) -> Iterator[Problem]:
    """Every link of the magazine to itself that leads nowhere: a warning in an ordinary article, elsewhere an error."""
    owners = _owners(magazine, day)
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    seen: set[tuple[str, str]] = set()

    @cache
    def anchors(name: str) -> frozenset[str]:
        return frozenset(unescape(found[0] or found[1]) for found in _ID.findall((tree / name).read_text("utf-8")))

    for name in sorted(file for file in files if file.endswith(".html")):
        address = "/" + name.removesuffix("index.html")
        path, body, severity = owners.get(address, (f"output{address}", "", ERROR))
        for found in _TARGET.findall((tree / name).read_text("utf-8")):
            link = unescape(found[0] or found[1])
            wrong = _wrong(magazine, link, address, files, anchors)
            if wrong and (path, link) not in seen:
                seen.add((path, link))
                line = next((at for at, text in enumerate(body.split("\n"), 1) if len(link) > 1 and link in text), 0)
                yield Problem(path, line, "dead-link", f"`{link}` {wrong}: mend the link, or take it out", severity)


def _wrong(magazine: Magazine, link: str, address: str, files: set[str], anchors) -> str:
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


def _owners(magazine: Magazine, day: date) -> dict[str, tuple[str, str, str]]:
    """Which file of the content each page is made from, with its text, and how severe a dead link in it is."""
    run = magazine.run(day)
    owners = {}
    for placed in run.printed:
        story = placed.story
        text = "\n" * (story.manuscript.body_line - 1) + story.body
        owners[run.address(story)] = (story.path, text, ERROR if story.is_case else WARNING)
    for page in magazine.standing:
        owners[page.address(magazine.masthead.language)] = (
            page.path,
            "\n" * (page.manuscript.body_line - 1) + page.manuscript.body,
            ERROR if page.manuscript.syntax == "yaml" else WARNING,
        )
    for issue in run.issues:
        owners[issue.address] = (issue.path, "\n" * (issue.manuscript.body_line - 1) + issue.letter, ERROR)
    return owners
