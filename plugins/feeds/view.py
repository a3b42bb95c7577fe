"""What a feed says, before it is written in one of the three formats: all of it, and nothing about how."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from plugins.feeds.whole import whole
from plugins.magazine.galley import Text
from plugins.magazine.header import UNPRINTABLE

# The manuscripts are free of them, but YAML can write them as escapes; half a character pair no file can hold
_UNPRINTABLE = re.compile(f"{UNPRINTABLE.pattern}|[\ud800-\udfff]")


class Author(NamedTuple):
    """Who wrote an entry, and their page (empty where they have none)."""

    name: str
    address: str = ""


class Category(NamedTuple):
    """A department or a topic: its slug, and what it is called in the language of the entry."""

    term: str
    label: str


class Enclosure(NamedTuple):
    """A file that travels with an entry, a picture or an edition: its address, its media type and its size in bytes."""

    address: str
    media_type: str
    length: int


class Link(NamedTuple):
    """A relation of one feed document to another, as RFC 5005 names it."""

    relation: str
    address: str


class Entry(NamedTuple):
    """One entry; its ``parts`` make up its text. ``image`` is the picture to show for it.

    ``enclosures`` are files of ours that belong to it; where a format takes but one, the first of them.
    """

    id: str
    address: str
    title: str
    language: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    categories: tuple[Category, ...]
    summary: str
    parts: tuple[str | Text, ...]
    image: str = ""
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def html(self) -> str:
        """The whole text, as it can be read anywhere."""
        parts = (part.__html__() if isinstance(part, Text) else part for part in self.parts)
        return _UNPRINTABLE.sub("", whole("\n".join(part.strip() for part in parts if part.strip()), self.address))


class FeedView(NamedTuple):
    """One feed document. ``home`` is the page it belongs to, ``links`` the other documents of the same feed."""

    id: str
    address: str
    home: str
    title: str
    says: str
    language: str
    author: Author
    generator: str
    updated: datetime
    entries: tuple[Entry, ...]
    links: tuple[Link, ...] = ()
    is_archive: bool = False


def printable(value: Any) -> Any:
    """The same view without a character that a feed cannot hold: the one place where they are taken out."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, tuple):
        parts = [printable(part) for part in value]
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return value
