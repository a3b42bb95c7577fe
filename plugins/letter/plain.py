"""A text written to be read as it is, without type: short lines, lists and quotations set in, and every link with its address."""

import re
import sys
import textwrap
from typing import Any
from urllib.parse import quote

WIDTH = 72  # characters a line (RFC 3676, section 4.2, has 78 at most)
_SPACE = re.compile(r"[ \t\r\n\f]+")  # and none at which no line may end
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table hr".split())
_BREAKS = re.compile(r"[<>\s]")  # what would end an address between its brackets (RFC 3986, appendix C)
_NO_NEED = ("mailto:", "tel:")  # of an address that the words say already


def plain(html: str, width: int = WIDTH) -> str:
    """The words of a letter's HTML (see ``body``) in lines of at most ``width`` characters, where their words allow it."""
    from lxml import html as parser

    if not html.strip():
        return ""
    return "\n\n".join(_blocks(parser.fragment_fromstring(html, create_parent="div"), width))


def wrapped(words: str, width: int = WIDTH, before: str = "") -> str:
    """One paragraph in lines; the first begins with ``before``, the others stand below its end."""
    lines = [
        textwrap.wrap(_SPACE.sub(" ", line), width - len(before), break_long_words=False, break_on_hyphens=False) or [""]
        for line in words.strip().split("\n")
    ]
    return _set_in("\n".join(line for some in lines for line in some), before)


def _set_in(text: str, before: str) -> str:
    return before + text.replace("\n", "\n" + " " * len(before)) if before else text


def _blocks(element: Any, width: int) -> list[str]:
    found: list[str] = []
    words = [element.text or ""]

    def flush() -> None:
        text = _collapsed("".join(words))
        if text:
            found.append(wrapped(text, width))
        words.clear()

    for child in element:
        if child.tag in _BLOCKS:
            flush()
            found += _block(child, width)
        else:
            words.append(_words(child))
        words.append(child.tail or "")
    flush()
    return found


def _block(element: Any, width: int) -> list[str]:
    tag = element.tag
    if tag in ("ul", "ol"):
        return ["\n".join(_items(element, width))]
    if tag in ("blockquote", "dd"):
        return ["\n".join(f"    {line}".rstrip() for line in one.split("\n")) for one in _blocks(element, width - 4)]
    if tag == "pre":
        return ["\n".join(f"    {line}" for line in element.text_content().rstrip("\n").split("\n"))]
    if tag == "table":
        captions = [block for one in element.iterchildren("caption") for block in _blocks(one, width)]
        rows = [" | ".join(_cell(one) for one in row.iterchildren("td", "th")) for row in element.xpath("./tr|./*/tr")]
        return [*captions, "\n".join(row for row in rows if row.strip(" |"))]
    if tag == "hr":
        return ["* * *"]
    return _blocks(element, width)


def _items(element: Any, width: int) -> list[str]:
    start = element.get("start", "1")
    number = int(start) if _NUMBER.fullmatch(start) else 1
    lines = []
    for at, item in enumerate(element.iterchildren("li"), number):
        before = f"{at}. " if element.tag == "ol" else "- "
        lines.append(_set_in("\n\n".join(_blocks(item, width - len(before))), before))
    return lines


def _cell(element: Any) -> str:
    """What a cell says, on one line: it may hold whole lists and tables."""
    return _collapsed(" ".join(_blocks(element, sys.maxsize)))


def _words(element: Any) -> str:
    """Words that run on: a link has its address behind it, a picture is what it shows."""
    if not isinstance(element.tag, str):
        return ""
    if element.tag == "br":
        return "\x00"  # a line that somebody ended
    if element.tag == "img":
        return f"[{element.get('alt')}]" if element.get("alt") else ""
    said, address = _inside(element), element.get("href", "")
    if element.tag == "q":
        said = f'"{said}"'
    if not address or address.startswith(_NO_NEED) or address in said:
        return said
    return f"{said} <{_BREAKS.sub(lambda found: quote(found[0]), address)}>"


def _inside(element: Any) -> str:
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)


def _collapsed(text: str) -> str:
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\x00")).strip()
