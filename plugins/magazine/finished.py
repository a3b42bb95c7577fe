"""Reads a finished edition back as its reader sees it: the words, the links and the pictures of each page, and nothing that is hidden.

What is read are the bytes that readers get, so that whatever an edition was made of, and by whatever template, cannot deceive it.
"""

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote

from plugins.magazine.mark import mark_of_bytes

UNSEEN = {"head", "script", "style", "template", "noscript", "title", "datalist"}
_RUNS = {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})|/\*.*?\*/", re.DOTALL)  # they hold in some cases only
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+)|#([\w-]+))?")
_NOT_PLAIN, _DIGITS = re.compile(r"[\W_]+"), re.compile(r"\d+")
_ALT = "alt "


class Leaf(NamedTuple):
    """One page of a PDF, one document of a book, or one page of the web. Pictures are given by marks: see ``marks_of_picture``."""

    name: str
    words: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class Finished(NamedTuple):
    """A file that was read: its leaves in the order in which they are read, and what it says without showing it (its metadata)."""

    leaves: tuple[Leaf, ...]
    beside: str = ""


def finished(file: str, data: bytes) -> Finished:
    """An edition that is one file. Raises ValueError where it cannot be read."""
    return _READERS[file.rpartition(".")[2]](data)


def is_bound(file: str) -> bool:
    """Whether a file is an edition of many leaves, that takes a while to read."""
    return file.rpartition(".")[2] in _READERS


@lru_cache(maxsize=256)
def bare(words: str) -> str:
    """Words as they are compared between media: small letters and digits alone, whatever was hyphenated, set together or in capitals."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", words).casefold())


def without_digits(plain: str) -> str:
    """The same without numbers: those of notes and pages come in between."""
    return _DIGITS.sub("", plain)


# --- HTML ---------------------------------------------------------------------------------------------------------


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
            pictures[_ALT + bare(element.get("alt", ""))] = None
    return Leaf(name, " ".join("".join(words).split()), tuple(links), tuple(pictures))


def _seen(element: Any, hidden: set[str], words: list[str]) -> Iterator[Any]:
    """The elements that are shown, in order; their words are added to ``words``."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or _is_hidden(element, hidden):
        return
    yield element
    apart = "" if element.tag in _RUNS else " "
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


# --- EPUB ---------------------------------------------------------------------------------------------------------


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


# --- PDF ----------------------------------------------------------------------------------------------------------


def _pdf(data: bytes) -> Finished:
    """The pages of a PDF. What stands outside of the paper is not on it."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        alts = _alternatives(reader)
        leaves = tuple(_page(at, page, alts.get(at, ())) for at, page in enumerate(reader.pages, 1))
        beside = [str(value) for _, value in sorted((reader.metadata or {}).items())]
        metadata: Any = reader.root_object.get("/Metadata")
        if metadata is not None:
            beside.append(metadata.get_object().get_data().decode("utf-8", "replace"))
        beside += [str(one.get("/Title", "")) for one in _flat(reader.outline)]
    except PyPdfError as error:
        raise ValueError(str(error)) from error
    return Finished(leaves, "\n".join(beside))


def _page(number: int, page: Any, alts: Iterable[str]) -> Leaf:
    words: list[str] = []
    painted: dict[str, None] = {}
    left, bottom, right, top = (float(side) for side in page.mediabox)

    def hear(text: str, at: Any, line: Any, *_: object) -> None:
        x = line[4] * at[0] + line[5] * at[2] + at[4]
        y = line[4] * at[1] + line[5] * at[3] + at[5]
        if left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1:
            words.append(text)

    def draw(operator: bytes, given: Any, *_: object) -> None:
        if operator == b"Do":  # ISO 32000-2, table 86
            painted[str(given[0])] = None

    page.extract_text(visitor_text=hear, visitor_operand_before=draw)
    objects = page.get("/Resources", {}).get("/XObject", {})
    pictures = [_picture(objects[name].get_object()) for name in painted if name in objects]
    notes = (note.get_object() for note in page.get("/Annots") or ())
    links = (str(note["/A"].get_object().get("/URI", "")) for note in notes if note.get("/A"))
    marks = (*(one for one in pictures if one), *(_ALT + bare(alt) for alt in alts))
    return Leaf(str(number), " ".join("".join(words).split()), tuple(dict.fromkeys(link for link in links if link)), marks)


def _picture(image: Any) -> str:
    """The mark of a picture in a PDF: of its file where that is in it as it was, else of its points."""
    if image.get("/Subtype") != "/Image":
        return ""
    if image.get("/Filter") == "/DCTDecode":  # a JPEG (ISO 32000-2, section 7.4.8)
        return mark_of_bytes(image._data)
    return _points(int(image["/Width"]), int(image["/Height"]), image.get_data())


def _points(width: int, height: int, points: bytes) -> str:
    return f"{width}x{height} {mark_of_bytes(points)}"


def _alternatives(reader: Any) -> dict[int, list[str]]:
    """The words that stand for pictures, by page: a tagged PDF has them in the tree of its structure (ISO 32000-2, section 14.7)."""
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1)}
    found: dict[int, list[str]] = {}
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]] if "/StructTreeRoot" in reader.root_object else []
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif hasattr(one, "get"):
            page = one.raw_get("/Pg") if "/Pg" in one else None
            if one.get("/S") == "/Figure" and one.get("/Alt") and page is not None:
                found.setdefault(numbers.get(page.idnum, 0), []).append(str(one["/Alt"]))
            waiting += [one.raw_get("/K")] if "/K" in one else []
    return found


def _flat(outline: Iterable[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def marks_of_picture(data: bytes, alt: str, drawing: bool) -> set[str]:
    """The marks under which a picture may stand on a leaf: its file, its points, and of a drawing, which has none, what is said of it."""
    found = {mark_of_bytes(data)}
    if drawing:
        return found | {_ALT + bare(alt)}
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        for mode in ("L", "RGB"):
            shown = image.convert(mode)
            found.add(_points(shown.width, shown.height, shown.tobytes()))
    return found


_READERS: dict[str, Callable[[bytes], Finished]] = {"pdf": _pdf, "epub": _epub}
