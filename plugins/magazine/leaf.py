"""A leaf is one page of a finished edition as its reader sees it: its words, links and pictures, and nothing that is hidden."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.markup import INLINE_TAGS
from plugins.magazine.screen import Sight, sight, styled

UNSEEN = {"head", "script", "style", "template", "noscript", "title", "datalist"}
ALT = "alt "
_NOT_PLAIN, _DIGITS = re.compile(r"[\W_]+"), re.compile(r"\d+")


class Leaf(NamedTuple):
    """One page of a PDF, one document of a book, or one page of the web. Pictures are given by marks: see ``marks_of_picture``."""

    name: str
    words: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()  # what is said of pictures


@lru_cache(maxsize=256)
def bare(words: str) -> str:
    """Words as they are compared between media: small letters and digits alone, whatever was hyphenated, set together or in capitals."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", words).casefold())


def letters(words: str) -> list[str]:
    """The runs of letters and digits in words, as ``bare`` has them; no words with points, which a PDF scatters."""
    parts = unicodedata.normalize("NFKC", words).casefold().split()
    plain = [part for part in parts if not any(unicodedata.category(one) == "Mn" for one in part)]
    return _NOT_PLAIN.sub(" ", " ".join(plain)).split()


def without_digits(plain: str) -> str:
    """The same without numbers: those of notes and pages come in between."""
    return _DIGITS.sub("", plain)


def leaf_of_html(html: str, name: str = "", styles: str = "", picture: Callable[[str], str] = str) -> Leaf:
    """What a page of HTML shows; ``styles`` is its stylesheet, ``picture`` gives the mark of a picture by its address."""
    from lxml import html as parser  # heavy, and most builds need no such tree

    if not html.strip():
        return Leaf(name, "")
    root = parser.document_fromstring(styled(html, styles).encode("utf-8", "surrogatepass"), parser=parser.HTMLParser(encoding="utf-8"))
    words: list[str] = []
    links: dict[str, None] = {}
    pictures: dict[str, None] = {}
    for element in _seen(root, Sight(), words):
        if element.tag == "a" and element.get("href"):
            links[element.get("href").strip()] = None
        elif element.tag == "img" and element.get("src"):
            pictures[picture(element.get("src").strip())] = None
            pictures[ALT + bare(element.get("alt", ""))] = None
    return Leaf(name, " ".join("".join(words).split()), tuple(links), tuple(pictures))


def _seen(element: Any, around: Sight, words: list[str]) -> Iterator[Any]:
    """The elements that are shown, in order; their words are added to ``words``."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    how = sight(element, around)
    if how is None:
        return
    yield element
    apart = "" if element.tag in INLINE_TAGS else " "
    words.append(apart)
    if how.reads:
        words.append(element.text or "")
    for child in element:
        yield from _seen(child, how, words)
        if how.reads:
            words.append(child.tail or "")
    words.append(apart)


def points(width: int, height: int, points: bytes) -> str:
    return f"{width}x{height} {mark_of_bytes(points)}"


def marks_of_picture(data: bytes, alt: str, drawing: bool) -> set[str]:
    """The marks under which a picture may stand on a leaf: its file, its points, and of a drawing, which has none, what is said of it."""
    found = {mark_of_bytes(data)}
    if drawing:
        return found | {ALT + bare(alt)}
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        for mode in ("L", "RGB"):
            shown = image.convert(mode)
            found.add(points(shown.width, shown.height, shown.tobytes()))
    return found
