"""The survey reads a text for every link and picture in it, and for what must not be printed."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from plugins.magazine.bounds import Found, too_hard
from plugins.magazine.markup import ADDRESSES, FORBIDDEN_TAGS, REFERENCE, TAGS, safe, tags, unprintable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_INTRASITE_IN_TEXT = re.compile(r"""[{|](?<=[(<\s"'`].)(?:filename|static|attach)[|}][^\s)>"'`]+""")
_AUTOLINK = re.compile(r"<(?:https?|ftp)://[^<>\s]*>|<[^<>\s!/@]+@[^<>\s@]+>", re.IGNORECASE)  # Python-Markdown's
_FENCE = re.compile(r"(?:```+|~~~+) *[\w#.+-]*\s*")
_CODE_SPAN = re.compile(r"`(?<![`\\]`)(?:(`*)(?!`)[^`](?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)`\1(?!`)|(`*)[^`](?<!`)`\2(?!`))")
_GAP = r"\s*"
_SPLIT_SCHEME = re.compile(
    rf"\](?:\(|:)[\s<]*((?:{'|'.join(_GAP.join(name) for name in ('javascript', 'vbscript', 'data'))})\s*:)", re.IGNORECASE
)
_FORBIDDEN_TAG = re.compile(rf"<({'|'.join(sorted(FORBIDDEN_TAGS))})\b", re.IGNORECASE)
_NOT_PRINTED = "<{}> is not printed: take it out, or write `&lt;` for a bare `<`"
_UNSAFE = "`{}` is no address a reader can be sent to: use https:, mailto: or tel:"


class Link(NamedTuple):
    """A link or a picture of a body, as it is written there."""

    line: int
    target: str
    picture: bool
    alt: str | None = None


@lru_cache(maxsize=1)
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("emphasis")
    reader.core.ruler.at("inline", _read_links)
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # it would pass over unsafe links as if they were words
    return reader


def _read_links(state: "StateCore") -> None:
    """Takes apart only those pieces of text in which there may be a link, in place of the reader's own rule for all of them."""
    for token in state.tokens:
        if token.type == "inline" and ("[" in token.content or "<" in token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


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
    for block in _reader().parse(body):
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
    for match in REFERENCE.finditer(body) if "&#" in body else ():
        if unprintable(match):
            message = f"`{match[0]}` is a character that cannot be seen and is not printed: delete it"
            yield Found(body.count("\n", 0, match.start()), "unprintable", message)


def skim(body: str) -> tuple[list[Found], list[Link]]:
    """Reads an ordinary article only for what could refuse it: text too hard to set, and Pelican's own links.

    What must not be printed of it is taken out, and named, when it is set.
    """
    hard = list(too_hard(body))
    if hard or "{" not in body and "|" not in body:
        return hard, []
    lines = [(number, line) for number, line in enumerate(body.split("\n")) if "{" in line or "|" in line]
    return [], [Link(number, unquote(match[0]), picture=False) for number, line in lines for match in _INTRASITE_IN_TEXT.finditer(line)]


def _link(token: "Token", line: int) -> Iterator[Link]:
    if token.type == "link_open":
        yield Link(line, unquote(str(token.attrs.get("href", ""))), picture=False)
    elif token.type == "image":
        yield Link(line, unquote(str(token.attrs.get("src", ""))), picture=True, alt=token.content)


def _raw(html: str, links: list[Link]) -> Iterator[Found]:
    for match in _FORBIDDEN_TAG.finditer(html):  # also where quotation marks hide it from one reader and not from the next
        yield Found(html.count("\n", 0, match.start()), "unsafe-markup", _NOT_PRINTED.format(match[1].lower()))
    for line, tag, attributes in tags(html):
        if tag in FORBIDDEN_TAGS or tag not in TAGS:
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
            elif name in ADDRESSES and not safe(value or ""):
                yield Found(line, "unsafe-address", _UNSAFE.format(" ".join((value or "")[:60].split())))
