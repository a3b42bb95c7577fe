"""A sharing image is drawn for every story and issue: what is shown of it wherever somebody passes its address on."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from plugins.magazine.compositor import compiler
from plugins.magazine.dates import long_day
from plugins.magazine.ink import BLACK_LIGHT, PAPER_LIGHT, ink
from plugins.magazine.issue import Issue
from plugins.magazine.listing import byline, department_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page
from plugins.magazine.run import PRINTED, Placed
from plugins.magazine.typography import typeset

NAME = "share.png"
WIDTH, HEIGHT = 1200, 630  # what every place that shows such images asks for
LONGEST_TITLE, LONGEST_STANDFIRST, LONGEST_BYLINE = 150, 200, 110  # characters that can be read at that size


class Poster(NamedTuple):
    """What is drawn. ``drawing`` is SVG, of an issue alone; ``number`` is empty for a story of no issue."""

    name: str
    when: str
    kicker: str
    title: str
    standfirst: str
    byline: str
    number: str
    ink: str
    language: str
    drawing: str = ""


def picture(magazine: Magazine, address: str) -> str:
    """The full address of the image of the page at ``address``; nothing where none is drawn."""
    return magazine.masthead.absolute(f"{address}{NAME}") if wanted(magazine) else ""


def of_story(magazine: Magazine, day: date, placed: Placed) -> Iterator[Page]:
    """The image of a story, unless it was withdrawn or the magazine has no such images."""
    if not wanted(magazine) or placed.state != PRINTED:
        return
    run, story, magazine = magazine.run(day), placed.story, magazine.speaking(placed.story.lang)
    issue = run.shown_issue(placed)
    raw = Poster(
        name=magazine.masthead.name,
        when=issue.period_in(magazine.language, magazine.masthead) if issue else long_day(placed.published, magazine.language),
        kicker=department_ref(magazine, placed).label,
        title=story.title,
        standfirst=story.header.summary,
        byline=", ".join(ref.label for ref in byline(magazine, placed)),
        number=str(issue.number) if issue else "",
        ink=issue.ink.light if issue else _plain_ink(),
        language=story.lang,
    )
    view = Later(mark(raw, story.manuscript.syntax), partial(_typeset, raw, partial(magazine.words, story)), listed=False)
    yield Page(f"{run.address(story)}{NAME}", drawn, view, story.path)


def of_issue(magazine: Magazine, issue: Issue, shapes: Callable[[], str]) -> Iterator[Page]:
    """The image of an issue, unless the magazine has none. ``shapes`` gives those of its cover, as SVG."""
    if not wanted(magazine):
        return
    raw = Poster(
        name=magazine.masthead.name,
        when=issue.period_in(magazine.language, magazine.masthead),
        kicker="",
        title=issue.theme,
        standfirst=issue.summary,
        byline="",
        number=str(issue.number),
        ink=issue.ink.light,
        language=magazine.masthead.language,
    )
    words = partial(typeset, language=raw.language)
    view = Later(mark(raw, issue.cover), lambda: _typeset(raw, words)._replace(drawing=shapes()), listed=False)
    yield Page(f"{issue.address}{NAME}", drawn, view, issue.path)


def drawn(view: Poster) -> bytes:
    """The image as PNG. The words travel as data, so that none of them is ever taken for a command."""
    said = {**view._asdict(), "paper": PAPER_LIGHT, "black": BLACK_LIGHT, "language": _language(view.language)}
    png: bytes = compiler().compile(DRAWING.encode(), format="png", ppi=72.0, sys_inputs={"said": json.dumps(said)})
    return png


def wanted(magazine: Magazine) -> bool:
    """Whether there are such images: a preview is passed on to nobody."""
    return magazine.masthead.sharing_images and not magazine.preview


def _typeset(raw: Poster, words: Callable[[str], str]) -> Poster:
    """A poster with typographic marks, and no more words than can be read."""
    return raw._replace(
        title=_cut(words(raw.title), LONGEST_TITLE),
        standfirst=_cut(words(raw.standfirst), LONGEST_STANDFIRST),
        byline=_cut(raw.byline, LONGEST_BYLINE),
    )


def _cut(words: str, most: int) -> str:
    """Words that fit, with an ellipsis where there were more."""
    return words if len(words) <= most else (words[:most].rpartition(" ")[0] or words[:most]) + "\u2026"


def _language(code: str) -> str:
    """The language as Typst knows it: two or three letters (ISO 639)."""
    code = code.partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else "en"


@lru_cache(maxsize=1)
def _plain_ink() -> str:
    return ink(0).light


# Typst, and all of it: what differs from image to image is in `said`.
DRAWING = """
#let said = json(bytes(sys.inputs.said))
#let of-issue = said.drawing != ""
#let (ink, paper, black) = (rgb(said.ink), rgb(said.paper), rgb(said.black))
#let (front, rule) = if of-issue { (paper, paper) } else { (black, ink) }
#let edge = 64pt
#let room = if of-issue { 540pt } else { 764pt }
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: if of-issue { ink } else { paper })
#set text(font: ("Source Sans Pro", "Libertinus Serif"), weight: 900, fill: front, lang: said.language, hyphenate: false)
#set par(leading: 0.34em)

