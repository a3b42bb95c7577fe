"""The house style: pull quotes, figures with captions, tables without styles, and real quotation marks."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.magazine.typography import typeset

PULL_QUOTE_WORDS = 30
_QUIET = {"code", "pre", "kbd", "samp", "var"}


class HouseStyle(Extension):
    """The house style, as a Python-Markdown extension for texts in one language."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(_Style(md, self.language), "house-style", 5)


class _Style(Treeprocessor):
    """Pull quotes, figures, tables and typographic marks."""

    def __init__(self, md: markdown.Markdown, language: str):
        super().__init__(md)
        self.language = language

    def run(self, root: etree.Element) -> None:
        for element in list(root):
            if element.tag == "blockquote" and len(element) == 1 and element[0].tag == "p":
                if len("".join(element.itertext()).split()) <= PULL_QUOTE_WORDS:
                    element.set("class", "pull-quote")
            elif element.tag == "p" and len(element) == 1 and element[0].tag == "img" and not (element.text or "").strip():
                if element[0].get("title") and not (element[0].tail or "").strip():
                    _make_figure(element)
            elif element.tag == "table":
                _unstyle(element)
        self._typeset(root, "")

    def _typeset(self, element: etree.Element, before: str) -> str:
        """Sets the text of an element and all below it; returns the last character, which the next piece stands after."""
        block = element.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "dd", "div")
        before = "" if block else before
        quiet = element.tag in _QUIET
        if element.text and not quiet:
            element.text = typeset(element.text, self.language, before)
        before = element.text[-1] if element.text else before
        for child in element:
            before = "x" if quiet else self._typeset(child, before)
            if child.tail and not quiet:
                child.tail = typeset(child.tail, self.language, before)
                before = child.tail[-1]
        return before


def _make_figure(paragraph: etree.Element) -> None:
    paragraph.tag = "figure"
    caption = etree.SubElement(paragraph, "figcaption")
    caption.text = paragraph[0].attrib.pop("title")
    paragraph.text = paragraph[0].tail = None


def _unstyle(table: etree.Element) -> None:
    """Alignment as classes, which a strict policy lets pass; an empty corner is no heading."""
    for cell in table.iter():
        if cell.tag == "th" and not "".join(cell.itertext()).strip():
            cell.tag = "td"
        style = cell.attrib.pop("style", "")
        if "right" in style or "center" in style:
            cell.set("class", "right" if "right" in style else "center")
