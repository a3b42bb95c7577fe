"""A letter in HTML as Markdown: what its program quotes is marked as quoted, and what nobody sees who reads it is taken out."""

import re
from typing import TYPE_CHECKING

from plugins.desk.incoming.article import said
from plugins.desk.incoming.lists import typed
from plugins.desk.transcribe import transcribed
from plugins.desk.tree import tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_YAHOO = re.compile(r"yahoo_quoted\b")  # in front of it stand signs of its own in each letter
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0\w*\s*(?:!|;|$))", re.IGNORECASE)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:[a-z]+|%)?\s*(?:!|;|$)", re.IGNORECASE)


def markdown_of(html: str) -> tuple[str, list[str]]:
    """HTML as Markdown without its pictures, and the words in it that are hidden; every word is in one of the two.

    Raises TooDeep (a ValueError) where it has too many tags, or too deep in each other.
    """
    root = tree(html)
    hidden = _without_hidden(root)
    _mark_quoted(root)
    typed(root)
    return transcribed(root), hidden


def _without_hidden(root: "HtmlElement") -> list[str]:
    """Takes out what is written to be seen in the list of a mailbox alone; of a letter that is hidden as a whole nothing."""
    hidden = dict.fromkeys(one for one in root.iter() if _is_hidden(one))
    outer = [one for one in hidden if not any(above in hidden for above in one.iterancestors())]
    words = [said(one) for one in outer]
    if sum(map(len, words)) >= len(said(root)):
        return []
    for one in outer:
        one.drop_tree()
    return [one for one in words if one]


def _is_hidden(one: "HtmlElement") -> bool:
    style = one.get("style") or ""
    if _NO_SIZE.search(style):  # around columns, which have a size again
        return not any("font-size" in (below.get("style") or "") for below in one.iterdescendants())
    return _HIDDEN.search(style) is not None


def _mark_quoted(root: "HtmlElement") -> None:
    """Puts into a quotation what Yahoo quotes below ``On Monday Ann wrote:``, as other programs do; what it passes on stays."""
    for one in [one for one in root.iter("div") if _YAHOO.search(one.get("class") or "")]:
        while len(one) == 1 and not (one.text or "").strip():
            one = one[0]
        above = next((child for child in one if said(child)), None)
        if above is not None and said(above).endswith(":"):
            quote = one.makeelement("blockquote")
            quote.extend(one[one.index(above) + 1 :])
            one.append(quote)
