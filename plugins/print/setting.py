"""Sets an issue with Typst: the issue travels as data, so that no word of it is ever taken for a command."""

import json
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from plugins.magazine.compositor import composed
from plugins.magazine.cover import drawn
from plugins.magazine.faces import settable
from plugins.magazine.html_tree import tree

# below the theme, the one that begins first
PARTS = tuple(f"print/{name}.typ" for name in ("issue", "house", "text", "columns", "letter", "story", "advert"))
_ADDRESS = "".join(chr(number) for number in range(33, 127))


def sheet(view: Any) -> bytes:
    """The PDF of a PrintView: PDF/UA-1, its fonts inside, dated as its issue is and never by the clock. Raises Stumbled."""
    whole = view.edition
    plain = {**_plain(whole), "name": whole.cover.name, "words": dict(view.words)}
    settable(json.dumps(plain, ensure_ascii=False))  # all signs are asked for at once
    said = _settable(plain)
    said["cover"] = drawn(whole.cover).decode()
    # each picture has a name of our own: what it is called elsewhere is somebody else's
    names = {address: f"/picture-{at}{PurePosixPath(address).suffix}" for at, (address, _) in enumerate(whole.files)}
    said["pictures"] = names
    files = {names[address]: picture for address, picture in whole.files}
    return composed(view.program, said, files, date.fromisoformat(view.day))


def _plain(value: Any) -> Any:
    """Views as mappings and lists; texts as trees of their HTML."""
    if hasattr(value, "__html__"):
        return tree(value.__html__())
    if isinstance(value, bytes):
        return None
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _settable(value: Any, name: str = "") -> Any:
    """The same with no sign that the faces lack; of an address such signs are written as numbers (RFC 3987, section 3.1)."""
    if isinstance(value, dict):
        return {key: _settable(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_settable(one) for one in value]
    if not isinstance(value, str) or name == "path" or value.isascii():
        return value
    return quote(value, safe=_ADDRESS) if value.startswith(("http://", "https://")) and " " not in value else settable(value)
