"""A galley is a story set in type: its HTML, cleaned, with every address in it made whole."""

import html as entities
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from plugins.magazine import markup
from plugins.magazine.address import leads_elsewhere
from plugins.magazine.engine import CMARKGFM, PYTHON_MARKDOWN, STOCK_MARKDOWN, set_as_stock, set_comment, set_own, set_with_cmark
from plugins.magazine.manuscript import STRANGERS, Manuscript
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.picture import is_picture, with_choices

WORDS_A_MINUTE = 220
OPENING = 50  # words that are kept of how a text begins
NOTHING = mark_of_bytes(b"")
_TAG = re.compile(r"<[^<>]*>")
_TAG_WITH_VALUES = re.compile(r"<[^<>=]*=[^<>]*>")
_ADDRESS = re.compile(r"""(?P<before>\s(?:href|src|poster|data)=)(?P<quote>["'])(?P<target>[^"'<>]*)(?P=quote)""")
# a quotation mark after one of these names; an equals sign is sooner found than a space
_LINK = re.compile(r"""=(?:(?<=\shref=)|(?<=\ssrc=)|(?<=\sposter=))(["'])(.*?)\1""")
_IMAGE = re.compile(r"<img\b[^<>]*>")
_VALUE = re.compile(r"""\s(src|alt)=(["'])(.*?)\2""")
_BEGINNING = re.compile(r".{0,1000}[^<]*", re.DOTALL)  # more than fifty words as a rule, and no piece of a tag
_INLINE = re.compile(rf"</?(?:{'|'.join(sorted(markup.INLINE_TAGS))})\b[^<>]*>")

Resolve = Callable[[str], str]
Clean = Callable[[str], tuple[str, list[str]]]


class Fault(NamedTuple):
    """A place in a text that could not be set as it was meant."""

    line: int
    message: str


class Setting(NamedTuple):
    """How ordinary articles are set: Pelican's MARKDOWN, a function for each other syntax (``rst``), and the engine's name."""

    markdown: Mapping[str, Any] = STOCK_MARKDOWN
    others: Mapping[str, Callable[[str], tuple[str, tuple[Fault, ...]]]] = {}
    engine: str = PYTHON_MARKDOWN


class Text:
    """Set HTML. It may lie elsewhere until somebody reads it; a template prints it as it is, and it reads as its mark.

    A view holds the text itself and never a copy of its HTML: ``path`` tells the press of which manuscript it is.
    """

    __slots__ = ("_fetch", "_html", "mark", "path")

    def __init__(self, html: str | None = None, mark: str = "", fetch: Callable[[str], str] | None = None, path: str = ""):
        self._html, self._fetch, self.path = html, fetch, path
        self.mark = mark or mark_of_bytes((html or "").encode("utf-8", "surrogatepass"))

    def __html__(self) -> str:
        return self._fetch(self.mark) if self._fetch and self._html is None else self._html or ""

    def __repr__(self) -> str:
        return f"Text({self.mark})"

    def __bool__(self) -> bool:
        return self.mark != NOTHING

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process the whole text travels, which could not fetch it."""
        return Text, (self.__html__(), self.mark, None, self.path)


NO_TEXT = Text("")


class Galley(NamedTuple):
    """A story as it is printed, and what others say of it.

    ``removed`` is what was taken out of its HTML, ``faults`` what could not be set, ``links`` where it leads,
    ``asked`` each target that its author wrote and where that led when it was set.
    """

    text: Text
    words: int
    opening: str = ""
    pull_quote: str = ""
    links: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def html(self) -> str:
        return self.text.__html__()

    @property
    def minutes(self) -> int:
        """Reading time, at 220 words a minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    def first_words(self, most: int) -> str:
        """How the text begins, without its markup: at most fifty words."""
        words = self.opening.split(" ")
        return " ".join(words[:most]) + ("\u2026" if len(words) > most else "")


def galley_of(
    html: str, faults: tuple[Fault, ...] = (), asked: Iterable[tuple[str, str]] = (), path: str = "", clean: Clean = markup.clean
) -> Galley:
    """The galley of set HTML, cleaned."""
    html, removed = clean(html)
    asked = tuple(asked)
    html = with_choices(html, {address for _, address in asked})
    return Galley(
        text=Text(html if html.strip() else "", path=path),
        words=len(plain_text(html).split()),
        opening=_opening(html),
        pull_quote=_pull_quote(html),
        links=tuple(dict.fromkeys(links(html))),
        removed=tuple(removed),
        faults=faults,
        asked=asked,
    )


def set_text(manuscript: Manuscript, language: str, resolve: Resolve, setting: Setting) -> Galley:
    """Sets one manuscript. ``resolve`` turns ``{filename}other.md`` and the like into an address."""
    faults: tuple[Fault, ...] = ()
    if manuscript.syntax in setting.others:
        html, faults = setting.others[manuscript.syntax](manuscript.body)
    elif manuscript.syntax == "yaml":
        html = set_own(manuscript.body, language)
    elif manuscript.syntax == STRANGERS:
        html = set_comment(manuscript.body, language)
    elif setting.engine == CMARKGFM:
        html = set_with_cmark(manuscript.body)
    else:
        html = set_as_stock(manuscript.body, setting.markdown)
    asked: dict[str, str] = {}
    html = _TAG_WITH_VALUES.sub(lambda tag: _ADDRESS.sub(lambda found: _resolved(found, resolve, asked), tag[0]), html)
    clean = markup.clean_comment if manuscript.syntax == STRANGERS else markup.clean
    return galley_of(html, faults, asked.items(), manuscript.path, clean)


def _resolved(found: re.Match[str], resolve: Resolve, asked: dict[str, str]) -> str:
    target = entities.unescape(found["target"])
    if leads_elsewhere(target) and not (target.startswith("/") and is_picture(target)):
        return found[0]
    address = asked[target] = resolve(target)
    return found[0] if address == target else f"{found['before']}{found['quote']}{entities.escape(address)}{found['quote']}"


def plain_text(html: str) -> str:
    """The words of some HTML."""
    return entities.unescape(_TAG.sub(" ", html))


def _opening(html: str) -> str:
    """The first words of some HTML, and one more where there are more. A word ends where a block does, not at an inline tag."""
    words: list[str] = []
    for piece in (next(_BEGINNING.finditer(html))[0], html):
        if len(words) <= OPENING + 1:  # the last word of the beginning may go on after it
            words = entities.unescape(_TAG.sub(" ", _INLINE.sub("", piece))).split()
    return " ".join(words[: OPENING + 1])


def _pull_quote(html: str) -> str:
    """The first pull quote of a set text, without its frame."""
    _, found, rest = html.partition('<blockquote class="pull-quote">')
    return rest.partition("</blockquote>")[0].strip() if found else ""


def links(html: str) -> Iterator[str]:
    """The targets of all links and pictures of set HTML."""
    for match in _LINK.finditer(html):
        yield entities.unescape(match[2])


def pictures_of(html: str) -> Iterator[tuple[str, str]]:
    """The addresses of all pictures in set HTML, and what is said of each."""
    for tag in _IMAGE.findall(html):
        said = {name: entities.unescape(value) for name, _, value in _VALUE.findall(tag)}
        yield said.get("src", ""), said.get("alt", "")
