"""A manuscript is one file as its author left it: header fields, each with its line, and a body."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plugins.magazine.problem import Problem

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")  # what Pelican's own Markdown reader takes
RESTRUCTURED = (".rst",)
LARGEST = 1024 * 1024  # bytes of an ordinary article
DEEPEST = 50  # levels of a header

# C0 and C1 controls but tab and newline; and the characters that turn the reading direction around (UAX #9, 2.1-2.5)
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_PLAIN_FIELD = re.compile(r"^ {0,3}([A-Za-z0-9_-]+):\s*(.*)$")
_CONTINUED = re.compile(r"^(?: {4,}|\t)(.+)$")
_FENCE_END = re.compile(r"^(---|\.\.\.)\s*$")
_RST_FIELD = re.compile(r"^:([A-Za-z][^:]*):\s*(.*)$")
_RST_RULE = re.compile(r"^([!-/:-@\[-`{-~])\1{2,}\s*$")

Place = tuple[Any, ...]


class Manuscript(NamedTuple):
    """A file taken apart. ``data`` holds the header's values as text, lists and mappings; ``lines`` where each stands."""

    path: str
    syntax: str  # "yaml", "plain" or "rst"
    data: dict[str, Any]
    lines: dict[Place, int]
    body: str
    body_line: int

    @property
    def is_case(self) -> bool:
        """Whether it means to be a case: its YAML header has the field ``case``, filled in or not."""
        return self.syntax == "yaml" and ("case",) in self.lines

    def line(self, *place: Any) -> int:
        """The line of a field, of a value inside it, or of the nearest thing around it; 1 where none is known."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1


class Header(NamedTuple):
    """A header's values and the line of each."""

    data: dict[str, Any]
    lines: dict[Place, int]


def read(file: Path, path: str, *, strict: bool = False) -> tuple[Manuscript | None, list[Problem]]:
    """Takes a file apart.

    ``path`` is how problems name it. A strict manuscript (a file of the magazine itself) must have a YAML header that
    is valid; any other may be an ordinary Pelican article. Returns None where the file cannot be read at all, which
    is always an error. Characters that nobody can see are taken out and named.
    """
    text, problems = read_text(file, path)
    if text is None:
        return None, problems
    if file.suffix.lower() in RESTRUCTURED:
        return _restructured(path, text), problems
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 1) if _FENCE_END.match(line)), None)
        if end is None:
            message = "the header has no closing line: put `---` on a line of its own under the last field"
            return None, [*problems, Problem(path, 1, "unreadable", message)]
        header, found = parse_yaml("\n".join(lines[1:end]), path, offset=1)
        if header is None and not strict and all(_looks_plain(line) for line in lines[1:end]):
            header, found = _plain_header(lines[1:end], 2), []
        if header is None:
            return None, problems + found
        if not strict:  # Pelican reads `Title:` as `title:`
            small = {place: (str(place[0]).lower(), *place[1:]) for place in header.lines if place}
            header = Header({name.lower(): v for name, v in header.data.items()}, {small.get(p, p): n for p, n in header.lines.items()})
        body = "\n".join(lines[end + 1 :])
        return Manuscript(path, "yaml", header.data, header.lines, body, end + 2), problems + found
    if strict:
        message = "the file does not begin with a header: put `---` on line 1, the fields below it, then `---` again"
        return None, [*problems, Problem(path, 1, "unreadable", message)]
    end = next((at for at, line in enumerate(lines) if not _looks_plain(line) or not line.strip()), len(lines))
    header = _plain_header(lines[:end], 1)
    return Manuscript(path, "plain", header.data, header.lines, "\n".join(lines[end:]), end + 1), problems


def read_yaml(file: Path, path: str) -> tuple[Manuscript | None, list[Problem]]:
    """Takes apart a file that is a header and nothing else, such as the masthead."""
    text, problems = read_text(file, path)
    if text is None:
        return None, problems
    header, found = parse_yaml(text, path)
    if header is None:
        return None, problems + found
    return Manuscript(path, "yaml", header.data, header.lines, "", 1), problems + found


