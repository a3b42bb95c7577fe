"""A catalogue holds what the magazine says around its texts (labels, dates, counts) in one language.

English stands in the templates and in the code; ``catalogues/uk.po`` has the Ukrainian for each of it, as a gettext file. It
is read as it is, so that nothing compiled can be older than what a translator wrote. ``desk words`` gathers what is new.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from gettext import c2py
from html import escape
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "catalogues"
LABEL = "plugins/magazine/catalogues"  # as problems call the folder
ENGLISH = "en"
# What languages call themselves
LANGUAGES = {
    "en": "English",
    "uk": "Українська",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pl": "Polski",
    "ar": "العربية",
    "fa": "فارسی",
    "he": "עברית",
}
# Languages that are written from right to left, and scripts where a language has several (CLDR, likelySubtags)
_LEFTWARD = frozenset("ar arc ckb dv fa he iw ji ks lrc mzn nqo ps sd syr ug ur yi".split())
_LEFTWARD_SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())
_PLACE = re.compile(r"%\((\w+)\)s")
_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL = re.compile(r"nplurals\s*=\s*(\d)\s*;\s*plural\s*=\s*([^;]+)")


class Fault(NamedTuple):
    """A line of a catalogue that cannot be used: what is wrong with it, and what to do."""

    line: int
    message: str


class Entry(NamedTuple):
    """One message: where it stands, its English, and what is said for it (more than one where it counts something)."""

    line: int
    context: str
    message: str
    plural: str
    said: tuple[str, ...]
    fuzzy: bool  # a program's guess, which nobody has looked at

    @property
    def complete(self) -> bool:
        """Whether somebody translated it."""
        return not self.fuzzy and all(self.said)


class Catalogue:
    """The interface in one language. It speaks English where nobody translated it, which ``waiting`` counts."""

    def __init__(self, language: str, entries: tuple[Entry, ...] = (), faults: tuple[Fault, ...] = ()):
        self.language, self.entries = language, tuple(one for one in entries if one.message)
        head = next((one.said[0] for one in entries if not one.message), "")
        self._plural, self._forms, wrong = _plural_of(head)
        found = [*faults, *wrong]
        self._said: dict[tuple[str, str], tuple[str, ...]] = {}
        for entry in self.entries:
            if entry.complete:
                fault = _misfit(entry, self._forms)
                if fault:
                    found.append(Fault(entry.line, fault))
                else:
                    self._said[entry.context, entry.message] = entry.said
        self.faults = tuple(found)

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """What nobody has translated yet, or looked at."""
        return tuple(entry for entry in self.entries if not entry.complete)

    def gettext(self, message: str) -> str:
        """A word or a sentence of the interface in this language."""
        return self.pgettext("", message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A count, in the form that its number asks for."""
        return self.npgettext("", one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        """A word that means several things in English, or that changes with its place in a sentence."""
        return self._said.get((context, message), (message,))[0]

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Such a word with a count."""
        said = self._said.get((context, one))
        if not said or len(said) < self._forms:
            return one if number == 1 else many
        return said[self._plural(abs(number))]


def N_(message: str) -> str:
    """Marks a message that stands in a table, for whoever looks it up there to translate it."""
    return message


@lru_cache(maxsize=16)
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; one that says everything in English where there is none."""
    name = _named(language)
    if not name or name == ENGLISH:
        return Catalogue(name or ENGLISH)
    return Catalogue(name, *read((FOLDER / f"{name}.po").read_bytes()))


@lru_cache(maxsize=64)
def _named(language: str) -> str:
    """The name of a language's catalogue: its own, or that of the language without its region; of one without, nothing."""
    tag = language.replace("_", "-").lower()
    for name in (tag, tag.partition("-")[0]):
        if name == ENGLISH or re.fullmatch(r"[a-z0-9-]+", name) and (FOLDER / f"{name}.po").is_file():
            return name
    return ""


def has_catalogue(language: str) -> bool:
    """Whether the magazine can speak a language at all."""
    return bool(_named(language))


def spoken(language: str, home: str) -> str:
    """The language in which the magazine speaks around a text: the text's own where there is a catalogue, else its ``home``."""
    return language if has_catalogue(language) else home


def direction(language: str) -> str:
    """``rtl`` where a language is written from right to left, else ``ltr``."""
    first, *more = language.replace("_", "-").lower().split("-")
    scripts = [part for part in more if len(part) == 4 and part.isalpha()]
    return "rtl" if (scripts[0] in _LEFTWARD_SCRIPTS if scripts else first in _LEFTWARD) else "ltr"


class Attributes(str):
    """Attributes of a tag, which a template prints as they are."""

    def __html__(self) -> str:
        return self


def passage(language: str, around: str) -> Attributes:
    """The attributes of a passage in a language that stands in a text of another: ``lang``, and ``dir`` where it runs the other way."""
    way = f' dir="{direction(language)}"' if direction(language) != direction(around) else ""
    return Attributes(f"{part(language, around)}{way}") if language else Attributes()


def part(language: str, around: str) -> Attributes:
    """The attributes of a part of the page's furniture that speaks another language than its text: it runs as the page does."""
    return Attributes(f' lang="{escape(language)}"' if language and language != around else "")


def language_name(code: str) -> str:
    """What a language calls itself, or its code."""
    return LANGUAGES.get(code, code)


def read(raw: bytes) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The messages of a gettext file (GNU gettext manual, "The Format of PO Files"); what is no such line is a fault."""
    faults: list[Fault] = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return (), (Fault(raw[: error.start].count(b"\n") + 1, "it is not UTF-8: save it as UTF-8"),)
    return tuple(_entries(text, faults)), tuple(faults)


def _entries(text: str, faults: list[Fault]) -> Iterator[Entry]:
    fields: dict[str, str] = {}
    start, field, fuzzy, marked = 0, "", False, False
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line[0] == "#":
            marked |= line.startswith("#,") and "fuzzy" in line
            continue
        found = _LINE.fullmatch(line)
        if not found or not (found[1] or field):
            faults.append(Fault(number, "this is no line of a catalogue: write msgid or msgstr, and the words in quotation marks"))
            continue
        if found[1] == "msgctxt" or found[1] == "msgid" and (not fields or "msgid" in fields):
            if fields:
                yield _entry(fields, start, fuzzy)
            fields, start, fuzzy, marked = {}, number, marked, False
        field = found[1] or field
        fields[field] = fields.get(field, "") + _ESCAPED.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), found[2])
    if fields:
        yield _entry(fields, start, fuzzy)


def _entry(fields: dict[str, str], line: int, fuzzy: bool) -> Entry:
    said = tuple(words for name, words in sorted(fields.items()) if name.startswith("msgstr"))
    return Entry(line, fields.get("msgctxt", ""), fields.get("msgid", ""), fields.get("msgid_plural", ""), said or ("",), fuzzy)


def _plural_of(head: str) -> tuple[Callable[[int], int], int, list[Fault]]:
    """Which form a number asks for, how many forms there are, and what is wrong with the line that says so."""
    found = _PLURAL.search(head)
    try:
        if found:
            return c2py(found[2].strip()), int(found[1]), []
        return c2py("n != 1"), 2, []
    except ValueError as error:
        return (
            c2py("n != 1"),
            2,
            [Fault(1, f"Plural-Forms cannot be read ({error}): write it as the gettext manual has it for this language")],
        )


def _misfit(entry: Entry, forms: int) -> str:
    """Why a translation cannot be printed in the place of its English, and what to do; nothing where it can."""
    wanted = forms if entry.plural else 1
    if len(entry.said) != wanted:
        return f"`{entry.message}` has {len(entry.said)} forms: write {wanted}"
    english = {*_PLACE.findall(entry.message), *_PLACE.findall(entry.plural)}
    for words in entry.said:
        unknown = sorted(set(_PLACE.findall(words)) - english)
        if unknown or "%" in _PLACE.sub("", words).replace("%%", ""):
            named = ", ".join(f"%({name})s" for name in sorted(english)) or "no such place, and %% for a per cent sign"
            return f"`{words}` has a place that its English lacks: write {named}"
    return ""
