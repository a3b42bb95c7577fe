"""A story's text as a mail shows it: addresses whole, pictures in one size that all can open, and nothing that mail programs drop."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from plugins.magazine.html_tree import parsed
from plugins.magazine.picture import Shown, is_drawing

COLUMN = 536  # pixels: the sheet less its margins
# What mail programs know (docs/editions.md); of all else the words are kept
KNOWN = frozenset(
    """p div br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th caption a img strong b em i u s
    del ins sup sub small code kbd samp var cite q abbr span""".split()
)
# What is a block of its own, so that words on both sides of it are not run together
BLOCKS = frozenset(
    """section article aside header footer main nav figure figcaption details summary center address hgroup colgroup
    menu""".split()
)
FRAMES = ("video", "audio", "iframe")
CLASSES = frozenset({"pull-quote", "right", "center"})
KEPT = frozenset("href src alt lang dir class start value colspan rowspan title width height type headers scope".split())
_HEADING = re.compile(r"h[1-6]")


def body(html: str, base: str, drawn: Mapping[str, Shown]) -> str:
    """Set HTML for a letter, its headings a level down; ``base`` is where its page stands, ``drawn`` what stands for drawings."""
    from lxml import etree

    if not html.strip():
        return ""
    root = parsed(html)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, "track", with_tail=False)
    for frame in list(root.iter(*FRAMES)):
        _linked(frame, _joined(base, frame.get("src", "")), frame.get("title", ""))
    for image in list(root.iter("img")):
        _picture(image, base, drawn)
    for element in list(root.iter()):
        if element is not root:
            _plain(element, base)
    return (root.text or "") + "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def size(file: Shown, most: int = COLUMN) -> tuple[int, int]:
    """The width and the height at which a picture stands in a column that is ``most`` wide."""
    wide = min(file.width, most)
    return wide, max(1, round(file.height * wide / file.width))


def _joined(base: str, target: str) -> str:
    """The full address of a link; one that nobody could follow anyway stays as it is."""
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _picture(image: Any, base: str, drawn: Mapping[str, Shown]) -> None:
    """A picture of ours has its size; of one that has none, which would come out anyhow, the words lead to it."""
    source, width, height = image.get("src", ""), image.get("width", ""), image.get("height", "")
    if source in drawn:
        source, width, height = drawn[source].address, str(drawn[source].width), str(drawn[source].height)
    if is_drawing(source.partition("?")[0]) or not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        _linked(image, _joined(base, source), image.get("alt", ""))
        return
    wide, high = size(Shown(source, int(width), int(height)))
    image.set("src", _joined(base, source))
    image.set("width", str(wide))
    image.set("height", str(high))
    image.set("alt", image.get("alt", ""))


def _linked(element: Any, address: str, words: str) -> None:
    """In its place its words, and where it is to be seen; nothing of one that only decorates."""
    tail = element.tail
    for child in list(element):
        element.remove(child)
    inside = any(above.tag == "a" for above in element.iterancestors())
    element.attrib.clear()
    element.tag, element.text, element.tail = "span", f"[{words}]" if words else "", tail
    if words and not inside:
        element.tag = "a"
        element.set("href", address)


def _plain(element: Any, base: str) -> None:
    tag = element.tag
    if _HEADING.fullmatch(tag):
        element.tag = f"h{min(6, int(tag[1]) + 1)}"
    elif tag in BLOCKS:
        element.tag = "div"
    elif tag not in KNOWN:
        element.drop_tag()
        return
    if element.get("href"):
        element.set("href", _joined(base, element.get("href")))
    names = [name for name in element.get("class", "").split() if name in CLASSES]
    for name in set(element.attrib) - KEPT:
        del element.attrib[name]
    if "class" in element.attrib:
        del element.attrib["class"]
    if names:
        element.set("class", " ".join(names))
