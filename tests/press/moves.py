"""Kinds of edits that add, delete, rename and spoil whole files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from plugins.magazine.load import load
from plugins.magazine.lock import written
from plugins.magazine.lock_rules import entries_of
from tests.helpers import article, case, issue
from tests.press.workshop import Workshop

Edit = Callable[[Workshop, int], None]
STORIES = "content/stories/*/*.md"
ISSUES, PEOPLE, FIRMS, PAGES = (f"content/{folder}/*.md" for folder in ("issues", "people", "businesses", "pages"))
COMMENTS = "content/comments/*/*.md"
BOOKINGS, SLOTS = "content/adverts/*.yml", ("card", "card", "banner")
HEAD, WORDS = "content/masthead.yml", "content/vocabulary.yml"
IMAGES, TEMPLATES, STYLES = "content/images/*.svg", "theme/templates/*.html", "theme/static/*.css"
TEXTS = (STORIES, "content/notes/*", ISSUES, PEOPLE, FIRMS, PAGES, COMMENTS)
ANYTHING = (*TEXTS, IMAGES, HEAD, WORDS, TEMPLATES, STYLES, "*.py")
CASE = {"authors": "[bo-lathe]", "case": "{kind: admission, problem: late-delivery, remedy: refunded, result: resolved}"}
FACE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 {}h1"/></svg>\n'
SPARE = ".. image:: {static}/images/spare.svg\n"
SHOUT = """
from pelican import signals
def shout(article):
    article._content = (article._content or '').replace('the', 'THE {n}')
def register():
    signals.content_object_init.connect(shout)
