"""The text of a post becomes Markdown: captions, galleries and players of the blog's own are made plain first."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.literal import address, label, words
from plugins.desk.transcribe import Hooks, transcribed
from plugins.desk.tree import tree
from plugins.magazine.picture import is_picture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK = r"(?:p|div|ul|ol|li|h[1-6]|blockquote|table|thead|tbody|tr|td|th|figure|figcaption|hr|pre|dl|dt|dd|iframe|form|section|article)"
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.IGNORECASE | re.DOTALL)
# Programs that a blog sets as they are: SyntaxHighlighter's shortcodes, among them one for each language
_CODE = re.compile(
    r"(?<!\[)\[(code|sourcecode|source|php|python|js|javascript|css|html|xml|sql|bash|shell|java|ruby)(?:\s[^\]]*)?\](.*?)\[/\1\]",
    re.DOTALL,
)
_ATTRIBUTES = r"""((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s\]"']+)|\s+https?://[^\s\]]+|=https?://[^\s\]]+)*)\s*/?"""
_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_PICTURED = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_GALLERY = re.compile(rf"\[gallery\b{_ATTRIBUTES}\]")
_PLAYED = re.compile(rf"\[(embed|youtube|vimeo|audio|video|playlist|soundcloud)\b{_ATTRIBUTES}\](?:([^\[\]]*)\[/\1\])?")
_SHORTCODE = re.compile(rf"(?<!\[)\[(/?)([a-zA-Z][\w-]+){_ATTRIBUTES}\](?!\])")
_URL = re.compile(r"""https?://[^\s"'<>\]\[]+""")


class Place(NamedTuple):
    """How the addresses of one post are led on. ``picture`` gives what to write for a picture's address; ``notes`` are told."""

    link: Callable[[str], str]
    picture: Callable[[str], str]
    gallery: Callable[[tuple[str, ...]], Iterable[tuple[str, str]]] = lambda ids: ()
    notes: list[str] = []  # each place is made with its own


def markdown(html: str, plain: bool, place: Place) -> str:
    """The text of a post or a comment; raises TooDeep. ``plain`` text has paragraphs where lines are empty."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if "[" in html:
        parts = _PRE.split(_CODE.sub(_as_pre, html))
        html = "".join(part if at % 2 else _without_shortcodes(part, place) for at, part in enumerate(parts))
    root = tree(_with_breaks(html) if plain else html)
    _captions_of_blogger(root)
    _whole_pictures(root)
    _without_dots(root, place)
    levels = [int(one.tag[1]) for one in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for one in root.iter("iframe", "video", "audio"):
        place.notes.append(f"a player is a link now: {one.get('src') or 'without an address'}")

    def picture(target: str, alt: str, caption: str) -> str:
        to = place.picture(target)
        if not to:
            return ""
        title = f' "{words(caption).replace(chr(34), "&quot;")}"' if caption else ""
        return f"![{label(alt)}]({address(to)}{title})"

    return transcribed(root, Hooks(place.link, picture, 3 - min(levels, default=2)))


def _with_breaks(html: str) -> str:
    """WordPress' own rule: an empty line ends a paragraph, a single line end is one, and none counts beside a block."""
    parts = _PRE.split(html)
    for at in range(0, len(parts), 2):
        part = re.sub(rf"\s*\n\s*(?=</?{_BLOCK}\b)", " ", parts[at], flags=re.IGNORECASE)
        part = re.sub(rf"(</?{_BLOCK}\b[^<>]*>)\s*\n\s*", r"\1", part, flags=re.IGNORECASE)
        part = re.sub(r"<!--\s*nextpage\s*-->", "\n\n", part)
        part = re.sub(r"<!--.*?-->", "", part, flags=re.DOTALL).strip("\n")
        parts[at] = re.sub(r"\n[ \t]*\n\s*", "<br><br>", part).replace("\n", "<br>")
    return "".join(parts)


def _without_shortcodes(html: str, place: Place) -> str:
    """Text in which captions, galleries and players are HTML, and other shortcodes are gone, and named."""

    def caption(found: re.Match[str]) -> str:
        inside = _PICTURED.match(found[2])
        said = re.search(r"""caption=(["'])(.*?)\1""", found[1])
        if not inside:
            return found[2]
        below = inside[2].strip() or (said[2] if said else "")
        return f"\n\n<figure>{inside[1]}<figcaption>{below}</figcaption></figure>\n\n"

    def gallery(found: re.Match[str]) -> str:
        ids = re.search(r"""(?:ids|include)\s*=\s*["']?([\d,\s]+)""", found[1] or "")
        pictures = list(place.gallery(tuple(re.findall(r"\d+", ids[1])) if ids else ()))
        if not pictures:
            place.notes.append("a gallery without pictures in the export was left out")
        return "\n\n" + "".join(f'<p><img src="{_quoted(src)}" alt="{_quoted(alt)}"></p>' for src, alt in pictures) + "\n\n"

    def player(found: re.Match[str]) -> str:
        target = _URL.search(f"{found[2] or ''} {found[3] or ''}")
        if not target:
            place.notes.append(f"`[{found[1]}]` was left out: it says not what is played")
            return ""
        return f'\n\n<p><a href="{_quoted(target[0])}">{_quoted(target[0])}</a></p>\n\n'

    def other(found: re.Match[str]) -> str:
        sign, name, attributes = found[1], found[2], found[3]
        if not (sign or attributes or f"[/{name}]" in html):
            return found[0]
        if not sign:
            place.notes.append(f"`[{name}]` is a shortcode of the blog's: it was taken out, and the words in it stand")
        return ""

    html = _CAPTION.sub(caption, html)
    html = _GALLERY.sub(gallery, html)
    html = _PLAYED.sub(player, html)
    return re.sub(r"\[(\[[a-z][^\[\]]*\])\]", r"\1", _SHORTCODE.sub(other, html))


def _as_pre(found: re.Match[str]) -> str:
    code = re.sub(r"&(?:lt|gt|amp|quot|#\d+);", lambda sign: unescape(sign[0]), found[2])
    return f"\n\n<pre><code>{escape(code, quote=False)}</code></pre>\n\n"


def _quoted(text: str) -> str:
    return text.replace("&amp;", "&").replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _captions_of_blogger(root: "HtmlElement") -> None:
    """Blogger sets a picture and its caption as a table."""
    for table in root.xpath(".//table[contains(@class, 'tr-caption-container')]"):
        pictures, captions = list(table.iter("img")), table.xpath(".//td[contains(@class, 'tr-caption')]")
        if len(pictures) == 1 and captions:
            figure = table.makeelement("figure", {})
            figure.tail = table.tail
            around = pictures[0].getparent()
            figure.append(around if around.tag == "a" else pictures[0])
            figure[0].tail = None
            captions[0].tag = "figcaption"
            captions[0].tail = None
            figure.append(captions[0])
            table.getparent().replace(table, figure)


def _without_dots(root: "HtmlElement", place: Place) -> None:
    """Takes out pictures of one dot, which count readers."""
    for picture in list(root.iter("img")):
        if any((picture.get(side) or "").strip() in ("0", "1", "1px") for side in ("width", "height")):
            place.notes.append(f"a picture of one dot, which counts readers, is left out: {picture.get('src') or ''}")
            picture.drop_tree()


def _whole_pictures(root: "HtmlElement") -> None:
    """A small picture that leads to itself in large is the large one."""
    for link in root.xpath(".//a[count(.//img) = 1]"):
        (picture,) = link.iter("img")
        if not link.text_content().strip() and is_picture((link.get("href") or "").partition("?")[0]):
            picture.set("src", link.get("href"))
            link.drop_tag()
