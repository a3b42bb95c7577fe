"""A voice is what one reader said of a story, or one of those that it is about, as it is printed."""

from datetime import date
from typing import NamedTuple

from plugins.magazine.comment import Comment
from plugins.magazine.conversation import conversation
from plugins.magazine.dates import long_day
from plugins.magazine.galley import Text
from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Placed, Run
from plugins.magazine.typography import typeset


class Voice(NamedTuple):
    """One comment, or one reply."""

    anchor: str
    name: str
    website: str
    written: date
    day: str
    body: Text
    answers: tuple["Voice", ...] = ()


def voice(magazine: Magazine, comment: Comment, language: str) -> Voice:
    """A comment in print; its ``language`` is that of its story."""
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


def replies(magazine: Magazine, run: Run, placed: Placed) -> tuple[Voice, ...]:
    """What those that a story is about replied to it: it stands by the story wherever the story stands."""
    return tuple(voice(magazine, one, placed.story.lang) for one in conversation(run, placed).replies)


def replies_mark(magazine: Magazine, run: Run, placed: Placed) -> tuple[object, ...]:
    """What changes wherever one of these does."""
    return tuple(voice_mark(magazine, one) for one in conversation(run, placed).replies)


def voice_mark(magazine: Magazine, comment: Comment) -> tuple[object, ...]:
    """What is said in a comment, with the mark of its text."""
    return comment.stem, comment.header, comment.moment, magazine.galley(comment).text.mark
