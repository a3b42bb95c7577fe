"""What could be somebody's name, and what could not."""

import re

PARTICLES = frozenset(["van", "de", "der", "den", "von", "la", "le", "da", "di", "du", "bin", "al", "of", "st"])
_NO_NAMES = frozenset(
    "the a an and or our your my his her their in on at for from to with this that how why what when who dear hello hi".split()
)
_TITLE = re.compile(r"^(?:(?:dr|mr|mrs|ms|mx|miss|prof|professor|herr|frau|dipl\.?-?ing|ing)\.?\s+)+(?=\S+\s)", re.IGNORECASE)
_AFTER = re.compile(r"\s*\((?:\w{1,4}\.?|\w+/\w+(?:/\w+)?)\)$|,?\s+(?:Ph\.?D|MBA|CPA|JP|OAM|BSc|MSc|BA|MA|LL\.?[BM]|Esq)\.?$")


def is_name(words: str) -> bool:
    """Whether a line could be somebody's name: two to five words with capitals, no small words of a sentence."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or re.search(r"[\d,;:!?\"@/]", words) or re.search(r"[^\W\d_]{3,}\.", words):
        return False
    lower = [part.lower() for part in parts]
    return not set(lower) & _NO_NAMES and all(part[0].isupper() or part in PARTICLES for part in parts) and not words.isupper()


def without_titles(words: str) -> str:
    """A name without what stands before and after it on a card: ``Dr``, ``PhD``, ``(she/her)``."""
    words = words.strip()
    while (shorter := _AFTER.sub("", _TITLE.sub("", words))) != words:
        words = shorter
    return words


def several(words: str) -> list[str]:
    """The names in a line, where two or more people stand in it; else the line as it is, and nothing where it is empty."""
    names = [without_titles(one) for one in re.split(r"\s+(?:and|&|та|und|et)\s+|,\s+", words.strip())]
    return names if all(is_name(one) for one in names) else [words] * bool(words)
