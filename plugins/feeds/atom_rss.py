"""Writes a feed as RSS 2.0 or as Atom (RFC 4287), the two formats that every feed reader knows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from plugins.feeds.view import Entry, FeedView
from plugins.magazine.feed import ATOM, RSS

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator


def rss(view: FeedView) -> bytes:
    """A feed as RSS 2.0, with the whole text in ``content:encoded`` (RSS content module) and the summary apart.

    Authors are ``dc:creator`` (Dublin Core): RSS's own ``author`` must be an e-mail address.
    """
    feed = _document(view, RSS)
    feed.load_extension("dc", atom=False)
    for entry in view.entries:
        item = _entry(feed, entry)
        # a description is HTML to RSS readers, so plain words are escaped once more
        item.description(escape(entry.summary, quote=False))
        item.content(entry.html)
        item.dc.dc_creator([author.name for author in entry.authors])
        if entry.language not in ("", view.language):
            item.dc.dc_language(entry.language)
        for one in entry.enclosures[:1]:  # most readers know of one alone (RSS Advisory Board, best practices)
            item.enclosure(one.address, one.length, one.media_type)
        item.press.updated = entry.updated.isoformat()
    return _bytes(feed.rss_str(pretty=True))


def atom(view: FeedView) -> bytes:
    """A feed as Atom (RFC 4287); an archive document is marked and linked as RFC 5005 says."""
    feed = _document(view, ATOM)
    for entry in view.entries:
        item = _entry(feed, entry)
        item.summary(entry.summary)
        item.content(entry.html, type="html")
        item.author([{"name": a.name, **({"uri": a.address} if a.address else {})} for a in entry.authors])
        if entry.language != view.language:
            item.press.language = entry.language
        item.press.enclosures = entry.enclosures
    return _bytes(feed.atom_str(pretty=True))


def _document(view: FeedView, media_type: str) -> FeedGenerator:
    from feedgen.feed import FeedGenerator  # most builds have none to write

    from plugins.feeds import extension

    feed = FeedGenerator()
    feed.register_extension(extension.NAME, extension.DocumentExtension, extension.EntryExtension)
    feed.id(view.id)
    feed.title(view.title)
    feed.subtitle(view.says)
    feed.updated(view.updated)  # also RSS's lastBuildDate; left alone, both would be the clock's
    feed.generator(view.generator)
    feed.author(name=view.author.name, uri=view.author.address)
    if view.language:
        feed.language(view.language)
    feed.link(href=view.address, rel="self", type=media_type)
    feed.link(href=view.home, rel="alternate", type="text/html")  # the last one is the link of an RSS channel
    feed.press.links = view.links
    feed.press.is_archive = view.is_archive
    return feed


def _entry(feed: FeedGenerator, entry: Entry) -> FeedEntry:
    """What both formats say of an entry; feedgen makes of ``id`` a guid that is no permalink."""
    item = feed.add_entry(order="append")
    item.id(entry.id)
    item.title(entry.title)
    item.published(entry.published)
    item.updated(entry.updated)
    item.link(href=entry.address, rel="alternate")
    for category in entry.categories:
        item.category(term=category.term, label=category.label)
    return item


def _bytes(document: bytes) -> bytes:
    return document if document.endswith(b"\n") else document + b"\n"
