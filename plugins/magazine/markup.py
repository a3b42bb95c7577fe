"""Markup says which HTML the magazine accepts, and finds in a manuscript what must not be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from plugins.magazine.manuscript import UNPRINTABLE

# What a reader may be led to; everything else (javascript:, data:, file:) is unsafe.
SCHEMES = {"http", "https", "mailto", "tel", "xmpp", "irc", "ftp"}
INTRASITE = re.compile(r"^[{|](filename|static|attach|author|category|tag|index)[|}](.*)$", re.DOTALL)  # Pelican's
_INTRASITE_IN_TEXT = re.compile(r"""(?:(?<=[(<\s"'`])|(?<=: ))[{|](?:filename|static|attach)[|}][^\s)>"'`]+""")
MOST_NESTED = 30  # block quotes and lists inside each other
LONGEST_BRACKET_RUN = 20  # Python-Markdown takes seconds over 4 KB of "[", in every version so far
MOST_OPEN = 500  # brackets or tags that are opened and not closed in one paragraph: each is looked for to its end
MOST_OPEN_LINKS = 100  # the same of links, for which that is done several times
MOST_OPEN_TAGS = 5000  # in the whole text: the cleaner's time grows with the square of it
MOST_SPLITS = 2000  # lines of one paragraph that each begin something new, at which the rest is copied
MOST_TERMS = 200  # of a definition list without empty lines: each nests one deeper in Python
MOST_ABBREVIATIONS = 500
MOST_FOOTNOTES = 1500  # notes and the signs that point to them
MOST_FENCES = 800  # Pelican's highlighter guesses at the language of each for some milliseconds

_BRACKETS = "so many brackets cannot be set: write `\\[` where a bracket is meant"
_OPENERS = (
    (re.compile(r"(\[)|\]"), MOST_OPEN, _BRACKETS),
    (re.compile(r"(\]\()|\)"), MOST_OPEN_LINKS, "so many links are opened and not closed: write `)` at the end of each"),
    (re.compile(r"(<)|>"), MOST_OPEN, "so many `<` are opened and not closed: write `&lt;` where the sign is meant"),
)
_LINES = (
    (re.compile(rf"\[{{{LONGEST_BRACKET_RUN}}}"), 0, _BRACKETS),
    (
        re.compile(r"^ {0,3}(?:#|[-=*_+][-=*_+ \t]*$|\d+\.[ \t]*$)", re.MULTILINE),
        MOST_SPLITS,
        "so many lines without an empty one between them cannot be set: part them",
    ),
    (
        re.compile(r"^ {0,3}:", re.MULTILINE),
        MOST_TERMS,
        f"a list of more than {MOST_TERMS} terms cannot be set in one piece: put empty lines between them",
    ),
)
_WHOLE = (
    (
        re.compile(r"^ {0,3}\*\[", re.MULTILINE),
        MOST_ABBREVIATIONS,
        f"more than {MOST_ABBREVIATIONS} abbreviations cannot be set: write some of them out",
    ),
    (
        re.compile(r"\[\^"),
        MOST_FOOTNOTES,
        f"more than {MOST_FOOTNOTES // 2} footnotes cannot be set: print the text in two parts",
    ),
    (
        re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
        MOST_FENCES,
        f"more than {MOST_FENCES // 2} pieces of code cannot be set: print the text in two parts",
    ),
)
_MARKERS = re.compile(r"(?:[ \t]|[>*+-](?=[ \t>]|$)|\d{1,9}[.)](?=[ \t]|$)|:(?=[ \t]))*")
_MARKER = re.compile(r"[>*+:-]|\d+[.)]")
_LINE_ACROSS = re.compile(r" {0,3}([-*])(?:[ \t]*\1)+[ \t]*")
_OPEN_TAG = re.compile(  # but for those that close themselves
    r"<(?!/|(?:p|li|td|tr|th|dt|dd|br|img|hr|col|source|wbr|track|option|thead|tbody|tfoot|colgroup|area|input|link|meta)\b)([A-Za-z])|</",
    re.IGNORECASE,
)

FORBIDDEN_TAGS = frozenset(
    "script style iframe frame frameset object embed applet form input button select textarea option link meta base "
    "svg math template portal noscript dialog marquee".split()
)
_TAGS = nh3.ALLOWED_TAGS | set(
    "section article aside header footer main nav figure figcaption picture source video audio track mark time data "
    "details summary abbr center font big tt u s strike del ins small sub sup kbd samp var dfn q wbr ruby rt rp "
    "colgroup col caption thead tbody tfoot tr td th table div span iframe address bdi bdo hgroup".split()
)
_ATTRIBUTES = {
    "*": set("id class title lang dir role style align width height aria-label aria-hidden aria-describedby "
             "tabindex itemprop data-lang".split()),
    "a": {"href", "name", "rev", "hreflang", "target"},
    "img": {"src", "alt", "srcset", "sizes", "loading"},
    "source": {"src", "srcset", "type", "media"},
    "video": {"src", "controls", "poster", "preload"},
    "audio": {"src", "controls", "preload"},
    "track": {"src", "kind", "srclang", "label"},
    "iframe": {"src", "allowfullscreen", "loading"},
    "td": {"colspan", "rowspan", "headers", "valign"},
    "th": {"colspan", "rowspan", "headers", "scope", "valign"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "rules", "frame"},
    "col": {"span", "valign"}, "colgroup": {"span"}, "tr": {"valign"}, "tbody": {"valign"}, "thead": {"valign"},
    "ol": {"start", "type", "reversed"}, "li": {"value"}, "ul": {"type"},
    "time": {"datetime"}, "data": {"value"}, "del": {"cite", "datetime"}, "ins": {"cite", "datetime"},
    "q": {"cite"}, "blockquote": {"cite"}, "details": {"open"}, "font": {"color", "size", "face"}, "hr": {"size"},
}
# Text that Python-Markdown and docutils write by themselves: each "<" begins a tag of this very shape. Such text reads
# the same to every parser, so what it holds is known without parsing it.
_PLAIN_TAG = re.compile(r'</?([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*) ?/?>|<!--[^<>-]*-->')
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)="([^"<>]*)"')
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESSES = {"href", "src", "srcset", "poster", "cite"}


_IN_FRAME = re.compile("(<iframe[^<>]*>).*?</iframe>", re.DOTALL)  # text to a browser, which a feed reader may take for tags
_COMMENT_END = re.compile("(?:<!--|<!---|--!)>")  # where a browser ends a comment, and Python's parser does not
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,8});?")
_AUTOLINK = re.compile(r"<(?:https?|ftp)://[^<>\s]*>|<[^<>\s!/@]+@[^<>\s@]+>", re.IGNORECASE)  # Python-Markdown's
_FENCE = re.compile(r"(?:```+|~~~+) *[\w#.+-]*\s*")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)[^`](?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)|(?<![`\\])(`+)[^`](?<!`)\2(?!`)")
_GAP = r"\s*"
_SPLIT_SCHEME = re.compile(
    rf"\](?:\(|:)[\s<]*((?:{'|'.join(_GAP.join(name) for name in ('javascript', 'vbscript', 'data'))})\s*:)", re.IGNORECASE
)
_FORBIDDEN_TAG = re.compile(rf"<({'|'.join(sorted(FORBIDDEN_TAGS))})\b", re.IGNORECASE)
_NOT_PRINTED = "<{}> is not printed: take it out, or write `&lt;` for a bare `<`"
_UNSAFE = "`{}` is no address a reader can be sent to: use https:, mailto: or tel:"
_READER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
_READER.validateLink = lambda url: True  # type: ignore[method-assign]  # it would pass over unsafe links as if they were words


