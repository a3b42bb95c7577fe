"""A page is packed with its view but without its texts, so that another text can stand in the same place next time."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from plugins.magazine.galley import Text
from plugins.magazine.page import Page
from plugins.press.plain import Reducer, named_tuples, pickled


def packed(page: Page) -> tuple[bytes, tuple[str, ...]]:
    """A page as bytes, and the paths of the manuscripts whose texts it shows, in order."""
    paths = set()

    def place_of(text: Text) -> tuple[Any, ...]:
        if not text.path:
            return text.__reduce__()
        paths.add(text.path)
        return _text_of, (text.path, text.mark)

    return pickled(page, {**_kinds(), Text: place_of}), tuple(sorted(paths))


def unpacked(value: bytes, text: Callable[[str, str], Text]) -> Page:
    """The page again; ``text`` gives the text of a manuscript by its path and the mark that it had."""
    return _Unpacker(io.BytesIO(value), text).load()


@lru_cache(maxsize=1)
def _kinds() -> dict[type, Reducer]:
    """How named tuples are packed: thousands of views are written for one that is read, and a kind is soonest written as a word."""
    return dict.fromkeys(named_tuples(), _named)


def _named(value: tuple[Any, ...]) -> tuple[Any, ...]:
    return _made, (_name_of(value.__class__), tuple(value))


@cache
def _name_of(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _kind_of(name: str) -> Any:
    module, _, kind = name.partition(":")
    return attrgetter(kind)(import_module(module))


def _made(name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    made: tuple[Any, ...] = tuple.__new__(_kind_of(name), values)
    return made


def _text_of(path: str, mark: str) -> Text:
    """Stands for a text in what is packed; who unpacks it puts a function of its own in this place."""
    raise TypeError(f"the text of {path} was packed without its words")


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, text: Callable[[str, str], Text]):
        super().__init__(data)
        self._text = text

    def find_class(self, module: str, name: str) -> Any:
        return self._text if name == _text_of.__name__ and module == __name__ else super().find_class(module, name)
