"""A leaf is one page of a finished edition as its reader sees it: its words, links and pictures, and nothing that is hidden."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.markup import INLINE_TAGS

UNSEEN = {"head", "script", "style", "template", "noscript", "title", "datalist"}
ALT = "alt "
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})|/\*.*?\*/", re.DOTALL)  # they hold in some cases only
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+)|#([\w-]+))?")
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
    root = parser.document_fromstring(html.encode("utf-8", "surrogatepass"), parser=parser.HTMLParser(encoding="utf-8"))
    sheets = "\n".join([styles, *(element.text or "" for element in root.iter("style"))])
    words: list[str] = []
    links: dict[str, None] = {}
    pictures: dict[str, None] = {}
    for element in _seen(root, _hidden_by(sheets), words):
        if element.tag == "a" and element.get("href"):
            links[element.get("href").strip()] = None
        elif element.tag == "img" and element.get("src"):
            pictures[picture(element.get("src").strip())] = None
            pictures[ALT + bare(element.get("alt", ""))] = None
    return Leaf(name, " ".join("".join(words).split()), tuple(links), tuple(pictures))


def _seen(element: Any, hidden: set[str], words: list[str]) -> Iterator[Any]:
    """The elements that are shown, in order; their words are added to ``words``."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or _is_hidden(element, hidden):
        return
    yield element
    apart = "" if element.tag in INLINE_TAGS else " "
    words.append(apart + (element.text or ""))
    for child in element:
        yield from _seen(child, hidden, words)
        words.append(child.tail or "")
    words.append(apart)


def _is_hidden(element: Any, hidden: set[str]) -> bool:
    if "hidden" in element.attrib or _HIDES.search(element.get("style", "").lower()):
        return True
    if not hidden:
        return False
    names = [f".{one}" for one in element.get("class", "").split()] + [f"#{element.get('id')}", ""]
    return any(name in hidden or f"{element.tag}{name}" in hidden for name in names if name or element.tag in hidden)


def _hidden_by(styles: str) -> set[str]:
    """What a stylesheet hides from everybody, as far as it names it plainly: a tag, a class, an id."""
    if not _HIDES.search(styles):
        return set()
    rules = (found.groups() for found in _RULE.finditer(_AT_RULE.sub("", styles)))
    selectors = (one.strip() for names, said in rules if _HIDES.search(said) for one in names.split(","))
    return {one for one in selectors if one and _SIMPLE.fullmatch(one)}


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
