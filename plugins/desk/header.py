"""A header is written the way an editor would type it: one field a line, quotation marks only where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

# The fields whose values other programs may read as numbers, days and switches; all others are words
UNQUOTED = frozenset(
    [
        "date",
        "modified",
        "issue",
        "number",
        "early",
        "translation",
        "minor",
        "given",
        "until",
        "accepted",
        "due",
        "kept",
        "line",
        "received",
        "day",
        "written",
    ]
)
# Most values: words that need no quotation marks, as YAML's own writer finds too, in a hundred times as long
_WORDS = re.compile(r"[^\W\d_][\w.'-]*(?: [\w.'-]+)*")
_NO_WORDS = frozenset("yes no true false on off null".split())
_BARE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?|[1-9]\d*|true|false")


def scalar(value: object, name: str = "", *, listed: bool = False) -> str:
    """A value as YAML on one line; ``listed`` where it stands between brackets, and a comma needs quotes."""
    text = str(value)
    if name in UNQUOTED and _BARE.fullmatch(text):
        return text
    if not text:
        return '""'
    if _WORDS.fullmatch(text) and text.isprintable() and text.lower() not in _NO_WORDS:
        return text
    style = '"' if not text.isprintable() else None
    if listed:
        return yaml.safe_dump([text], allow_unicode=True, width=10**9, default_flow_style=True, default_style=style).rstrip("\n")[1:-1]
    return yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style=style).removesuffix("\n...\n").rstrip("\n")


def fields(data: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping; lists of words stand on one line, mappings below their name."""
    for name, value in data.items():
        label = indent + (name if re.fullmatch(r"[\w-]+", name) else scalar(name))
        if isinstance(value, Mapping) and value:
            yield f"{label}:"
            yield from fields(value, indent + "  ")
        elif isinstance(value, Mapping):
            yield f"{label}: {{}}"
        elif isinstance(value, (list, tuple)) and any(isinstance(one, Mapping) for one in value):
            yield f"{label}:"
            for one in value:
                yield from _entry(one, indent + "  ")
        elif isinstance(value, (list, tuple)):
            yield f"{label}: [{', '.join(scalar(one, listed=True) for one in value)}]"
        else:
            yield f"{label}: {scalar(value, name)}"


def _entry(one: Any, indent: str) -> Iterator[str]:
    if not isinstance(one, Mapping) or not one:
        yield f"{indent}- {'{}' if one == {} else scalar(one)}"
        return
    lines = list(fields(one, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def manuscript(data: Mapping[str, Any], body: str) -> str:
    """A whole file: the header between its lines, then the body."""
    return "\n".join(["---", *fields(data), "---", body.strip("\n")]).rstrip() + "\n"
