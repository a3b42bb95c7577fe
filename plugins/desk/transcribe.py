"""Transcribing turns HTML into Markdown as an editor would type it: with not a word changed, and no sign that is not needed."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.grid import grid_of
from plugins.desk.literal import address, fenced, led_to, line, words
from plugins.desk.runs import Run, Style, paragraphs
from plugins.desk.styled import styled
from plugins.magazine.markup import safe

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADING, LIST = "heading", "list"  # places where some things would not be read as what they are
MOST_NESTED = 8  # lists and quotes in each other; those below stand beside their parents
_BLOCKS = frozenset(
    """address article aside body center details dd div dl dt figcaption footer form header hgroup html main nav p section summary
    caption thead tbody tfoot tr td th fieldset legend""".split()
)
_STRONG, _EM, _STRUCK, _CODE = {"b", "strong"}, {"i", "em", "cite", "dfn", "var"}, {"s", "strike", "del"}, {"code", "kbd", "samp", "tt"}


class Hooks(NamedTuple):
    """What is made of addresses. ``link`` gives the one to write, or nothing where only the words are to stay.

    ``picture`` gives Markdown for an address, an alt text and a caption; a caption it makes nothing of stays as a paragraph.
    """

    link: Callable[[str], str] = lambda target: target if re.match(r"(?:https?|mailto|tel):", target, re.IGNORECASE) else ""
    picture: Callable[[str, str, str], str] = lambda target, alt, caption: ""
    top: int = 1  # the level of the first heading


def transcribed(root: "HtmlElement", hooks: Hooks | None = None) -> str:
    """A tree as Markdown; every word of it is there again, in order."""
    text = "\n\n".join(_blocks(root, hooks or Hooks(), Style(), 0))
    return text + "\n" if text else ""


def _blocks(element: "HtmlElement", hooks: Hooks, style: Style, depth: int, place: str = "") -> list[str]:
    scribe = _Scribe(hooks, depth, place)
    scribe.inside(element, style)
    scribe.end_paragraph()
    return scribe.done


class _Scribe:
    """Writes blocks one under another, and gathers the runs of the paragraph that it is in."""

    def __init__(self, hooks: Hooks, depth: int, place: str = ""):
        self.hooks, self.depth, self.place = hooks, depth, place
        self.done: list[str] = []
        self.runs: list[Run] = []

    def inside(self, element: "HtmlElement", style: Style) -> None:
        self.say(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self.one(child, child.tag, style)
            self.say(child.tail, style)

    def say(self, text: str | None, style: Style) -> None:
        if text:
            self.runs.append(Run(re.sub(r"[\s\u00a0]+", " ", text.replace("\u00ad", "")), style))

    def end_paragraph(self) -> None:
        self.done += paragraphs(self.runs)
        self.runs = []

    def block(self, text: str) -> None:
        self.end_paragraph()
        if text.strip():
            self.done.append(text)

    def one(self, child: "HtmlElement", tag: str, style: Style) -> None:
        style = styled(child, style, self.place != HEADING) if tag in ("span", "font", "u") else style
        if tag == "br":
            self.runs.append(Run("\n", style, made=True))
        elif tag in _STRONG:
            self.inside(child, styled(child, style._replace(strong=self.place != HEADING), self.place != HEADING))
        elif tag in _EM:
            self.inside(child, styled(child, style._replace(em=True), self.place != HEADING))
        elif tag in _STRUCK:
            self.inside(child, style._replace(struck=True))
        elif tag in _CODE:
            self.inside(child, style._replace(code=True))
        elif tag == "a":
            target = led_to((child.get("href") or "").strip())
            self.inside(child, style._replace(link=(target and safe(target) and self.hooks.link(target)) or style.link))
        elif tag == "img":
            self.picture(child, "", style)
        elif tag in ("iframe", "video", "audio"):
            self.played(child, style)
        elif tag == "noteref":  # of our own making: see word.py
            self.runs.append(Run(f"[^{child.get('id')}]", style, made=True))
        elif tag in ("sup", "sub") and (child.text or "").strip() and not len(child):
            self.runs.append(Run(f"<{tag}>{words(child.text.strip())}</{tag}>", style, made=True))
        elif tag == "q":
            self.runs.append(Run("\u201c", style))
            self.inside(child, style)
            self.runs.append(Run("\u201d", style))
        elif tag == "hr":
            self.block("* * *")
        elif re.fullmatch("h[1-6]", tag):
            if self.place == LIST:
                self.end_paragraph()
                self.inside(child, style._replace(strong=True))
                self.end_paragraph()
            else:
                self.block(self.heading(child, int(tag[1])))
        elif tag in ("ul", "ol"):
            self.block(self.listed(child, style) if self.depth < MOST_NESTED else "\n\n".join(self.below(child, style)))
        elif tag == "blockquote":
            inner = "\n\n".join(self.below(child, style))
            self.block(quoted(inner) if self.depth < MOST_NESTED and self.place != LIST else inner)
        elif tag == "note":
            self.block(f"[^{child.get('id')}]: " + _indented("\n\n".join(self.below(child, style))).lstrip())
        elif tag == "pre":
            if _is_code(child):
                self.block(fenced("".join(child.itertext())))
            else:
                self.verse(child, style)
        elif tag == "table":
            self.table(child, style)
        elif tag == "figure":
            self.figure(child, style)
        else:
            if tag in _BLOCKS or tag == "li":
                self.end_paragraph()
            self.inside(child, style._replace(strong=True) if tag == "dt" else style)
            if tag in _BLOCKS or tag == "li":
                self.end_paragraph()

    def below(self, element: "HtmlElement", style: Style, place: str = "") -> list[str]:
        return _blocks(element, self.hooks, style, self.depth + 1, place or self.place)

    def heading(self, child: "HtmlElement", level: int) -> str:
        scribe = _Scribe(self.hooks, self.depth + 1, HEADING)  # it is bold as it is
        scribe.inside(child, Style())
        scribe.end_paragraph()
        text = " ".join(" ".join(scribe.done).split())
        text = re.sub(r"(?<!\\)(#+)$", r"\\\1", text.removeprefix("\\") if re.match(r"\\[-+#>]", text) else text)
        return f"{'#' * min(level + self.hooks.top - 1, 6)} {text}" if text else ""

    def listed(self, child: "HtmlElement", style: Style) -> str:
        """The items of a list; one that only holds another list has none of its own."""
        before: list[str] = []
        items: list[list[str]] = []
        for item in [child, *child]:
            if item is child:
                blocks = [words(" ".join((child.text or "").split()))]
            elif isinstance(item.tag, str) and item.tag in ("ul", "ol"):
                blocks = [_Scribe(self.hooks, self.depth + 1, LIST).listed(item, style)]
            else:
                blocks = self.below(item, style, LIST) if isinstance(item.tag, str) else []
            blocks = [one for one in blocks if one]
            if blocks and _is_list(blocks[0]):
                (items[-1] if items else before).extend(blocks)
            elif blocks:
                items.append(blocks)
            if item is not child and (item.tail or "").strip():
                items.append([line(words(" ".join(item.tail.split())))])
        start = child.get("start", "1")
        first = int(start) if child.tag == "ol" and re.fullmatch(r"\d{1,4}", start) else 1
        loose = any(len(blocks) > 2 or sum(not _is_list(one) for one in blocks) > 1 or "\n\n" in "".join(blocks) for blocks in items)
        out = []
        for number, blocks in enumerate(items, first):
            inner = blocks[0] + "".join(("\n" if _is_list(one) and not loose else "\n\n") + one for one in blocks[1:])
            out.append((f"{number}. " if child.tag == "ol" else "- ") + _indented(inner).lstrip())
        return "\n\n".join([*before, *([("\n\n" if loose else "\n").join(out)] if out else [])])

    def verse(self, child: "HtmlElement", style: Style) -> None:
        """Text whose line ends count."""
        self.end_paragraph()
        for at, said in enumerate("".join(child.itertext()).strip("\n").split("\n")):
            if at:
                self.runs.append(Run("\n", style, made=True))
            self.say(said, style)
        self.end_paragraph()

    def table(self, child: "HtmlElement", style: Style) -> None:
        """Rows and columns as such, where it has any; a table that only holds a page together is left out around its text."""
        rows = [row for one in child.iter("tr") if (row := [cell for cell in one if cell.tag in ("td", "th")])]
        held = ("table", "blockquote", "h1", "h2", "h3", "img", "pre", "hr")
        cells = [cell for row in rows for cell in row]
        grid = [] if self.place == LIST or any(next(cell.iter(*held), None) is not None for cell in cells) else grid_of(rows)
        if not grid:
            self.end_paragraph()
            self.inside(child, style)
            self.end_paragraph()
            return
        caption = child.find("caption")
        if caption is not None:
            self.block("\n\n".join(self.below(caption, style)))
        texts = [[self.cell(cell, style) if cell is not None else "" for cell in row] for row in grid]
        lines = [f"| {' | '.join(row)} |" for row in texts]
        self.block("\n".join([lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]]))

    def cell(self, cell: "HtmlElement", style: Style) -> str:
        """What stands in a cell, on one line: its paragraphs, and the items of a list, one under another all the same."""
        blocks = self.below(cell, style)
        lines = [line for block in blocks for line in (re.split(r"\n\s*", block) if _is_list(block) else [block])]
        said = [" ".join((re.sub(r"^(?:- |\d+\. )", "", line) if _is_list(line) else line).split()) for line in lines]
        return "<br>".join(filter(None, said)).replace("|", "&#124;")

    def figure(self, child: "HtmlElement", style: Style) -> None:
        self.end_paragraph()
        pictures, captions = list(child.iter("img")), list(child.iter("figcaption"))
        if len(pictures) == 1 and len(captions) == 1 and not any(len(one.xpath(".//img")) for one in captions):
            caption = captions[0]
            if self.picture(pictures[0], " ".join("".join(caption.itertext()).split()), style):
                caption.drop_tree()
            pictures[0].drop_tree()
        self.inside(child, style)
        self.end_paragraph()

    def picture(self, child: "HtmlElement", caption: str, style: Style) -> str:
        alt = " ".join((child.get("alt") or "").split())
        made = self.hooks.picture((child.get("src") or "").strip(), alt, caption)
        if made:
            self.runs.append(Run(made, style._replace(link=""), made=True))
        return made

    def played(self, child: "HtmlElement", style: Style) -> None:
        source = child if child.get("src") else next(child.iter("source"), child)
        target = self.hooks.link(re.sub("^//", "https://", source.get("src") or ""))
        if target:
            self.runs.append(Run(f"<{address(target)}>", style._replace(link=""), made=True))
        self.inside(child, style)


def _is_code(pre: "HtmlElement") -> bool:
    """Whether text whose line ends count is code, as its element says."""
    whole = len(pre) == 1 and pre[0].tag == "code" and not (pre.text or "").strip() and not (pre[0].tail or "").strip()
    return whole or re.search(r"code|brush|prettyprint|language-|lang:", pre.get("class") or "") is not None


def _is_list(block: str) -> bool:
    return re.match(r"- |\d+\. ", block) is not None


def _indented(text: str) -> str:
    return re.sub(r"^(?=.)", "    ", text, flags=re.MULTILINE)


def quoted(text: str) -> str:
    """Blocks as a quotation."""
    return re.sub(r"^(?=.)", "> ", text, flags=re.MULTILINE).replace("\n\n", "\n>\n")
