"""An export is one large file of entries; they are read one by one, so that its size does not matter."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.house import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "{http://www.w3.org/2005/Atom}"
POST, PAGE = "post", "page"
# What XML forbids and blogs are full of
_FORBIDDEN = bytes(number for number in range(32) if number not in (9, 10, 13))


class Post(NamedTuple):
    """A post or a page as the blog has it. ``key`` is what comments and links name it by."""

    kind: str
    key: str
    id: str
    line: int
    title: str
    address: str
    html: str
    moment: datetime | None
    author: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    name: str = ""  # the last part of its address, where the export says so
    plain: bool = False  # line ends count in it, as in WordPress before its blocks
    remark: str = ""
    summary: str = ""


class Said(NamedTuple):
    """A comment. ``post`` is the key of what it is about, ``parent`` that of the comment it answers."""

    key: str
    post: str
    line: int
    name: str
    website: str
    moment: datetime | None
    html: str
    parent: str = ""
    plain: bool = False


class Picture(NamedTuple):
    """A picture of which the export knows only the address."""

    key: str
    line: int
    address: str
    alt: str
    post: str


class Left(NamedTuple):
    """What has no place in a magazine, and why."""

    line: int
    what: str
    why: str


class Author(NamedTuple):
    """Somebody who writes: the name by which posts know them, and the one to be printed."""

    login: str
    name: str


Entry = Post | Said | Picture | Left | Author


def entries(file: Path) -> Iterator[Entry]:
    """Everything in an export, in its order; raises Refused where it is none, is broken, or could do harm."""
    from lxml import etree

    from plugins.desk.blog import blogger, wordpress

    try:
        with _Clean(file) as opened:
            found = etree.iterparse(
                opened, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
            )
            _, root = next(found)
            if root.getroottree().docinfo.internalDTD is not None:
                raise Refused(file, "the file declares entities, which no export does: export the blog again")
            if root.tag not in (f"{ATOM}feed", "rss"):
                raise Refused(file, _no_export(root.tag))
            read, tag = (blogger.read, f"{ATOM}entry") if root.tag != "rss" else (wordpress.read, "item")
            for event, element in found:
                if event == "end" and (element.tag == tag or root.tag == "rss" and wordpress.is_author(element)):
                    yield from read(element)
                    _forget(element)
    except etree.XMLSyntaxError as why:
        message = f"the export is broken here ({why.msg}): export the blog again, and do not edit the file"
        raise Refused(file, message, why.lineno or 0) from why
    except StopIteration as why:
        raise Refused(file, "the file is empty: export the blog again") from why
    except OSError as why:
        raise Refused(file, f"the file cannot be opened ({why.strerror or why}): check its name and its rights") from why


def _no_export(tag: str) -> str:
    name = re.sub("^{.*}", "", tag)[:40]
    return f"this is no export of a blog (it begins with `{name}`): Blogger's is an Atom feed, WordPress' a file of RSS (WXR)"


def _forget(element: "_Element") -> None:
    """An entry that was read takes no more memory, nor does what stood before it."""
    element.clear()
    while element.getprevious() is not None and (above := element.getparent()) is not None:
        del above[0]


class _Clean:
    """A file without the signs that XML forbids."""

    def __init__(self, file: Path):
        self._file = file.open("rb")

    def __enter__(self) -> "_Clean":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes; as many as asked, or less."""
        while raw := self._file.read(size):
            if kept := raw.translate(None, _FORBIDDEN) if b"\0" not in raw[:4] else raw:
                return kept
        return b""


def text(element: "_Element", path: str) -> str:
    """The words of an element below another, without the spaces around them."""
    return (element.findtext(path) or "").strip()


def title_of(text: str) -> str:
    """A title on one line, without markup and entities."""
    return " ".join(unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", unescape(text))).replace("<", "\u2039").split())
