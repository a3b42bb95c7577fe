"""Feed entries of comments: what readers wrote about the stories, newest first, each leading to its place on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

from plugins.feeds.entry import language_tag
from plugins.feeds.view import Author, Entry, printable
from plugins.magazine.comment import Comment
from plugins.magazine.conversation import conversation, conversations
from plugins.magazine.feed import Feed, feeds_of
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.remembered import remembered
from plugins.magazine.run import Placed, Run
from plugins.magazine.typography import typeset

SUMMARY_WORDS = 50
Said = tuple[Placed, Comment]


@remembered
def moments(run: Run) -> dict[str, datetime]:
    """When each comment was written, by its path, oldest first; of two at the same moment the second counts a second later."""
    found: dict[str, datetime] = {}
    taken = set()
    comments = (comment for one in conversations(run).values() for comment in one.said)
    for moment, path in sorted((comment.order[0].replace(microsecond=0), comment.path) for comment in comments):
        while moment in taken:
            moment += timedelta(seconds=1)
        taken.add(moment)
        found[path] = moment
    return found


def newest(run: Run, most: int) -> list[Said]:
    """The newest comments of the whole magazine."""
    said = (one for path in conversations(run) for one in of_story(run, run.placed[path]))
    return sorted(said, key=lambda one: moments(run)[one[1].path], reverse=True)[:most]


def of_story(run: Run, placed: Placed) -> list[Said]:
    """All comments on a story, the newest first."""
    said = sorted(conversation(run, placed).said, key=lambda comment: moments(run)[comment.path], reverse=True)
    return [(placed, comment) for comment in said]


def feeds_of_stories(magazine: Magazine, run: Run) -> Iterator[tuple[Feed, Placed]]:
    """The feed of every story that something was said of."""
    for path in conversations(run):
        placed = run.placed[path]
        title = magazine.words(placed.story, placed.story.title)
        for feed in feeds_of("conversations", run, label=title, language=placed.story.lang, story=run.address(placed.story)):
            yield feed, placed


def comments_mark(magazine: Magazine, run: Run, said: list[Said]) -> str:
    """The mark of all that some entries say."""
    return mark([(p.mark, c.stem, c.header, moments(run)[c.path], magazine.galley(c).text.mark) for p, c in said])


def comment_entry(magazine: Magazine, run: Run, placed: Placed, comment: Comment) -> Entry:
    """A comment as a subscriber gets it."""
    head, galley, moment = magazine.masthead, magazine.galley(comment), moments(run)[comment.path]
    title, say = magazine.words(placed.story, placed.story.title), magazine.speaking(placed.story.lang).says
    name = typeset(comment.header.name, placed.story.lang)
    named = say.gettext("%(name)s replies to %(title)s") if comment.is_reply else say.gettext("%(name)s on %(title)s")
    entry = Entry(
        id=f"tag:{head.authority}:{quote(f'comments/{comment.story}/{comment.stem}')}",
        address=f"{head.absolute(run.address(placed.story))}#{comment.anchor}",
        title=named % {"name": name, "title": title},
        language=language_tag(placed.story.lang),
        published=moment,
        updated=moment,
        authors=(Author(name, comment.header.website),),
        categories=(),
        summary=galley.first_words(SUMMARY_WORDS),
        parts=(galley.text,),
    )
    return printable(entry)
