"""An address of somebody's mail, links that begin a mail, and words for its head: nothing that is written there gets beyond its line."""

import re
from typing import NamedTuple
from urllib.parse import quote

from plugins.magazine.header import UNPRINTABLE

_LOCAL = re.compile(r"(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)  # RFC 5322, 3.2.3, dot-atom
_DOMAIN = re.compile(r"(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
ENCODED = re.compile(r"=\?|\?=")  # how words of other scripts begin and end in the head of a mail (RFC 2047), line breaks among them
_LONE = re.compile("[\ud800-\udfff]")  # half of a character, which no encoding has


class Mailbox(NamedTuple):
    """One address of the kind that every mail server takes."""

    local: str
    domain: str


def mailbox(address: object) -> Mailbox | None:
    """An address taken apart, its host as mail servers know it (IDNA); None where it is no such address."""
    local, _, domain = str(address or "").strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    well = _LOCAL.fullmatch(local) and not ENCODED.search(local) and _DOMAIN.fullmatch(domain)
    return Mailbox(local, domain) if well else None


def letter_to(address: str, subject: str, body: str = "") -> str:
    """A link that begins a mail in its reader's own program (RFC 6068); nothing where there is nobody to write to."""
    words = f"&body={quote(body)}" if body else ""
    whole = "@".join(mailbox(address) or (address,))
    return f"mailto:{quote(whole, safe='@!$*+')}?subject={quote(subject)}{words}" if address else ""


def one_line(words: object) -> str:
    """What somebody wrote, as one line without anything that cannot be seen, also not encoded: a mail program would find it there."""
    return " ".join(ENCODED.sub(" ", UNPRINTABLE.sub(" ", _LONE.sub("\ufffd", str(words or "")))).split())
