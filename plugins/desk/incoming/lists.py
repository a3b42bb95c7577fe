"""Lists that somebody typed by hand, or that a program saved as paragraphs with a mark, become lists."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# As Word saves the items of a list on a web page: a mark, and blanks up to the text
_OF_WORD = re.compile(r"^\s*(?:[\u00b7\u2022\u25cf\u25aa\u00a7\uf0b7\uf0a7o\u2013-]|(?P<number>\d{1,3})[.)])[\s\u00a0]{2,}")
# As people type them; a dash is how speech begins in many languages
_BY_HAND = re.compile(r"^\s*(?:[\u00b7\u2022\u2023\u25cf\u25aa\u25e6]|(?P<number>\d{1,2})[.)](?!\d))[\s\u00a0]+(?=\S)")


_OF_GOOGLE = re.compile(r"\blst-kix_\w+-(\d)\b")


def nested(root: "HtmlElement") -> None:
    """Puts a list where Google Docs shows it: it saves one list below another as its neighbour, with its level in a name."""
    for one in root.xpath(".//ul | .//ol"):
        level = _OF_GOOGLE.search(one.get("class") or "")
        before = one.getprevious()
        while level and before is not None and before.tag in ("ul", "ol") and not (before.tail or "").strip():
            above = _OF_GOOGLE.search(before.get("class") or "")
            if above and above[1] < level[1] and len(before):
                before[-1].append(one)
                break
            if above and above[1] == level[1] and before.tag == one.tag:
                one.attrib.pop("start", None)
                before.extend(list(one))
                one.drop_tree()
                break
            before = None


def typed(root: "HtmlElement") -> None:
    """Makes lists of such paragraphs; of those typed by hand where two stand one below the other, and numbers count from one."""
    for run in _runs(root):
        marks = [_mark(one) for one in run]
        around = run[0].makeelement("ol" if marks[0] and marks[0]["number"] else "ul", {})
        run[0].addprevious(around)
        for paragraph, mark in zip(run, marks, strict=True):
            _without(paragraph, len(mark[0]) if mark else 0)
            paragraph.tag, paragraph.tail = "li", None
            around.append(paragraph)


def _without(element: "HtmlElement", left: int) -> int:
    """Takes so many of the first letters out of an element; gives how many are still to be taken."""
    said = element.text or ""
    element.text, left = said[left:], max(0, left - len(said))
    for child in element:
        left = _without(child, left)
        said = child.tail or ""
        child.tail, left = said[left:], max(0, left - len(said))
    return left


def _mark(paragraph: "HtmlElement") -> re.Match[str] | None:
    of_word = (paragraph.get("class") or "").startswith("MsoList")
    return (_OF_WORD if of_word else _BY_HAND).match(paragraph.text_content())


def _runs(root: "HtmlElement") -> list[list["HtmlElement"]]:
    runs: list[list[HtmlElement]] = []
    for paragraph in root.iter("p"):
        mark = _mark(paragraph)
        if not mark or (paragraph.tail or "").strip():
            continue
        before = runs[-1] if runs and paragraph.getprevious() is runs[-1][-1] else None
        if before and _goes_on(_mark(before[-1]), mark):
            before.append(paragraph)
        elif not mark["number"] or int(mark["number"]) == 1 or (paragraph.get("class") or "").startswith("MsoList"):
            runs.append([paragraph])
    return [run for run in runs if len(run) > 1 or (run[0].get("class") or "").startswith("MsoList")]


def _goes_on(last: re.Match[str] | None, mark: re.Match[str]) -> bool:
    if not last or bool(last["number"]) != bool(mark["number"]):
        return False
    return not mark["number"] or int(mark["number"]) == int(last["number"]) + 1
