"""A sheet is what there is to check of a printed page: where it leads, the places on it, its advertisements, an edition's words."""

import re
from html import unescape

from plugins.magazine.finished import finished, is_bound
from plugins.magazine.page import Sheet

_TARGET = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')[^<>]*>""")
_ADVERT = re.compile(r'<div class="advert[^"]*" id="(advert-[^"]*)">(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(r"<!--.*?-->|<(template|noscript)\b.*?</\1>", re.DOTALL)
_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)')""")


def sheet_of(html: str) -> Sheet:
    """The sheet of a page's HTML, of which only that counts which a browser shows."""
    html = _UNSEEN.sub("", html)
    links = dict.fromkeys(unescape(found[0] or found[1]) for found in _TARGET.findall(html))
    anchors = dict.fromkeys(unescape(found[0] or found[1]) for found in _ID.findall(html))
    adverts = ((place, " ".join(unescape(_TAG.sub(" ", words)).split())) for place, words in _ADVERT.findall(html))
    return Sheet(tuple(links), tuple(anchors), tuple(adverts))


def sheet_in(file: str, data: bytes) -> Sheet | None:
    """The sheet of a printed file; None where nobody asks for one. Raises ValueError where an edition cannot be read."""
    if file.endswith(".html"):
        return sheet_of(data.decode("utf-8", "replace"))
    if not is_bound(file):
        return None
    read = finished(file, data)
    return Sheet(leaves=tuple(map(tuple, read.leaves)), beside=read.beside)  # plain tuples, which the ledger can keep
