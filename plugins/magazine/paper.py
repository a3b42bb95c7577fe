"""Reads a finished PDF back, page by page, as it would be read on paper."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from plugins.magazine.advance import widths
from plugins.magazine.leaf import ALT, Leaf, bare, points
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.toner import SMALLEST, Box, seen


def pages(data: bytes) -> tuple[tuple[Leaf, ...], str]:
    """The pages of a PDF as they are seen, and what it says without showing it.

    Raises ValueError where nobody can open it.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        alts = _alternatives(reader)
        read = [_page(at, page, alts.get(at, ())) for at, page in enumerate(reader.pages, 1)]
        beside = [words for _, words in read if words]
        beside += [str(value) for _, value in sorted((reader.metadata or {}).items())]
        metadata: Any = reader.root_object.get("/Metadata")
        if metadata is not None:
            beside.append(metadata.get_object().get_data().decode("utf-8", "replace"))
        beside += [str(one.get("/Title", "")) for one in _flat(reader.outline)]
    except PyPdfError as error:
        raise ValueError(str(error)) from error
    return tuple(leaf for leaf, _ in read), "\n".join(beside)


def _page(number: int, page: Any, alts: Iterable[str]) -> tuple[Leaf, str]:
    """One page as it is seen, and the words on it that nobody sees."""
    from pypdf.generic import ContentStream, NameObject

    resources = page.get("/Resources", {})
    states = {name: float(one.get_object().get("/ca", 1)) for name, one in resources.get("/ExtGState", {}).items()}
    faces = {name: widths(one.get_object()) for name, one in resources.get("/Font", {}).items()}
    content = ContentStream(page.get("/Contents"), None, "bytes")
    looked = seen(content.operations, Box(*(float(side) for side in page.mediabox)), states, faces)
    page[NameObject("/Contents")] = content

    def read(operations: list[Any]) -> str:
        words: list[str] = []
        content.operations = operations
        page.extract_text(visitor_text=lambda text, *_: words.append(text))
        return " ".join("".join(words).split())

    objects = resources.get("/XObject", {})
    pictures = [_picture(objects[name].get_object()) for name in looked.pictures if name in objects]
    notes = (note.get_object() for note in page.get("/Annots") or ())
    links = (str(note["/A"].get_object().get("/URI", "")) for note in notes if note.get("/A"))
    marks = (*(one for one in pictures if one), *(ALT + bare(alt) for alt in alts))
    leaf = Leaf(str(number), read(looked.shown), tuple(dict.fromkeys(link for link in links if link)), marks, tuple(alts))
    return leaf, read(looked.unseen) if looked.unseen else ""


def _picture(image: Any) -> str:
    """The mark of a picture in a PDF: of its file where that is in it as it was, else of its points."""
    if image.get("/Subtype") != "/Image":
        return ""
    if image.get("/Filter") == "/DCTDecode":  # a JPEG (ISO 32000-2, section 7.4.8)
        return mark_of_bytes(image._data)
    return points(int(image["/Width"]), int(image["/Height"]), image.get_data())


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
            if one.get("/S") == "/Figure" and one.get("/Alt") and page is not None and _is_on(page.get_object(), one):
                found.setdefault(numbers.get(page.idnum, 0), []).append(str(one["/Alt"]))
            waiting += [one.raw_get("/K")] if "/K" in one else []
    return found


def _is_on(page: Any, figure: Any) -> bool:
    """Whether a picture stands on its page, as far as it says where it stands (section 14.8.5.4.3)."""
    said = figure.get("/A", [])
    boxes = [one.get_object().get("/BBox") for one in (said if isinstance(said, list) else [said])]
    paper = Box(*(float(side) for side in page["/MediaBox"]))
    seen_of = [Box(*map(float, box)).within(paper) for box in boxes if box]
    return all(min(box.right - box.left, box.top - box.bottom) >= SMALLEST for box in seen_of)


def _flat(outline: Iterable[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one
