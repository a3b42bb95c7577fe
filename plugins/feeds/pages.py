"""What is in each feed: which stories or issues, in what order, and where those are that have left it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, cached_property, partial
from typing import NamedTuple
from urllib.parse import quote

from plugins.feeds import comments, identity
from plugins.feeds.afterwards import correction_entries
from plugins.feeds.archives import Archive, archives, newest_left
from plugins.feeds.atom_rss import atom, rss
from plugins.feeds.entry import enclosure, issue_entry, language_tag, magazine_author, story_entry
from plugins.feeds.json_feed import json_feed
from plugins.feeds.view import Entry, FeedView, Link, printable
from plugins.magazine.advert import adverts
from plugins.magazine.afterwards import changes, told_in
from plugins.magazine.edition import edition_files
from plugins.magazine.feed import ATOM, JSON, OF_LISTS, RSS, Feed, feeds_of, site_feeds
from plugins.magazine.furniture import who_is_who
from plugins.magazine.issue import Issue
from plugins.magazine.listing import grouped_as, lists
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.page import Later, Page
from plugins.magazine.run import PRINTED, Placed, marks_of

NEWEST = 30  # stories in a feed, more where the latest issue has more
FORMATS = {RSS: rss, ATOM: atom, JSON: json_feed}
CURRENT = "/feeds/stories.atom"  # the feed that the archive documents are the past of


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every feed of the table in ``plugins/magazine/feed.py``, and the archive documents of the first."""
    run, made, say = magazine.run(day), _Entries(magazine, day), magazine.says
    home_language = magazine.masthead.language
    of_language = {language: [p for p in run.printed if p.story.lang == language] for language in run.languages}
    has_archive = {"stories", "archive"} <= set(magazine.masthead.feeds)
    chain = archives(run, of_language[home_language]) if has_archive else []
    left = newest_left(chain, current(of_language[home_language], run.latest))
    past = (Link("prev-archive", magazine.masthead.absolute(left.address)),) if left else ()
    for feed in site_feeds(run):
        archived = feed.of == "stories" and feed.language == home_language and feed.media_type in (RSS, ATOM)
        home = "/corrections/" if feed.of == "corrections" else "/"
        yield _page(magazine, day, feed, made.of(feed, of_language[feed.language]), home=home, links=past if archived else ())
    for feed, placed in comments.feeds_of_stories(magazine, run):
        yield _page(magazine, day, feed, made.said(comments.of_story(run, placed)), home=run.address(placed.story))
    once = identity.once(magazine, run)
    for of in (kind for kind in OF_LISTS if kind in magazine.masthead.feeds):
        # of most magazines the feeds name the very stories that the lists name
        groups = getattr(lists(magazine, day), of) if len(once) == len(run.listed) else grouped_as(magazine, of, once)
        for ref, stories in groups:
            stands = any(placed.state == PRINTED for placed in stories)
            if of == "people" and not stands:
                continue  # a feed bears a name, and nothing of theirs is left but what was withdrawn
            home = ref.address if stands else "/"
            contents = made.stories(current(stories, run.latest))
            for feed in feeds_of(of, run, slug=ref.slug, label=ref.label):
                yield _page(magazine, day, feed, contents, home=home)
    for at, archive in enumerate(chain):
        name = magazine.masthead.numbered(archive.name) if archive.of_issue else archive.name
        near = [("current", CURRENT)]
        near += [("prev-archive", chain[at - 1].address)] if at else []
        near += [("next-archive", chain[at + 1].address)] if at + 1 < len(chain) else []
        links = tuple(Link(relation, magazine.masthead.absolute(address)) for relation, address in near)
        title = f"{magazine.masthead.name}: {name}"
        feed = Feed("stories", "", home_language, archive.address, ATOM, title, say.gettext("The stories of %(issue)s.") % {"issue": name})
        yield _page(magazine, day, feed, made.stories(archive.stories), links=links, archive=archive)


def current(stories: list[Placed], latest: Issue | None) -> list[Placed]:
    """What stands in a feed today, of stories from the newest on: thirty, and the whole of the latest issue."""
    return [placed for at, placed in enumerate(stories) if at < NEWEST or latest and placed.issue is latest]


class _Contents(NamedTuple):
    """What a feed holds: how many entries, a mark of them all, and the entries themselves, made when they are needed."""

    total: int
    mark: str
    entries: Callable[[], tuple[Entry, ...]]


