"""An entry is one thing that a blog's export holds: a post, a comment, a picture, an author, or what has no place in a magazine."""

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "{http://www.w3.org/2005/Atom}"
POST, PAGE = "post", "page"


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


def text(element: "_Element", path: str) -> str:
    """The words of an element below another, without the spaces around them."""
    return (element.findtext(path) or "").strip()


def title_of(text: str) -> str:
    """A title on one line, without markup and entities."""
    return " ".join(unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", unescape(text))).replace("<", "\u2039").split())
