"""A Word file: its paragraphs, headings, lists, tables and notes, without the fonts and colours."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.desk.house import Refused
from plugins.desk.incoming import drawn
from plugins.desk.incoming.arrival import Arrival, Attachment
from plugins.desk.incoming.article import bare
from plugins.desk.incoming.lists import typed
from plugins.desk.incoming.package import LARGEST, STRICT_WORD, WORD, Package, opened
from plugins.desk.incoming.page_head import day_of
from plugins.desk.incoming.text import cleaned, short_enough
from plugins.desk.transcribe import transcribed
from plugins.desk.tree import tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_PIECES = 8000  # paragraphs, runs and cells: mammoth reads some five thousand a second, and a letter of ten pages has a thousand
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='caption'] => p:fresh
br[type='page'] => hr.break
br[type='column'] => hr.break
"""
_NOBODY = re.compile(r"(?:microsoft office )?user|admin(?:istrator)?|python-docx|owner|author|unknown|windows user|\W*", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:microsoft word - .*|document ?\d*|untitled.*|.*\.docx?|word document|\W*)", re.IGNORECASE)
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "day": "{http://purl.org/dc/terms/}modified",
}


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that a Word file is, as Markdown; raises Refused, with what to do, where it cannot be read safely."""
    if file.stat().st_size > LARGEST:
        raise Refused(file, f"the file is larger than {LARGEST // 1024 // 1024} MB: ask for it with smaller pictures")
    yield letter(file.read_bytes(), file)


def letter(raw: bytes, file: Path) -> Arrival:
    """The arrival that the bytes of a Word file are; raises Refused."""
    package = opened(raw, file)
    _can_be_read(package, file)
    made = drawn.plain(raw, package)
    html, pictures, remarks = _html(made.raw, file)
    root = tree(html)
    _notes(root)
    _breaks(root)
    _count_on(root, package)
    typed(root)
    text, unseen = cleaned(_titled(transcribed(root)), file)
    short_enough(len(text.encode()), file)
    told = _told(package)
    return Arrival(
        str(file),
        raw,
        file.suffix.lower(),
        text,
        markdown=True,
        title="" if _NO_TITLE.fullmatch(told["title"]) else told["title"],
        author="" if _NOBODY.fullmatch(told["author"]) else told["author"],
        day=day_of(told["day"]),
        pictures=tuple(pictures),
        aside=(*made.aside, *_aside(package)),
        remarks=(*_changes(package), *made.remarks, *remarks, *([unseen] if unseen else [])),
    )


def _can_be_read(package: Package, file: Path) -> None:
    """Raises Refused where a file would keep its reader busy for more than two seconds."""
    for name in ("document", "footnotes", "endnotes"):
        part = package.part(f"word/{name}.xml")
        if part is None:
            continue
        short_enough(len(_words(part).encode()), file)
        costly = sum(1 for tag in (WORD, STRICT_WORD) for _ in part.iter(f"{tag}p", f"{tag}r", f"{tag}tc"))
        every = sum(1 for _ in part.iter())
        if costly > MOST_PIECES or every > 8 * MOST_PIECES:
            message = "the file is made of so many pieces that it cannot be read: copy its text into a new document, and save that"
            raise Refused(file, message)


def _html(raw: bytes, file: Path) -> tuple[str, list[Attachment], list[str]]:
    """The text as HTML, its pictures, and what could not be read of it."""
    import mammoth  # slow to import

    pictures: list[Attachment] = []
    remarks: list[str] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as opened_image:
            bytes_of = opened_image.read()
        kind = (image.content_type or "image/picture").rpartition("/")[2].replace("jpeg", "jpg").partition("+")[0]
        one = Attachment(f"picture-{len(pictures) + 1}.{kind}", bytes_of)
        if all(one.raw != other.raw for other in pictures):
            pictures.append(one)
            shows = f" (it shows: {bare(image.alt_text)})" if image.alt_text else ""
            remarks.append(f"the picture {one.name} stood in the text{shows}: name it where it belongs")
        return {"src": ""}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(raw), style_map=_STYLES, include_embedded_style_map=False, convert_image=mammoth.images.img_element(keep)
        )
    except Exception as why:  # mammoth has no error of its own: whatever it stumbles over is in the file
        message = f"the file cannot be read ({type(why).__name__}): open it in Word or LibreOffice, save it as .docx, and take that in"
        raise Refused(file, message) from why
    said = dict.fromkeys(bare(one.message) for one in result.messages if not one.message.startswith("Unrecognised paragraph style"))
    dull: tuple[str, ...] = ("Unrecognised run style", "Unrecognised table style", "An unrecognised element was ignored", "Image of type")
    dull += tuple(f"{kind} style with ID" for kind in ("Paragraph", "Run", "Table"))  # of which the words are there
    return result.value, pictures, [*remarks, *(f"in the Word file: {one}" for one in said if not one.startswith(dull))]


def _notes(root: "HtmlElement") -> None:
    """Footnotes and endnotes as Markdown has them: mammoth writes them as a list at the end, with links to and fro."""
    for link in root.xpath(".//a[starts-with(@href, '#footnote-') or starts-with(@href, '#endnote-')]"):
        kind, _, number = link.get("href")[1:].partition("-")
        if number.startswith("ref-"):
            link.drop_tree()
        else:
            sign = link.getparent() if link.getparent().tag == "sup" else link
            sign.tag, sign.text = "noteref", None
            for child in list(sign):
                sign.remove(child)
            sign.set("id", f"{'e' if kind == 'endnote' else ''}{number}")
    for item in root.xpath(".//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"):
        kind, _, number = item.get("id").partition("-")
        item.tag = "note"
        item.set("id", f"{'e' if kind == 'endnote' else ''}{number}")
        if item.getparent() is not None and item.getparent().tag == "ol":
            item.getparent().tag = "div"


def _breaks(root: "HtmlElement") -> None:
    """Where a page ended a paragraph ends."""
    for one in root.xpath(".//hr[@class='break']"):
        one.tag = "br"
        one.addprevious(one.makeelement("br", {}))


def _count_on(root: "HtmlElement", package: Package) -> None:
    """A list that a paragraph interrupts counts on, as it does in Word (ECMA-376, part 1, section 17.9)."""
    body = package.part("word/document.xml")
    numbers = [(one, tag) for tag in (WORD, STRICT_WORD) for one in body.iter(f"{tag}numPr")] if body is not None else []
    pairs = [((one.find(f"{tag}ilvl"), one.find(f"{tag}numId")), tag) for one, tag in numbers]
    named = [[value.get(f"{tag}val") or "" for value in pair if value is not None] for pair, tag in pairs]
    items = root.xpath(".//li")
    if len(named) != len(items) or any(len(one) != 2 for one in named):
        return  # some are numbered by their style, or struck out
    counted: dict[str, int] = {}
    for (level, list_), item in zip(named, items, strict=True):
        if level == "0":
            around = item.getparent()
            if around.tag == "ol" and item.getprevious() is None:
                around.set("start", str(counted.get(list_, 0) + 1))
            counted[list_] = counted.get(list_, 0) + 1


def _titled(text: str) -> str:
    """A first line that is bold and nothing else is the title."""
    return re.sub(r"\A\*\*([^*\n]{1,100})\*\*\n\n", r"# \1\n\n", text)


def _told(package: Package) -> dict[str, str]:
    """What the file's properties say (ECMA-376, part 2, section 8.3)."""
    core = package.part("docProps/core.xml")
    return {name: bare(core.findtext(tag) or "") if core is not None else "" for name, tag in _CORE.items()}


