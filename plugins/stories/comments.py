"""What stands about a story on its page: replies of those it is about, comments, and how to write one."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from plugins.magazine.conversation import conversation, conversations, is_open
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.run import PRINTED, Placed, Run
from plugins.magazine.voice import Voice, replies, voice, voice_mark
from plugins.stories import mail


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
        replies=replies(magazine, run, placed),
        threads=tuple(
            voice(magazine, thread.comment, language)._replace(answers=tuple(voice(magazine, one, language) for one in thread.answers))
            for thread in said.threads
        ),
        total=magazine.says.ngettext("%(num)s comment", "%(num)s comments", count) % {"num": count} if count else "",
        write=mail.comment(magazine, title, address) if is_open(run, placed) else "",
        closed=magazine.masthead.comments.on and not is_open(run, placed),
        feeds=tuple(feeds_of("conversations", run, label=title, language=language, story=address)) if said.said else (),
    )


def comments_marks(magazine: Magazine, day: date) -> Callable[[Placed], str]:
    """Gives the mark of all this for a story, what it takes from the story itself and the masthead apart."""
    run = magazine.run(day)
    said = conversations(run)

    def mark_of(placed: Placed) -> str:
        if placed.state != PRINTED:
            return ""
        talk, asked = said.get(placed.story.path), "open" if is_open(run, placed) else "closed"
        # of most stories nobody says anything
        return f"{asked} {mark([voice_mark(magazine, one) for one in talk.said])}" if talk else asked

    return mark_of


def paths_on(run: Run, placed: Placed) -> list[str]:
    """The files that a story's page is made of: its own, and those of what was said of it."""
    return [placed.story.path, *(one.path for one in conversation(run, placed).said)]
