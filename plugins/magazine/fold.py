"""Folding takes away how a word is written, so that two spellings of one name read the same: case, accents, look-alikes, markup.

A folded text has small Latin letters and digits, a space where there were spaces, and a hyphen for everything else.
"""

import html
import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import unquote_to_bytes

_PLAIN = bytes(code if chr(code).isalnum() else 32 if chr(code).isspace() else 45 for code in range(128)).lower() + b"-" * 128
_STRANGE = re.compile(r"[^\x00-\x7f]+")
_STRANGE_WORD = re.compile(r"[^\W\d_]{0,60}[^\x00-\x7f][\w\u00ad\u200b-\u200f\u2060\ufeff]*")
_OTHER_SCRIPT = re.compile("[\u0370-\u058f\u13a0-\u13ff]")  # Greek, Cyrillic, Armenian and Cherokee have letters that look Latin
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8}))")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGGED = re.compile(r"[#@]\w+")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))  # of which feeds are full
_QUOTES = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"  # which most texts have, and nothing else that is strange
_UNSEEN = ("Cf", "Mn", "Me", "Cc")  # zero-width characters and soft hyphens; combining marks

# Letters of other scripts that a reader takes for Latin ones (after Unicode Technical Standard 39, the file confusables.txt)
_LOOKS = {
    "a": "аАɑαΑᎪ", "b": "вВьЬβΒᏴ", "c": "сСϲᏟ", "d": "ԁᎠ", "e": "еЕεΕᎬ", "g": "ԍցᏀ", "h": "һнНΗհᎻ", "i": "іІїЇιΙӏ", "j": "јЈᎫ",
    "k": "кКκΚᏦ", "l": "ӀᏞ", "m": "мМΜᎷ", "n": "пηΝո", "o": "оОοΟσςօՕ", "p": "рРρΡᏢ", "q": "ԛԚզ", "r": "гᏒ", "s": "ѕЅՏᏚ",
    "t": "тТτΤᎢ", "u": "υսՍ", "v": "ѵѴνᏙ", "w": "ԝԜωᏔ", "x": "хХχΧ", "y": "уУүҮγΥ", "z": "ΖᏃ", "3": "зЗ",
}  # fmt: skip
_LIKE_LATIN = {ord(other): latin for latin, others in _LOOKS.items() for other in others}
_LIKE_CYRILLIC = str.maketrans("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ")


def folded(text: str) -> str:
    """A text folded, each of its letters written in Latin ones (Ковальчук is ``kovalchuk``). It begins and ends with a space."""
    return f" {_plain(text)} "


def readings(text: str, *, name: bool = False) -> list[str]:
    """All ways in which a text may be read, folded: as it stands, without its markup, and letters taken for those they look like.

    Entities, percent signs and escapes are read as what they stand for. In a ``name``, such as that of a file or
    what stands after ``#``, words may begin within others (``DrLee2.jpg``).
    """
    text = _meant(text)
    if name:
        text = _HUMP.sub("-", text)
    elif "#" in text or "@" in text:
        text = _TAGGED.sub(lambda word: _HUMP.sub("-", word[0]), text)
    views = [text]
    if "<" in text and (tags := _TAG.findall(text)):
        views = [_TAG.sub("-", text), "\n".join(tags)]
    found = [folded(view) for view in views]
    if not text.isascii() and _OTHER_SCRIPT.search(text):
        for view in views:
            found.append(folded(view.translate(_LIKE_LATIN)))
            if any(_is_mixed(run, view) for run in _STRANGE.finditer(view)):
                found.append(folded(_STRANGE_WORD.sub(lambda word: word[0].translate(_LIKE_CYRILLIC), view)))
    return found


def _is_mixed(run: re.Match[str], text: str) -> bool:
    """Whether a Latin letter stands beside characters of another script."""
    return text[max(0, run.start() - 1) : run.start()].isalpha() or text[run.end() : run.end() + 1].isalpha()


def _meant(text: str) -> str:
    """A text with the characters that it stands for: ``&#75;``, ``%4B`` and ``\\u004b`` are a K."""
    for _ in range(2):  # a feed has HTML in it with its own entities
        if "&" not in text:
            break
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
        text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(lambda found: unquote_to_bytes(found[0]).decode("utf-8", "replace"), text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    return chr(code) if code < 0x110000 else " "


def _plain(text: str) -> str:
    if not text.isascii():
        for sign in _QUOTES:
            text = text.replace(sign, "-")
        text = _STRANGE.sub(_in_ascii, text)
    return text.encode("ascii", "replace").translate(_PLAIN).decode("ascii")


def _in_ascii(found: re.Match[str]) -> str:
    return _written(found[0])


@lru_cache(maxsize=4096)
def _written(run: str) -> str:
    return "".join(_letter(character) for character in unicodedata.normalize("NFKC", _without_signs(run)))


def _without_signs(run: str) -> str:
    """Signs that become letters when they are written out, such as that of a trade mark, are none."""
    return re.sub("[\u2122\u2120\u00a9\u00ae\u00aa\u00ba\u00b2\u00b3\u00b9\u2070-\u209c]", "-", run)


@cache
def _letter(character: str) -> str:
    """One character in Latin letters and digits; nothing of one that cannot be seen, and a hyphen for one that is no letter."""
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind in _UNSEEN:
        return ""
    if kind[0] == "Z":
        return " "
    if kind[0] in "LN" or kind == "So":
        from unidecode import unidecode  # it reads a table for each script it meets

        return "".join(one for one in unidecode(character) if one.isalnum()) or ("" if kind[0] == "L" else "-")
    return "-"