def _words(element: Any) -> str:
    return bare(" ".join(one.text or "" for tag in (WORD, STRICT_WORD) for one in element.iter(f"{tag}t")))


def _aside(package: Package) -> Iterator[tuple[str, str]]:
    """Comments in the margin, and what stands at the head and foot of every page."""
    comments = package.part("word/comments.xml")
    for tag in (WORD, STRICT_WORD):
        for one in comments.iter(f"{tag}comment") if comments is not None else ():
            by = one.get(f"{tag}author") or "somebody"
            yield f"a comment in the margin, by {by}", _words(one)
    for name in sorted(package.names):
        place = re.fullmatch(r"word/(header|footer)\d*\.xml", name)
        part = package.part(name) if place else None
        if place and part is not None and _words(part):
            yield f"the {'head' if place[1] == 'header' else 'foot'} of every page", _words(part)


def _changes(package: Package) -> Iterator[str]:
    """What an editor should know of changes that were tracked."""
    body = package.part("word/document.xml")
    if body is None:
        return
    added = sum(1 for tag in (WORD, STRICT_WORD) for kind in ("ins", "moveTo") for _ in body.iter(f"{tag}{kind}"))
    struck = [one for tag in (WORD, STRICT_WORD) for one in body.iter(f"{tag}delText")]
    rows = [one for tag in (WORD, STRICT_WORD) for one in body.iter(f"{tag}tr") if one.find(f"{tag}trPr/{tag}del") is not None]
    struck += [one for row in rows for tag in (WORD, STRICT_WORD) for one in row.iter(f"{tag}t")]
    if added or struck:
        words = bare(" ".join(one.text or "" for one in struck))
        gone = f"; struck out: {words[:300]}" if words else ""
        yield f"changes were tracked in it and are read as accepted ({added} put in, {len(struck)} struck out){gone}"
