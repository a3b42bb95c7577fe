"""A generator's site: the same stories written down in its own way, its theme, and the command that prints them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from tests.bench import corpus as corpora
from tests.bench.corpus import Corpus, Story

THEMES = Path(__file__).parent / "themes"
NOTHING = Corpus(())  # what a site holds before anything was written
END = "</body>"  # the mark of an edited template stands before it


class Site(ABC):
    """One generator's folder. What differs from one to the next stands in the subclasses."""

    name = ""
    theme = ""  # the folder of ``themes/`` that holds its settings and templates
    contents = "content/"  # what stands before the path of a story
    issues = False  # whether it prints a magazine with issues
    only_cold = False  # whether it knows no other build than one from nothing
    leaves_old_pages = True  # a page whose story is gone stays in the output until somebody empties it
    keeps: tuple[str, ...] = ()  # what it keeps between builds, beside the output
    feed, department_feed = "feeds/stories.atom", "feed.atom"  # where its feeds stand

    def __init__(self, folder: Path):
        self.folder, self.corpus = folder, NOTHING

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """Its version, or nothing where this machine does not have it."""

    @abstractmethod
    def command(self) -> list[str]:
        """What prints the site; it runs in ``self.folder``."""

    def environment(self, cold: bool) -> dict[str, str]:
        """The environment of the command."""
        return {**os.environ}

    @abstractmethod
    def story(self, one: Story) -> str:
        """The file of one story."""

    def listed(self, corpus: Corpus) -> set[str]:
        """The files that must stand in the output: a page for everything, and the feeds."""
        feeds = {f"departments/{one.department}/{self.department_feed}" for one in corpus.stories}
        return {f"{page}/index.html" for page in corpora.pages(corpus)} | {"index.html", self.feed} | feeds

    @property
    def output(self) -> Path:
        """The folder of the finished pages."""
        return self.folder / "output"

    @property
    def written(self) -> Path:
        """The folder below which everything is that a build may write."""
        return self.output

    def write(self, corpus: Corpus) -> None:
        """Brings the files of the site from what they hold to ``corpus``; only those that differ are written."""
        before = self.corpus
        if before is NOTHING:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            shutil.copytree(THEMES / self.theme, self.folder, dirs_exist_ok=True)
            self.furnish()
        if before.mark != corpus.mark:
            self._mark(before.mark, corpus.mark)
        old, new = set(before.stories), set(corpus.stories)
        for one in sorted(old - new):
            self.file(one.path).unlink()
        for one in sorted(new - old):
            self.put(one.path, self.story(one))
        for path, text in self.others(corpus):
            self.put(path, text)
        self.corpus = corpus

    def furnish(self) -> None:
        """What else the folder needs once; most need nothing."""
        return

    def others(self, corpus: Corpus) -> Iterator[tuple[str, str]]:
        """Other files of the contents, such as issues."""
        return iter(())

    def file(self, path: str) -> Path:
        """Where a file of the contents stands."""
        return self.folder / f"{self.contents}{path}"

    def put(self, path: str, text: str) -> None:
        """Writes a file of the contents, unless it holds this very text."""
        file = self.file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_text() != text:
            file.write_text(text)

    def clear(self) -> None:
        """Puts away all that was printed and kept, for a cold build.

        It is deleted with the folder that all sites are in: ext4 makes no new file for a minute in the places of those it
        deleted, and looks through all of them whenever it makes one, which no generator can help.
        """
        away = Path(tempfile.mkdtemp(prefix="away-", dir=self.folder.parent))
        for path in (self.output, *(self.folder / name for name in self.keeps)):
            if path.is_symlink() or path.exists():
                path.rename(away / path.name)

    def _mark(self, before: str, after: str) -> None:
        old, new = (f"<p>{mark}</p>\n{END}" if mark else END for mark in (before, after))
        templates = (file for file in self.folder.rglob("*") if file.suffix in (".html", ".njk") and "output" not in file.parts)
        for file in templates:
            if END in (text := file.read_text()):
                file.write_text(text.replace(old, new))


def front_matter(one: Story, **fields: object) -> str:
    """A story with a YAML header; JSON is YAML too, so that no character needs a thought."""
    given = {"title": one.title, "date": f"{one.moment:%Y-%m-%dT%H:%M:%SZ}", "summary": one.summary, **fields}
    lines = (f"{name}: {json.dumps(value) if name != 'date' else value}\n" for name, value in given.items())
    return f"---\n{''.join(lines)}---\n"


def pelican_header(one: Story) -> str:
    """A story with a plain Pelican header, which both Pelican and this press read."""
    body = corpora.linked(one.body, lambda name, path: f"{{filename}}/{path}")
    return (
        f"Title: {one.title}\nDate: {one.moment:%Y-%m-%d %H:%M}\nCategory: {one.department}\nTags: {', '.join(one.topics)}\n"
        f"Authors: {one.author}\nSlug: {one.slug}\nSummary: {one.summary}\n\n{body}"
    )
