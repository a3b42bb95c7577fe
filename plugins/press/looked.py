"""What the press knows of the content from last time: which files have none of the names that must not appear."""

from dataclasses import replace

from plugins.magazine.hidden import is_clean
from plugins.magazine.magazine import Magazine
from plugins.press.ledger import Ledger
from plugins.press.stamps import Stamps

NOTE = "looked"


def looked_through(magazine: Magazine, stamps: Stamps, ledger: Ledger) -> Magazine:
    """The magazine with its clean files: only those are looked into whose bytes are others than last time."""
    terms = magazine.terms
    if not terms.known:
        return magazine
    wanted, kept = ledger.note(NOTE) or ("", {})
    before: dict[str, str] = kept if wanted == terms.mark else {}
    now = {}
    for source in magazine.files:
        stamp = stamps.get(f"{magazine.content}/{source}")
        if stamp and stamp.mark and (before.get(source) == stamp.mark or is_clean(magazine, source)):
            now[source] = stamp.mark
    if now != before or wanted != terms.mark:
        with ledger.writing():
            ledger.put_note(NOTE, (terms.mark, now))
    return replace(magazine, terms=terms._replace(clean=frozenset(now)))
