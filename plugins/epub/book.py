"""Binds an issue as EPUB 3.3: cover, contents, landmarks, one chapter a story, and what assistive technology is told of it."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urljoin

from plugins.magazine.catalogue import catalogue
from plugins.magazine.cover import drawn
from plugins.magazine.edition import Edition
from plugins.magazine.html_tree import parsed
from plugins.magazine.line import StoryLine

# What a book is made of (EPUB 3.3, W3C), below the theme
FOLDER = "epub"  # below the theme
PARTS = ("package.opf", "nav.xhtml", "cover.xhtml", "contents.xhtml", "letter.xhtml", "story.xhtml", "notices.xhtml", "book.css")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NUMBERS, _NUMBER = {"start", "value", "colspan", "rowspan"}, re.compile(r"[1-9][0-9]{0,3}")
_ENDINGS = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".svg": "image/svg+xml"}


class BookView(NamedTuple):
    """An issue to be bound: its contents, its own id, the day it is dated, the language around its texts, and the theme's parts."""

    edition: Edition
    id: str
    day: str
    says: str
    parts: tuple[tuple[str, str], ...]


class Chapter(NamedTuple):
    """One document of the book."""

    name: str
    title: str
    raw: bytes
    language: str
    line: StoryLine | None = None  # of a story, as the contents name it


def bound(view: BookView) -> bytes:
    """The book, the same bytes for the same view: entries in order, all of one date (EPUB 3.3, section 4.3)."""
    pictures = {address: f"picture-{at}{PurePosixPath(address).suffix}" for at, (address, _) in enumerate(view.edition.files)}
    chapters = _chapters(view, pictures)
    made: dict[str, bytes] = {"META-INF/container.xml": CONTAINER.encode()}
    shared = {"edition": view.edition, "id": view.id, "day": view.day, "chapters": chapters, "pictures": sorted(pictures.values())}
    for name in ("package.opf", "nav.xhtml", "cover.xhtml", "contents.xhtml"):
        made[f"book/{name}"] = _set(view, name, **shared)
    made["book/book.css"] = _set(view, "book.css", **shared)
    made["book/cover.svg"] = drawn(view.edition.cover)
    made |= {f"book/{pictures[address]}": raw for address, raw in view.edition.files}
    for chapter in chapters:
        made[f"book/{chapter.name}"] = chapter.raw
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        # the first entry says what the file is, and is not packed (EPUB 3.3, section 4.3.3)
        book.writestr(zipfile.ZipInfo("mimetype", LONG_AGO), b"application/epub+zip", zipfile.ZIP_STORED)
        for name in sorted(made):
            book.writestr(zipfile.ZipInfo(name, LONG_AGO), made[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _chapters(view: BookView, pictures: dict[str, str]) -> list[Chapter]:
    edition, say = view.edition, catalogue(view.says).gettext
    found = []
    if edition.letter:
        title = say("From the editor")
        body = xhtml(edition.letter.__html__(), edition.home, pictures)
        found.append(Chapter("letter.xhtml", title, _set(view, "letter.xhtml", body=body, title=title, edition=edition), edition.language))
    for one in edition.articles:
        head = pictures.get(one.image.file.address, "") if one.image else ""
        body = xhtml(one.body.__html__(), one.url, pictures)
        replies = [(each, xhtml(each.body.__html__(), one.url, pictures)) for each in one.replies]
        text = _set(view, "story.xhtml", one=one, picture=head, body=body, replies=replies, edition=edition)
        found.append(Chapter(f"story-{one.line.folio}.xhtml", one.line.title, text, one.line.language, one.line))
    title = say("Corrections") if edition.corrections else say("Advertisements") if edition.adverts else say("Imprint")
    shown = {one.anchor: pictures.get(one.image.address, "") for one in edition.adverts if one.image}
    last = _set(view, "notices.xhtml", edition=edition, title=title, shown=shown)
    return [*found, Chapter("notices.xhtml", title, last, edition.language)]


def xhtml(html: str, base: str, pictures: dict[str, str]) -> str:
    """Set HTML as XHTML, its addresses whole: what leads to another page of the magazine leads to the site.

    ``pictures`` are the names that they have in the book, by their addresses in the text; any other gives way to its words.
    """
    from lxml import etree

    if not html.strip():
        return ""
    root = parsed(html)
    for element in list(root.iter("img", "video", "audio", "iframe")):
        inside = pictures.get(element.get("src", ""))
        if element.tag == "img" and inside:
            words = element.get("alt", "")
            element.attrib.clear()
            element.set("src", inside)
            element.set("alt", words)
        else:
            words = element.get("alt") or element.get("title") or ""
            element.tail = (f"[{words}]" if words else "") + (element.tail or "")
            element.drop_tree()
    for element in root.iter("ol", "li", "td", "th"):
        for name in _NUMBERS & set(element.attrib):
            if not _NUMBER.fullmatch(element.get(name)):
                del element.attrib[name]  # of which a reader would make nothing, and a checker an error
    for link in root.iter("a"):
        if link.get("href"):
            link.set("href", urljoin(base, link.get("href")))
    return (root.text or "") + "".join(etree.tostring(child, encoding="unicode", method="xml") for child in root)


def _set(view: BookView, name: str, **said: Any) -> bytes:
    return _template(view.parts, name, view.says).render(**said).encode()


@lru_cache(maxsize=64)
def _template(parts: tuple[tuple[str, str], ...], name: str, says: str) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    speech, sources = catalogue(says), dict(parts)
    environment = Environment(
        loader=FunctionLoader(lambda one: (sources[one], f"{FOLDER}/{one}", None)),  # the place is told where something is wrong in it
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(speech.gettext, speech.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    environment.filters["media_type"] = lambda file: _ENDINGS[re.sub(r".*(?=\.)", "", file)]
    return environment.get_template(name)
