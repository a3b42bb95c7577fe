"""What the press keeps beside the pages that readers see: older releases, what it remembers, and prints of pictures."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from plugins.desk.house import shown

KEPT, PRINTS = ".press", "prints"


def forgotten(root: Path, keys: Collection[str]) -> list[str]:
    """Takes away all that the press keeps of before, but the pages that are shown and the prints of other pictures.

    ``keys`` are those of the pictures to be forgotten. The next build prints everything anew. Returns what was taken away.
    """
    kept = root / KEPT
    served = {link.resolve() for link in root.iterdir() if link.is_symlink()} if kept.is_dir() else set()
    return sorted(shown(gone, root) for gone in _cleared(kept, served, keys)) if kept.is_dir() else []


def _cleared(folder: Path, served: Collection[Path], keys: Collection[str]) -> list[Path]:
    gone: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() or entry.is_file():
            entry.unlink()
            gone.append(entry)
        elif folder.name == PRINTS and entry.name not in keys or entry in served:
            continue
        elif entry.name == PRINTS or any(one.is_relative_to(entry) for one in served) or (entry / PRINTS).is_dir():
            gone += _cleared(entry, served, keys)
        else:
            shutil.rmtree(entry)
            gone.append(entry)
    return gone
