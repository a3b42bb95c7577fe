"""What is in each feed: which stories or issues, in what order, and where those are that have left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import quote

from plugins.feeds import identity
from plugins.feeds.archives import archives, newest_left
from plugins.feeds.atom_rss import atom, rss
from plugins.feeds.entry import issue_entry, language_tag, magazine_author, story_entry
from plugins.feeds.json_feed import json_feed
from plugins.feeds.view import Entry, FeedView, Link, printable
from plugins.magazine.feed import ATOM, JSON, OF_LISTS, RSS, feeds_of, site_feeds
from plugins.magazine.issue import Issue
from plugins.magazine.listing import Group, Ref, author_ref, department_ref, grouped, topic_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.magazine.run import PRINTED, Placed

NEWEST = 30  # stories in a feed, more where the latest issue has more
FORMATS = {RSS: rss, ATOM: atom, JSON: json_feed}
CURRENT = "/feeds/stories.atom"  # the feed that the archive documents are the past of


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every feed of the table in ``plugins/magazine/feed.py``, and the archive documents of the first."""
    run, made = magazine.run(day), _Entries(magazine, day)
    home_language = magazine.masthead.language
    of_language = {feed.language: [p for p in run.printed if p.story.lang == feed.language] for feed in site_feeds(run)}
    chain = archives(run, of_language[home_language])
    left = newest_left(chain, current(of_language[home_language], run.latest))
    past = (Link("prev-archive", magazine.masthead.absolute(left.address)),) if left else ()
    entries_of = {
        "issues": lambda feed: made.issues(),
        "stories": lambda feed: made.stories(current(of_language[feed.language], run.latest)),
    }
    for feed in site_feeds(run):
        entries = entries_of[feed.of](feed)
        archived = feed.of == "stories" and feed.language == home_language and feed.media_type in (RSS, ATOM)
        view = _view(magazine, day, feed.address, feed.title, feed.says, feed.language, entries)
        yield Page(feed.address, FORMATS[feed.media_type], view._replace(links=past) if archived else view)
    for of in OF_LISTS:
        for ref, stories in _groups(magazine, of, identity.once(magazine, run)):
            home = ref.address if any(placed.state == PRINTED for placed in stories) else "/"
            entries = made.stories(current(stories, run.latest))
            for feed in feeds_of(of, run, slug=ref.slug, label=ref.label):
                view = _view(magazine, day, feed.address, feed.title, feed.says, feed.language, entries, home)
                yield Page(feed.address, FORMATS[feed.media_type], view)
    for at, archive in enumerate(chain):
        name = magazine.masthead.number_sign + archive.name if archive.of_issue else archive.name
        near = [("current", CURRENT)]
        near += [("prev-archive", chain[at - 1].address)] if at else []
        near += [("next-archive", chain[at + 1].address)] if at + 1 < len(chain) else []
        title = f"{magazine.masthead.name}: {name}"
        entries = made.stories(archive.stories)
        view = _view(magazine, archive.day, archive.address, title, f"The stories of {name}.", home_language, entries)
        links = tuple(Link(relation, magazine.masthead.absolute(address)) for relation, address in near)
        # the documents of one feed have one id, as in the example of RFC 5005, section 4
        yield Page(archive.address, atom, view._replace(id=_feed_id(magazine, CURRENT), links=links, is_archive=True))


def current(stories: list[Placed], latest: Issue | None) -> list[Placed]:
    """What stands in a feed today, of stories from the newest on: thirty, and the whole of the latest issue."""
    return [placed for at, placed in enumerate(stories) if at < NEWEST or latest and placed.issue is latest]


class _Entries:
    """The entries of one day. Each story becomes one once, however many feeds it is in."""

    def __init__(self, magazine: Magazine, day: date):
        self.magazine, self.run = magazine, magazine.run(day)
        self.ids = identity.ids(magazine)
        self.updates: dict[str, datetime] = identity.updates(magazine, self.run.printed, identity.once(magazine, self.run), self.ids)
        self._made: dict[str, Entry] = {}

    def stories(self, stories: Iterable[Placed]) -> tuple[Entry, ...]:
        return tuple(self._story(placed) for placed in stories)

    def issues(self) -> tuple[Entry, ...]:
        return tuple(issue_entry(self.magazine, self.run, issue, self.updates) for issue in reversed(self.run.issues))

    def _story(self, placed: Placed) -> Entry:
        path = placed.story.path
        if path not in self._made:
            self._made[path] = story_entry(self.magazine, self.run, placed, self.ids[path], self.updates[path])
        return self._made[path]


def _groups(magazine: Magazine, of: str, stories: Iterable[Placed]) -> list[Group]:
    """The stories of every department, topic or person that has some, what was withdrawn among them."""
    return grouped((ref, placed) for placed in stories for ref in _refs(magazine, of, placed))


def _refs(magazine: Magazine, of: str, placed: Placed) -> list[Ref]:
    header = placed.story.header
    return {
        "departments": lambda: [department_ref(magazine, placed)],
        "topics": lambda: [topic_ref(magazine, tag) for tag in header.tags],
        "people": lambda: [author_ref(magazine, name) for name in header.authors],
    }[of]()


def _view(
    magazine: Magazine, day: date, address: str, title: str, says: str, language: str, entries: tuple[Entry, ...], home: str = "/"
) -> FeedView:
    head = magazine.masthead
    view = FeedView(
        id=_feed_id(magazine, address),
        address=head.absolute(address),
        home=head.absolute(home),
        title=title,
        says=says,
        language=language_tag(language),
        author=magazine_author(magazine),
        generator=f"{head.name} press",
        # never the clock: a feed is as new as its newest entry
        updated=max((entry.updated for entry in entries), default=head.midnight(day)),
        entries=(),
    )
    return printable(view)._replace(entries=entries)


def _feed_id(magazine: Magazine, address: str) -> str:
    """An id of the magazine's and not of its host's, which may change (RFC 4151)."""
    return f"tag:{magazine.masthead.authority}:{quote(address.lstrip('/').rpartition('.')[0])}"