def read_text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """A file's text with Unix line ends and nothing unprintable in it; None where it is no UTF-8 text or too long."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}): check its name and its rights"
        return None, [Problem(path, 0, "unreadable", reason)]
    if len(raw) > LARGEST:
        message = f"the file is {len(raw):,} bytes long, the most is {LARGEST:,}: split it, or is it a picture?"
        return None, [Problem(path, 0, "too-large", message)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {raw[error.start]:#04x} is not UTF-8: save the file again with the encoding UTF-8"
        return None, [Problem(path, line, "unreadable", message)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for number, line in enumerate(text.split("\n"), 1) if UNPRINTABLE.search(text) else ():
        for character in sorted(set(UNPRINTABLE.findall(line))):
            message = f"the character U+{ord(character):04X} cannot be seen and is not printed: delete it"
            problems.append(Problem(path, number, "unprintable", message))
    return UNPRINTABLE.sub("", text), problems


class _Loader(yaml.CSafeLoader):
    """PyYAML's C parser without YAML 1.1's guesses: every plain value stays the text it is."""

    yaml_implicit_resolvers: dict = {}


_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


def parse_yaml(text: str, path: str, offset: int = 0) -> tuple[Header | None, list[Problem]]:
    """A YAML mapping as plain values with their lines; ``offset`` lines stand before it in the file.

    Values are text, lists and mappings; an empty value is left out. A doubled key, an alias and a tag are problems.
    """
    if sum(text.count(bracket) for bracket in "[{") > 2000:
        return None, [Problem(path, offset + 1, "too-deep", "the header has too many brackets: write a simpler one")]
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        opened = "quoted scalar" in str(error.context)  # where a quotation mark was opened says more than where the text ended
        mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
        line = offset + 1 + (mark.line if mark else 0)
        return None, [Problem(path, line, "unreadable", _advice(error))]
    except yaml.YAMLError as error:
        return None, [Problem(path, offset + 1, "unreadable", f"the header is not YAML ({error}): write it anew")]
    finally:
        loader.dispose()
    if node is None:
        return Header({}, {}), []
    if not isinstance(node, yaml.MappingNode):
        message = "the header is no list of fields: write one `name: value` a line"
        return None, [Problem(path, offset + 1, "unreadable", message)]
    reader = _NodeReader(path, offset)
    data = reader.value(node, ())
    return Header(data, reader.lines), reader.problems


def _advice(error: yaml.MarkedYAMLError) -> str:
    said = str(error.problem or error.context or "not YAML")
    if "mapping values are not allowed" in said:
        return "a value with a colon in it goes between quotes: `title: \"Late: a confession\"`"
    if "block end" in said or "indentation" in said:
        return f"the header breaks off here ({said}): check the spaces at the beginning of the line"
    if "tab" in said or "\\t" in said:
        return "a header line begins with a tab: use spaces"
    if "scanning a quoted scalar" in str(error.context):
        return "a quotation mark is opened and never closed: close it, or double the one inside the text"
    return f"the header cannot be read here ({said}): check quotes, brackets and colons on this line and the one above"


class _NodeReader:
    """Turns YAML nodes into values, noting the line of each and whatever does not belong in a header."""

    def __init__(self, path: str, offset: int):
        self.path, self.offset = path, offset
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1 + self.offset
        self.lines.setdefault(place, line)
        if id(node) in self._seen:
            return self._refuse(line, "a header cannot point to another part of itself (`*name`): write the value out")
        self._seen.add(id(node))
        if node.tag not in (_TEXT, _LIST, _MAPPING):
            return self._refuse(line, f"`{node.tag}` is not used here: write the plain value")
        if len(place) > DEEPEST:
            return self._refuse(line, "the header is nested too deep: write a simpler one")
        if isinstance(node, yaml.ScalarNode):
            return self._seen_text(node.value, line) if node.value or node.style else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, at)) for at, item in enumerate(node.value)]
        return self._mapping(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1 + self.offset
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(line, "a field's name is not a word: write `name: value`")
                continue
            name = key.value.strip()
            if (*place, name) in self.lines:
                before = self.lines[(*place, name)]
                message = f"`{name}` is written twice (before: line {before}): keep one"
                self.problems.append(Problem(self.path, line, "doubled-field", message))
                continue
            self.lines[(*place, name)] = line
            read = self.value(value, (*place, name))
            if read is not None:
                data[name] = read
            elif node.flow_style:  # {problem: It was late, and wet} would lose two words
                self._refuse(line, f"`{name}` has no value: a text with a comma in it goes between quotes")
        return data

    def _seen_text(self, text: str, line: int) -> str:
        """Text without the unprintable characters that YAML's escapes (``\\a``) can bring in."""
        for character in sorted(set(UNPRINTABLE.findall(text))):
            message = f"the character U+{ord(character):04X} cannot be seen and is not printed: delete it"
            self.problems.append(Problem(self.path, line, "unprintable", message))
        return UNPRINTABLE.sub("", text)

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, "header", message))


def _looks_plain(line: str) -> bool:
    return bool(_PLAIN_FIELD.match(line) or _CONTINUED.match(line)) or not line.strip()


def _plain_header(lines: list[str], first: int) -> Header:
    """Pelican's plain header (Python-Markdown's Meta-Data): ``Title: text``, continued by four spaces."""
    values: dict[str, list[str]] = {}
    places: dict[Place, int] = {}
    name = ""
    for number, line in enumerate(lines, first):
        if field := _PLAIN_FIELD.match(line):
            name = field[1].lower()
            places.setdefault((name,), number)
            values.setdefault(name, []).append(field[2].strip())
        elif (more := _CONTINUED.match(line)) and name:
            values[name].append(more[1].strip())
    return Header({key: "\n".join(v for v in vs if v) for key, vs in values.items() if any(vs)}, places)


def _restructured(path: str, text: str) -> Manuscript:
    """Title and field list of a reStructuredText file, without docutils; the body is the whole text."""
    data: dict[str, Any] = {}
    places: dict[Place, int] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if line.strip() and not _RST_RULE.match(line) and _RST_RULE.match(below):
            data["title"], places[("title",)] = line.strip(), at + 1
            break
        if _RST_FIELD.match(line):
            break
    name = ""
    for number, line in enumerate(lines, 1):
        if field := _RST_FIELD.match(line):
            name = field[1].strip().lower()
            data[name], places[(name,)] = field[2].strip(), number
        elif name and line[:1] in " \t" and line.strip():
            data[name] = f"{data[name]} {line.strip()}".strip()
        elif name:
            break
    return Manuscript(path, "rst", {k: v for k, v in data.items() if v}, places, text, 1)