// The largest of some sizes at which words stand in a column of such a height, none of them wider than it.
#let fitted(words, height, sizes, ..style) = context {
  let at(size) = block(width: room, text(size: size, ..style, words))
  let fits(size) = (
    measure(at(size)).height <= height
      and words.split().all(word => measure(text(size: size, ..style, word)).width <= room)
  )
  let size = sizes.find(fits)
  at(if size == none { sizes.last() } else { size })
}

#place(top + left, dx: edge, dy: 52pt, text(size: 38pt, tracking: -0.03em, said.name))
#place(top + left, dx: edge, dy: 104pt, rect(width: if of-issue { 1200pt - 2 * edge } else { room }, height: 6pt, fill: rule))
#let headline = fitted(said.title, 204pt, (100pt, 84pt, 76pt, 68pt, 60pt, 52pt, 46pt, 40pt, 34pt, 28pt), tracking: -0.02em)
#let standfirst = {
  set par(leading: 0.5em)
  fitted(said.standfirst, 86pt, (31pt, 28pt, 25pt, 22pt), font: "Libertinus Serif", weight: 400)
}
#place(top + left, dx: edge, dy: 148pt, block(width: room, height: 372pt, clip: true, if of-issue { headline } else {
  stack(text(size: 23pt, fill: ink, tracking: 0.06em, upper(said.kicker)), 22pt, headline, 44pt, standfirst)
}))
#if of-issue {
  place(top + left, dx: edge - 8pt, dy: 410pt, text(size: 216pt, tracking: -0.04em, said.number))
  place(bottom + right, dx: -edge, dy: -58pt, text(size: 28pt, tracking: 0.06em, upper(said.when)))
  place(top + right, dx: -edge, dy: 122pt, image(bytes(said.drawing), format: "svg", width: 520pt))
} else {
  place(bottom + left, dx: edge, dy: -52pt, block(width: room, text(size: 27pt, font: "Libertinus Serif", weight: 400, said.byline)))
  place(top + right, rect(width: 308pt, height: 630pt, fill: ink, inset: 0pt, {
    place(top + left, dx: 40pt, dy: 60pt, block(width: 236pt, text(size: 25pt, fill: paper, said.when)))
    place(bottom + left, dx: 32pt, dy: -52pt, text(size: 168pt, fill: paper, tracking: -0.04em, said.number))
    if said.number == "" { place(bottom + left, dx: 40pt, dy: -52pt, rect(width: 96pt, height: 96pt, fill: paper)) }
  }))
}
"""
