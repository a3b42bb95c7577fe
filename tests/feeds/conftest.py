"""A small magazine to print feeds of: two people, two issues, a translation, and an article of no issue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plugins.feeds.pages import pages
from plugins.magazine.load import load
from plugins.magazine.page import Page
from tests.pictures import picture

DAY = date(2019, 4, 1)
PICTURE = picture()
Files = Mapping[str, str | bytes]

MASTHEAD = """\
name: The Mender
short_name: mender
url: https://mender.example
publisher: Mender Press
languages: [en, uk]
time_zone: Australia/Sydney
tag_authority: mender.example,2018
"""
VOCABULARY = """\
departments:
  put-right: {label: {en: Put right, uk: Виправлено}}
  columns: {label: {en: Columns, uk: Колонки}}
topics:
  listening: {label: {en: Listening, uk: Уміння слухати}}
problems:
  late: {label: {en: Late}}
remedies:
  made-good: {label: {en: Made good}}
"""


def column(title: str, number: int | None = 2, body: str = "Some words.", author: str = "ann", **more: str) -> str:
    """An article that is no case; without a number it needs a ``date``."""
    fields = {"title": title, "authors": f"[{author}]", "category": "columns", "tags": "[listening]", **more}
    if number:
        fields["issue"] = str(number)
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"---\n{body}\n"


CASE = """\
---
title: The late delivery
authors: [ann, ben]
summary: It was to come on Tuesday & it did not.
tags: [listening]
issue: 2
image: {src: images/van.png, alt: A van in the rain, caption: The van., credit: "Photograph: Ben"}
case: {kind: admission, problem: late, remedy: made-good, result: resolved}
in_brief: {problem: We came late., action: We rang., outcome: She stayed., lesson: Ring first.}
consent: none-involved
---
We were [late](/stories/first/), and [said so](#why).

![The door](images/van.png)
"""
SITE: dict[str, str | bytes] = {
    "masthead.yml": MASTHEAD,
    "vocabulary.yml": VOCABULARY,
    "people/ann.md": "---\nname: Ann Ash\n---\n",
    "people/ben.md": "---\nname: Ben Birch\n---\n",
    "issues/1.md": "---\nnumber: 1\ntheme: Beginnings\ndate: 2019-01-01\n---\nWelcome.\n",
    "issues/2.md": "---\nnumber: 2\ntheme: Late\ndate: 2019-03-01\norder: [late, second]\n---\nA letter with a [link](/about/).\n",
    "images/van.png": PICTURE,
    "stories/2018/first.md": column("The first", 1, corrections="[{date: 2019-01-01, text: It was not.}]"),
    "stories/2018/loose.md": column("Of no issue", None, date="2018-06-01"),
    "stories/2019/late.md": CASE,
    "stories/2019/second.md": column("The second", author="ben"),
    "stories/2019/second.uk.md": column("Друга", author="ben", lang="uk", summary="Про друге."),
}


class Feeds(dict[str, bytes]):
    """What was printed, by address; ``views`` are what it was printed from."""

    def __init__(self, printed: list[Page]):
        super().__init__((page.address, page.template(page.view)) for page in printed)
        self.views = {page.address: page.view for page in printed}


def print_feeds(folder: Path, changes: Files | None = None, day: date = DAY, site: Files | None = None) -> Feeds:
    """The feeds of the small magazine, with some of its files changed or added (an empty text takes one away)."""
    for name, text in {**(SITE if site is None else site), **(changes or {})}.items():
        if text:
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Feeds([page.made for page in pages(load(folder / "content", "content"), day)])


@pytest.fixture
def feeds(tmp_path: Path) -> Callable[..., Feeds]:
    """Prints the small magazine, each time into a folder of its own."""
    made: list[Path] = []

    def printed(changes: Files | None = None, day: date = DAY, site: Files | None = None) -> Feeds:
        made.append(tmp_path / str(len(made)))
        return print_feeds(made[-1], changes, day, site)

    return printed


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    """Writes a column."""
    return column


@pytest.fixture(scope="session")
def printing() -> Callable[..., Feeds]:
    """The same as ``feeds`` for tests that make their own folders."""
    return print_feeds


@pytest.fixture(scope="session")
def small_site() -> dict[str, str | bytes]:
    """The files of the small magazine."""
    return dict(SITE)