class Found(NamedTuple):
    """Something in a body that breaks a rule. ``line`` counts from the body's first line, which is 0."""

    line: int
    rule: str
    message: str


class Link(NamedTuple):
    """A link or a picture of a body, as it is written there."""

    line: int
    target: str
    picture: bool
    alt: str | None = None


def too_hard(body: str) -> Iterator[Found]:
    """What would keep a Markdown engine busy for minutes, by a count that is the same on every machine; the first only."""
    if _most_open(_OPEN_TAG, body, MOST_OPEN_TAGS):
        yield Found(0, "too-deep", f"more than {MOST_OPEN_TAGS} HTML tags are opened and not closed: close them")
        return
    for rule, most, message in _WHOLE:
        if sum(1 for _ in rule.finditer(body)) > most:
            yield Found(0, "too-deep", message)
            return
    for first, paragraph in _paragraphs(body):
        for below, line in enumerate(paragraph.split("\n")):
            lead = next(_MARKERS.finditer(line))[0]
            deep = len(_MARKER.findall(lead))
            if (deep > MOST_NESTED or len(lead.expandtabs(4)) > 8 * MOST_NESTED) and not _LINE_ACROSS.fullmatch(line):
                message = f"lists or quotes stand more than {MOST_NESTED} deep: write a simpler text"
                yield Found(first + below, "too-deep", message)
                return
        for pattern, most, message in _OPENERS:
            if _most_open(pattern, paragraph, most):
                yield Found(first, "too-deep", message)
                return
        for rule, most, message in _LINES:
            if sum(1 for _ in rule.finditer(paragraph)) > most:
                yield Found(first, "too-deep", message)
                return


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """The lines between two empty ones, joined, with the number of the first. Only spaces and tabs make a line empty."""
    held: list[str] = []
    for number, line in enumerate([*body.split("\n"), ""]):
        if line.strip(" \t"):
            held.append(line)
        elif held:
            yield number - len(held), "\n".join(held)
            held = []


