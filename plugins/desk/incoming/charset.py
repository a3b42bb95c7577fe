"""In which encoding a page is written: as its first bytes or its head say, else as most pages are."""

import codecs
import re

from plugins.desk.house import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "utf-7": "utf-8"}  # WHATWG Encoding, section 4.2


def decoded(raw: bytes, file: object) -> tuple[str, list[str]]:
    """A page's text, and what is to be said of how it was read; raises Refused where it is no text."""
    mark = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    if not mark and b"\0" in raw[:4096]:
        raise Refused(file, "this is no web page: save it again as HTML with the encoding UTF-8")
    named = _META.search(raw[:4096])
    for name in filter(None, (mark, _known(named[1].decode("ascii", "replace")) if named else "", "utf-8")):
        try:
            return raw.decode(name), []
        except UnicodeDecodeError:
            pass
    remark = "the page does not keep to the encoding that it names, and was read as Windows text (cp1252): look at its accents"
    return raw.decode("cp1252", "replace"), [remark]


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # rot13 and the like are no encodings of text
    except (LookupError, TypeError, ValueError):
        return ""
    return _AS_BROWSERS_DO.get(name, name)
