"""An address that mail can be sent to, in the one form by which two ways of writing it are known to be the same."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress

from plugins.magazine.mailbox import ENCODED

_NAMED = re.compile(r"(.*)<\s*([^<>]*?)\s*>[\s,;]*")
_ATOM = r"[^\s()<>@,;:\\\".\[\]]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")  # RFC 5322, section 3.2.3, dot-atom; RFC 6531 has letters of every script in it
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+")
LENGTH = 16  # of a mark: ten thousand readers have none in common
LONGEST = 200  # letters of a name: no line of a mail gets too long by it
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\xad"  # around words that came from a page, or where files were put together
MARK = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


def read(words: str) -> tuple[str, str]:
    """Name and address of ``Ann Lee <ann@mail.example>``, or of an address alone; raises ValueError where there is none.

    The domain is lowercased, and one in another script written as mail servers know it (RFC 5891); the part before the ``@``
    stays as it is: only its own server knows whether capitals count there.
    """
    import idna  # its tables are large, and most commands need none of them

    words = words.strip().strip(_UNSEEN)
    named = _NAMED.fullmatch(words)
    name, written = (named[1].strip().strip("\"'"), named[2]) if named else ("", words)
    local, _, domain = unicodedata.normalize("NFC", written.removeprefix("mailto:")).replace("\uff20", "@").rpartition("@")
    advice = "write it as in ann@mail.example"
    if not local or not domain:
        raise ValueError(f"`{written[:60]}` is no address: {advice}")
    if not _LOCAL.fullmatch(local) or ENCODED.search(local) or not local.isprintable() or len(local.encode()) > 64:
        raise ValueError(f"`{written[:60]}`: what stands before its @ cannot be read: {advice}")
    try:
        domain = idna.encode(domain.lower(), uts46=True).decode("ascii")
    except idna.IDNAError:
        domain = ""
    if not _DOMAIN.fullmatch(domain) or domain.rpartition(".")[2].isdigit():  # which is a machine's number
        raise ValueError(f"`{written[:60]}`: what stands behind its @ is no name of a mail server: {advice}")
    return plain(name), f"{local}@{domain}"


def plain(name: str) -> str:
    """A name on one line, of characters that can be seen, in which no mail program finds encoded words: they may hold line breaks."""
    seen = "".join(one if one.isprintable() else " " for one in name)
    return " ".join(ENCODED.sub(" ", seen).split())[:LONGEST]


def whole(email: str) -> str:
    """An address as it was read; raises ValueError where it is none, or is written otherwise."""
    if read(email) != ("", email):
        raise ValueError(f"`{email[:60]}` is no address as it is kept: write it as in ann@mail.example")
    return email


def meant(said: Mapping[str, object]) -> list[str]:
    """The marks of whoever a request to leave may mean, as the intake found it: those in its subject, where our own links
    have them, then its writer's."""
    marks = dict.fromkeys(MARK.findall(str(said.get("subject", ""))))
    with suppress(ValueError):
        marks[mark(read(str(said.get("address", "")))[1])] = None
    return list(marks)


def mark(email: str) -> str:
    """By what a reader is known in the ledger, and when the address is forgotten; capitals do not count."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()[:LENGTH]
