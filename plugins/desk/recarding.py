"""A person or a business gets another name: its file moves, and everything that names it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from plugins.desk import closing
from plugins.desk.correcting import add_correction
from plugins.desk.edit import edited
from plugins.desk.house import CONTENT, Refused, shown, write_over
from plugins.desk.renaming import linking, relinked, text_of
from plugins.magazine import directory
from plugins.magazine.directory import Card
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import SLUG, unknown

# Which fields of which files name a person, and which a business
FIELDS = {directory.PEOPLE: ("authors", "translator"), directory.BUSINESSES: ("businesses", "business", "advertiser")}


def rename_card(kind: str, slug: str, new: str, name: str, magazine: Magazine, root: Path, day: date) -> list[str]:
    """Renames the file of a person or a business to ``new``, and has it printed under another ``name`` where one is given.

    In the stories of closed issues another name of their author is written down as a minor correction. The file itself goes
    last: a desk that was stopped does the rest when it is asked again. Raises Refused where the name is taken.
    """
    cards = magazine.directory.people if kind == directory.PEOPLE else magazine.directory.businesses
    place = f"{CONTENT}/{kind}"
    if slug not in cards and name and new in cards and cards[new].name == name:
        return []  # a desk that was stopped had done all of it
    if slug not in cards:
        raise Refused(place, unknown(slug, cards, "person" if kind == directory.PEOPLE else "business"))
    if not SLUG.fullmatch(new):
        raise Refused(cards[slug].path, f"`{new}` becomes an address: use small letters, digits and hyphens")
    card, target = cards[slug], root / place / f"{new}.md"
    if new in cards and new != slug and cards[new].name not in (card.name, name):
        raise Refused(cards[new].path, "it is there already, and nothing is ever written over: choose another name")
    moves = {f"{kind}/{slug}.md": f"{kind}/{new}.md"}
    old_name = card.name if name and name != card.name and kind == directory.PEOPLE else ""
    signed = {one.path: one.id for one in magazine.stories if slug in (*one.header.authors, one.header.translator)}
    files: dict[Path, bytes | None] = {}
    for path in sorted({*naming(kind, slug, magazine), *linking(moves, magazine)} - {card.path}):
        source = path.removeprefix(f"{magazine.label}/")
        said = old_name if path in signed and _is_locked(signed[path], magazine) else ""
        change = partial(_swapped, FIELDS[kind], slug, new, said, day)
        files[root / CONTENT / source] = edited(relinked(text_of(root / CONTENT / source), source, moves), change, path).encode()
    own = root / place / f"{slug}.md"
    files[target] = edited(text_of(own), lambda data: data.update({"name": name or card.name}), card.path).encode()
    write_over(files, root)
    read = load(root / CONTENT)
    booked = [one.slug for one in magazine.bookings if one.advertiser == slug and kind == directory.BUSINESSES]
    told = (one.id for one in read.stories if old_name and any(each.text == _called(old_name) for each in one.header.corrections))
    locks = closing.lock_anew(read, root, day, told, booked)
    if target != own:
        write_over({own: None}, root)
    return [*(shown(file, root) for file in files), *locks]


def naming(kind: str, slug: str, magazine: Magazine) -> Iterator[str]:
    """The files that name a person or a business, by its kind and its own file name."""
    for one in magazine.stories:
        header = one.header
        if slug in (*header.authors, header.translator) if kind == directory.PEOPLE else slug in header.businesses:
            yield one.path
    if kind == directory.BUSINESSES:
        people: list[Card] = [one for one in magazine.directory.people.values() if one.business == slug]
        yield from (one.path for one in people)
        yield from (one.path for one in magazine.bookings if one.advertiser == slug)


def _swapped(names: tuple[str, ...], old: str, new: str, was_called: str, day: date, data: Any) -> None:
    """Puts the new name in the place of the old one, and says so where readers knew the author by another."""
    for name in names:
        value = data.get(name)
        if isinstance(value, list):
            for at, one in enumerate(value):
                if one == old:
                    value[at] = new
        elif value == old:
            data[name] = new
    if was_called:
        entry = {"date": day, "kind": "update", "text": _called(was_called), "minor": True}
        if not any(one.get("text") == entry["text"] for one in data.get("corrections") or ()):
            add_correction(data, entry)


def _called(name: str) -> str:
    return f"The author was called {name}."


def _is_locked(id: str, magazine: Magazine) -> bool:
    return any(id in lock.stories for lock in magazine.locks)
