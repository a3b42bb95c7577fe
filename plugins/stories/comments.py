"""What stands about a story on its page: replies of those it is about, comments, and how to write one."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.magazine.comment import Comment
from plugins.magazine.conversation import conversation, is_open
from plugins.magazine.dates import long_day
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.galley import Text
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.run import PRINTED, Placed, Run
from plugins.magazine.typography import typeset
from plugins.stories import mail


class Voice(NamedTuple):
    """One comment, or one reply, as it is printed."""

    anchor: str
    name: str
    website: str
    written: date
    day: str
    body: Text
    answers: tuple["Voice", ...] = ()


class Comments(NamedTuple):
    """``replies`` stand by the story, the others below it; ``write`` is a mail to the magazine while comments are open."""

    replies: tuple[Voice, ...] = ()
    threads: tuple[Voice, ...] = ()
    total: str = ""
    write: str = ""
    closed: bool = False
    feeds: tuple[Feed, ...] = ()


NOTHING = Comments()


def comments_of(magazine: Magazine, day: date, placed: Placed, title: str) -> Comments:
    """What a story's page shows of its conversation; ``title`` is the story's as it is printed."""
    run = magazine.run(day)
    said, address, language = conversation(run, placed), run.address(placed.story), placed.story.lang
    count = len(said.comments)
    return Comments(
        replies=tuple(_voice(magazine, one, language) for one in said.replies),
        threads=tuple(
            _voice(magazine, thread.comment, language)._replace(answers=tuple(_voice(magazine, one, language) for one in thread.answers))
            for thread in said.threads
        ),
        total=magazine.says.ngettext("%(num)s comment", "%(num)s comments", count) % {"num": count} if count else "",
        write=mail.comment(magazine, title, address) if is_open(run, placed) else "",
        closed=magazine.masthead.comments.on and not is_open(run, placed),
        feeds=tuple(feeds_of("conversations", run, label=title, language=language, story=address)) if said.said else (),
    )


def comments_mark(magazine: Magazine, day: date, placed: Placed) -> str:
    """The mark of all this, what it takes from the story and the masthead apart."""
    if placed.state != PRINTED:
        return ""
    run = magazine.run(day)
    said, asked = conversation(run, placed).said, "open" if is_open(run, placed) else "closed"
    return f"{asked} {mark(_marks(magazine, said))}" if said else asked  # of most stories nobody says anything


def paths_on(run: Run, placed: Placed) -> list[str]:
    """The files that a story's page is made of: its own, and those of what was said of it."""
    return [placed.story.path, *(one.path for one in conversation(run, placed).said)]


def _marks(magazine: Magazine, comments: Iterable[Comment]) -> list[tuple[object, ...]]:
    """What is said of each of some comments, with the mark of its text."""
    return [(one.stem, one.header, one.moment, magazine.galley(one).text.mark) for one in comments]


def _voice(magazine: Magazine, comment: Comment, language: str) -> Voice:
    assert comment.moment is not None, comment.path
    written = comment.moment.date()
    return Voice(
        anchor=comment.anchor,
        name=typeset(comment.header.name, language),
        website=comment.header.website,
        written=written,
        day=long_day(written, magazine.language),
        body=magazine.galley(comment).text,
    )
