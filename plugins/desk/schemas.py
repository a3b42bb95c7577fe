"""Writes the schemas of all kinds of files to where text editors look for them."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.desk.house import shown, write_whole
from plugins.magazine.magazine import Magazine
from plugins.magazine.schema import KINDS, schema

FOLDER = ".press/schemas"  # not committed: they hold the words of the vocabulary as it stands


def write(magazine: Magazine, root: Path) -> list[str]:
    """Writes one file a kind and returns their names."""
    files = {root / FOLDER / f"{name}.json": schema(name, magazine) for name in KINDS}
    for file, said in files.items():
        write_whole(file, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())
    return [shown(file, root) for file in files]
