"""Questions of ours that somebody answered between their lines: each stays above its answer."""

import re

# Who answers in a letter that is quoted without marks says that they do
_POINTS_BELOW = re.compile(
    r"\b(?:below|inline|in-line|in (?:red|blue|green|bold|capitals|colou?r)|between (?:your|the) (?:lines|questions)|"
    r"(?:siehe|s\.) unten|im text|in rot|ci-dessous|en rouge|нижче|червоним|синім|у тексті|ниже|красным)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*-- ?\n")
_SHORT = 80  # words above a letter that may say so


class Dialogue:
    """A letter as it is read line by line: what is quoted, and what is said to that."""

    def __init__(self) -> None:
        self._pieces: list[tuple[bool, list[str]]] = []
        self._below: list[str] = []

    def asks(self, quoted: list[str]) -> None:
        """Lines that are quoted."""
        self._pieces.append((True, quoted))

    def says(self, line: str) -> None:
        """A line of the writer's own."""
        if not self._pieces or self._pieces[-1][0]:
            self._pieces.append((False, []))
        self._pieces[-1][1].append(line)

    def points_below(self, quoted: list[str]) -> None:
        """A whole letter quoted below: it matters where the words above say that the answers are in it."""
        own = "\n".join(line for asked, lines in self._pieces for line in lines if not asked)
        if len(own.split()) <= _SHORT and _POINTS_BELOW.search(own):
            self._below = quoted

    @property
    def text(self) -> str:
        """The answers, each below its question; nothing where they do not stand between questions."""
        told = [(asked, "\n".join(lines).strip("\n")) for asked, lines in self._pieces if any(map(str.strip, lines))]
        answered = {at for at, (asked, _) in enumerate(told[:-1]) if asked and not told[at + 1][0] and not _SIGNED.match(told[at + 1][1])}
        if self._below:
            return "\n\n".join([*(words for _, words in told), "\n".join(f"> {line}".rstrip() for line in self._below).strip("\n")])
        if len(answered) < 2 and not any(_question(told[at][1]).endswith("?") for at in answered):
            return ""
        return "\n\n".join(_question(words) if asked else words for at, (asked, words) in enumerate(told) if not asked or at in answered)


def _question(quoted: str) -> str:
    """The last paragraph of what is quoted: what stands above the answer."""
    lines = quoted.split("\n")
    said = [bool(line.strip("> \t")) for line in lines]
    end = len(lines) - said[::-1].index(True) if True in said else 0
    begin = next((at for at in range(end, 0, -1) if not said[at - 1]), 0)
    return "\n".join(lines[begin:end]).strip()
