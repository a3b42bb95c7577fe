"""Set HTML as a tree of plain values, for media that are no browsers: a block or a run of words is data, never code."""

from typing import Any

Node = dict[str, Any]
KEPT = ("href", "src", "alt", "lang", "class", "start", "id", "title", "colspan", "rowspan", "width", "height")


def parsed(html: str) -> Any:
    """Set HTML as elements (lxml) in one ``div``. Of a picture that is there in several files its ``img`` alone stays."""
    from lxml import html as parser  # heavy, and most builds need no such tree

    root = parser.fragment_fromstring(html, create_parent="div")
    for choice in list(root.iter("picture", "source")):
        choice.drop_tag()  # and no more: libxml2 takes what follows a source for something inside of it
    return root


def tree(html: str) -> list[Node | str]:
    """The elements and words of set HTML in order: ``{"tag": "p", "href": ..., "children": [...]}`` and text."""
    return _children(parsed(html)) if html.strip() else []


def _children(element: Any) -> list[Node | str]:
    found: list[Node | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            said = {name: child.get(name) for name in KEPT if child.get(name) is not None}
            found.append({"tag": child.tag, **said, "children": _children(child)})
        if child.tail:
            found.append(child.tail)
    return found
