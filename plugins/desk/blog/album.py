"""The pictures of a blog that lie in a folder beside its export are taken; of the others only the address is known."""

import re
from pathlib import Path
from urllib.parse import unquote

from plugins.magazine.ordinary import slugify
from plugins.magazine.picture import is_picture

FOLDER = "images/blog"
_SMALL = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|-scaled(?=\.\w+$)|(?<=.)_t(?=\.\w+$)")  # sizes that WordPress makes of a picture


class Album:
    """A folder of pictures, found again by the addresses that they had."""

    def __init__(self, folder: Path | None):
        self._by_name: dict[str, list[Path]] = {}
        self.folder = folder
        for file in sorted(folder.rglob("*")) if folder else ():
            if file.is_file() and not file.is_symlink() and is_picture(file.name):
                self._by_name.setdefault(file.name.lower(), []).append(file)

    def find(self, target: str) -> tuple[Path, str] | None:
        """The file of a picture by its old address, and its place below ``content/``; None where it is not here."""
        parts = [part for part in unquote(target.partition("?")[0].replace("+", " ")).lower().split("/") if part]
        name = parts[-1] if parts else ""
        for one in dict.fromkeys((_SMALL.sub("", name), name, name.replace(" ", "_"), name.replace(" ", "+"))):
            if found := self._by_name.get(one):
                best = max(found, key=lambda file: (_alike(file, parts), -len(file.parts)))
                return best, self._place(best)
        return None

    def _place(self, file: Path) -> str:
        """Where a picture goes: as it lies in the folder, in letters that stand in an address."""
        assert self.folder
        *above, name = file.relative_to(self.folder).parts
        stem, _, suffix = name.rpartition(".")
        return "/".join([FOLDER, *(slugify(part) or "x" for part in above), f"{slugify(stem) or 'picture'}.{suffix.lower()}"])


def _alike(file: Path, parts: list[str]) -> int:
    """How many folders a file and an address share, counted from the end."""
    count = 0
    for mine, theirs in zip(reversed(file.parts[:-1]), reversed(parts[:-1]), strict=False):
        if mine.lower() != theirs:
            break
        count += 1
    return count
