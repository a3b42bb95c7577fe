"""A chat that somebody saved or pasted (WhatsApp): the words of who tells the story, without days, hours and what others said."""

import re
from collections import Counter
from typing import NamedTuple

OTHERS, PROGRAM = "what others said in the chat", "what the chat program adds"
FEWEST = 3  # messages that make a chat
_MESSAGE = re.compile(
    r"[\u200e\u200f]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?\]?(?:\s+-)?\s+(?P<said>.*)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?P<name>[^:]{1,60}): (?P<words>.*)")
_ADDED = re.compile(
    r"<attached: .*>|.* \(file attached\)|<?(?:image|video|audio|sticker|gif|document|media|contact card) omitted>?|"
    r"(?:this message was|you) deleted(?: this message)?\.?|messages and calls are end-to-end encrypted.*|<this message was edited>",
    re.IGNORECASE,
)


class Chat(NamedTuple):
    """The story, who tells it, and what else was in the chat, each with its reason."""

    text: str
    author: str
    aside: tuple[tuple[str, str], ...]


def read(text: str) -> Chat | None:
    """Takes a chat apart; None for what is none. Who said most tells the story."""
    lines = [line for line in text.split("\n") if line.strip()]
    begun = [_MESSAGE.fullmatch(line) for line in lines]
    if not begun or not begun[0] or sum(map(bool, begun)) < FEWEST or sum(map(bool, begun)) * 2 < len(lines):
        return None
    said: list[tuple[str, str]] = []
    for line, message in zip(lines, begun, strict=True):
        if message is None:  # the message above goes on
            said[-1] = (said[-1][0], f"{said[-1][1]}\n\n{line}")
        elif (spoken := _SPEAKER.fullmatch(message["said"])) and not _ADDED.fullmatch(_bare(message["said"])):
            said.append((_bare(spoken["name"]).lstrip("~ "), _bare(spoken["words"])))
        else:
            said.append(("", _bare(message["said"])))
    words = Counter[str]()
    for name, one in said:
        words[name] += len(one.split()) if name and not _ADDED.fullmatch(one) else 0
    author = max(words, key=lambda name: words[name])
    others = [f"{name}: {one}" for name, one in said if name not in ("", author) and not _ADDED.fullmatch(one)]
    added = [one for name, one in said if not name or _ADDED.fullmatch(one)]
    aside = ((why, "\n".join(what)) for why, what in ((OTHERS, others), (PROGRAM, added)) if what)
    return Chat(_told(said, author) + "\n", "" if re.match(r"[+\d]", author) else author, tuple(aside))


def _told(said: list[tuple[str, str]], author: str) -> str:
    """What the author said; what they said in one breath is a paragraph."""
    told = ""
    before = ""
    for name, one in said:
        if name == author and not _ADDED.fullmatch(one):
            told += ("\n" if before == author else "\n\n") * bool(told) + one
        before = name
    return told


def _bare(words: str) -> str:
    """Words without the marks of direction with which the program begins some of them."""
    return words.strip("\u200e\u200f\u202a\u202c ")
