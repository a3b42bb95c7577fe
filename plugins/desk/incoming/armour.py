"""What PGP writes around a letter is taken off it (RFC 9580, section 7)."""

import re

from plugins.desk.incoming.parts import ENCRYPTED, Contents

_BLOCK = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.DOTALL)
_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:\w+: .*\n)*\n?")
_SIGNED = re.compile(r"-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)", re.DOTALL)


def without_armour(text: str, contents: Contents, aside: list[tuple[str, str]]) -> str:
    """A text without it; what is taken off is put ``aside``, and what cannot be read is remarked on."""
    if "-----BEGIN PGP" not in text:
        return text
    if _BLOCK.search(text):
        contents.locked = True
        contents.remark(f"part of it cannot be read: {ENCRYPTED}")
    signed = bool(_HEAD.search(text))
    for sign in (_BLOCK, _SIGNED, _HEAD):
        aside += [("PGP", found[0]) for found in sign.finditer(text)]
        text = sign.sub("", text)
    return re.sub(r"(?m)^- ", "", text) if signed else text
