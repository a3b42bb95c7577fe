"""To rename is to give a story another address: its file moves, everything that names it follows, and the old address leads there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from plugins.desk import closing
from plugins.desk.correcting import add_correction
from plugins.desk.edit import edited
from plugins.desk.house import CONTENT, PRIVATE, Refused, shown, write_over
from plugins.desk.printed import in_all_languages, was_read
from plugins.magazine import comment, ordinary
from plugins.magazine import issue as issues
from plugins.magazine import story as stories
from plugins.magazine.address import INTRASITE, find
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import read
from plugins.magazine.model import SLUG
from plugins.magazine.story import Story

TERMS = "terms"
_INSIDE = re.compile(r"(?P<kind>[{|](?:filename|static|attach)[|}])(?P<target>[^\s)>\"'`]+)")


def rename(story: Story, slug: str, magazine: Magazine, root: Path, day: date, title: str = "", *, forget: bool = False) -> list[str]:
    """Gives a story and its translations another slug; returns the files that were written.

    What names it in running orders, links, comments and terms follows. ``forget`` leaves no alias of the old address, for one
    that names somebody. The file itself goes last: a desk that was stopped does the rest when it is asked again. Raises
    Refused where the name is taken.
    """
    if not SLUG.fullmatch(slug):
        raise Refused(story.path, f"`{slug}` becomes an address: use small letters, digits and hyphens")
    texts = in_all_languages(story, magazine)
    moves = {one.source: new_place(one, slug, magazine) for one in texts}
    _free(texts, slug, moves, magazine, root)
    files = _followers(story.slug, slug, moves, magazine, root)
    for one in reversed(texts):
        path = f"{CONTENT}/{one.source}"
        change = _Change(one, slug, magazine, day, title if one is story else "", forget=forget)
        text = edited(relinked(text_of(root / path), one.source, moves), change, path)
        files[root / CONTENT / moves[one.source]] = text.encode()
    for one in reversed(texts):
        if moves[one.source] != one.source:
            files |= _beside(one, moves[one.source], root)
            files[root / CONTENT / one.source] = None
    write_over(files, root)
    for one in texts:
        _without_folder(root / CONTENT / comment.FOLDER / PurePosixPath(one.source).stem)
    written = [shown(file, root) for file, raw in files.items() if raw is not None]
    read = load(root / CONTENT)
    return [*written, *closing.lock_anew(read, root, day, [one.id for one in read.stories if one.slug == slug])]


def new_place(one: Story, slug: str, magazine: Magazine) -> str:
    """The file of a text of this name, below ``content/``."""
    place = PurePosixPath(one.source)
    _, language = ordinary.stem_and_language(one.source, magazine.masthead.languages)
    return (place.parent / f"{slug}{'.' + language if language else ''}{place.suffix}").as_posix()


def _free(texts: list[Story], slug: str, moves: dict[str, str], magazine: Magazine, root: Path) -> None:
    """Raises Refused where something else has the name; a file that a stopped desk left is the story itself."""
    ids = {one.id for one in texts}
    new = {one._replace(slug=slug).address(magazine.masthead.language).rstrip("/") for one in texts}
    begun = any(other.slug == slug and other.id in ids for other in magazine.stories)  # by a desk that was stopped
    for other in magazine.stories:
        if other.slug == slug and other.id not in ids and not begun:
            raise Refused(other.path, f"this story is called `{slug}` already: choose another name")
        if other.id not in ids and new & {alias.rstrip("/") for alias in other.header.aliases}:
            raise Refused(other.path, f"`{slug}` is an old address of this story: choose another name")
    for one in texts:
        file = root / CONTENT / moves[one.source]
        if moves[one.source] == one.source or not file.exists():
            continue
        there, _ = read(file, shown(file, root))
        if there is None or there.data.get("id") != one.id:
            raise Refused(shown(file, root), "it is there already, and nothing is ever written over: choose another name")


class _Change:
    """What is written into the header of one text."""

    def __init__(self, one: Story, slug: str, magazine: Magazine, day: date, title: str, *, forget: bool):
        language = magazine.masthead.language
        self.one, self.slug, self.day, self.title, self.forget = one, slug, day, title, forget
        self.old, self.new = one.address(language), one._replace(slug=slug).address(language)
        self.read = was_read(one, magazine, magazine.run(day))

    def __call__(self, data: Any) -> None:
        data["id"] = self.one.id
        by_its_file = self.one.is_case or self.one.source.startswith(f"{stories.FOLDER}/")
        if not by_its_file:
            data["slug"] = self.slug
        elif "slug" in data:
            del data["slug"]
        old = [self.old] if self.read and self.old != self.new else []
        aliases = [] if self.forget else [one for one in (*self.one.header.aliases, *old) if one != self.new]
        if aliases and list(self.one.header.aliases) != aliases:
            data["aliases"] = _in_a_row(list(dict.fromkeys(aliases)))
        elif not aliases and "aliases" in data:
            del data["aliases"]
        if self.title and self.title != self.one.title:
            if self.read:
                add_correction(data, {"date": self.day, "kind": "update", "text": f"The headline was: {self.one.title}"})
                data["modified"] = self.day
            data["title"] = self.title


def _in_a_row(values: list[str]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    row = CommentedSeq(values)
    row.fa.set_flow_style()
    return row


def _followers(old: str, new: str, moves: dict[str, str], magazine: Magazine, root: Path) -> dict[Path, bytes | None]:
    """The files that name the story: issues that have it in their running order, and texts that link to it."""
    files: dict[Path, bytes | None] = {}
    for path in sorted({*running(old, magazine), *linking(moves, magazine)}):
        source = path.removeprefix(f"{magazine.label}/")
        if source in moves:
            continue
        file = root / CONTENT / source
        text = relinked(text_of(file), source, moves)
        if source.startswith(f"{issues.FOLDER}/"):
            text = edited(text, lambda data: in_order(data, old, new), path)
        files[file] = text.encode()
    return files


def running(slug: str, magazine: Magazine) -> Iterator[str]:
    """The issues that have a story in their running order, or lead with it."""
    return (one.path for one in magazine.issues if slug in (*one.order, one.lead))


def in_order(data: Any, old: str, new: str = "") -> None:
    """Puts the new name of a story into the header of an issue; without one, the issue forgets the story."""
    if data.get("lead") == old:
        _put(data, "lead", new)
    order = data.get("order")
    if order == old:
        _put(data, "order", new)
    elif isinstance(order, list):
        for at in reversed([at for at, slug in enumerate(order) if slug == old]):
            _put(order, at, new)


def _put(into: Any, at: Any, new: str) -> None:
    if new:
        into[at] = new
    else:
        del into[at]


def linking(moves: Iterable[str], magazine: Magazine) -> Iterator[str]:
    """The texts that link to one of these files."""
    for path, links in magazine.links.items():
        source = path.removeprefix(f"{magazine.label}/")
        targets = (INTRASITE.match(link.target) for link in links)
        if any(target and find(target[2].strip(), source) in moves for target in targets):
            yield path


def relinked(text: str, source: str, moves: dict[str, str]) -> str:
    """A text whose links to files that move lead to their new names."""

    def led(found: re.Match[str]) -> str:
        path, mark, place = found["target"].partition("#")
        to = moves.get(find(unquote(path), source))
        return found["kind"] + posixpath.join(posixpath.dirname(path), posixpath.basename(to)) + mark + place if to else found[0]

    return _INSIDE.sub(led, text)


def _beside(one: Story, new: str, root: Path) -> dict[Path, bytes | None]:
    """What lies in other folders under the name of a story's file: its comments, and the names that must not stand in it."""
    old, stem = PurePosixPath(one.source).stem, PurePosixPath(new).stem
    files: dict[Path, bytes | None] = {}
    comments = root / CONTENT / comment.FOLDER
    places = [(file, comments / stem / file.name) for file in sorted((comments / old).glob("*")) if file.is_file()]
    places += [(file, file.with_name(f"{stem}.yml")) for file in [root / PRIVATE / TERMS / f"{old}.yml"] if file.is_file()]
    for was, will in places:
        if will.exists() and will.read_bytes() != was.read_bytes():
            raise Refused(shown(will, root), "it is there already, and nothing is ever written over: move it away first")
        files[will] = was.read_bytes()
    return files | {was: None for was, _ in places}


def _without_folder(folder: Path) -> None:
    """Takes an empty folder away."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def text_of(file: Path) -> str:
    """What stands in a file, with its line ends."""
    return file.read_bytes().decode("utf-8")
