"""Which issues have a letter: the page that shows it, its styles, its pictures that are drawn, and the message that is sent."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.letter.drawing import WIDTH, Drawing, drawing, height
from plugins.letter.message import message
from plugins.letter.setting import page, styles
from plugins.letter.view import COVER, COVER_HEIGHT, PARTS, STYLES, Parts, Styles, colours, letter_view
from plugins.magazine.cover import Cover, cover_of, shapes
from plugins.magazine.edition import drawings, edition_mark, letter_address, theme_file
from plugins.magazine.issue import Issue
from plugins.magazine.issue_mark import issue_mark
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Message, Page
from plugins.magazine.picture import Shown


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The letter of every issue that is out, as a page."""
    parts = _parts(magazine)
    for issue in _sent(magazine, day):
        address = letter_address(magazine, issue)
        look = Styles(parts, colours(issue), f"{magazine.masthead.root}/theme")
        cover = cover_of(magazine, issue)
        yield Page(address, page, _later(magazine, day, issue, parts), issue.path)
        yield Page(f"{address}{STYLES}", styles, look, issue.path)
        yield Page(f"{address}{COVER}", drawing, Later(mark(cover), partial(_cover, cover), listed=False), issue.path)
        for one in _drawn(magazine, day, issue):
            yield Page(one.file.address, drawing, one.drawing, issue.path)


def messages(magazine: Magazine, day: date) -> Iterator[Message]:
    """The letter of every issue that is out, as it is sent. A preview is sent to nobody."""
    if magazine.preview:
        return
    parts = _parts(magazine)
    for issue in _sent(magazine, day):
        texts = (issue.path, *(one.story.path for one in magazine.run(day).in_issue(issue)))
        name = f"{magazine.masthead.stem}-{issue.number}.eml"
        yield Message(name, message, _later(magazine, day, issue, parts), issue.path, texts)


def _sent(magazine: Magazine, day: date) -> list[Issue]:
    return [issue for issue in magazine.run(day).issues if letter_address(magazine, issue)]


def _parts(magazine: Magazine) -> Parts:
    return tuple((name, theme_file(magazine, name)) for name in PARTS)


def _later(magazine: Magazine, day: date, issue: Issue, parts: Parts) -> Later:
    drawn = tuple((one.source, one.file) for one in _drawn(magazine, day, issue))
    said = mark(parts, edition_mark(magazine, day, issue), drawn, issue_mark(magazine, day, issue))
    return Later(said, partial(letter_view, magazine, day, issue, parts, drawn), listed=False)


def _cover(cover: Cover) -> Drawing:
    return Drawing(shapes(cover), COVER_HEIGHT, cover.ink)


class _Drawn(NamedTuple):
    """A drawing of an issue: its address in the texts, the picture that stands for it, what that is drawn from."""

    source: str
    file: Shown
    drawing: Drawing


def _drawn(magazine: Magazine, day: date, issue: Issue) -> Iterator[_Drawn]:
    for source, raw in drawings(magazine, day, issue, "letter"):
        svg = raw.decode("utf-8", "replace")
        stem = PurePosixPath(source).stem
        file = Shown(f"{letter_address(magazine, issue)}{stem}-{mark(source, svg)[:8]}.png", WIDTH, height(svg))
        yield _Drawn(source, file, Drawing(svg, file.height))
