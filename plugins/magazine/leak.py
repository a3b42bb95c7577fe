"""A leak is a name that must not appear and does: a name is made into patterns that find it however it is written."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from plugins.magazine.fold import folded, readings

SHORTEST_PART = 4  # letters of a name that is looked for by itself
SHORTEST_STEM = 3
HEAD = 5  # letters by which a name is first looked for
LOCAL_NUMBER = 7  # digits of a telephone number that stay whatever stands before them: 0, 00, an area, a country
ROOM = 10  # characters between the words of a name, at most, and more as it has more letters
FARTHEST = 300  # characters from there to the end of a name, with whatever stands between its letters
AROUND = 30  # characters that are told on each side of a name

# How words end in another case or number, in English, Polish and Ukrainian written in Latin letters
_ENDINGS = """
    s es a e i o u y ia ie ii iu io iy ya yi yu iia iiu iyi iiei iieiu om em im ym am um iom iem iam ami iami imi ymi ach akh iakh iach
    ikh ich ykh ych ow iv yiv ov ev iev owi ovi evi ievi iovi owie ova owa oi oy oj oiu oyu ei ey ej eiu eyu ego iego oho ogo emu iemu
    omu iej iei
""".split()
_ENDS = "|".join(sorted(_ENDINGS, key=len, reverse=True))
_BREAK = "(?: *-[ -]*)?"  # markup, a hyphen or the like may stand inside of a word
_JOINS = frozenset("and und at dot i ta et".split())  # what may stand between two words of a name, in whatever language
_BETWEEN = f"[ -]*(?:(?:{'|'.join(sorted(_JOINS))})[ -]+)?"
_SHORT = {
    "street": "street|str|st",
    "road": "road|rd",
    "avenue": "avenue|ave?",
    "lane": "lane|ln",
    "drive": "drive|dr",
    "place": "place|pl",
}
_TITLES = frozenset("mr mrs ms miss mister dr doctor prof professor sir dame lady lord father sister pan pani".split())
# Words of names that tell nobody by themselves
_GENERIC = frozenset(
    """
    street road avenue lane drive place square court house unit level suite shop flat north south east west upper lower the
    sons brothers bros company limited pty ltd inc gmbh group partners services solutions studio associates family junior senior
    cafe coffee bakery garage plumbing painting printing cleaning electrical building builders removals books flowers school college
    church club hotel motel restaurant kitchen kitchens bank garden gardens beach harbour hill park river valley station village
    vulytsia ulitsa ulica aleja prospekt strasse
    """.split()
)
_FIRM = re.compile(r"&|\b(?:and|sons|bros|pty|ltd|limited|inc|gmbh|co|group|partners|company)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
# One name as other languages spell it: step by step from Polish and German to what Unidecode makes of Ukrainian, and back
_FROM_GREEK = (("ph", "f"),)
_TO_UKRAINIAN = (("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("sz", "sh"), ("w", "v")), (("y", "i"), ("j", "i")), (("(?<![cksz])h", "g"),)
_TO_POLISH = (("chi", "czy"), ("shi", "szy"), ("ch", "cz"), ("sh", "sz"), ("v", "w"))
_TO_GREEK = (("f", "ph"),)  # as English and French write what came from there
_WITHOUT_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"})
# What a Ukrainian passport writes otherwise than Unidecode (resolution 55 of the Cabinet of Ministers of Ukraine, 2010)
_PASSPORT = str.maketrans({"г": "h", "Г": "H", "и": "y", "И": "Y", "ґ": "g", "Ґ": "G", "є": "ie", "ї": "i", "щ": "shch"})


class Term(NamedTuple):
    """One name as it is looked for. ``part`` says that it is only a part of the one that was ``written`` down by its owner."""

    written: str
    owner: str
    part: bool
    pattern: str
    before: int  # letters of it that stand before those by which it is first looked for
    word: str = ""  # of a firm's name, which may be a common word too: in small letters among other words it does not count


class Hit(NamedTuple):
    """A name that was found, and the folded words around it."""

    term: Term
    words: str


class Allowance(NamedTuple):
    """Words in which a name of one owner means somebody else, and the file where they stand."""

    owner: str
    where: str
    words: str


class Seeker:
    """Looks for many names at once."""

    def __init__(self, names: Iterable[tuple[str, str, bool]], allowed: Iterable[Allowance] = ()):
        """``names`` are words, whose they are, and whether the single names in them count too."""
        self._by_head: dict[str, list[Term]] = {}
        for written, owner, with_parts in names:
            for name in [written, *(parts(written) if with_parts else ())]:
                word = folded(name).strip() if name != written and not _is_person(written) else ""
                for head, pattern, before in _patterns(name):
                    self._by_head.setdefault(head, []).append(Term(written, owner, name != written, pattern, before, word))
        self._heads = re.compile(f"[^a-z](?=({_tree(self._by_head)}))") if self._by_head else None
        self._allowed = [one._replace(words="[ -]+".join(_words_of(one.words))) for one in allowed]

    def hits(self, text: str, counts: Callable[[Term], bool], where: str | None = None, *, name: bool = False) -> list[Hit]:
        """The names in a text as far as each ``counts`` there, each told once.

        ``where`` is the file of the text: what is allowed in it is passed over; without one, what is allowed anywhere.
        ``name`` says that the text is the name of something.
        """
        return list(self._found(text, counts, where, name)) if self._heads else []

    def _found(self, text: str, counts: Callable[[Term], bool], where: str | None, name: bool) -> Iterator[Hit]:
        assert self._heads
        told = set()
        for view in readings(text, name=name):
            for head in self._heads.finditer(view):
                for term in self._begun(head[1].replace(" ", "").replace("-", "")):
                    if term[:3] in told or not counts(term):
                        continue
                    begin, end = max(0, head.start() - 3 * term.before), head.start() + FARTHEST
                    for found in _compiled(term.pattern).finditer(view, begin, end):
                        if found.end() > head.start() and not self._is_allowed(term, view, found.start() + 1, found.end(), where):
                            told.add(term[:3])
                            if not term.word or not _only_a_word(term, text):
                                yield Hit(term, " ".join(view[max(0, found.start() - AROUND) : found.end() + AROUND].split()))
                            break

    def _begun(self, letters: str) -> list[Term]:
        """The terms that are first looked for by these letters, or by some of them."""
        return [term for end in range(1, len(letters) + 1) for term in self._by_head.get(letters[:end], ())]

    def _is_allowed(self, term: Term, view: str, start: int, end: int, where: str | None) -> bool:
        """Whether a name stands within words that are allowed there."""
        allowed = [one for one in self._allowed if one.owner == term.owner and where in (None, one.where)]
        end = start + len(view[start:end].rstrip(" -"))  # a full stop behind a name is none of it
        around = (max(0, start - FARTHEST), end + FARTHEST)
        return any(one.start() <= start and end <= one.end() for each in allowed for one in _compiled(each.words).finditer(view, *around))


def parts(name: str) -> list[str]:
    """The single names in a name that tell who is meant: of a person the surname, of a firm all that is no common word.

    An address, a telephone number and an e-mail address have none, and a single word is looked for as it is.
    """
    if re.search(r"[\d@]", name):
        return []
    own = [word for word in _single(name) if folded(word).strip() not in _GENERIC]
    own = own[1:] if _is_person(name) and len(own) > 1 else own
    return [word for word in own if len(_LETTER.findall(word)) >= SHORTEST_PART and word != name]


def _single(name: str) -> list[str]:
    return [word for word in re.split(r"[\s,.&/()\"'-]+", name) if word and word.casefold() not in _TITLES | _JOINS]


def _is_person(name: str) -> bool:
    return not _FIRM.search(name) and not any(folded(word).strip() in _GENERIC for word in _single(name))


def _only_a_word(term: Term, text: str) -> bool:
    """Whether a word of a firm's name stands in a text in small letters alone, among other words, as in: her daughter's van."""
    rest = re.sub(rf"(?<=\s){_stem(term.word.rstrip('s'))}[a-z]*(?:['\u2019]s)?(?=[\s.,;:!?)])", " ", text)
    return not any(_compiled(term.pattern).search(view) for view in readings(rest))


_compiled = lru_cache(maxsize=None)(re.compile)  # of most names no text has even the first letters


@lru_cache(maxsize=4096)
def _patterns(name: str) -> tuple[tuple[str, str, int], ...]:
    """The patterns that find a name, each with letters that are in it however it is written, and how many stand before them."""
    digits = re.sub(r"\D", "", name)
    if len(digits) >= LOCAL_NUMBER - 1 and not _LETTER.search(name):
        last = digits[-LOCAL_NUMBER:] if len(digits) > LOCAL_NUMBER + 1 else digits
        return ((last[:HEAD], f"[^a-z]{'[ -]*'.join(last)}(?![0-9])", 0),)
    found = []
    for words in _spellings(name):
        head, before = _head(words)
        found.append((head, _pattern(words), before))
        if before:  # in one piece, as in #JoPark, no word begins there
            found.append(("".join(words)[: len(words[0]) + 2], found[-1][1], 0))
    return tuple(found)


def _spellings(name: str) -> list[tuple[str, ...]]:
    """The words of a name, and as other languages spell them."""
    found = [_words(one) for one in (name, name.translate(_UMLAUTS), name.translate(_PASSPORT))]
    spelled = found[0]
    for steps in (_FROM_GREEK, *_TO_UKRAINIAN):
        spelled = _spelled(spelled, steps)
        found.append(spelled)
    found += [_spelled(found[0], steps) for steps in (_TO_POLISH, _TO_GREEK, _WITHOUT_UMLAUTS)]
    return [words for words in dict.fromkeys(found) if len("".join(words)) > 1]


def _words_of(text: str) -> list[str]:
    return [word for word in re.split("[ -]+", folded(text)) if word]


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _words_of(name) if word not in _JOINS)


def _spelled(words: tuple[str, ...], steps: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    for before, after in steps:
        words = tuple(re.sub(before, after, word) for word in words)
    return words


def _stem(word: str) -> str:
    """What stays of a word in all its forms: of Marta, Marty, Martą it is ``mart``."""
    bare = re.sub("[aeiouy]{1,2}$", "", word)
    return bare if len(bare) >= SHORTEST_STEM else word


def _head(words: tuple[str, ...]) -> tuple[str, int]:
    """The beginning of the word that tells most, as it is in all its forms, and how many letters stand before it."""
    own = [word for word in words if word.isalpha() and word not in _GENERIC] or [word for word in words if word not in _SHORT] or words
    most = max(own, key=lambda word: len(_stem(word)))
    before = "".join(words[: words.index(most)])
    return _stem(most)[: HEAD if most not in _SHORT else 2], len(before) + (ROOM if before else 0)


def _pattern(words: tuple[str, ...]) -> str:
    """The words one after another, each in any form, with what is no letter between them; or all letters set apart."""
    apart = " +".join(" +".join(word) for word in words)
    before = "[^a-z0-9]" if words[0][0].isdigit() else "[^a-z]"  # 12 Harbour Street is not 112
    after = "(?![a-z0-9])" if words[-1][-1].isdigit() else "(?![a-z])"
    return f"{before}(?:{_BETWEEN.join(_in_any_form(word) for word in words)}|{apart}){after}"


def _in_any_form(word: str) -> str:
    if word in _SHORT:
        return f"(?:{_SHORT[word]})"
    stem = _stem(word)
    if not word.isalpha() or len(word) < SHORTEST_STEM:
        return _BREAK.join(word)
    ending = word[len(stem) :]
    return f"{_BREAK.join(stem)}{_BREAK}(?:{f'{ending}|' if ending else ''}{_ENDS}){'' if ending else '?'}"


def _tree(heads: Iterable[str]) -> str:
    """A pattern of all heads in which each letter is tried once; of two that begin alike it finds the longer."""
    by_first: dict[str, set[str]] = {}
    for head in heads:
        if head:
            by_first.setdefault(head[0], set()).add(head[1:])
    branches = []
    for first, rest in sorted(by_first.items()):
        more = _tree(rest)
        branches.append(first + ((f"(?:[ -]*{more})?" if "" in rest else f"[ -]*{more}") if more else ""))
    return f"(?:{'|'.join(branches)})" if branches else ""
