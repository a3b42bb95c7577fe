"""A page is packed with its view but without its texts, so that another text can stand in the same place next time."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from plugins.magazine.galley import Text
from plugins.magazine.page import Page


def packed(page: Page) -> tuple[bytes, list[str]]:
    """A page as bytes, and the paths of the manuscripts whose texts it shows, in order."""
    out = io.BytesIO()
    packer = _Packer(out, 5)
    packer.dump(page)
    return out.getvalue(), sorted(packer.paths)


def unpacked(value: bytes, text: Callable[[str, str], Text]) -> Page:
    """The page again; ``text`` gives the text of a manuscript by its path and the mark that it had."""
    return _Unpacker(io.BytesIO(value), text).load()


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, protocol: int):
        super().__init__(out, protocol)
        self.paths: set[str] = set()

    def persistent_id(self, one: object) -> Any:
        if isinstance(one, Text) and one.path:
            self.paths.add(one.path)
            return one.path, one.mark
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, text: Callable[[str, str], Text]):
        super().__init__(data)
        self._text = text

    def persistent_load(self, which: Any) -> Text:
        return self._text(*which)
