"""The language of a text is told by its letters and by the small words that every text is full of."""

from __future__ import annotations

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the and of to in is that it you for with was are not this have my we he she they",
    "de": "der die das und ist nicht ein eine ich wir sie mit auf den dem zu von es war auch",
    "fr": "le la les et est une un des que qui dans pour pas nous vous je il elle sur avec",
}
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """``en``, ``uk``, ``ru``, ``de`` or ``fr``; empty where it cannot be told."""
    letters = Counter(text.lower())
    cyrillic = sum(count for letter, count in letters.items() if "\u0400" <= letter <= "\u04ff")
    latin = sum(count for letter, count in letters.items() if letter.isalpha() and letter < "\u0250")
    if cyrillic > latin:
        ukrainian = sum(letters[letter] for letter in "іїєґ")
        russian = sum(letters[letter] for letter in "ыэъё")
        return "" if ukrainian == russian else "uk" if ukrainian > russian else "ru"
    words = Counter(_WORD.findall(text.lower()))
    counts = {name: sum(words[word] for word in small.split()) for name, small in _SMALL_WORDS.items()}
    best = max(sorted(counts), key=lambda name: counts[name])
    return best if counts[best] and list(counts.values()).count(counts[best]) == 1 else ""


def languages(text: str) -> list[str]:
    """The languages of a text of which each has a fifth of its paragraphs' words or more, sorted."""
    words: Counter[str] = Counter()
    for paragraph in re.split(r"\n\s*\n", text):
        words[language(paragraph)] += len(paragraph.split())
    return sorted(name for name, count in words.items() if name and count * 5 >= words.total())
