"""A text that leaves the site takes everything with it: every link and picture in it gets its full address."""

from __future__ import annotations

import html as entities
import re
from urllib.parse import urljoin

_TAG = re.compile(r"""<[a-zA-Z][a-zA-Z0-9]*\s(?:[^<>"']|"[^"]*"|'[^']*')*>""")
# whole attributes one after another, so that `alt="see href=x"` is the alternative text it is
_ATTRIBUTE = re.compile(r"""\s+([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)((?:\s+[^\s,]+)?)\s*(?:,|$)")
_FRAME = re.compile(r"""<iframe\b[^<>]*?\ssrc="([^"<>]*)"[^<>]*>.*?</iframe>""", re.DOTALL)
# of a picture in the sizes of a page: a feed reader has a column of its own, and most of them drop the choice
_CHOICE = re.compile(r'<picture><source type="image/webp" [^<>]*>(<img(?: [a-z-]+="[^"]*")*>)</picture>')
_FULL = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)  # most links are, and joining each takes a while
_ADDRESSES = {"href", "src", "poster", "cite", "data"}


def whole(html: str, address: str) -> str:
    """Set HTML as it can be read anywhere; ``address`` is the full address of the page that it is from.

    A picture of ours is left with its largest size, which every reader can open.
    Frames, which no feed reader shows, become links to what they show. Styles, which the W3C feed validator counts
    as a danger and most readers drop, are left out.
    """
    html = _FRAME.sub(lambda frame: f'<a href="{frame[1]}">{frame[1]}</a>', html)
    html = _CHOICE.sub(r"\1", html)
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(lambda attribute: _whole_attribute(attribute, address), tag[0]), html)


def _whole_attribute(attribute: re.Match[str], base: str) -> str:
    name, written = attribute[1].lower(), attribute[2]
    if name == "style":
        return ""
    if written is None or name not in _ADDRESSES and name != "srcset":
        return attribute[0]
    value = written[1:-1] if written[0] in "\"'" else written
    if name != "srcset" and _FULL.match(value):
        return attribute[0]
    value = entities.unescape(value)
    if name == "srcset":
        value = ", ".join(_joined(base, found[1]) + found[2] for found in _CANDIDATE.finditer(value))
    else:
        value = _joined(base, value.strip())
    return f' {name}="{entities.escape(value)}"'


def _joined(base: str, target: str) -> str:
    """The full address of a link (RFC 3986, section 5); one that nobody could follow anyway stays as it is."""
    try:
        return urljoin(base, target)
    except ValueError:
        return target
