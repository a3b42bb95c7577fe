"""The wording of a text is what a reader reads of it, as marks: the same on every machine, whoever prints it and in whatever type."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.model import fields_of
from plugins.magazine.story_header import InBrief, StoryHeader

LENGTH = 16  # hexadecimal digits of a mark: what is found out with them are slips, and there are a few thousand texts
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# where it leads is not read, and changes with the name of a file; what begins with a word is sooner found
_INSIDE = re.compile(r"filename(?<=[{|]filename)([|}])[^\s)>\"'`]+")
# Marks that one writes by hand and the next leaves to the press, which sets them in either case (typography.py)
_AS_TYPED = (
    *((mark, '"') for mark in "\u201c\u201d\u201e\u00ab\u00bb"),
    *((mark, "'") for mark in "\u2018\u2019\u201a\u2039\u203a\u02bc"),
    ("\u2014", "---"),
    ("\u2013", "--"),
    ("\u2026", "..."),
    ("\u00ad", ""),
)


class Wording(NamedTuple):
    """The marks of what a story says by itself; its pictures and its byline hang on other files too."""

    title: str = ""
    summary: str = ""
    in_brief: str = ""
    body: str = ""


def wording(header: StoryHeader, body: str) -> Wording:
    """The wording of a story."""
    brief = header.in_brief
    in_brief = marked(getattr(brief, name) for name in fields_of(InBrief)) if brief else ""
    return Wording(marked([header.title]), marked([header.summary]), in_brief, marked(paragraphs(body)))


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a text, without where its links within the magazine lead."""
    return _PARAGRAPHS.split(_INSIDE.sub(r"filename\1", body))


def marked(words: Iterable[str]) -> str:
    """The mark of some texts; blanks, line breaks and the typographic form of quotation marks and dashes do not count."""
    lines = [text.replace("\n", " ").strip() for text in words]
    said = "\n".join(lines)
    if _needs_care(said):  # most need not be taken apart
        said = "\n".join(" ".join(line.split()) if _needs_care(line) else line for line in lines)
    said = said.strip("\n")
    if not said.isascii():
        said = unicodedata.normalize("NFC", said)
        for set_as, typed in _AS_TYPED:
            said = said.replace(set_as, typed)
    return mark_of_bytes(said.encode("utf-8", "surrogatepass"))[:LENGTH] if said else ""


def _needs_care(line: str) -> bool:
    """Whether there may be blanks in it that do not count."""
    return "  " in line or "\t" in line or not line.isascii()
