"""Notes of a page that a word processor saved: two links that lead to each other are a sign in the text and a note below it."""

from typing import TYPE_CHECKING

from plugins.desk.incoming.article import said

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TEXTS = frozenset(["div", "article", "section", "main", "body"])
MARGIN = "a comment in the margin"


def found(root: "HtmlElement") -> list[tuple[str, str]]:
    """Makes notes of such links; gives the comments that stood in the margin, which are taken out (Google Docs)."""
    named = {name: one for one in root.iter("a") for name in (one.get("id"), one.get("name")) if name}
    aside = []
    number = 0
    seen: set[HtmlElement] = set()
    for sign in list(root.iter("a")):
        note = named.get((sign.get("href") or "").removeprefix("#")) if (sign.get("href") or "").startswith("#") else None
        back = named.get((note.get("href") or "").removeprefix("#")) if note is not None else None
        if note is None or back is not sign or note is sign or sign in seen:
            continue
        seen |= {sign, note}
        held = _held(note)
        if note.get("id", "").startswith("cmnt"):
            note.drop_tree()
            aside.append((MARGIN, said(held)))
            held.drop_tree()
            _alone(sign).drop_tree()
            continue
        number += 1
        note.drop_tree()
        _below(sign, held)
        sign = _alone(sign)
        for child in list(sign):
            sign.remove(child)
        sign.tag, sign.text = "noteref", None
        held.tag = "note"
        for one in (sign, held):
            one.attrib["id"] = str(number)
    return aside


def _held(note: "HtmlElement") -> "HtmlElement":
    """What holds a note: the box around it, where that holds no other, else its paragraph."""
    held = note
    for above in note.iterancestors("p", "div", "li", "td"):
        links = [one for one in above.iter("a") if (one.get("href") or "").startswith("#")]
        if len(links) > 1 or above.getparent() is None or next(above.iter("hr"), None) is not None:
            break
        held = above
    return held


def _alone(sign: "HtmlElement") -> "HtmlElement":
    """A sign with the small type around it."""
    above = sign.getparent()
    alone = (
        above is not None and above.tag == "sup" and len(above) == 1 and not (above.text or "").strip() and not (sign.tail or "").strip()
    )
    return above if alone else sign


def _below(sign: "HtmlElement", held: "HtmlElement") -> None:
    """Puts a note at the end of the text that it belongs to, without the line above the notes."""
    line = held.getprevious()
    line = held.getparent().getprevious() if line is None and held.getparent() is not None else line
    if line is not None and line.tag == "hr" and not (line.tail or "").strip():
        line.drop_tree()
    text = next(one for one in sign.iterancestors() if one.tag in _TEXTS or one.getparent() is None)
    held.drop_tree()
    held.tail = None
    text.append(held)
