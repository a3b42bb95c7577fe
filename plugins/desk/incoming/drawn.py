"""What Word draws, counts or hides is made plain words before the file is read, or is told: text boxes, equations, fields."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.incoming.article import bare
from plugins.desk.incoming.package import STRICT_WORD, WORD, Package

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
HIDDEN, CONTENTS = "hidden in Word", "the table of contents"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = ("{http://schemas.openxmlformats.org/officeDocument/2006/math}", "{http://purl.oclc.org/ooxml/officeDocument/math}")
_LINKED = re.compile(r"\{[^}]*/relationships\}link$")
_EMBEDDED = re.compile(r"\{[^}]*/relationships\}embed$")
_PICTURES = ("}blip", "}imagedata")
_LEADING = frozenset("hyperlink hlinkClick blip imagedata".split())
_RELATION = re.compile(r"\{[^}]*/relationships\}(?:id|embed)$")
_DRAWINGS = re.compile(r"/(?:chart|diagram|ink|chartex)$")


class Plain(NamedTuple):
    """A Word file that holds all its words as words, what was taken out of it with the reason, and what to look at."""

    raw: bytes
    aside: list[tuple[str, str]]
    remarks: list[str]


def plain(raw: bytes, package: Package) -> Plain:
    """The file with its text boxes, fields and equations as paragraphs and words (ECMA-376, part 1, sections 17.3 and 22.1)."""
    from lxml import etree

    parts = {name: root for name in (DOCUMENT, *NOTES) if (root := package.part(name)) is not None}
    before = {name: etree.tostring(root) for name, root in parts.items()}
    aside: list[tuple[str, str]] = []
    remarks = [remark for name, root in parts.items() for remark in _dangling(root, name, package)]
    if (root := parts.get(DOCUMENT)) is not None:
        w = WORD if root.tag.startswith(WORD) else STRICT_WORD
        aside += [*_hidden(root, w), *_contents(root, w, package)]
        remarks += [*_equations(root, w), *_elsewhere(root, w)]
        _fields(root, w)
        _boxes(root, w)
    changed = {name: after for name, root in parts.items() if (after := etree.tostring(root)) != before[name]}
    return Plain(_with(raw, changed) if changed else raw, aside, remarks)


def words(element: "_Element", w: str) -> str:
    """The words of a part of a Word file on one line."""
    return bare("".join(" " if one.tag == f"{w}p" else one.text or "" for one in element.iter(f"{w}t", f"{w}p")))


def _dangling(root: "_Element", name: str, package: Package) -> Iterator[str]:
    """Takes out links and pictures that lead to no part of the file (ECMA-376, part 2, section 6.5); of a link the words stay."""
    related = package.part(f"word/_rels/{name.removeprefix('word/')}.rels")
    there = {one.get("Id") for one in (related if related is not None else ()) if _is_there(one, package)}
    for one in [one for one in root.iter() if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _LEADING]:
        lost = [place for place, id in one.attrib.items() if _RELATION.search(str(place)) and id not in there]
        for place in lost:
            del one.attrib[place]
        if lost and one.tag.endswith(_PICTURES):
            _remove(one)
            yield "a picture in it is no longer in the file: ask for it"
        elif lost:
            yield f"a link leads to nothing in the file, and its words stand without it: {bare(''.join(map(str, one.itertext())))}"


def _is_there(relation: "_Element", package: Package) -> bool:
    target = relation.get("Target") or ""
    is_part = relation.get("TargetMode") != "External" and str(relation.get("Type")).endswith("/image")
    return not is_part or posixpath.normpath(posixpath.join("/word", target)).lstrip("/") in package.names


def _hidden(root: "_Element", w: str) -> Iterator[tuple[str, str]]:
    for run in list(root.iter(f"{w}r")):
        sign = run.find(f"{w}rPr/{w}vanish")
        if sign is not None and sign.get(f"{w}val") not in ("0", "false", "off"):
            if said := words(run, w):
                yield HIDDEN, said
            _remove(run)


def _contents(root: "_Element", w: str, package: Package) -> Iterator[tuple[str, str]]:
    """The lines of a table of contents, of which a web page makes its own."""
    styles = package.part("word/styles.xml")
    known = {"TOCHeading", *(f"TOC{level}" for level in range(1, 10))}
    for style in styles.iter(f"{w}style") if styles is not None else ():
        name = style.find(f"{w}name")
        if name is not None and re.fullmatch(r"toc (?:\d|heading)", name.get(f"{w}val") or "", re.IGNORECASE):
            known.add(style.get(f"{w}styleId") or "")
    lines = [one for one in root.iter(f"{w}p") if (sign := one.find(f"{w}pPr/{w}pStyle")) is not None and sign.get(f"{w}val") in known]
    said = [words(one, w) for one in lines]
    for one in lines:
        _remove(one)
    if any(said):
        yield CONTENTS, "\n".join(filter(None, said))


def _equations(root: "_Element", w: str) -> Iterator[str]:
    for m in MATHS:
        for one in list(root.iter(f"{m}oMath")):
            said = "".join(each.text or "" for each in one.iter(f"{m}t"))
            run = one.makeelement(f"{w}r", {})
            text = one.makeelement(f"{w}t", {})
            text.text, run.tail = said, one.tail
            run.append(text)
            around = one.getparent()
            if around is not None:
                around.replace(one, run)
            yield f"an equation stands in one line now: {said}"
        for group in list(root.iter(f"{m}oMathPara")):
            _unwrap(group)


def _elsewhere(root: "_Element", w: str) -> Iterator[str]:
    """Of what the words or pictures are no part of the text."""
    for picture in [one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("}blip")]:
        names = [str(name) for name in picture.attrib]
        if any(map(_LINKED.match, names)) and not any(map(_EMBEDDED.match, names)):
            _remove(picture)
            yield "a picture was linked and did not come along: ask for the file"
    uris = [one.get("uri") or "" for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("}graphicData")]
    drawn = sum(bool(_DRAWINGS.search(uri)) for uri in uris) + sum(1 for _ in root.iter(f"{w}object"))
    if drawn:
        yield f"charts, diagrams or tables of other programs did not come along ({drawn}): ask for each as a picture"
    if next(root.iter(f"{w}altChunk"), None) is not None:
        yield "another document is put into it, of which the words are not here: open it in Word, save it anew, and take that in"


def _fields(root: "_Element", w: str) -> None:
    for name in ("fldSimple", "dir", "bdo"):
        for one in list(root.iter(f"{w}{name}")):
            _unwrap(one)


def _boxes(root: "_Element", w: str) -> None:
    """Words in a box that only newer programs can draw stand below the paragraph that the box hangs on."""
    for box in list(root.iter(f"{w}txbxContent")):
        above = [one for one in box.iterancestors() if isinstance(one.tag, str)]
        choice = next((one for one in above if one.tag == f"{ALTERNATE}Choice"), None)
        around = choice.getparent() if choice is not None else None
        other = around.find(f"{ALTERNATE}Fallback") if around is not None else None
        told = other is not None and words(other, w) == words(box, w) and next(other.iter(f"{w}txbxContent"), None) is not None
        if told or not any(one.tag == f"{w}drawing" for one in above):
            continue
        anchor = next((one for one in above if one.tag == f"{w}p"), None)
        for child in reversed(list(box) if anchor is not None else []):
            anchor.addnext(child)  # type: ignore[union-attr]  # there is one: that was asked


def _unwrap(element: "_Element") -> None:
    for child in list(element):
        if not str(child.tag).endswith("Pr"):
            element.addprevious(child)
    _remove(element)


def _remove(element: "_Element") -> None:
    if (around := element.getparent()) is not None:
        around.remove(element)


def _with(raw: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The file with other parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            new.writestr(part, changed.get(part.filename) or old.read(part))
    return made.getvalue()
