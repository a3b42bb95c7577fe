"""A page is one thing that is printed: an address, a template, and the view that holds all the template may read."""

from collections.abc import Callable, Container, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from blinker import signal

from plugins.magazine.problem import Problem

# How the press asks its plugins; the first argument of each receiver is the Magazine. Signals keep weak references:
# a receiver is a function that a module holds, and never one that was made on the way.
gathering = signal("magazine-gathering")  # (magazine, day) -> pages
indexing = signal("magazine-indexing")  # (magazine, day, pages) -> pages about all the others, such as a sitemap
checking = signal("magazine-checking")  # (magazine, day, printed) -> (file, problem) for every problem of the printed pages
# The first argument here is the folder of a finished tree: (folder, pages, beside, terms, said) -> problems. ``pages`` gives its files
# with their marks, ``beside`` is the folder of the tree that readers see. What is put into it belongs to no page. The ``terms``
# are the names that must not be in it. ``said`` gives all that can be read in an edition that is no text, by its file.
binding = signal("magazine-binding")
# What goes out with the pages and stands nowhere among them, such as the letter of an issue.
posting = signal("magazine-posting")  # (magazine, day) -> messages
sealing = signal("magazine-sealing")  # (magazine, day, message, data, said, printed) -> problems of a message that is about to be written


class Later(NamedTuple):
    """A view that is made only if its page has to be printed: ``mark`` is of everything that ``make`` reads."""

    mark: str
    make: Callable[[], Any]
    listed: bool = True
    modified: date | None = None


class Page(NamedTuple):
    """One printed thing. ``template`` is a file of ``theme/templates/``, or a function of the view that gives bytes.

    ``address`` begins with a slash; one that ends with a slash is an ``index.html``. The view is a value, or made later.
    """

    address: str
    template: str | Callable[[Any], bytes]
    view: Any
    source: str = ""  # the file of the content that it is made from, where there is one

    @property
    def file(self) -> str:
        """Where it lies below the output folder."""
        name = self.address[1:] if "%" not in self.address else unquote(self.address[1:])
        return f"{name}index.html" if self.address[-1] == "/" else name

    @property
    def made(self) -> "Page":
        """The page with its view."""
        return self._replace(view=self.view.make()) if isinstance(self.view, Later) else self

    @property
    def modified(self) -> date | None:
        """When it last changed, as far as the map says so."""
        return self.view.modified if isinstance(self.view, Later) else getattr(getattr(self.view, "head", None), "modified", None)

    @property
    def listed(self) -> bool:
        """Whether it stands in the map of the magazine."""
        return self.view.listed if isinstance(self.view, Later) else getattr(getattr(self.view, "head", None), "listed", False)


class Message(NamedTuple):
    """A file for those who send it, not for the site: ``set`` makes its bytes of the view, and says in a few words what it holds.

    ``texts`` are the paths of the manuscripts that it shows.
    """

    name: str
    set: Callable[[Any], tuple[bytes, str]]
    view: Later
    source: str
    texts: tuple[str, ...]


class Stumbled(Exception):
    """Raised by a page's function where a file of the theme is wrong: what is wrong, the file, the line of it."""

    def __init__(self, message: str, template: str, line: int):
        super().__init__(message)
        self.message, self.template, self.line = message, template, line


class Sheet(NamedTuple):
    """Where a printed page leads, the places on it that others may lead to, and its advertisements: place and words.

    Of an edition that is one file (PDF, EPUB) it has the leaves, and what it says beside them: see ``finished.py``.
    """

    links: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    adverts: tuple[tuple[str, str], ...] = ()
    leaves: tuple[tuple[Any, ...], ...] = ()
    beside: str = ""


class Printed(NamedTuple):
    """What was printed: all ``files``, the ``sheets`` of those pages that are to be looked at, and of any file by its name.

    ``others`` are to be looked at too and are no pages of HTML: feeds, PDF, EPUB. ``read`` gives the bytes of any file.
    """

    files: Container[str]
    sheets: Iterable[tuple[Page, Sheet]]
    sheet: Callable[[str], Sheet]
    others: Iterable[Page] = ()
    read: Callable[[str], bytes] = lambda file: b""


class Copy(NamedTuple):
    """The view of a file that is printed as it is. A ``mark`` is of its bytes, where it is known without them."""

    path: str
    mark: str = ""


def copied(view: Copy) -> bytes:
    """The bytes of a file."""
    return Path(view.path).read_bytes()


def collisions(pages: Iterable[Page]) -> list[Problem]:
    """Every address at which more than one page would stand, also where two differ by case alone.

    A file and a folder of one name cannot stand beside each other either.
    """
    pages = list(pages)
    files = {page.file.casefold() for page in pages}
    folders = _folders_of(files)
    if len(files) == len(pages) and not folders & files:
        return []
    pages.sort(key=lambda page: (bool(page.source), page.address))
    first: dict[str, Page] = {}
    problems = []
    for page in pages:
        before = first.setdefault(page.file.casefold(), page)
        if before is not page:
            other = f" ({before.source})" if before.source else ""
            message = f"two pages would stand at {page.address}{other}: give one of them another name"
            problems.append(Problem(page.source or page.address, 0, "collision", message))
    for page in pages if folders & files else ():
        folder = page.file.casefold()
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in first:
                one = page if page.source else first[folder]
                message = f"{page.address} would stand in a folder that has the name of the file /{folder}: give it another name"
                problems.append(Problem(one.source or one.address, 0, "collision", message))
                break
    return problems


def _folders_of(files: Iterable[str]) -> set[str]:
    folders: set[str] = set()
    for folder in files:
        while (folder := folder.rpartition("/")[0]) and folder not in folders:
            folders.add(folder)
    return folders
