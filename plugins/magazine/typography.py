"""Typography sets the quotation marks, dashes and spaces that a typewriter has no keys for, in each language."""

from __future__ import annotations

import re
import unicodedata

HARD = "\u00a0"
MARKS = {
    "en": "\u201c\u201d\u2018\u2019",
    "uk": "\u00ab\u00bb\u201e\u201c",
    "de": "\u201e\u201c\u201a\u2018",
    "fr": "\u00ab\u00bb\u2039\u203a",
}
_OPENS_AFTER = set(" \t\n([{\u2014\u2013/\u201c\u2018\u00ab\u201e\u00a0")
_DASHES = ((re.compile(r"(?<!-)---(?!-)"), "\u2014"), (re.compile(r"(?<!-)--(?!-)"), "\u2013"))
# what stands before a space is asked where a space was found, and not at every letter
_BEFORE_DASH = re.compile(r" (?<=\S )(?=[\u2013\u2014] )")
_UNIT = re.compile(r" (?<=\d )(?=(?:am|pm|mm|cm|m|km|g|kg|kW|kWh|ml|litres?|per cent|%)\b)")
_SHORT_WORD = {
    "uk": re.compile(r"(?<![\w'\u2019])([\u0430\u0432\u0437\u0456\u0439\u043e\u0443\u0410\u0412\u0417\u0406\u0419\u041e\u0423]) (?=\w)")
}


def runs_leftward(words: str) -> bool:
    """Whether any of it is Hebrew, Arabic or of another script that runs from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in set(words))


def typeset(text: str, language: str, before: str = "") -> str:
    """Plain text with typographic marks. ``before`` is the character that stands in front of it, if any.

    Which way a mark faces is told from the character before it alone, so that a text in pieces (around a link, say)
    is set like one in a piece.
    """
    if "'" in text or '"' in text:
        text = _quotes(text, language, before)
    if "--" in text:
        for pattern, dash in _DASHES:
            text = pattern.sub(dash, text)
    text = text.replace("...", "\u2026")
    text = _BEFORE_DASH.sub(HARD, text)
    text = _UNIT.sub(HARD, text)
    if language in _SHORT_WORD:
        text = _SHORT_WORD[language].sub(rf"\1{HARD}", text)
    return text


def _quotes(text: str, language: str, before: str) -> str:
    opened, closed, inner, inner_closed = tuple(MARKS.get(language, MARKS["en"]))
    out: list[str] = []
    for at, character in enumerate(text):
        previous = text[at - 1] if at else before
        opens = not previous or previous in _OPENS_AFTER or previous == '"' and out and out[-1] == opened
        if character == '"':
            out.append(opened if opens else closed)
        elif character == "'":
            following = text[at + 1 : at + 2]
            apostrophe = not opens or following.isdigit() or language == "uk" and previous.isalpha()
            out.append(("\u2019" if language != "uk" or previous.isalpha() else inner_closed) if apostrophe else inner)
        else:
            out.append(character)
    return "".join(out)
