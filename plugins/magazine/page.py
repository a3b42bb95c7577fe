"""A page is one thing that is printed: an address, a template, and the view that holds all the template may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from blinker import signal

from plugins.magazine.problem import Problem

# How the press asks its plugins; the first argument of each receiver is the Magazine.
gathering = signal("magazine-gathering")  # (magazine, day) -> pages
indexing = signal("magazine-indexing")  # (magazine, day, pages) -> pages about all the others, such as a sitemap
checking = signal("magazine-checking")  # (magazine, day, tree) -> problems of the finished files below the folder tree


class Page(NamedTuple):
    """One printed thing. ``template`` is a file of ``theme/templates/``, or a function of the view that gives bytes.

    ``address`` begins with a slash; one that ends with a slash is an ``index.html``.
    """

    address: str
    template: str | Callable[[Any], bytes]
    view: Any
    source: str = ""  # the file of the content that it is made from, where there is one

    @property
    def file(self) -> str:
        """Where it lies below the output folder."""
        return unquote(self.address[1:]) + ("index.html" if self.address.endswith("/") else "")


class Copy(NamedTuple):
    """The view of a file that is printed as it is."""

    path: str


def copied(view: Copy) -> bytes:
    """The bytes of a file."""
    return Path(view.path).read_bytes()


def collisions(pages: Iterable[Page]) -> list[Problem]:
    """Every address at which more than one page would stand, also where two differ by case alone.

    A file and a folder of one name cannot stand beside each other either.
    """
    pages = sorted(pages, key=lambda page: (bool(page.source), page.address))
    first: dict[str, Page] = {}
    problems = []
    for page in pages:
        before = first.setdefault(page.file.casefold(), page)
        if before is not page:
            other = f" ({before.source})" if before.source else ""
            message = f"two pages would stand at {page.address}{other}: give one of them another name"
            problems.append(Problem(page.source or page.address, 0, "collision", message))
    for page in pages:
        folder = page.file.casefold()
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in first:
                one = page if page.source else first[folder]
                message = f"{page.address} would stand in a folder that has the name of the file /{folder}: give it another name"
                problems.append(Problem(one.source or one.address, 0, "collision", message))
                break
    return problems