def _most_open(pattern: re.Pattern[str], text: str, most: int) -> bool:
    """Whether ever more than ``most`` are open; the first group of the pattern opens one, any other match closes one."""
    depth = 0
    for match in pattern.finditer(text) if text.count("[") + text.count("<") > most else ():
        depth = depth + 1 if match[1] else max(0, depth - 1)
        if depth > most:
            return True
    return False


def survey(body: str) -> tuple[list[Found], list[Link]]:
    """Reads a Markdown body for what must not be printed, and for every link and picture in it.

    A body that is too hard to set is not read further.
    """
    hard = list(too_hard(body))
    if hard:
        return hard, []
    found: list[Found] = list(_hidden(body))
    links: list[Link] = []
    code: list[tuple[int, int, str]] = []
    for block in _READER.parse(body):
        line = block.map[0] if block.map else 0
        if block.type in ("fence", "code_block") and block.map and not block.level:
            code.append((block.map[0], block.map[1], block.markup))
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            else:
                links += _link(token, line)
    text = _without_code(body, code)
    if "<" in text:
        found += _raw(_AUTOLINK.sub("", text), links)
    for link in links:
        if not safe(link.target):
            found.append(Found(link.line, "unsafe-address", _UNSAFE.format(" ".join(link.target[:60].split()))))
    # what this reader takes for text and Python-Markdown for a link, such as an address with a line break in it
    for match in _SPLIT_SCHEME.finditer(unescape(text)):
        line = text.count("\n", 0, match.start())
        if not any(one.rule == "unsafe-address" and one.line == line for one in found):
            found.append(Found(line, "unsafe-address", _UNSAFE.format(" ".join(match[1].split()))))
    return found, links


def _without_code(body: str, code: list[tuple[int, int, str]]) -> str:
    """A body with its code blanked out, line for line: in there tags are words.

    Only what is code for Python-Markdown too: a fence that is closed, and neither indented nor followed by other words.
    """
    lines = body.split("\n")
    for first, last, fence in code:
        closed = first < last - 1 and lines[last - 1].rstrip() == fence
        if not fence or closed and lines[first].startswith(fence) and _FENCE.fullmatch(lines[first]):
            lines[first:last] = [""] * len(lines[first:last])
    # a tag at the beginning of a line is one for Python-Markdown, also in the middle of a piece of code
    return _CODE_SPAN.sub(lambda span: span[0] if "\n" in span[0] else "", "\n".join(lines))


def _hidden(body: str) -> Iterator[Found]:
    """Characters that nobody can see, written as entities."""
    for match in _REFERENCE.finditer(body) if "&#" in body else ():
        if _unprintable(match):
            message = f"`{match[0]}` is a character that cannot be seen and is not printed: delete it"
            yield Found(body.count("\n", 0, match.start()), "unprintable", message)


def _unprintable(reference: re.Match[str]) -> bool:
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return number > 0x10FFFF or bool(UNPRINTABLE.match(chr(number)))


