"""A page is made one file: styles, pictures and faces inside it, no program, nothing that a mail program would have to fetch."""

import base64
import mimetypes
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Around a text, and of no use to whoever looks at a proof of it
FURNITURE = ("skip", "ribbon", "problems", "comments", "talk", "related", "about-you", "share", "back", "translation", "banners")
TAGS = ("script", "nav", "form", "link", "meta", "footer", "template", "iframe", "object", "noscript")
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_OUT = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def one_file(page: Path, at: Callable[[str], Path], title: str, styles: str, above: str, below: str, advert: str = "") -> str:
    """The page as one file, with HTML of ours above and below its text; of ``advert``, where it is named, nothing else.

    ``at`` gives the file that is printed at an address of the page.
    """
    from lxml import html  # slow to import

    tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    main = tree.find(".//main")
    sheets = [at(str(one.get("href"))) for one in tree.iterfind(".//link[@rel='stylesheet']")]
    if advert:
        shown = tree.get_element_by_id(advert)
        main.clear()
        main.set("class", "story")
        section = html.Element("section", {"class": "adverts"})
        section.append(shown)
        main.append(section)
    else:
        _drop(one for one in tree.find_class("adverts"))
    _drop(one for name in FURNITURE for one in tree.find_class(name))
    _drop(one for tag in TAGS for one in tree.iter(tag))
    for one in list(tree.iter("source")):
        one.drop_tag()  # libxml2 takes what follows it for something inside of it
    for one in tree.iter("img"):
        for name in ("srcset", "sizes", "loading", "decoding"):
            one.attrib.pop(name, None)
        one.set("src", data_address(at(str(one.get("src")))))
    for one in tree.iter("a"):
        leads = str(one.get("href", ""))
        if not _OUT.match(leads) and leads[:1] != "#":
            one.attrib.pop("href", None)  # where it leads nobody can go yet
    for one in tree.iter():
        for name in [name for name in one.attrib if name.startswith(("data-", "on"))]:
            del one.attrib[name]
    _head(tree, title, "\n".join([*(with_all_inside(sheet, at) for sheet in sheets), styles]))
    tree.body.insert(0, html.fragment_fromstring(above))
    main.addnext(html.fragment_fromstring(below))
    text: str = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    return re.sub(r"\n\s*\n+", "\n", text) + "\n"


def _head(tree: "HtmlElement", title: str, styles: str) -> None:
    from lxml import html

    head = tree.head
    head.clear()
    for attributes in (
        {"charset": "utf-8"},
        {"http-equiv": "Content-Security-Policy", "content": POLICY},
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        {"name": "robots", "content": "noindex"},
        {"name": "color-scheme", "content": "light dark"},
    ):
        head.append(html.Element("meta", attributes))
    for tag, text in (("title", title), ("style", styles)):
        element = html.Element(tag)
        element.text = text
        head.append(element)


def _drop(many: Iterable["HtmlElement"]) -> None:
    for one in list(many):
        if one.getparent() is not None:
            one.drop_tree()


def with_all_inside(sheet: Path, at: Callable[[str], Path]) -> str:
    """A stylesheet that brings along what it asks for, beside it or ``at`` an address of the site."""

    def inside(found: re.Match[str]) -> str:
        return f'url("{data_address(at(found[1]) if found[1].startswith("/") else sheet.parent / found[1])}")'

    return _URL.sub(inside, sheet.read_text(encoding="utf-8"))


def data_address(file: Path) -> str:
    """A file as an address of its own (RFC 2397)."""
    media = "font/woff2" if file.suffix == ".woff2" else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{media};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
