"""Before anything is written, every post, page and comment of an export gets its place in the magazine."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from plugins.desk.blog.entry import PAGE, Author, Entry, Left, Picture, Post, Said, title_of
from plugins.desk.house import CONTENT
from plugins.magazine import comment, standing, story
from plugins.magazine.directory import PEOPLE
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import SLUG
from plugins.magazine.ordinary import slugify


class Plan(NamedTuple):
    """Where everything goes: files below ``content/`` by the keys of the export."""

    stories: dict[str, str]
    pages: dict[str, str]
    comments: dict[str, str]
    here: dict[str, str]  # what came with an earlier import
    left: list[Left]
    by_path: dict[str, str]  # the file of each old address, by its path; by ``?p=1`` too
    hosts: frozenset[str]
    pictures: dict[str, Picture]
    names: dict[str, str]  # who writes, by the name that posts know them by
    people: dict[str, str]  # their file names, by their names
    read: int


def planned(entries: Iterable[Entry], magazine: Magazine) -> Plan:
    """Gives everything its place. The same export gives the same places, also where some of it is here already."""
    posts: list[Post] = []
    said: list[Said] = []
    left: list[Left] = []
    pictures: dict[str, Picture] = {}
    names: dict[str, str] = {}
    read = 0
    for one in entries:
        read += not isinstance(one, (Author, Picture))
        if isinstance(one, Post):
            posts.append(one._replace(html=""))
        elif isinstance(one, Said):
            said.append(one._replace(html=""))
        elif isinstance(one, Picture):
            pictures[one.key] = one
        elif isinstance(one, Author):
            names[one.login] = one.name
        else:
            left.append(one)
    plan = Plan({}, {}, {}, {}, left, {}, frozenset(filter(None, map(_host, posts))), pictures, names, {}, read)
    posts.sort(key=lambda one: (_sortable(one.moment), one.id, one.line))
    _place_posts(plan, posts, magazine)
    _place_comments(plan, sorted(said, key=lambda one: (_sortable(one.moment), one.key)))
    for one in posts:
        if one.kind != PAGE and one.author:
            _know(plan, names.get(one.author, one.author), magazine)
    return plan


def _sortable(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _place_posts(plan: Plan, posts: list[Post], magazine: Magazine) -> None:
    known = {one.header.id: one for one in magazine.stories if one.header.id}
    taken = {one.slug for one in magazine.stories} | {story_stem(one.source) for one in magazine.stories}
    pages: set[str] = set()
    for one in posts:
        if one.key in plan.stories or one.key in plan.pages:
            plan.left.append(Left(one.line, one.title or "a post", "it stands in the export twice"))
            continue
        if one.kind == PAGE:
            slug = _free(_slug(one), pages)
            pages.add(slug)
            plan.pages[one.key] = place = f"{standing.FOLDER}/{slug}.md"
        elif one.id in known:
            plan.stories[one.key] = plan.here[one.key] = place = known[one.id].source
        else:
            slug = _free(_slug(one), taken)
            taken.add(slug)
            year = f"{local(one.moment, magazine).year}/" if one.moment else ""
            plan.stories[one.key] = place = f"{story.FOLDER}/{year}{slug}.md"
        for path in old_paths(one):
            plan.by_path.setdefault(path, place)


def story_stem(source: str) -> str:
    """The name of a story's file, by which its comments are filed."""
    return source.rpartition("/")[2].rpartition(".")[0]


def _place_comments(plan: Plan, said: list[Said]) -> None:
    taken: dict[str, set[str]] = {}
    for one in said:
        what = f"a comment by {one.name}"
        if one.post in plan.pages:
            plan.left.append(Left(one.line, what, "pages have no comments here"))
        elif one.post not in plan.stories:
            plan.left.append(Left(one.line, what, "what it is about is not in the export"))
        elif not one.moment:
            plan.left.append(Left(one.line, what, "it has no date"))
        elif one.key in plan.comments:
            plan.left.append(Left(one.line, what, "it stands in the export twice"))
        else:
            stem = story_stem(plan.stories[one.post])
            names = taken.setdefault(stem, set())
            name = _free(f"{one.moment:%Y-%m-%d}-{slugify(one.name)[:60].strip('-') or 'reader'}", names)
            names.add(name)
            plan.comments[one.key] = f"{comment.FOLDER}/{stem}/{name}.md"


def _slug(one: Post) -> str:
    last = one.name or unquote(split(one.address).path).rstrip("/").rpartition("/")[2]
    for words in (re.sub(r"\.\w{2,5}$", "", last), title_of(one.title), f"post-{one.moment:%Y-%m-%d}" if one.moment else "untitled"):
        if SLUG.fullmatch(slug := slugify(words)):
            return slug
    return "untitled"


def _free(slug: str, taken: Iterable[str]) -> str:
    """The slug, with a number where it is taken."""
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug[:95]}-{number}", number + 1
    return found


def _know(plan: Plan, name: str, magazine: Magazine) -> None:
    known = magazine.directory.person(name)
    slug = known.slug if known else slugify(name)
    if name not in plan.people and (known or SLUG.fullmatch(slug)):
        others = {*magazine.directory.people, *plan.people.values()}
        plan.people[name] = slug if known else _free(slug, others)


def card(plan: Plan, name: str, magazine: Magazine) -> str:
    """The file of somebody who writes and whom the directory does not know; nothing where it does."""
    slug = plan.people.get(name, "")
    return f"{CONTENT}/{PEOPLE}/{slug}.md" if slug and slug not in magazine.directory.people else ""


def local(moment: datetime, magazine: Magazine) -> datetime:
    """A moment in the magazine's time; one without a zone is taken for that."""
    zone = magazine.masthead.zone
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def split(address: str) -> SplitResult:
    """An address in its parts; one that is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def host(address: str) -> str:
    """A host without what makes no difference: a blog of Blogger's has one in every country."""
    name = (split(address).hostname or "").removeprefix("www.")
    return re.sub(r"\.blogspot\.[a-z.]{2,6}$", ".blogspot.com", name)


def _host(one: Post) -> str:
    return host(one.address)


def old_paths(one: Post) -> list[str]:
    """What a link to a post may say of it: its path, and its number where the blog had plain addresses."""
    found = [path_of(address) for address in (one.address, one.id if one.id.startswith("http") else "") if address]
    if one.key.isdigit() and one.id.startswith("http"):
        found += [f"?p={one.key}", f"?page_id={one.key}"]
    return [path for path in dict.fromkeys(found) if path not in ("", "/")]


def path_of(address: str) -> str:
    """The path of an address, or its number where it has no other (``?p=1``)."""
    parts = split(address)
    path = unquote(parts.path).rstrip("/").lower()
    numbers = parse_qs(parts.query)
    number = next((f"?{name}={numbers[name][0]}" for name in ("p", "page_id") if name in numbers), "")
    return number if number and path in ("", "/index.php") else path