def skim(body: str) -> tuple[list[Found], list[Link]]:
    """Reads an ordinary article only for what could refuse it: text too hard to set, and Pelican's own links.

    What must not be printed of it is taken out, and named, when it is set.
    """
    hard = list(too_hard(body))
    if hard or "{" not in body and "|" not in body:
        return hard, []
    lines = ((number, line) for number, line in enumerate(body.split("\n")) if "{" in line or "|" in line)
    return [], [Link(number, unquote(match[0]), picture=False) for number, line in lines for match in _INTRASITE_IN_TEXT.finditer(line)]


def _link(token: Token, line: int) -> Iterator[Link]:
    if token.type == "link_open":
        yield Link(line, unquote(str(token.attrs.get("href", ""))), picture=False)
    elif token.type == "image":
        yield Link(line, unquote(str(token.attrs.get("src", ""))), picture=True, alt=token.content)


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


def _raw(html: str, links: list[Link]) -> Iterator[Found]:
    for match in _FORBIDDEN_TAG.finditer(html):  # also where quotation marks hide it from one reader and not from the next
        yield Found(html.count("\n", 0, match.start()), "unsafe-markup", _NOT_PRINTED.format(match[1].lower()))
    parser = _Tags()
    parser.feed(_COMMENT_END.sub("<!---->", html))
    for line, tag, attributes in parser.tags:
        if tag in FORBIDDEN_TAGS or tag not in _TAGS:
            yield Found(line, "unsafe-markup", _NOT_PRINTED.format(tag))
        for name, value in attributes.items():
            if name.startswith("on"):
                yield Found(line, "unsafe-markup", f"`{name}` runs a program in the reader's browser: take it out")
            elif name == "style":
                yield Found(line, "unsafe-markup", "`style` is the theme's work: take it out")
            elif name in ("href", "src", "poster"):
                picture = tag == "img"
                alt = attributes.get("alt") if picture else None
                links.append(Link(line, value or "", picture, alt))
            elif name in _ADDRESSES and not safe(value or ""):
                yield Found(line, "unsafe-address", _UNSAFE.format(" ".join((value or "")[:60].split())))


def safe(target: str) -> bool:
    """Whether an address has a scheme that a reader may be led to, or none at all."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]", "", target)
    scheme = _SCHEME.match(bare)
    return not scheme or scheme[1].lower() in SCHEMES


def clean(html: str) -> tuple[str, list[str]]:
    """Set HTML without anything that could harm a reader, and what was taken out, in words.

    HTML that holds nothing of the kind comes back as it is, byte for byte.
    """
    hidden = {match[0] for match in _REFERENCE.finditer(html) if _unprintable(match)} if "&#" in html else set()
    if hidden:
        html = _REFERENCE.sub(lambda match: "" if match[0] in hidden else match[0], html)
    if _plainly_harmless(html):
        return html, [f"`{reference}`" for reference in sorted(hidden)]
    removed = sorted({*_harm(html), *(f"`{reference}`" for reference in hidden)})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        strip_comments=False,
        link_rel=None,
        generic_attribute_prefixes=None,
        attribute_filter=_safe_attribute,
    )
    return _IN_FRAME.sub(r"\1</iframe>", cleaned), removed


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    """Addresses that nh3 does not ask about."""
    parts = value.split(",") if name == "srcset" else [value]
    return value if name not in _ADDRESSES or all(safe(part) for part in parts) else None


def _plainly_harmless(html: str) -> bool:
    tags = 0
    for match in _PLAIN_TAG.finditer(html):
        tags += 1
        tag, attributes = match[1], match[2]
        if tag is None:
            continue
        if tag not in _TAGS or tag == "iframe":
            return False
        for name, value in _ATTRIBUTE.findall(attributes or ""):
            if name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ()):
                return False
            if name in _ADDRESSES and ("&" in value.replace("&amp;", "") or not safe(value)):
                return False
    return html.count("<") == tags


def _harm(html: str) -> Iterator[str]:
    parser = _Tags()
    parser.feed(_COMMENT_END.sub("<!---->", html))
    for _, tag, attributes in parser.tags:
        if tag in FORBIDDEN_TAGS and tag not in _TAGS:  # other unknown tags mean nothing to a browser and harm nobody
            yield f"<{tag}>"
        for name, value in attributes.items():
            if name.startswith("on"):
                yield f"`{name}`"
            elif name in _ADDRESSES and not safe(value or ""):
                yield f"`{(value or '')[:40]}`"
