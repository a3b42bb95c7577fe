"""Measures how far a line of a PDF runs, from the widths of its letters, so that one is found that leaves the paper."""

from typing import Any, NamedTuple


class Widths(NamedTuple):
    """How wide the letters of a face are, in thousandths of its size, by their codes of two bytes; ``otherwise`` of all others."""

    known: dict[int, float]
    otherwise: float

    def of(self, shown: Any, size: float) -> float:
        """How far words run that are shown by ``Tj`` or ``TJ`` (ISO 32000-2, section 9.4.3)."""
        return sum(self._part(part) for part in (shown if isinstance(shown, list) else [shown])) * size / 1000

    def _part(self, part: Any) -> float:
        if not isinstance(part, bytes):
            return -float(part)  # what is taken from the space between two letters
        codes = (part[at] << 8 | part[at + 1] for at in range(0, len(part) - 1, 2))
        return sum(self.known.get(code, self.otherwise) for code in codes)


UNKNOWN = Widths({}, 0)


def widths(font: Any) -> Widths:
    """The widths of a face of two-byte codes, as Typst has them (section 9.7.4.3); of any other face nothing is known."""
    if font.get("/Encoding") != "/Identity-H":
        return UNKNOWN
    face = font["/DescendantFonts"][0].get_object()
    waiting, known = list(face.get("/W", [])), dict[int, float]()
    while waiting:
        first, following = int(waiting.pop(0)), waiting.pop(0)
        if isinstance(following, list):
            known |= {first + at: float(width) for at, width in enumerate(following)}
        else:
            known |= dict.fromkeys(range(first, int(following) + 1), float(waiting.pop(0)))
    return Widths(known, float(face.get("/DW", 1000)))
