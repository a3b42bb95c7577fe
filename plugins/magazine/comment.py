"""A comment is what a reader wrote about a story, or the reply of somebody the story is about; an editor puts it into git."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import SLUG, Model, NotADay, WebAddress, Words, fit, plain_day, strange_year
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.story_header import Moment
from plugins.magazine.survey import Link

FOLDER, SUFFIX = "comments", ".md"
LONGEST = 64 * 1024  # bytes of text, as of any submission
_DAY_OF_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-.")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class CommentHeader(Model):
    """``content/comments/<story file stem>/<date>-<name>.md``. The date may stand in the file's name alone."""

    name: Words = ""
    date: Moment | None = None
    website: WebAddress = ""
    in_reply_to: Words = ""
    standing: Literal["comment", "right-of-reply"] = "comment"
    checked: Words = ""  # by the desk, where it is about an anonymised case


class Comment(NamedTuple):
    """One comment. ``story`` is the file stem of the story it is about, ``stem`` its own, by which others answer it.

    Without a ``moment`` or a name it is not printed.
    """

    path: str
    story: str
    stem: str
    manuscript: Manuscript
    header: CommentHeader
    moment: datetime | None

    @property
    def anchor(self) -> str:
        """Its place on the story's page."""
        return f"comment-{self.stem}"

    @property
    def is_reply(self) -> bool:
        """Whether somebody uses their right of reply with it."""
        return self.header.standing == "right-of-reply"

    @property
    def order(self) -> tuple[datetime, str]:
        """Sorts comments as they came."""
        assert self.moment is not None, self.path
        return self.moment, self.stem


def no_comment(manuscript: Manuscript) -> list[Problem]:
    """Says of an article of an ordinary site, which may have a folder of this name, that nobody gets it; of a comment nothing."""
    if "title" not in manuscript.data or "name" in manuscript.data:
        return []
    message = "a comment has a `name` and no `title`: mend its header, or put the article into another folder; nobody gets it from here"
    return [Problem(manuscript.path, 0, "not-printed", message, WARNING)]


def read_comment(manuscript: Manuscript, source: str, masthead: Masthead) -> tuple[Comment, list[Problem]]:
    """Reads one file of ``comments/``."""
    header, problems = fit(CommentHeader, manuscript)
    place = PurePosixPath(source)
    moment, found = _moment(manuscript, header, place.stem, masthead)
    folder = "/".join(place.parts[1:-1])
    comment = Comment(manuscript.path, folder, place.stem, manuscript, header, moment)
    return comment, [*problems, *found, *_rules(comment, masthead)]


def _moment(manuscript: Manuscript, header: CommentHeader, stem: str, masthead: Masthead) -> tuple[datetime | None, list[Problem]]:
    """When it was written: as the header says, else as the file's name begins."""
    line, moment = manuscript.line("date"), header.date
    try:
        if moment is None and "date" not in manuscript.data:
            named = _DAY_OF_NAME.match(stem)
            if not named:
                message = "`date` is missing: write year-month-day, or begin the file's name with it"
                return None, [Problem(manuscript.path, line, "missing-date", message)]
            return masthead.midnight(plain_day(named[1])), []
    except NotADay as error:
        return None, [Problem(manuscript.path, 0, "bad-date", f"the file's name: {error}")]
    if moment and (wrong := strange_year(moment)):
        return None, [Problem(manuscript.path, line, "bad-date", f"`date`: {wrong}")]
    if moment:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=masthead.zone)).astimezone(masthead.zone)
    return moment, []


def _rules(comment: Comment, masthead: Masthead) -> Iterator[Problem]:
    """What is asked of one comment alone."""
    path, manuscript, header = comment.path, comment.manuscript, comment.header
    if not header.name and not manuscript.data.get("name"):
        yield Problem(path, 1, "missing-field", "`name` is missing: write it as its writer wants it to be printed")
    if not SLUG.fullmatch(comment.stem):
        message = f"the file name `{comment.stem}` becomes an address: write date and name in small letters, as in 2019-05-03-ann-lee.md"
        yield Problem(path, 0, "bad-slug", message)
    if comment.is_reply and header.in_reply_to:
        message = "a right of reply answers the story: take `in_reply_to` out, or its `standing`"
        yield Problem(path, manuscript.line("in_reply_to"), "bad-value", message)
    if not manuscript.body.strip():
        yield Problem(path, manuscript.body_line, "empty", "the comment has no text: write it below the header")
    if len(manuscript.body.encode()) > LONGEST:
        message = f"the comment is longer than {LONGEST // 1024} KiB: ask its writer for a shorter one"
        yield Problem(path, manuscript.body_line, "too-long", message)
    ours = {masthead.mail.submissions, masthead.mail.comments, masthead.mail.publisher}
    for line, words in enumerate(manuscript.body.split("\n"), manuscript.body_line):
        if set(MAIL.findall(words)) - ours if "@" in words else ():
            message = "an e-mail address is never printed with a comment: take it out, or ask the writer for a `website`"
            yield Problem(path, line, "private", message)


def without_pictures(path: str, links: Iterable[Link]) -> tuple[tuple[Link, ...], list[Problem]]:
    """The links of a comment, and for every picture that it will not be seen."""
    links = tuple(links)
    message = "a comment shows no pictures: it is left out; take it out of the text, or say in words what it shows"
    problems = [Problem(path, link.line, "unsafe-markup", message, WARNING) for link in links if link.picture]
    return tuple(link for link in links if not link.picture), problems
