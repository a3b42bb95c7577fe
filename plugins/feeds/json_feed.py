"""Writes a feed as JSON Feed, the format for programs that would rather not read XML."""

from __future__ import annotations

import json
from typing import Any

from plugins.feeds.view import Author, Entry, FeedView

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(view: FeedView) -> bytes:
    """A feed as JSON Feed 1.1 (jsonfeed.org)."""
    feed = {
        "version": VERSION,
        "title": view.title,
        "home_page_url": view.home,
        "feed_url": view.address,
        "description": view.says,
        "language": view.language,
        "authors": [_author(view.author)],
        "items": [_item(entry, view) for entry in view.entries],
    }
    return (json.dumps(_filled(feed) | {"items": feed["items"]}, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, view: FeedView) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_author(author) for author in entry.authors],
        "tags": [category.label for category in entry.categories],
        "language": entry.language or view.language,
    }
    files = [{"url": one.address, "mime_type": one.media_type, "size_in_bytes": one.length} for one in entry.enclosures]
    item["attachments"] = files
    return _filled(item)


def _author(author: Author) -> dict[str, str]:
    return _filled({"name": author.name, "url": author.address})


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value: JSON Feed leaves out what there is not, and has no null."""
    return {name: value for name, value in fields.items() if value}
