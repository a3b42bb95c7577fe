"""Hands Pelican what the magazine has read and set already, so that nothing is read twice or by two rule books."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from plugins.magazine.magazine import Magazine
from plugins.magazine.run import ON_THE_PAGE, PRINTED

NOT_PRINTED: tuple[str, dict[str, Any]] = ("", {"title": "not printed", "status": "skip"})


class StoryReader:
    """What Pelican's articles are made of. It is no BaseReader: Pelican makes one of each of those by itself."""

    def __init__(self, settings: dict[str, Any], magazine: Magazine, day: date):
        self.process_metadata = BaseReader(settings).process_metadata
        self.magazine, self.run = magazine, magazine.run(day)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a story; what is not printed on the day is skipped."""
        magazine = self.magazine
        story = magazine.sources.get(_source(magazine, source_path))
        if story is None or (placed := self.run.placed[story.path]).state not in ON_THE_PAGE:
            return NOT_PRINTED
        header = story.header
        shown = placed.state == PRINTED
        authors = [card.name if (card := magazine.directory.person(name)) else name for name in header.authors]
        given = {
            **(story.extra if shown else {}),
            "title": story.title if shown else "Withdrawn",
            "date": placed.published.isoformat(),
            "modified": header.modified.isoformat() if header.modified else "",
            "category": magazine.vocabulary.label("departments", magazine.department(story), magazine.masthead.language),
            "tags": list(header.tags),
            "authors": authors if shown else [],
            "slug": story.slug,
            "translation": "true" if header.translation else "",
            "lang": story.lang,
            "summary": header.summary if shown else "",
            "status": "published",
        }
        body = magazine.galley(story).html if shown else ""
        return body, {name: self.process_metadata(name, value) for name, value in given.items() if value}


class PageReader:
    """The same for standing matter."""

    def __init__(self, settings: dict[str, Any], magazine: Magazine):
        self.process_metadata = BaseReader(settings).process_metadata
        self.magazine = magazine

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a page."""
        source = _source(self.magazine, source_path)
        page = next((page for page in self.magazine.standing if page.source == source), None)
        if page is None or not page.shown:
            return NOT_PRINTED
        return self.magazine.galley(page).html, {"title": page.title, "slug": page.slug, "lang": page.lang, "status": "published"}


def _source(magazine: Magazine, source_path: str) -> str:
    return Path(source_path).resolve().relative_to(magazine.content.resolve()).as_posix()
