"""A galley is a story set in type: its HTML, cleaned, with every address in it made whole."""

from __future__ import annotations

import html as entities
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.magazine import markup
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.typography import typeset

PULL_QUOTE_WORDS = 30
WORDS_A_MINUTE = 220
# What Pelican 4.12 sets ordinary articles with (settings.py, MARKDOWN)
STOCK_MARKDOWN: dict[str, Any] = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}
_OWN_EXTENSIONS = ["tables", "footnotes", "def_list", "abbr", "fenced_code", "sane_lists", "attr_list", "codehilite"]
_OWN_SETTINGS = {"codehilite": {"css_class": "highlight", "guess_lang": False}}
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"""(?P<before>\s(?:href|src|poster|data)=)(?P<quote>["'])(?P<target>[^"'<>]*)(?P=quote)""")
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>")
_QUIET = {"code", "pre", "kbd", "samp", "var"}

Resolve = Callable[[str], str]


class Fault(NamedTuple):
    """A place in a text that could not be set as it was meant."""

    line: int
    message: str


class Setting(NamedTuple):
    """How ordinary articles are set: Pelican's MARKDOWN, and a function for each other syntax (``rst``)."""

    markdown: Mapping[str, Any] = STOCK_MARKDOWN
    others: Mapping[str, Callable[[Path], tuple[str, tuple[Fault, ...]]]] = {}


class Galley(NamedTuple):
    """A story as it is printed. ``removed`` says what was taken out of its HTML, ``faults`` what could not be set."""

    html: str
    words: int
    removed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def minutes(self) -> int:
        """Reading time, at 220 words a minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def set_text(manuscript: Manuscript, file: Path, language: str, resolve: Resolve, setting: Setting) -> Galley:
    """Sets one manuscript, read from ``file``. ``resolve`` turns ``{filename}other.md`` and the like into an address."""
    faults: tuple[Fault, ...] = ()
    if manuscript.syntax in setting.others:
        html, faults = setting.others[manuscript.syntax](file)
    elif manuscript.syntax == "yaml":
        html = set_own(manuscript.body, language)
    else:
        html = set_as_stock(manuscript.body, setting.markdown)
    html = _TAG.sub(lambda tag: _ADDRESS.sub(lambda found: _resolved(found, resolve), tag[0]) if "=" in tag[0] else tag[0], html)
    html, removed = markup.clean(html)
    return Galley(html, len(plain_text(html).split()), tuple(removed), faults)


def _resolved(found: re.Match[str], resolve: Resolve) -> str:
    target = entities.unescape(found["target"])
    address = resolve(target)
    return found[0] if address == target else f"{found['before']}{found['quote']}{entities.escape(address)}{found['quote']}"


def set_own(body: str, language: str) -> str:
    """A body of the magazine's own: pull quotes, figures, real quotation marks, tables without styles."""
    return _own_engine(language).reset().convert(body)


def set_as_stock(body: str, settings: Mapping[str, Any]) -> str:
    """A body of an ordinary article, with the engine and the extensions that Pelican would use."""
    key = repr(settings)
    if key not in _STOCK_ENGINES:
        _STOCK_ENGINES[key] = _stock_engine(settings)
    return _STOCK_ENGINES[key].reset().convert(body)


def plain_text(html: str) -> str:
    """The words of some HTML."""
    return entities.unescape(_TAG.sub(" ", html))


def first_words(html: str, most: int) -> str:
    """How a text begins, without its markup."""
    words = entities.unescape(_TAG.sub(" ", _INLINE.sub("", html))).split()
    return " ".join(words[:most]) + ("\u2026" if len(words) > most else "")


_STOCK_ENGINES: dict[str, markdown.Markdown] = {}  # making one takes as long as setting two stories


def _stock_engine(settings: Mapping[str, Any]) -> markdown.Markdown:
    options = dict(settings)
    names = [*options.pop("extensions", ()), *options.get("extension_configs", ())]
    # the header was taken off before: a first paragraph that looks like one is text
    extensions = [name for name in dict.fromkeys(names) if not str(name).endswith("meta")]
    return markdown.Markdown(extensions=extensions, **options)


@lru_cache(maxsize=16)
def _own_engine(language: str) -> markdown.Markdown:
    return markdown.Markdown(extensions=[*_OWN_EXTENSIONS, _House(language)], extension_configs=_OWN_SETTINGS, output_format="html")


class _House(Extension):
    """The house style, as a Python-Markdown extension."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(_HouseStyle(md, self.language), "house-style", 5)


class _HouseStyle(Treeprocessor):
    """Pull quotes, figures, tables and typographic marks."""

    def __init__(self, md: markdown.Markdown, language: str):
        super().__init__(md)
        self.language = language

    def run(self, root: etree.Element) -> None:
        for element in list(root):
            if element.tag == "blockquote" and len(element) == 1 and element[0].tag == "p":
                if len("".join(element.itertext()).split()) <= PULL_QUOTE_WORDS:
                    element.set("class", "pull-quote")
            elif element.tag == "p" and len(element) == 1 and element[0].tag == "img" and not (element.text or "").strip():
                if element[0].get("title") and not (element[0].tail or "").strip():
                    _make_figure(element)
            elif element.tag == "table":
                _unstyle(element)
        self._typeset(root, "")

    def _typeset(self, element: etree.Element, before: str) -> str:
        """Sets the text of an element and all below it; returns the last character, which the next piece stands after."""
        block = element.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "dd", "div")
        before = "" if block else before
        quiet = element.tag in _QUIET
        if element.text and not quiet:
            element.text = typeset(element.text, self.language, before)
        before = element.text[-1] if element.text else before
        for child in element:
            before = "x" if quiet else self._typeset(child, before)
            if child.tail and not quiet:
                child.tail = typeset(child.tail, self.language, before)
                before = child.tail[-1]
        return before


def _make_figure(paragraph: etree.Element) -> None:
    paragraph.tag = "figure"
    caption = etree.SubElement(paragraph, "figcaption")
    caption.text = paragraph[0].attrib.pop("title")
    paragraph.text = paragraph[0].tail = None


def _unstyle(table: etree.Element) -> None:
    """Alignment as classes, which a strict policy lets pass; an empty corner is no heading."""
    for cell in table.iter():
        if cell.tag == "th" and not "".join(cell.itertext()).strip():
            cell.tag = "td"
        style = cell.attrib.pop("style", "")
        if "right" in style or "center" in style:
            cell.set("class", "right" if "right" in style else "center")


def links(html: str) -> Iterator[str]:
    """The targets of all links and pictures of set HTML."""
    for match in re.finditer(r"""\s(?:href|src|poster)=(["'])(.*?)\1""", html):
        yield entities.unescape(match[2])
