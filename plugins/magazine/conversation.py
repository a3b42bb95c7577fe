"""A conversation is what readers said of a story by a day: comments with the answers to each, and replies of those it is about."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.magazine.comment import Comment
from plugins.magazine.dates import long_day
from plugins.magazine.model import unknown
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.remembered import remembered
from plugins.magazine.run import HELD, PRINTED, WITHDRAWN, Placed, Run


class Thread(NamedTuple):
    """A comment and all that was answered to it, oldest first: answers to an answer stand beside it."""

    comment: Comment
    answers: tuple[Comment, ...]


class Conversation(NamedTuple):
    """``replies`` use the right of reply and stand by the story itself; the ``threads`` stand below it."""

    replies: tuple[Comment, ...] = ()
    threads: tuple[Thread, ...] = ()

    @property
    def comments(self) -> list[Comment]:
        """All comments and answers in the order in which they are printed."""
        return [one for thread in self.threads for one in (thread.comment, *thread.answers)]

    @property
    def said(self) -> list[Comment]:
        """Everything, replies first."""
        return [*self.replies, *self.comments]


NOTHING_SAID = Conversation()


@remembered
def conversations(run: Run) -> dict[str, Conversation]:
    """What is printed of all comments on the day of a run, by the path of the story."""
    found: dict[str, list[Comment]] = {}
    for comment, stories in _placed(run):
        if len(stories) == 1 and _seen(comment, stories[0], run):
            found.setdefault(stories[0].story.path, []).append(comment)
    return {path: _threaded(said) for path, said in sorted(found.items())}


def conversation(run: Run, placed: Placed) -> Conversation:
    """What is printed of one story's."""
    return conversations(run).get(placed.story.path, NOTHING_SAID)


def is_open(run: Run, placed: Placed) -> bool:
    """Whether readers may still write about a story: the masthead says for how many days."""
    comments = run.masthead.comments
    return comments.on and run.day < placed.published.date() + timedelta(days=comments.days)


@remembered
def _placed(run: Run) -> list[tuple[Comment, list[Placed]]]:
    """Each comment with the stories whose files have the name that it gives: one, unless something is wrong."""
    by_stem: dict[str, list[Placed]] = {}
    for placed in run.placed.values() if run.comments else ():
        by_stem.setdefault(PurePosixPath(placed.story.source).stem, []).append(placed)
    return [(comment, by_stem.get(comment.story, [])) for comment in run.comments]


def _seen(comment: Comment, placed: Placed, run: Run) -> bool:
    """Whether readers get it: never before its day, nor with a story that they do not get."""
    written = comment.moment is not None and comment.moment.date() <= run.day
    return placed.state == PRINTED and written and bool(comment.header.name)


def _threaded(said: Iterable[Comment]) -> Conversation:
    said = sorted(said, key=lambda comment: comment.order)
    by_stem = {comment.stem: comment for comment in said if not comment.is_reply}
    threads: dict[str, list[Comment]] = {}
    for comment in by_stem.values():
        first = _first(comment, by_stem)
        threads.setdefault(first.stem, [])
        if first is not comment:
            threads[first.stem].append(comment)
    begun = sorted((by_stem[stem] for stem in threads), key=lambda comment: comment.order)
    replies = tuple(comment for comment in said if comment.is_reply)
    return Conversation(replies, tuple(Thread(comment, tuple(threads[comment.stem])) for comment in begun))


def _first(comment: Comment, by_stem: dict[str, Comment]) -> Comment:
    """The comment that a thread began with; of two that answer each other, each itself."""
    seen, last = {comment.stem}, comment
    while before := by_stem.get(last.header.in_reply_to):
        if before.stem in seen:
            return comment
        seen.add(before.stem)
        last = before
    return last


def unseen(run: Run) -> set[str]:
    """The files of comments that readers do not get today for no fault of their own."""
    return {
        comment.path
        for comment, stories in _placed(run)
        if len(stories) == 1 and (stories[0].state != PRINTED or comment.moment and comment.moment.date() > run.day)
    }


def of_withdrawn(run: Run) -> set[str]:
    """The files of what was said of stories that are withdrawn."""
    return {comment.path for comment, stories in _placed(run) if any(placed.state == WITHDRAWN for placed in stories)}


def rules(run: Run) -> Iterator[Problem]:
    """What only the whole magazine can tell: stories and comments that are not there, and what was said before it could be."""
    beside: dict[str, dict[str, Comment]] = {}
    for comment in run.comments:
        beside.setdefault(comment.story, {})[comment.stem] = comment
    for comment, stories in _placed(run):
        if len(stories) != 1:
            yield Problem(comment.path, 0, "unknown-story", _no_story(comment, stories, run))
            continue
        placed = stories[0]
        if placed.state in (HELD, WITHDRAWN):
            message = f"its story is {placed.state}, so nobody gets this comment: take it out where that is meant to last"
            yield Problem(comment.path, 0, "not-printed", message, WARNING)
        if comment.moment and placed.moment and comment.moment.date() < placed.moment.date():
            came_out = long_day(placed.moment)
            message = f"the comment is from {long_day(comment.moment)} and its story came out on {came_out}: mend its date"
            yield Problem(comment.path, comment.manuscript.line("date"), "bad-date", message)
        if comment.header.in_reply_to:
            yield from _answer(comment, beside[comment.story])


def _answer(comment: Comment, beside: dict[str, Comment]) -> Iterator[Problem]:
    name, line = comment.header.in_reply_to, comment.manuscript.line("in_reply_to")
    before = beside.get(name)
    if before is None:
        others = [stem for stem in beside if stem != comment.stem]
        yield Problem(comment.path, line, "unknown-comment", f"`in_reply_to`: {unknown(name, others, 'comment')}")
    elif before.is_reply:
        message = f"`in_reply_to`: `{name}` is a right of reply, which stands by the story itself: take the field out"
        yield Problem(comment.path, line, "unknown-comment", message)
    elif _goes_round(comment, beside):
        message = "`in_reply_to`: this comment answers an answer to itself: take the field out of the one that came first"
        yield Problem(comment.path, line, "unknown-comment", message)
    elif comment.moment and before.moment and comment.moment.date() < before.moment.date():
        message = (
            f"the answer is from {long_day(comment.moment)}, and what it answers from {long_day(before.moment)}: mend one of the dates"
        )
        yield Problem(comment.path, comment.manuscript.line("date"), "bad-date", message)


def _goes_round(comment: Comment, beside: dict[str, Comment]) -> bool:
    seen = {comment.stem}
    last: Comment | None = beside.get(comment.header.in_reply_to)
    while last and last.stem not in seen:
        seen.add(last.stem)
        last = beside.get(last.header.in_reply_to)
    return last is comment


def _no_story(comment: Comment, stories: list[Placed], run: Run) -> str:
    if stories:
        return f"`{comment.story}` is the file name of {len(stories)} stories: give one of them another"
    if not comment.story or "/" in comment.story:
        return "a comment stands in a folder with the file name of its story: put it at comments/<story>/<date>-<name>.md"
    known = {PurePosixPath(placed.story.source).stem for placed in run.placed.values()}
    return f"its folder: {unknown(comment.story, known, 'story')}"
