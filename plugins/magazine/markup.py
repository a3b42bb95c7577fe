"""Markup says which HTML the magazine accepts, and takes everything else out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from plugins.magazine.header import UNPRINTABLE

# What a reader may be led to; everything else (javascript:, data:, file:) is unsafe.
SCHEMES = {"http", "https", "mailto", "tel", "xmpp", "irc", "ftp"}
FORBIDDEN_TAGS = frozenset(
    """script style iframe frame frameset object embed applet form input button select textarea option link meta base svg
    math template portal noscript dialog marquee""".split()
)
TAGS = nh3.ALLOWED_TAGS | set(
    """section article aside header footer main nav figure figcaption picture source video audio track mark time data
    details summary abbr center font big tt u s strike del ins small sub sup kbd samp var dfn q wbr ruby rt rp colgroup
    col caption thead tbody tfoot tr td th table div span iframe address bdi bdo hgroup""".split()
)
_ATTRIBUTES = {
    tag: set(names.split())
    for tag, names in {
        "*": "id class title lang dir role style align width height aria-label aria-hidden aria-describedby tabindex itemprop data-lang",
        "a": "href name rev hreflang target",
        "img": "src alt srcset sizes loading",
        "source": "src srcset type media",
        "video": "src controls poster preload",
        "audio": "src controls preload",
        "track": "src kind srclang label",
        "iframe": "src allowfullscreen loading",
        "td": "colspan rowspan headers valign",
        "th": "colspan rowspan headers scope valign",
        "table": "border cellpadding cellspacing summary rules frame",
        "col": "span valign",
        "colgroup": "span",
        "tr": "valign",
        "tbody": "valign",
        "thead": "valign",
        "ol": "start type reversed",
        "li": "value",
        "ul": "type",
        "time": "datetime",
        "data": "value",
        "del": "cite datetime",
        "ins": "cite datetime",
        "q": "cite",
        "blockquote": "cite",
        "details": "open",
        "font": "color size face",
        "hr": "size",
    }.items()
}
# What stands within a line and parts no words
INLINE_TAGS = frozenset("a abbr b cite code del em i ins kbd mark q s small span strong sub sup u".split())
# What is left of a stranger's text; of a picture in it the survey tells
COMMENT_TAGS = set("p br hr em strong b i del a ul ol li blockquote code pre".split())
_OF_PICTURES = {"img", "figure", "figcaption"}
# Text that Python-Markdown and docutils write by themselves: each "<" begins a tag of this very shape. Such text reads
# the same to every parser, so what it holds is known without parsing it.
_PLAIN_TAG = re.compile(r'</?([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*) ?/?>|<!--[^<>-]*-->')
_BARE_TAGS = frozenset(f"<{slash}{tag}>" for tag in TAGS - {"iframe"} for slash in ("", "/"))
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)="([^"<>]*)"')
_UNHEARD = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]")  # a browser passes over these in an address
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# what runs a program in a drawing (SVG) that a reader opens by itself
PROGRAM_IN_DRAWING = re.compile(rb"<script|<foreignObject|<iframe|<!ENTITY|\son\w+\s*=|javascript:", re.IGNORECASE)
ADDRESSES = {"href", "src", "srcset", "poster", "cite"}
_IN_FRAME = re.compile("(<iframe[^<>]*>).*?</iframe>", re.DOTALL)  # text to a browser, which a feed reader may take for tags
_COMMENT_END = re.compile("(?:<!--|<!---|--!)>")  # where a browser ends a comment, and Python's parser does not
REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,8});?")


def safe(target: str) -> bool:
    """Whether an address has a scheme that a reader may be led to, or none at all."""
    scheme = _SCHEME.match(_UNHEARD.sub("", target))
    return not scheme or scheme[1].lower() in SCHEMES


def clean(html: str) -> tuple[str, list[str]]:
    """Set HTML without anything that could harm a reader, and what was taken out, in words.

    HTML that holds nothing of the kind comes back as it is, byte for byte.
    """
    hidden = {match[0] for match in REFERENCE.finditer(html) if unprintable(match)} if "&#" in html else set()
    if hidden:
        html = REFERENCE.sub(lambda match: "" if match[0] in hidden else match[0], html)
    if _plainly_harmless(html):
        return html, [f"`{reference}`" for reference in sorted(hidden)]
    removed = sorted({*_harm(html), *(f"`{reference}`" for reference in hidden)})
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style", "noscript", "noembed", "noframes"},
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        strip_comments=False,
        link_rel=None,
        generic_attribute_prefixes=None,
        attribute_filter=_safe_attribute,
    )
    return _IN_FRAME.sub(r"\1</iframe>", cleaned), removed


def clean_comment(html: str) -> tuple[str, list[str]]:
    """A stranger's set HTML, of which paragraphs, lists, quotations and links are left, and what else was taken out, in words.

    Its links say that the magazine does not stand for what they lead to (``rel``: nofollow, ugc).
    """
    html, removed = clean(html)
    foreign = {f"<{tag}>" for _, tag, _ in tags(html) if tag not in COMMENT_TAGS and tag not in _OF_PICTURES}
    cleaned = nh3.clean(
        html,
        tags=COMMENT_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc",
        generic_attribute_prefixes=None,
    )
    return cleaned, sorted({*removed, *foreign})


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    """Addresses that nh3 does not ask about."""
    parts = value.split(",") if name == "srcset" else [value]
    return value if name not in ADDRESSES or all(safe(part) for part in parts) else None


def _plainly_harmless(html: str) -> bool:
    found = _TAG.findall(html)
    return len(found) == html.count("<") and all(map(_is_harmless, set(found) - _BARE_TAGS))


def _is_harmless(tag: str) -> bool:
    plain = _PLAIN_TAG.fullmatch(tag)
    if plain is None or plain[1] is None:  # a comment has no name
        return plain is not None
    name, attributes = plain[1], plain[2]
    if name not in TAGS or name == "iframe":
        return False
    for attribute, value in _ATTRIBUTE.findall(attributes):
        if attribute not in _ATTRIBUTES["*"] and attribute not in _ATTRIBUTES.get(name, ()):
            return False
        if attribute in ADDRESSES and ("&" in value.replace("&amp;", "") or not safe(value)):
            return False
    return True


def _harm(html: str) -> Iterator[str]:
    for _, tag, attributes in tags(html):
        if tag in FORBIDDEN_TAGS and tag not in TAGS:  # other unknown tags mean nothing to a browser and harm nobody
            yield f"<{tag}>"
        for name, value in attributes.items():
            if name.startswith("on"):
                yield f"`{name}`"
            elif name in ADDRESSES and not safe(value or ""):
                yield f"`{(value or '')[:40]}`"


def unprintable(reference: re.Match[str]) -> bool:
    """Whether a reference such as ``&#8;`` stands for a character that nobody can see."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return number > 0x10FFFF or bool(UNPRINTABLE.match(chr(number)))


class _Tags(HTMLParser):
    """Collects the tags of a piece of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[int, str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0] - 1, tag, dict(attrs)))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """``<![x]`` ends at the next ``>``, as in a browser; Python's own way raises AssertionError."""
        return self.rawdata.find(">", i) + 1 or -1


def tags(html: str) -> list[tuple[int, str, dict[str, str | None]]]:
    """Every tag of some HTML: the line it stands in (from 0), its name, and its attributes."""
    parser = _Tags()
    parser.feed(_COMMENT_END.sub("<!---->", html))
    return parser.tags
