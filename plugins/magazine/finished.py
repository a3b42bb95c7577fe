"""Reads a finished edition back from the bytes that readers get: whatever it was made of, and by whatever template, cannot deceive it."""

import posixpath
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

from plugins.magazine.leaf import Leaf, leaf_of_html
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.paper import pages

_DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ad]\s+(?=\w)")
_TEXTS = (".xhtml", ".html", ".opf", ".ncx", ".xml", ".css", ".svg")


class Finished(NamedTuple):
    """A file that was read: its leaves in the order in which they are read, and what it says without showing it (its metadata)."""

    leaves: tuple[Leaf, ...]
    beside: str = ""


def finished(file: str, data: bytes) -> Finished:
    """An edition that is one file. Raises ValueError where it cannot be read."""
    return _READERS[file.rpartition(".")[2]](data)


def all_said(file: str, data: bytes, known: Finished | None = None) -> str:
    """Everything that can be read in an edition, shown or not; ``known`` is what was read of it already.

    Words that a line divided stand there whole too.
    """
    if file.endswith(".epub"):
        with zipfile.ZipFile(BytesIO(data)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist() if name.endswith(_TEXTS))
    leaves, beside = known or finished(file, data)
    said = "\n".join([beside, *(line for leaf in leaves for line in (leaf.words, *leaf.links, *leaf.alts))])
    return f"{said}\n{_DIVIDED.sub('', said)}" if _DIVIDED.search(said) else said


def is_bound(file: str) -> bool:
    """Whether a file is an edition of many leaves, that takes a while to read."""
    return file.rpartition(".")[2] in _READERS


def _epub(data: bytes) -> Finished:
    """The documents of a book that its spine names (EPUB 3.3, section 5.7): no others are ever shown."""
    from lxml import etree

    book = zipfile.ZipFile(BytesIO(data))
    names = set(book.namelist())
    container = etree.fromstring(book.read("META-INF/container.xml"))
    package = container.find(".//{*}rootfile").get("full-path")
    try:
        opf = etree.fromstring(book.read(package))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{package}: {error}") from error
    items = {item.get("id"): posixpath.join(posixpath.dirname(package), unquote(item.get("href"))) for item in opf.iterfind(".//{*}item")}
    styles = "\n".join(book.read(name).decode("utf-8", "replace") for name in sorted(names) if name.endswith(".css"))

    def leaf(document: str) -> Leaf:
        def picture(address: str) -> str:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(address)))
            return mark_of_bytes(book.read(name)) if name in names else ""

        html = book.read(document).decode("utf-8", "replace").partition("?>")
        return leaf_of_html(html[2] or html[0], document, styles, picture)

    shown = [item.get("idref") for item in opf.iterfind(".//{*}itemref") if item.get("linear") != "no"]
    return Finished(tuple(leaf(items[one]) for one in shown if items.get(one) in names))


def _pdf(data: bytes) -> Finished:
    return Finished(*pages(data))


_READERS: dict[str, Callable[[bytes], Finished]] = {"pdf": _pdf, "epub": _epub}
