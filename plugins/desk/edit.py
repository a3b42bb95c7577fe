"""An edit changes a field in the header of a file and leaves all else as its editor typed it: remarks, order, blanks, line ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

from plugins.desk.house import Refused, unopened

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FENCE, _FENCE_END = re.compile(r"---[ \t]*[\r\n]*"), re.compile(r"(?:---|\.\.\.)[ \t]*[\r\n]*")
_TAB = re.compile(r"^([ \w-]+:)\t[ \t]*")
_PLAIN_FIELD, _PLAIN_MORE = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)"), re.compile(r"(?: {4,}|\t)\S")  # as in manuscript.py

Change = Callable[[Any], None]


def edited_file(file: Path, change: Change, path: str) -> bytes:
    """The bytes of a file after an edit; raises Refused where it cannot be read."""
    try:
        return edited(file.read_bytes().decode("utf-8"), change, path).encode("utf-8")
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise Refused(path, "it is not UTF-8: save the file again with that encoding") from error


def edited(text: str, change: Change, path: str) -> str:
    """A file's text after ``change`` worked on its header, a mapping of fields; the body stays byte for byte.

    Only the lines of those fields are written anew that say something else afterwards; new ones stand at the end. A file of
    YAML alone (``.yml``) is all header; Pelican's plain headers (``Title: ...``) take words and nothing nested. Raises Refused
    where the header cannot be read.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINES.findall(text[len(mark) :])
    if path.endswith(".yml"):
        return mark + "".join(_changed(lines, change, path))
    if not lines or not _FENCE.fullmatch(lines[0]):
        return mark + "".join(_plain(lines, change, path))
    end = next((at for at, line in enumerate(lines[1:], 1) if _FENCE_END.fullmatch(line)), 0)
    if not end:
        raise Refused(path, "its header has no closing line: put --- on a line of its own under the last field", 1)
    return mark + "".join([lines[0], *_changed(lines[1:end], change, path, _end_of(lines[0])), *lines[end:]])


def _changed(lines: list[str], change: Change, path: str, end: str = "") -> list[str]:
    """The lines of a header of YAML after a change."""
    from ruamel.yaml import YAMLError

    text = _text(lines)
    try:
        data = _yaml().load(text)
    except YAMLError as error:
        raise Refused(path, "its header cannot be read: run desk check, and mend it first") from error
    if data is None:
        data = _yaml().load("{}")
        data.fa.set_block_style()
    if not isinstance(data, Mapping):
        raise Refused(path, "it has no header of fields: run desk check, and mend it first")
    before = deepcopy(data)
    change(data)
    end = end or (_end_of(lines[0]) if lines else "\n")
    new = list(lines)
    for first, last, name in reversed(_places(text)):
        if name not in data:
            del new[first:last]
        elif data[name] != before[name]:
            new[first:last] = _dumped(data, name, end)
    names = [name for name in data if name not in before]
    if names:
        at = max((last for _, last, _ in _places(_text(new))), default=len(new))
        if at and not _ends(new[at - 1]):
            new[at - 1] += end
        new[at:at] = [line for name in names for line in _dumped(data, name, end)]
    if _values(_yaml().load(_text(new)) or {}) != _values(data):
        return [line + end for line in _written(data).split("\n")[:-1]]  # fields between braces, or some other way of writing it
    return new


def _text(lines: list[str]) -> str:
    """What ruamel reads of some lines: it takes no tab between a name and its value, as YAML 1.2 has it in section 6.2."""
    return "".join(_TAB.sub(r"\1 ", _without_end(line)) + "\n" for line in lines)


def _places(text: str) -> list[tuple[int, int, str]]:
    """Where each field of a header stands: its first line, the one after its last, and its name."""
    import yaml

    node = yaml.compose(text, yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return []
    lines = text.split("\n")
    starts = [key.start_mark.line for key, _ in node.value]
    places = []
    for (key, value), first, after in zip(node.value, starts, [*starts[1:], min(node.end_mark.line, len(lines) - 1)], strict=True):
        last = max(after, value.start_mark.line + 1)
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last -= 1  # a remark below a field stays where it is
        places.append((first, last, key.value))
    return places


def _dumped(data: Any, name: str, end: str) -> list[str]:
    """The lines of one field, with the remarks inside it."""
    one = type(data)()
    one[name] = data[name]
    if name in data.ca.items:
        one.ca.items[name] = data.ca.items[name]
    lines = _written(one).split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()  # what stands below the field is kept with what follows
    return [line.rstrip() + end for line in lines]


def _written(data: Any) -> str:
    out = StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _yaml() -> Any:
    from ruamel.yaml import YAML  # slow to import, and most commands change nothing

    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10**9
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _values(data: Any) -> Any:
    """Plain values, to be compared."""
    if isinstance(data, Mapping):
        return {str(name): _values(value) for name, value in data.items()}
    return [_values(one) for one in data] if isinstance(data, list) else str(data)


def _plain(lines: list[str], change: Change, path: str) -> list[str]:
    """The lines of a text with one of Pelican's plain headers after a change."""
    places: dict[str, list[int]] = {}
    data: dict[str, Any] = {}
    end, name = 0, ""
    for end, line in enumerate([*lines, ""]):
        if field := _PLAIN_FIELD.match(line):
            name = field[1].lower()
            data[name] = _without_end(field[2])
            places.setdefault(name, []).append(end)
        elif name and _PLAIN_MORE.match(line):
            places[name].append(end)
        else:
            break
    if path.endswith(".rst") or not data:
        raise Refused(path, "it does not begin with a header between two lines of ---: give it one, as desk new story does", 1)
    before = dict(data)
    change(data)
    gone = {at for name, rows in places.items() if data.get(name) != before[name] for at in rows}
    changed = {name: value for name, value in data.items() if before.get(name) != value}
    if any(isinstance(value, (Mapping, list)) for value in changed.values()):
        fields = ", ".join(f"`{name}`" for name in changed)
        raise Refused(path, f"a plain header cannot hold {fields}: put its fields between two lines of ---, in small letters", 1)
    added = [f"{name.capitalize()}: {value}{_end_of(lines[0])}" for name, value in changed.items()]
    return [line for at, line in enumerate(lines[:end]) if at not in gone] + added + lines[end:]


def _ends(line: str) -> bool:
    return line.endswith(("\n", "\r"))


def _without_end(line: str) -> str:
    return line.rstrip("\r\n")


def _end_of(line: str) -> str:
    return line[len(_without_end(line)) :] or "\n"
