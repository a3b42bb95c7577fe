"""A business card that a telephone can keep: vCard 4.0 (RFC 6350)."""

from typing import NamedTuple

from plugins.magazine.directory import Reach

LONGEST_LINE = 75  # octets without the line break (RFC 6350, 3.2)


class Contact(NamedTuple):
    """What goes onto a card; ``kind`` is ``individual`` or ``org``."""

    kind: str
    name: str
    organisation: str
    role: str
    reach: Reach
    source: str


def vcard(contact: Contact) -> bytes:
    """The card as UTF-8 text with folded lines."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"KIND:{contact.kind}", f"FN:{_text(contact.name)}"]
    if contact.kind == "individual":
        given, _, family = contact.name.rpartition(" ")
        lines.append(f"N:{_text(family)};{_text(given)};;;")
    fields = (
        ("ORG", _text(contact.organisation)),
        ("TITLE", _text(contact.role)),
        ("TEL", _text(contact.reach.telephone)),
        ("EMAIL", _text(contact.reach.email)),
        ("URL", contact.reach.website),
        ("ADR", f";;{_text(contact.reach.postal_address)};;;;" if contact.reach.postal_address else ""),
        ("SOURCE", contact.source),
    )
    lines += [f"{name}:{value}" for name, value in fields if value]
    lines.append("END:VCARD")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _text(value: str) -> str:
    """Escaped as RFC 6350, 3.4 asks."""
    for character in "\\,;":
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A long line in pieces, none of which parts a character (RFC 6350, 3.2)."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LONGEST_LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
