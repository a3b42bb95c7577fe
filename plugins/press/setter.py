"""Sets one text in type, in whichever process or on whichever machine."""

import html
import re
from collections.abc import Callable
from typing import Any

from plugins.magazine.galley import Galley, Setting, set_text
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.manuscript import Manuscript
from plugins.press.hands import shared

# whatever may be the target of a link in Markdown or HTML; what is missed here is set without other hands
_TARGET = re.compile(r"""(?:\]\(|\]:|=)\s*[<"']?([^\s"'<>)]+)""")


def set_shared(at: int) -> Galley:
    """Sets one of the texts that all hands know of, by its number."""
    magazine, waiting = shared()
    return magazine.set(waiting[at])


def piece_of(magazine: Magazine, text: Settable) -> tuple[Any, ...]:
    """All that ``set_piece`` needs of a magazine to set a text where nobody knows of the magazine."""
    source = text.path.removeprefix(f"{magazine.label}/")
    manuscript = text.manuscript.opened()
    targets = {html.unescape(target) for target in _TARGET.findall(manuscript.body)}
    known = {target: magazine.addresses.resolve(target, source) for target in targets}
    return manuscript, magazine.language_of(text.path), known, magazine.setting


class _NotAtHand(LookupError):
    """A link was found whose address did not travel with its text."""


def set_piece(manuscript: Manuscript, language: str, known: dict[str, str], setting: Setting) -> Galley | None:
    """Sets one text in whichever process; None where it has a link that only the whole magazine can follow."""
    try:
        return set_text(manuscript, language, _from(known), setting)
    except _NotAtHand:
        return None


def _from(known: dict[str, str]) -> Callable[[str], str]:
    def resolve(target: str) -> str:
        if target not in known:
            raise _NotAtHand(target)
        return known[target]

    return resolve
