"""What no engine can set in reasonable time, told by counts that are the same on every machine."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_NESTED = 30  # block quotes and lists inside each other
LONGEST_BRACKET_RUN = 20  # Python-Markdown takes seconds over 4 KB of "[", in every version so far
MOST_OPEN = 500  # brackets or tags that are opened and not closed in one paragraph: each is looked for to its end
MOST_OPEN_LINKS = 100  # the same of links, for which that is done several times
MOST_OPEN_TAGS = 5000  # in the whole text: the cleaner's time grows with the square of it
MOST_SPLITS = 2000  # lines of one paragraph that each begin something new, at which the rest is copied
MOST_TERMS = 200  # of a definition list without empty lines: each nests one deeper in Python
MOST_ABBREVIATIONS = 500
MOST_FOOTNOTES = 1500  # notes and the signs that point to them
MOST_FENCES = 800  # Pelican's highlighter guesses at the language of each for some milliseconds

_BRACKETS = "so many brackets cannot be set: write `\\[` where a bracket is meant"


class _Bound(NamedTuple):
    """How many of something a text may hold. Each has one of the ``signs`` in it: where there are few of these, nobody need look."""

    what: re.Pattern[str]
    signs: str
    most: int
    message: str


_TAGS = _Bound(
    re.compile(  # but for those that close themselves
        r"<(?!/|(?:p|li|td|tr|th|dt|dd|br|img|hr|col|source|wbr|track|option|thead|tbody|tfoot|colgroup|area|input|link|meta)\b)([A-Za-z])|</",
        re.IGNORECASE,
    ),
    "[<",
    MOST_OPEN_TAGS,
    f"more than {MOST_OPEN_TAGS} HTML tags are opened and not closed: close them",
)
_OPENERS = (
    _Bound(re.compile(r"(\[)|\]"), "[<", MOST_OPEN, _BRACKETS),
    _Bound(re.compile(r"(\]\()|\)"), "[<", MOST_OPEN_LINKS, "so many links are opened and not closed: write `)` at the end of each"),
    _Bound(re.compile(r"(<)|>"), "[<", MOST_OPEN, "so many `<` are opened and not closed: write `&lt;` where the sign is meant"),
)
_LINES = (
    _Bound(re.compile(r"\[" * LONGEST_BRACKET_RUN), "[", 0, _BRACKETS),
    _Bound(
        re.compile(r"^ {0,3}(?:#|[-=*_+][-=*_+ \t]*$|\d+\.[ \t]*$)", re.MULTILINE),
        "\n",
        MOST_SPLITS,
        "so many lines without an empty one between them cannot be set: part them",
    ),
    _Bound(
        re.compile(r"^ {0,3}:", re.MULTILINE),
        ":",
        MOST_TERMS,
        f"a list of more than {MOST_TERMS} terms cannot be set in one piece: put empty lines between them",
    ),
)
_WHOLE = (
    _Bound(
        re.compile(r"^ {0,3}\*\[", re.MULTILINE),
        "[",
        MOST_ABBREVIATIONS,
        f"more than {MOST_ABBREVIATIONS} abbreviations cannot be set: write some of them out",
    ),
    _Bound(
        re.compile(r"\[\^"),
        "[",
        MOST_FOOTNOTES,
        f"more than {MOST_FOOTNOTES // 2} footnotes cannot be set: print the text in two parts",
    ),
    _Bound(
        re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
        "`~",
        MOST_FENCES,
        f"more than {MOST_FENCES // 2} pieces of code cannot be set: print the text in two parts",
    ),
)
_SIGNS = frozenset().union(*(bound.signs for bound in (_TAGS, *_OPENERS, *_LINES, *_WHOLE)))
_MARKERS = re.compile(r"(?:[ \t]|[>*+-](?=[ \t>]|$)|\d{1,9}[.)](?=[ \t]|$)|:(?=[ \t]))*")
_MARKER = re.compile(r"[>*+:-]|\d+[.)]")
_MANY_MARKERS = re.compile(rf"\n[ \t>*+:\d.)-]{{{MOST_NESTED + 1}}}")  # a line that begins with too many begins like this
_LINE_ACROSS = re.compile(r" {0,3}([-*])(?:[ \t]*\1)+[ \t]*")


class Found(NamedTuple):
    """Something in a body that breaks a rule. ``line`` counts from the body's first line, which is 0."""

    line: int
    rule: str
    message: str


def too_hard(body: str) -> Iterator[Found]:
    """What would keep a Markdown engine busy for minutes, by a count that is the same on every machine; the first only."""
    lines = f"\n{body}"
    count = {sign: lines.count(sign) for sign in _SIGNS}

    def many(bound: _Bound) -> bool:
        return sum(count[sign] for sign in bound.signs) > bound.most

    if many(_TAGS) and _most_open(_TAGS, body):
        yield Found(0, "too-deep", _TAGS.message)
        return
    for bound in _WHOLE:
        if many(bound) and _count(bound, body) > bound.most:
            yield Found(0, "too-deep", bound.message)
            return
    # what the whole text has few of, no paragraph of it has too many of
    openers = [bound for bound in _OPENERS if many(bound)]
    rules = [bound for bound in _LINES if many(bound) and _count(bound, body) > bound.most]
    nested = _MANY_MARKERS.search(lines)
    for first, paragraph in _paragraphs(body) if openers or rules or nested else ():
        for below, line in enumerate(paragraph.split("\n")) if nested else ():
            if line[0].isalpha():
                continue
            lead = next(_MARKERS.finditer(line))[0]
            deep = len(_MARKER.findall(lead))
            if (deep > MOST_NESTED or len(lead.expandtabs(4)) > 8 * MOST_NESTED) and not _LINE_ACROSS.fullmatch(line):
                message = f"lists or quotes stand more than {MOST_NESTED} deep: write a simpler text"
                yield Found(first + below, "too-deep", message)
                return
        for bound in openers:
            if _most_open(bound, paragraph):
                yield Found(first, "too-deep", bound.message)
                return
        for bound in rules:
            if _count(bound, paragraph) > bound.most:
                yield Found(first, "too-deep", bound.message)
                return


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """The lines between two empty ones, joined, with the number of the first. Only spaces and tabs make a line empty."""
    held: list[str] = []
    for number, line in enumerate([*body.split("\n"), ""]):
        if line.strip(" \t"):
            held.append(line)
        elif held:
            yield number - len(held), "\n".join(held)
            held = []


def _count(bound: _Bound, text: str) -> int:
    return sum(1 for _ in bound.what.finditer(text))


def _most_open(bound: _Bound, text: str) -> bool:
    """Whether ever too many are open; the first group of the pattern opens one, any other match closes one."""
    depth = 0
    for match in bound.what.finditer(text) if sum(map(text.count, bound.signs)) > bound.most else ():
        depth = depth + 1 if match[1] else max(0, depth - 1)
        if depth > bound.most:
            return True
    return False
