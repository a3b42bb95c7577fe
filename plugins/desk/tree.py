"""HTML by a stranger becomes a tree: cleaned as a browser would read it, and never deeper than can be climbed."""

import re
from typing import TYPE_CHECKING, Any

from plugins.desk.styled import PROPERTIES
from plugins.magazine.header import UNPRINTABLE
from plugins.magazine.markup import SCHEMES, TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TOO_DEEP = 2000  # tags in each other that no page has: the cleaner's time grows with the square of it
MOST_TAGS = 40_000  # of a page; a quarter of them has been seen. Of entities twice as many: the cleaner's time grows with their square too
DEEPEST = 100  # a text that is nested deeper is read as plain paragraphs
_SILENT = {"script", "style", "noscript", "template", "noembed", "noframes", "title", "head", "object", "svg", "math", "textarea"}
_KEPT = {tag: {"class", "id", "role"} for tag in TAGS} | {
    "a": {"href", "class", "id", "name", "rel"},
    "time": {"datetime", "class"},
    "img": {"src", "alt", "class", "title", "width", "height"},
    "ol": {"start", "class", "id"},
    "td": {"colspan", "rowspan", "class", "id"},
    "th": {"colspan", "rowspan", "class", "id"},
    "*": {"style"},
    **{tag: {"src", "class"} for tag in ("iframe", "video", "audio", "source")},
}
# What hides an element's words
_HIDES = {"display", "visibility", "max-height", "font-size"}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_CLOSE_THEMSELVES = set("area base br col embed hr img input link meta source track wbr p li dt dd tr td th option".split())


class TooDeep(ValueError):
    """Raised for HTML that has too many tags, or too deep in each other, to be read in reasonable time."""


def tree(html: str) -> "HtmlElement":
    """HTML, cleaned by a browser's own parser, as a tree; raises TooDeep."""
    import nh3
    from lxml.html import HTMLParser, fragment_fromstring

    if html.count("<") > MOST_TAGS or html.count("&") > 2 * MOST_TAGS or _deepest(html) > TOO_DEEP:
        raise TooDeep
    html = re.sub(r"&(?![#\w])", "&amp;", UNPRINTABLE.sub("", html))  # thousands of them take the cleaner seconds
    options: dict[str, Any] = {
        "filter_style_properties": PROPERTIES | _HIDES,
        "clean_content_tags": _SILENT,
        "link_rel": None,
        "url_schemes": SCHEMES | {"cid", "data", "file"},
    }
    cleaned = nh3.clean(html, tags=TAGS | {"form"}, attributes=_KEPT, **options)
    if _deepest(cleaned) > DEEPEST:  # where the tree's parser would stop, and lose what is below
        cleaned = nh3.clean(cleaned, tags={"p", "br"}, attributes={}, **options)
    return fragment_fromstring(cleaned, create_parent="div", parser=HTMLParser(huge_tree=True, remove_comments=True))


def _deepest(html: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _CLOSE_THEMSELVES:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest
