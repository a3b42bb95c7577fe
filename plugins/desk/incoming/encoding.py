"""The bytes of a letter as text: in the encoding that it says it has, else in the one that fits them best."""

import codecs
import re

# Python knows these as encodings, but they are programs for something else, or hide what is written (RFC 2152)
_NEVER = frozenset("utf-7 unicode-escape raw-unicode-escape punycode idna undefined mbcs oem".split())
# Browsers read the first as the second, which holds all of it and more (WHATWG Encoding, section 4.2)
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "utf-8", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "koi8-r": "koi8-u", "iso8859-11": "cp874", "tis-620": "cp874", "johab": "cp949",
}  # fmt: skip
_OTHER_NAMES = {
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "x-mac-cyrillic": "mac_cyrillic", "x-sjis": "cp932", "macintosh": "mac_roman",
    "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "x-gbk": "gb18030", "ansi": "cp1252", "win-1251": "cp1251", "8bit": "utf-8",
}  # fmt: skip
# Of these any bytes are some text, so that it says little that they can be read as such
_ONE_BYTE = re.compile(r"(?:cp125\d|cp8\d\d|iso8859-\d+|koi8-[rut]|mac-\w+|mac_\w+)")
_CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866")
FEW = 4  # letters, by which no language can be told
_FREQUENT = "оаеинтср"  # every other letter of a Cyrillic text is one of these
_TURNED = re.compile(r"\b[а-я][А-Я]+")


def decoded(raw: bytes, declared: str = "") -> tuple[str, str]:
    """Text, and a remark where the encoding was not what ``declared`` says; no bytes make it raise."""
    name = _known(declared)
    if raw.isascii() and not name.startswith(("iso2022", "hz", "utf-16", "utf-32")):
        return raw.decode("ascii"), _remark(declared, "plain ASCII", "") if declared and not name else ""
    try:
        text = raw.decode(name or "utf-8")
        if name and _ONE_BYTE.fullmatch(name):
            return _doubted(raw, text, declared, name)
        return text, _remark(declared, "UTF-8") if declared and not name else ""
    except (UnicodeError, LookupError):
        pass
    for guess in ("utf-8", guessed(raw)):
        try:
            return raw.decode(guess), _remark(declared, guess)
        except UnicodeError:
            continue
    return raw.decode(guessed(raw), "replace"), _remark(declared, guessed(raw), ": some characters are lost, ask for the text again")


def _known(declared: str) -> str:
    """The name under which Python knows an encoding; nothing where it knows none, or should not."""
    name = declared.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_OTHER_NAMES.get(name, name))
    except (LookupError, ValueError, UnicodeError):
        return ""
    if not found._is_text_encoding or found.name.replace("_", "-") in _NEVER:
        return ""
    return _WIDER.get(found.name, found.name)


def _doubted(raw: bytes, text: str, declared: str, name: str) -> tuple[str, str]:
    """A text in an encoding of one byte a character, unless another is much likelier."""
    try:
        return raw.decode("utf-8"), _remark(declared, "UTF-8")  # what is UTF-8 by chance is hardly ever written
    except UnicodeDecodeError:
        pass
    if name.startswith(("cp125", "iso8859", "koi8", "mac")) and (guess := guessed(raw)) != name:
        latin_only = name in ("cp1252", "latin-1", "iso8859-15", "mac-roman") and guess in _CYRILLIC
        if latin_only or guess in _CYRILLIC and _turned(text):
            return raw.decode(guess, "replace"), _remark(declared, guess)
    return text, ""


def guessed(raw: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8: in Cyrillic most letters are beyond ASCII, in Latin few."""
    high = [byte for byte in raw[:20000] if byte > 0x7F]
    latin = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in raw[:20000])
    if len(high) <= latin or len(high) < FEW:
        return "cp1252" if not {0x81, 0x8D, 0x8F, 0x90, 0x9D} & set(raw) else "latin-1"
    return max(_CYRILLIC, key=lambda name: sum(map(high.count, _FREQUENT.encode(name))))


def _turned(text: str) -> bool:
    """Whether small letters and capitals have changed places, as they do between koi8 and the other Cyrillic encodings."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) * 5 > len(letters) * 4 and bool(_TURNED.search(text))


def _remark(declared: str, read_as: str, advice: str = ": look at its letters, accents and quotation marks") -> str:
    said = f"the letter says that its encoding is {declared[:40]!r}" if declared else "the letter does not say what its encoding is"
    return f"{said}; it was read as {read_as}{advice}"
