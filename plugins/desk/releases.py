"""What the press keeps beside the pages that readers see: older releases, what it remembers, and prints of pictures."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from plugins.desk import schemas
from plugins.desk.house import shown

KEPT, PRINTS = ".press", "prints"


def forgotten(root: Path, keys: Collection[str]) -> list[str]:
    """Takes away all that the press keeps of before, but the pages that are shown, the prints of other pictures, and the schemas.

    ``keys`` are those of the pictures to be forgotten. The next build prints everything anew. Returns what was taken away.
    """
    kept = root / KEPT
    if not kept.is_dir():
        return []
    staying = {root / schemas.FOLDER, *(link.resolve() for link in root.iterdir() if link.is_symlink())}
    return sorted(shown(gone, root) for gone in _cleared(kept, staying, keys))


def _cleared(folder: Path, staying: Collection[Path], keys: Collection[str]) -> list[Path]:
    gone: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() or entry.is_file():
            entry.unlink()
            gone.append(entry)
        elif folder.name == PRINTS and entry.name not in keys or entry in staying:
            continue
        elif entry.name == PRINTS or any(one.is_relative_to(entry) for one in staying) or (entry / PRINTS).is_dir():
            gone += _cleared(entry, staying, keys)
        else:
            shutil.rmtree(entry)
            gone.append(entry)
    return gone
