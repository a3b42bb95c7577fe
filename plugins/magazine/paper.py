"""Reads a finished PDF back, page by page, as it would be read on paper."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from plugins.magazine.leaf import ALT, Leaf, bare, points
from plugins.magazine.mark import mark_of_bytes


def pages(data: bytes) -> tuple[tuple[Leaf, ...], str]:
    """The pages of a PDF, less what stands beside the paper, and what it says without showing it.

    Raises ValueError where nobody can open it.
    """
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
    return leaves, "\n".join(beside)


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
    marks = (*(one for one in pictures if one), *(ALT + bare(alt) for alt in alts))
    return Leaf(str(number), " ".join("".join(words).split()), tuple(dict.fromkeys(link for link in links if link)), marks, tuple(alts))


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