class _Entries:
    """The entries of one day. Each story becomes one once, however many feeds it is in."""

    def __init__(self, magazine: Magazine, day: date):
        self.magazine, self.run = magazine, magazine.run(day)
        self.ids = identity.ids(magazine)
        self.updates: dict[str, datetime] = identity.updates(magazine, self.run, identity.once(magazine, self.run), self.ids)
        self._made: dict[str, Entry] = {}
        self._marks: dict[str, str] = {}

    def of(self, feed: Feed, stories: list[Placed]) -> _Contents:
        """What a feed of the whole magazine holds; ``stories`` are those of its language."""
        if feed.of == "issues":
            return self.issues
        if feed.of == "corrections":
            return self.corrections
        if feed.of == "comments":
            return self.said(comments.newest(self.run, NEWEST))
        return self.stories(current(stories, self.run.latest))

    def stories(self, stories: list[Placed] | tuple[Placed, ...]) -> _Contents:
        return _Contents(
            len(stories), mark([self._mark(placed) for placed in stories]), lambda: tuple(self._story(placed) for placed in stories)
        )

    @cached_property
    def issues(self) -> _Contents:
        run, magazine = self.run, self.magazine
        issues = list(reversed(run.issues))
        notices = adverts(magazine, run.day).mark
        told = {issue.number: [*run.in_issue(issue), *told_in(run, issue).stories] for issue in issues}
        contents = {number: [self._mark(placed) for placed in stories] for number, stories in told.items()}
        files = {issue.number: edition_files(magazine, issue) for issue in issues}
        marks = [(i.said, magazine.galley(i).text.mark, notices(i), contents[i.number], files[i.number]) for i in issues]
        # three formats hold the same
        return _Contents(len(issues), mark(marks), cache(lambda: tuple(issue_entry(magazine, run, one, self.updates) for one in issues)))

    @cached_property
    def corrections(self) -> _Contents:
        run, magazine = self.run, self.magazine
        found = changes(run)
        marks = [(change.name, self._mark(change.placed)) for change in found]
        return _Contents(len(found), mark(marks), cache(lambda: tuple(correction_entries(magazine, run, self.ids))))

    def said(self, said: list[comments.Said]) -> _Contents:
        run, magazine = self.run, self.magazine
        marks = comments.comments_mark(magazine, run, said)
        return _Contents(len(said), marks, lambda: tuple(comments.comment_entry(magazine, run, *one) for one in said))

    def _mark(self, placed: Placed) -> str:
        """The mark of all that an entry says."""
        path, image = placed.story.path, placed.story.header.image
        if path not in self._marks:
            text = self.magazine.galley(placed.story).text.mark if placed.state == PRINTED else ""
            shown = enclosure(self.magazine, image.src) if image and placed.state == PRINTED else None
            others = marks_of(self.run.translations(placed))  # a translation says what became of its original
            self._marks[path] = f"{placed.mark} {text} {shown} {self.ids[path]} {self.updates[path].isoformat()} {others}"
        return self._marks[path]

    def _story(self, placed: Placed) -> Entry:
        path = placed.story.path
        if path not in self._made:
            self._made[path] = story_entry(self.magazine, self.run, placed, self.ids[path], self.updates[path])
        return self._made[path]


def _page(
    magazine: Magazine,
    day: date,
    feed: Feed,
    contents: _Contents,
    home: str = "/",
    links: tuple[Link, ...] = (),
    archive: Archive | None = None,
) -> Page:
    empty_since = (archive.day if archive else day) if not contents.total else None
    common = who_is_who(magazine)
    view = Later(
        mark=mark(common, feed, home, links, bool(archive), contents.mark, empty_since),
        make=partial(_view, magazine, feed, contents, home, links, bool(archive), empty_since),
        listed=not archive,
    )
    return Page(feed.address, FORMATS[feed.media_type], view)


def _view(
    magazine: Magazine, feed: Feed, contents: _Contents, home: str, links: tuple[Link, ...], is_archive: bool, empty_since: date | None
) -> FeedView:
    head, entries = magazine.masthead, contents.entries()
    view = FeedView(
        # the documents of one feed have one id, as in the example of RFC 5005, section 4
        id=_feed_id(magazine, CURRENT if is_archive else feed.address),
        address=head.absolute(feed.address),
        home=head.absolute(home),
        title=feed.title,
        says=magazine.speaking(feed.language).says.gettext(feed.says),
        language=language_tag(feed.language),
        author=magazine_author(magazine),
        generator=f"{head.name} press",
        # never the clock: a feed is as new as its newest entry, or as the day from which on it has none
        updated=head.midnight(empty_since) if empty_since else max(entry.updated for entry in entries),
        entries=(),
        links=links,
        is_archive=is_archive,
    )
    return printable(view)._replace(entries=entries)


def _feed_id(magazine: Magazine, address: str) -> str:
    """An id of the magazine's and not of its host's, which may change (RFC 4151)."""
    return f"tag:{magazine.masthead.authority}:{quote(address.lstrip('/').rpartition('.')[0])}"
