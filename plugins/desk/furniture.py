"""Page furniture is what a web page has around a text: it is set aside, each line with the reason, and never lost."""

import re
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a submission with its number in the original."""

    number: int
    text: str

    @property
    def words(self) -> str:
        """The line without the spaces around it."""
        return " ".join(self.text.split())


class Aside(NamedTuple):
    """A line that does not stand in the body, and why."""

    line: int
    why: str
    text: str


PICTURE = "a picture that did not come along"
# an element in angle brackets, with or without a name space before its name, and pictures written out as data
_TAG_NAME = r"(?:\w+:)?(?:image|img)"
_PICTURE = re.compile(rf"<{_TAG_NAME}\b[^<>]*>[^<]*</{_TAG_NAME}>|</?{_TAG_NAME}\b[^<>]*>|!\[[^\[\]]*\]\(data:[^()]*\)", re.IGNORECASE)
_MAGAZINE_NUMBER = r".{0,60}#\s?\d+\s*[-\u2013\u2014]\s*[a-z]{3,9}(\s?/\s?[a-z]{3,9})?\s+\d{4}"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})", re.IGNORECASE)


# Nobody writes these lines into a story: they are furniture wherever they stand
_ANYWHERE = (
    ("a box to subscribe", _whole(r"(?:(?:name|e-?mail|first name|last name|phone):\s*)+")),
    ("a page number", _whole(r"(?:.{1,60} )?page \d{1,3}(?: of \d{1,3})?|- ?\d{1,3} ?-")),
    ("comments", _whole(r"(?:no|\d+) comments?:|post a comment|leave a (?:reply|comment)|post comments \(atom\)|reader comments:?")),
    ("the page's search box", _whole(r"search this (?:blog|site|website)")),
    ("the blog's archive", _whole(r"blog archive")),
    ("network advertising", _whole(r"network advertising|advertisements?")),
    ("back issues", _whole(_MAGAZINE_NUMBER)),
    (
        "share and contact",
        _whole(
            r"share (?:this|on \w+)|email this|blogthis!|share to \w+|(?:newer|older) posts?|"
            r"skip to (?:main )?content|powered by \w+"
        ),
    ),
)
# These may be words of a story: they are furniture only before its first paragraph or after its last
_AT_THE_EDGES = (
    ("a box to subscribe", _whole(r"su[bs]{2}cribe(?: (?:to|now|here)\b[^.!?]{0,60})?:?|sign up(?: to [^.!?]{0,60})?")),
    ("a logo", _whole(r"(?:\S+ ){0,4}logo")),
    (
        "share and contact",
        _whole(
            r"share|tweet|print|like|reply|home|menu|search|about|about us|contact|contact (?:us|\S+ media)|"
            r"(?:labels|tags):.*|(?:filed under|read more|copyright) .*|\u00a9.*"
        ),
    ),
    ("back issues", _whole(r"(?:\S+ ){0,3}(?:magazine|back|past|previous) issues")),
)
# From one of these on, where no paragraph follows any more, all is furniture
_TAIL = ("comments", "the page's search box", "the blog's archive", "network advertising", "a box to subscribe", "back issues")


def is_prose(text: str) -> bool:
    """Whether a line is part of a text rather than of a page: long enough, with a sentence in it."""
    return len(text.split()) >= 15 and re.search(r"[.!?\u2026][\"'\u201d\u2019)]*(\s|$)", text) is not None


def set_aside(lines: list[Line]) -> tuple[list[Line], list[Aside]]:
    """Parts a text from its page furniture. Every line comes back in one of the two lists, in order."""
    lines, aside = _without_pictures(lines)
    prose = [at for at, line in enumerate(lines) if is_prose(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    kept: list[Line] = []
    tail = ""
    for at, line in enumerate(lines):
        # a text without one long paragraph has no edges that could be told
        why = _why(line.words, bool(prose) and (at < first or at > last))
        if prose and at > last and why in _TAIL:
            tail = why
        if line.words and (why or tail):
            aside.append(Aside(line.number, why or tail, line.text))
        else:
            kept.append(line)
    return kept, sorted(aside)


def _why(words: str, at_the_edge: bool) -> str:
    known = _ANYWHERE + (_AT_THE_EDGES if at_the_edge else ())
    return next((why for why, pattern in known if pattern.fullmatch(words)), "")


def _without_pictures(lines: list[Line]) -> tuple[list[Line], list[Aside]]:
    kept, aside = [], []
    for line in lines:
        aside += [Aside(line.number, PICTURE, found[0]) for found in _PICTURE.finditer(line.text)]
        kept.append(Line(line.number, _PICTURE.sub(" ", line.text) if _PICTURE.search(line.text) else line.text))
    return kept, aside
