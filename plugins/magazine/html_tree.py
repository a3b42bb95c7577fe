"""Set HTML as a tree of plain values, for media that are no browsers: a block or a run of words is data, never code."""

from typing import Any

Node = dict[str, Any]
KEPT = ("href", "src", "alt", "lang", "class", "start", "id", "title", "colspan", "rowspan", "width", "height")


def tree(html: str) -> list[Node | str]:
    """The elements and words of set HTML in order: ``{"tag": "p", "href": ..., "children": [...]}`` and text."""
    from lxml import html as parser  # heavy, and most builds need no such tree

    if not html.strip():
        return []
    root = parser.fragment_fromstring(html, create_parent="div")
    return _children(root)


def _children(element: Any) -> list[Node | str]:
    found: list[Node | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            said = {name: child.get(name) for name in KEPT if child.get(name) is not None}
            found.append({"tag": child.tag, **said, "children": _children(child)})
        if child.tail:
            found.append(child.tail)
    return found
