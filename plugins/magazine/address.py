"""Addresses say where a link of a manuscript leads: to another manuscript's page, to a file, or out of the magazine."""

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from plugins.magazine.ordinary import slugify

INTRASITE = re.compile(r"^[{|](filename|static|attach|author|category|tag|index)[|}](.*)$", re.DOTALL)  # Pelican's
_LISTS = {"author": "people", "category": "departments", "tag": "topics"}
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")  # what most links are: nothing in it to be made simpler
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|mailto:|tel:|/|#")


class Addresses(NamedTuple):
    """Where everything that can be linked to is printed, below ``root``: ``printed`` by its file, all else as its ``files`` lie.

    Pictures are printed anew: ``pictures`` has their addresses by their files.
    """

    root: str
    files: Collection[str]
    printed: Mapping[str, str]
    mark: str  # two of one mark lead every link to the same place
    pictures: Mapping[str, str] = {}

    def resolve(self, target: str, source: str) -> str:
        """The address that a link of the file ``source`` leads to: ``{filename}other.md``, ``{static}images/x.jpg``."""
        intrasite = INTRASITE.match(target)
        if not intrasite:
            name = unquote(target.partition("#")[0])
            if leads_elsewhere(target):
                inside = name.removeprefix(self.root)[1:] if name.startswith(f"{self.root}/") else ""
                return self.root + self.pictures[inside] if inside in self.pictures else target
            if name in self.pictures:
                return self.root + self.pictures[name]
            return f"{self.root}/{target}" if name in self.files else target
        kind, name = intrasite[1], intrasite[2].strip()
        fragment = name[len(name.partition("#")[0]) :]
        if kind in ("author", "category", "tag", "index"):
            return self.root + (f"/{_LISTS[kind]}/{slugify(name)}/" if kind in _LISTS else "/")
        path = find(name, source)
        return self.root + (self.printed.get(path) or self.pictures.get(path) or f"/{quote(path)}") + fragment


def leads_elsewhere(target: str) -> bool:
    """Whether a link means the same in every magazine: an address of its own, or a place on the same page."""
    return bool(_ELSEWHERE.match(target))


def find(target: str, source: str) -> str:
    """The path below ``content/`` that a link of the file ``source`` means; it may lie outside (``../``)."""
    path = target.partition("#")[0].partition("?")[0]
    if _PLAIN_PATH.fullmatch(path):
        return path[1:]
    path = unquote(path)
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
