"""Binds an issue as EPUB 3.3: cover, contents, landmarks, one chapter a story, and what assistive technology is told of it."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urljoin

from plugins.magazine.catalogue import catalogue
from plugins.magazine.cover import drawn
from plugins.magazine.edition import Article, Edition

# What a book is made of (EPUB 3.3, W3C), below the theme
PARTS = ("package.opf", "nav.xhtml", "cover.xhtml", "letter.xhtml", "story.xhtml", "notices.xhtml", "book.css")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
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
    text: str
    language: str
    folio: int = 0


def bound(view: BookView) -> bytes:
    """The book, the same bytes for the same view: entries in order, all of one date (EPUB 3.3, section 4.3)."""
    chapters = list(_chapters(view))
    made: dict[str, bytes] = {"META-INF/container.xml": CONTAINER.encode()}
    shared = {"edition": view.edition, "id": view.id, "day": view.day, "chapters": chapters}
    for name in ("package.opf", "nav.xhtml", "cover.xhtml"):
        made[f"book/{name}"] = _set(view, name, **shared)
    made["book/book.css"] = _set(view, "book.css", **shared)
    made["book/cover.svg"] = drawn(view.edition.cover)
    for chapter in chapters:
        made[f"book/{chapter.name}"] = chapter.text.encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        # the first entry says what the file is, and is not packed (EPUB 3.3, section 4.3.3)
        book.writestr(zipfile.ZipInfo("mimetype", LONG_AGO), b"application/epub+zip", zipfile.ZIP_STORED)
        for name in sorted(made):
            book.writestr(zipfile.ZipInfo(name, LONG_AGO), made[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _chapters(view: BookView) -> list[Chapter]:
    edition, say = view.edition, catalogue(view.says).gettext
    found = []
    if edition.letter:
        text = _set(
            view, "letter.xhtml", body=xhtml(str(edition.letter.__html__()), edition.home), title=say("From the editor"), edition=edition
        )
        found.append(Chapter("letter.xhtml", say("From the editor"), text.decode(), edition.language))
    for one in edition.articles:
        found.append(Chapter(f"story-{one.line.folio}.xhtml", one.line.title, _story(view, one), one.line.language, one.line.folio))
    if edition.adverts or edition.corrections:
        title = say("Advertisements") if not edition.corrections else say("Corrections")
        found.append(Chapter("notices.xhtml", title, _set(view, "notices.xhtml", edition=edition, title=title).decode(), edition.language))
    return found


def _story(view: BookView, one: Article) -> str:
    return _set(view, "story.xhtml", one=one, body=xhtml(one.body.__html__(), one.url), edition=view.edition).decode()


def xhtml(html: str, base: str) -> str:
    """Set HTML as XHTML, its addresses whole: what leads to another page of the magazine leads to the site."""
    from lxml import etree
    from lxml import html as parser

    if not html.strip():
        return ""
    root = parser.fragment_fromstring(html, create_parent="div")
    for element in root.iter():
        for name in ("href", "src"):
            if element.get(name):
                element.set(name, urljoin(base, element.get(name)))
    for picture in root.xpath("//picture|//img|//source|//video|//audio|//iframe"):
        if picture.getparent() is not None:
            _taken_out(picture)
    said = "".join(etree.tostring(child, encoding="unicode", method="xml") for child in root)
    return (root.text or "") + said


def _taken_out(element: Any) -> None:
    """A picture that a book would fetch from elsewhere gives way to the words that say what it shows."""
    words = element.get("alt") or ""
    for inner in element.iter("img"):
        words = words or inner.get("alt") or ""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    said = (f"[{words}]" if words else "") + tail
    if before is not None:
        before.tail = (before.tail or "") + said
    else:
        parent.text = (parent.text or "") + said
    parent.remove(element)


def _set(view: BookView, name: str, **said: Any) -> bytes:
    return _template(view.parts, name, view.says).render(**said).encode()


@lru_cache(maxsize=64)
def _template(parts: tuple[tuple[str, str], ...], name: str, says: str) -> Any:
    from jinja2 import DictLoader, Environment, StrictUndefined

    speech = catalogue(says)
    environment = Environment(
        loader=DictLoader(dict(parts)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(speech.gettext, speech.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["media_type"] = lambda file: _ENDINGS[re.sub(r".*(?=\.)", "", file)]
    return environment.get_template(name)