"""
BOOKING = "advertiser: bench-press\nslot: {slot}\ntext: {text}\ninsertions: [{{issue: {issue}}}]\n"
EDITS: dict[str, Edit] = {}


def chosen(shop: Workshop, number: int, *patterns: str) -> tuple[str, int]:
    """One of the files that match (none: an empty name), and what of the number is left to choose a value by."""
    names = shop.files(*patterns)
    return (names[number % len(names)], number // len(names)) if names else ("", number)


def kind(edit: Edit) -> Edit:
    """Makes a function a kind of edit."""
    EDITS[edit.__name__] = edit
    return edit


def _added(name: str, text: Callable[[int], str | bytes]) -> None:
    folder, suffix = name.split("/")[1], Path(name).suffix[1:]
    EDITS[f"add_{folder}_{suffix}"] = lambda shop, n: shop.write(name.format(n=n % 9), text(n))


_added("content/stories/2019/new-{n}.md", lambda n: case(f"Words, {n}.\n", **CASE, issue=(6, 7, 8)[n % 3]))
_added("content/notes/new-{n}.md", lambda n: article(f"Words, {n}.\n", title=f"New {n}", date="2019-03-0" + str(1 + n % 9), tags="new"))
_added("content/notes/new-{n}.rst", lambda n: f"New\n###\n\n:date: 2019-02-2{n % 9}\n\nWords, {n}.\n\n{SPARE}")
_added("content/issues/{n}.md", lambda n: issue(n % 9, date=f"2018-{1 + n % 12:02}-01") if n % 2 else issue(n % 9))
_added("content/people/new-{n}.md", lambda n: f"---\nname: New {n}\n---\nWords.\n")
_added("content/pages/new-{n}.md", lambda n: f"---\ntitle: New {n}\n---\nWords, {n}.\n")
_added("content/comments/a-word/2019-03-1{n}-new.md", lambda n: f"---\nname: New {n}\n---\nWords, {n}.\n")
_added("content/images/new-{n}.svg", lambda n: FACE.format(n))
_added("content/adverts/new-{n}.yml", lambda n: BOOKING.format(slot=SLOTS[n % 3], text=n, issue=6 + n % 3))
_added("content/.hidden/new-{n}.md", lambda n: f"nothing {n}")
_added("content/notes/new-{n}.txt", lambda n: f"no manuscript {n}")
_added("theme/static/more/new-{n}.css", lambda n: f".new{{width:{n}px}}\n")


@kind
def add_translation(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, STORIES)
    if name:
        shop.write(re.sub(r"(\.uk)?\.md$", ".uk.md", name), re.sub("(?m)^title: .*", f"title: Слово {number}", shop.read(name)))


@kind
def copy_a_story(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, STORIES, "content/notes/*.md")
    if name:
        shop.write(name.replace(".md", "-too.md"), shop.read(name))


@kind
def delete(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS)
    if name:
        (shop.root / name).unlink()


@kind
def delete_a_story(shop: Workshop, number: int) -> None:
    """With every link to it."""
    name, _ = chosen(shop, number, STORIES, "content/notes/*")
    if name:
        (shop.root / name).unlink()
        _everywhere(shop, rf"\[([^\]\n]*)\]\([^)\n]*{re.escape(Path(name).name)}\)", r"\1")
        _everywhere(shop, rf"\b{re.escape(Path(name).name.partition('.')[0])}(, )?(?=[^\n]*\]\n)", "")


@kind
def delete_what_others_use(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, IMAGES, BOOKINGS, "content/files/*", STYLES, "theme/static/*/*", HEAD, WORDS)
    if name:
        (shop.root / name).unlink()


@kind
def rename(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS, BOOKINGS)
    if name:
        path = shop.root / name
        path.rename(path.with_name(f"renamed-{number % 9}-{path.name}"))


@kind
def rename_with_all_that_names_it(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, PEOPLE, FIRMS, IMAGES, STORIES)
    if name:
        path = shop.root / name
        stem = path.name.partition(".")[0]
        path.rename(path.with_name(path.name.replace(stem, f"{stem}-{number % 9}", 1)))
        _everywhere(shop, rf"\b{re.escape(stem)}\b", f"{stem}-{number % 9}")


@kind
def rename_a_folder(shop: Workshop, number: int) -> None:
    folders = sorted((shop.content / "stories").glob("*"))
    if folders:
        one = folders[number % len(folders)]
        if not (other := one.with_name(str(2010 + number % 9))).exists():
            one.rename(other)


@kind
def not_utf8(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS)
    if name:
        shop.write(name, shop.read(name).encode() + b"\xff\n")


@kind
def line_ends_of_windows(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, *TEXTS)
    if name:
        shop.write(name, shop.read(name).replace("\r", "").replace("\n", "\r\n"))


@kind
def closed(shop: Workshop, number: int) -> None:
    """An issue collects no more; or it does again."""
    name, _ = chosen(shop, number, ISSUES)
    if name:
        lock = shop.root / name.replace(".md", ".lock.json")
        lock.unlink() if lock.exists() else shop.write(lock.relative_to(shop.root).as_posix(), _lock(shop, name))


@kind
def closed_story_with_other_words(shop: Workshop, number: int) -> None:
    """Its issue is closed, its words change, and by turns readers are told of it or not, which is refused."""
    story, turn = chosen(shop, number, STORIES)
    read = load(shop.content)
    placed = {f"content/{one.source}": read.run(date(2019, 3, 15)).placed[one.path] for one in read.stories}.get(story)
    if placed and placed.issue:
        name = f"content/issues/{Path(placed.issue.path).stem}.md"
        shop.write(name.replace(".md", ".lock.json"), _lock(shop, name))
        text = f"{shop.read(story)}\nAnd {number} more.\n"
        word = f"corrections: [{{date: 2019-03-14, text: There were {number}.}}]\n"
        told = re.sub(r"\A---\n", f"---\n{word}", re.sub(r"(?m)^corrections:.*\n", "", text))
        shop.write(story, told if turn % 3 else text)


@kind
def lock_with_a_conflict(shop: Workshop, number: int) -> None:
    name, _ = chosen(shop, number, "content/issues/*.lock.json")
    if name:
        shop.write(name, shop.read(name).replace("\n", "\n<<<<<<< ours\n", 1))


def _lock(shop: Workshop, name: str) -> str:
    """The lock of an issue as it reads; of one that cannot be read, none that can."""
    read = load(shop.content)
    run = read.run(date(2019, 3, 15))
    issue = next((one for one in read.issues if one.path == name), None)
    return written(entries_of(read, run, issue)) if issue else "{}"


@kind
def another_theme(shop: Workshop, number: int) -> None:
    shutil.copytree(shop.theme, shop.root / "look", dirs_exist_ok=True)
    (shop.root / "look/static/magazine.css").write_text(f".look{{width:{number}px}}\n")
    shop.write("pelicanconf.py", re.sub(r"THEME = .*", 'THEME = "look"', shop.read("pelicanconf.py")))


@kind
def another_plugin(shop: Workshop, number: int) -> None:
    """One that is not ours and changes what is printed."""
    shop.write("shout.py", SHOUT.format(n=number))
    text = shop.read("pelicanconf.py")
    if "PLUGINS +=" not in text:
        shop.write("pelicanconf.py", f"{text}PLUGINS += ['shout']\n")


def _everywhere(shop: Workshop, expression: str, by: str) -> None:
    for name in shop.files(*TEXTS, HEAD):
        text = shop.read(name)
        if (other := re.sub(expression, by, text)) != text:
            shop.write(name, other)
