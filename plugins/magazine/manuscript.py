"""A manuscript is one file as its author left it: header fields, each with its line, and a body."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.magazine.header import UNPRINTABLE, Header, Place, unseen
from plugins.magazine.problem import WARNING, Problem

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")  # what Pelican's own Markdown reader takes
RESTRUCTURED = (".rst",)
STRANGERS = "strangers"  # the syntax of a text by somebody outside: a comment
LARGEST = 1024 * 1024  # bytes of an ordinary article

_UNSEEN_BYTES = bytes(number for number in range(128) if UNPRINTABLE.match(chr(number)))
_PLAIN_FIELD = re.compile(r"^ {0,3}([A-Za-z0-9_-]+):\s*(.*)$")
_TABBED_FIELD = re.compile(r"^\t+[A-Za-z0-9_-]+:\s")
_CONTINUED = re.compile(r"^(?: {4,}|\t)(.+)$")
_FENCE_END = re.compile(r"^(---|\.\.\.)\s*$")
_RST_FIELD = re.compile(r"^:([A-Za-z][^:]*):\s*(.*)$")
_RST_RULE = re.compile(r"^([!-/:-@\[-`{-~])\1{2,}\s*$")


class Manuscript:
    """A file taken apart. ``data`` holds the header's values as text, lists and mappings; ``lines`` where each stands.

    ``syntax`` is "yaml", "plain", "rst" or STRANGERS. One that is closed knows no more than that, and its file is read again when
    somebody looks into it: of thousands of stories that are printed already, hardly anybody does.
    """

    __slots__ = ("_again", "_closed", "body", "body_line", "data", "lines", "path", "syntax")
    _again: Callable[[str], "Manuscript"] | None
    _closed: bool

    def __init__(self, path: str, syntax: str, data: dict[str, Any], lines: dict[Place, int], body: str, body_line: int):
        self.path, self.syntax, self.data, self.lines, self.body, self.body_line = path, syntax, data, lines, body, body_line
        self._again, self._closed = None, False

    def closed(self) -> "Manuscript":
        """The same, closed; who keeps it has to say how it is opened."""
        return _closed(self.path, self.syntax)

    def opens_with(self, again: Callable[[str], "Manuscript"]) -> None:
        """``again`` reads the manuscript of a path, where this one is closed."""
        self._again = again

    def opened(self) -> "Manuscript":
        """The whole manuscript."""
        return self._again(self.path) if self._again else self

    def __getattr__(self, name: str) -> Any:
        """Of a closed manuscript, which lacks all but its path and syntax."""
        if name.startswith("_") or not self._again:
            raise AttributeError(name)
        return getattr(self.opened(), name)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._closed:
            return _closed, (self.path, self.syntax)
        return Manuscript, (self.path, self.syntax, self.data, self.lines, self.body, self.body_line)

    @property
    def is_case(self) -> bool:
        """Whether it means to be a case: its YAML header has the field ``case``, filled in or not."""
        return self.syntax == "yaml" and ("case",) in self.lines

    def line(self, *place: Any) -> int:
        """The line of a field, of a value inside it, or of the nearest thing around it; 1 where none is known."""
        lines = self.lines
        for length in range(len(place), 0, -1):
            if place[:length] in lines:
                return lines[place[:length]]
        return 1


def _closed(path: str, syntax: str) -> Manuscript:
    closed = Manuscript.__new__(Manuscript)
    closed.path, closed.syntax, closed._again, closed._closed = path, syntax, None, True
    return closed


def read(file: Path, path: str, *, strict: bool = False, raw: bytes | None = None) -> tuple[Manuscript | None, list[Problem]]:
    """Takes a file apart.

    ``path`` is how problems name it, ``raw`` its bytes where they are at hand. A strict manuscript (a file of the
    magazine itself) must have a header, and where it is YAML it must be valid; any other may be whatever Pelican takes
    for an article. Returns None where the file cannot be read at all, which is always an error. Characters that nobody
    can see are taken out and named.
    """
    text, problems = read_text(file, path, raw)
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
        header, found = _parsed("\n".join(lines[1:end]), path, offset=1)
        if header is None and not strict and all(_looks_plain(line) for line in lines[1:end]):
            plain = _plain_header(lines[1:end], 2)
            if ("case",) not in plain.lines:  # a case has fields with fields: it means to be YAML
                header, found = plain, [_tab(path, at) for at, line in enumerate(lines[1:end], 2) if _TABBED_FIELD.match(line)]
        if header is None:
            return None, problems + found
        if not strict:  # Pelican reads `Title:` as `title:`
            small = {place: (str(place[0]).lower(), *place[1:]) for place in header.lines if place}
            header = Header({name.lower(): v for name, v in header.data.items()}, {small.get(p, p): n for p, n in header.lines.items()})
        body = "\n".join(lines[end + 1 :])
        return Manuscript(path, "yaml", header.data, header.lines, body, end + 2), problems + found
    if strict and not _PLAIN_FIELD.match(lines[0]):
        message = "the file does not begin with a header: put `---` on line 1, the fields below it, then `---` again"
        return None, [*problems, Problem(path, 1, "unreadable", message)]
    end = next((at for at, line in enumerate(lines) if not _looks_plain(line) or not line.strip()), len(lines))
    header = _plain_header(lines[:end], 1)
    if header.data and end < len(lines) and _FENCE_END.match(lines[end]):
        lines[end] = ""  # Pelican takes such a line for the end of the header
    return Manuscript(path, "plain", header.data, header.lines, "\n".join(lines[end:]), end + 1), problems


def read_yaml(file: Path, path: str, raw: bytes | None = None) -> tuple[Manuscript | None, list[Problem]]:
    """Takes apart a file that is a header and nothing else, such as the masthead; ``raw`` are its bytes where they are at hand."""
    text, problems = read_text(file, path, raw)
    if text is None:
        return None, problems
    header, found = _parsed(text, path)
    if header is None:
        return None, problems + found
    return Manuscript(path, "yaml", header.data, header.lines, "", 1), problems + found


def read_text(file: Path, path: str, raw: bytes | None = None) -> tuple[str | None, list[Problem]]:
    """A file's text with Unix line ends and nothing unprintable in it; None where it is no UTF-8 text or too long."""
    try:
        raw = file.read_bytes() if raw is None else raw
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}): check its name and its rights"
        return None, [Problem(path, 0, "unreadable", reason)]
    if len(raw) > LARGEST:
        message = f"the file is {len(raw):,} bytes long, the most is {LARGEST:,}: split it, or is it a picture?"
        return None, [Problem(path, 0, "too-large", message)]
    if raw.isascii() and len(raw.translate(None, _UNSEEN_BYTES)) == len(raw):
        return raw.decode("ascii"), []  # most texts: what follows finds nothing in it and takes ten times as long
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {raw[error.start]:#04x} is not UTF-8: save the file again with the encoding UTF-8"
        return None, [Problem(path, line, "unreadable", message)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not UNPRINTABLE.search(text):
        return text, []
    problems = [problem for at, words in enumerate(text.split("\n"), 1) for problem in unseen(words, path, at)]
    return UNPRINTABLE.sub("", text), problems


def _parsed(text: str, path: str, offset: int = 0) -> tuple[Header | None, list[Problem]]:
    from plugins.magazine.yaml_header import parse_yaml  # most builds read no header anew

    return parse_yaml(text, path, offset)


def _tab(path: str, line: int) -> Problem:
    message = "the line begins with a tab, and so belongs to the field above: take the tab out, or write four spaces"
    return Problem(path, line, "header", message, WARNING)


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
