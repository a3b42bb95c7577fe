"""Where the links and pictures of a post lead when the blog has moved: to files of the magazine, or where they led."""

import os
import re
import shutil
from functools import partial
from pathlib import Path

from plugins.desk.blog.album import Album
from plugins.desk.blog.body import Place
from plugins.desk.blog.plan import Plan, host, path_of, split
from plugins.desk.house import CONTENT, shown


class Leads:
    """The addresses of a blog; ``taken`` are the pictures that were taken from the folder beside its export."""

    def __init__(self, plan: Plan, album: Album, root: Path):
        self.plan, self.album, self.root = plan, album, root
        self.taken: list[str] = []

    def place(self, key: str, notes: list[str]) -> Place:
        def gallery(ids: tuple[str, ...]) -> list[tuple[str, str]]:
            every = self.plan.pictures
            chosen = [every[one] for one in ids if one in every] if ids else [one for one in every.values() if one.post == key]
            return [(one.address, one.alt) for one in chosen]

        return Place(partial(self.link, notes), partial(self.picture, notes), gallery, notes)

    def link(self, notes: list[str], target: str) -> str:
        """Where a link leads now: to the file of what it meant, to a picture that was taken, or where it led."""
        target = re.sub("^//", "https://", target)
        parts = split(target)
        ours = not parts.hostname or host(target) in self.plan.hosts or not self.plan.hosts and ".blogspot." in parts.hostname
        if parts.scheme in ("http", "https", "") and ours:
            path = path_of(target)
            if place := self.plan.by_path.get(path):
                return f"{{filename}}/{place}"
            if found := self.album.find(target):
                return f"{{static}}/{self.take(*found)}"
            if not parts.hostname:
                return ""
            if path not in ("", "/"):
                notes.append(f"it links to {target}, which is not in the export")
        return target if parts.scheme.lower() in ("http", "https", "mailto", "tel") else ""

    def picture(self, notes: list[str], target: str) -> str:
        target = re.sub("^//", "https://", target)
        if found := self.album.find(target):
            return self.take(*found)
        if not re.match("https?://", target):
            notes.append(f"a picture has no address that could be kept ({target[:60]}), and is left out")
            return ""
        notes.append(f"a picture still lies at {target}: save it, or name its folder with --pictures")
        return target

    def take(self, file: Path, place: str) -> str:
        """Takes a picture from the folder beside the export, once; gives its place."""
        to = self.root / CONTENT / place
        if not to.exists():
            to.parent.mkdir(parents=True, exist_ok=True)
            beside = to.with_name(f".{to.name}.new~")
            shutil.copyfile(file, beside)
            os.replace(beside, to)
            self.taken.append(shown(to, self.root))
        return place
