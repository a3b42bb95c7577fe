"""Reads a header as YAML that means what it looks like, each value with its line."""

import re
from typing import Any

import yaml

from plugins.magazine.header import UNPRINTABLE, Header, Place, unseen
from plugins.magazine.problem import Problem

DEEPEST = 50  # levels of a header


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
        words = "".join(text.split("\n")[line - offset - 1 : line - offset])  # nothing where the text ended too early
        return None, [Problem(path, line, "unreadable", _advice(error, words))]
    except yaml.YAMLError as error:
        return None, [Problem(path, offset + 1, "unreadable", f"the header is not YAML ({error}): write it anew")]
    finally:
        loader.dispose()
    if node is None:
        return Header({}, {}), []
    if not isinstance(node, yaml.MappingNode):
        message = "the header is no list of fields: write one `name: value` a line"
        return None, [Problem(path, offset + 1, "unreadable", message)]
    reader = _NodeReader(path, offset, text)
    data = reader.value(node, ())
    return Header(data, reader.lines), reader.problems


def _advice(error: yaml.MarkedYAMLError, words: str) -> str:
    said = str(error.problem or error.context or "not YAML")
    if "mapping values are not allowed" in said:
        if error.problem_mark and error.problem_mark.column == words.find(":"):
            return "the line begins further in than the field above: take the spaces out, or put the whole text between quotes"
        return 'a value with a colon in it goes between quotes: `title: "Late: a confession"`'
    if "\t" in words[: len(words) - len(words.lstrip())]:
        return "a header line begins with a tab: use spaces"
    if "block end" in said or "indentation" in said:
        return f"the header breaks off here ({said}): check the spaces at the beginning of the line"
    if "scanning a quoted scalar" in str(error.context):
        return "a quotation mark is opened and never closed: close it, or double the one inside the text"
    return f"the header cannot be read here ({said}): check quotes, brackets and colons on this line and the one above"


class _NodeReader:
    """Turns YAML nodes into values, noting the line of each and whatever does not belong in a header."""

    def __init__(self, path: str, offset: int, text: str):
        self.path, self.offset, self.text = path, offset, text.split("\n")
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
            self._eaten(node, line)
            return self._seen_text(node.value, line) if node.value or node.style else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, at)) for at, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)  # the third and last kind of node
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

    def _eaten(self, node: yaml.ScalarNode, line: int) -> None:
        """Words that YAML takes for a comment or for a name of its own: ``Order #41``, ``&Sons``."""
        if node.style in ("'", '"', "|", ">"):
            return
        after = self.text[node.end_mark.line][node.end_mark.column :] if node.end_mark.line < len(self.text) else ""
        comment = re.match(r"\s*(#\S.*)", after)
        if comment:
            self._refuse(line, f"`{comment[1][:40]}` would be a comment and not be printed: put the whole text between quotes")
        if self.text[node.start_mark.line][node.start_mark.column :].startswith("&"):
            self._refuse(line, "a text that begins with `&` goes between quotes, or its first word is lost")

    def _seen_text(self, text: str, line: int) -> str:
        """Text without the unprintable characters that YAML's escapes (``\\a``) can bring in."""
        self.problems += unseen(text, self.path, line)
        return UNPRINTABLE.sub("", text)

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, "header", message))
