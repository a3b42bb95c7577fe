"""Tells what of a PDF's page is seen on paper from what is too small, in the colour of its ground, cut off, or covered."""

from collections.abc import Iterable
from math import hypot
from typing import Any, NamedTuple

from plugins.magazine.advance import UNKNOWN, Widths

Matrix = tuple[float, float, float, float, float, float]  # ISO 32000-2, section 8.3.3
Colour = tuple[float, ...]
SMALLEST = 2.0  # points: letters that nobody reads
ALIKE = 0.06  # of the way from black to white: colours that nobody tells apart
FAINT = 0.1
_WHITE: Colour = (1.0, 1.0, 1.0)
_PAINTS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_ENDS = {b"S", b"s", b"n", *_PAINTS}
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_FILLS = {b"g", b"rg", b"k", b"sc", b"scn"}


class Box(NamedTuple):
    """A rectangle on the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, or so near that nobody sees the difference."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1

    def within(self, other: "Box") -> "Box":
        """What both have in common."""
        return Box(max(self.left, other.left), max(self.bottom, other.bottom), min(self.right, other.right), min(self.top, other.top))


class State(NamedTuple):
    """What the next sign is painted with; a colour that no numbers name is None."""

    clip: Box
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    fill: Colour | None = (0.0, 0.0, 0.0)
    solid: float = 1.0
    face: Widths = UNKNOWN
    size: float = 0.0
    mode: int = 0
    leading: float = 0.0


class Seen(NamedTuple):
    """The operations of a page without those that show words unseen, those alone, and the names of the pictures that are seen."""

    shown: list[tuple[Any, bytes]]
    unseen: list[tuple[Any, bytes]]
    pictures: tuple[str, ...]


def seen(operations: Iterable[tuple[Any, bytes]], paper: Box, solidity: dict[str, float], faces: dict[str, Widths]) -> Seen:
    """What is seen of a page of a size, by its named ``faces``; ``solidity`` is how solid its named states paint (section 11.6.4.4)."""
    everything = list(operations)
    sight = _Sight(paper, solidity, faces)
    for at, (given, operator) in enumerate(everything):
        sight.look(at, given, operator)
    hidden = sight.hidden
    shown = [one for at, one in enumerate(everything) if at not in hidden]
    unseen = [one for at, one in enumerate(everything) if at in hidden or one[1] not in (*_SHOWS, b"Do")] if hidden else []
    return Seen(shown, unseen, tuple(sight.pictures))


class _Sight:
    def __init__(self, paper: Box, solidity: dict[str, float], faces: dict[str, Widths]):
        self.paper, self.solidity, self.faces = paper, solidity, faces
        self.state, self.stack = State(paper), list[State]()
        self.line: Matrix = State(paper).matrix
        self.text = self.line
        self.path: list[tuple[float, float]] = []
        self.clips = False
        self.grounds: list[tuple[Box, Colour | None]] = [(paper, _WHITE)]
        self.words: dict[int, tuple[float, float]] = {}
        self.hidden: set[int] = set()
        self.pictures: dict[str, None] = {}

    def look(self, at: int, given: Any, operator: bytes) -> None:
        state = self.state
        if operator == b"q":
            self.stack.append(state)
        elif operator == b"Q" and self.stack:
            self.state = self.stack.pop()
        elif operator == b"cm":
            self.state = state._replace(matrix=_times(_matrix(given), state.matrix))
        elif operator == b"gs":
            self.state = state._replace(solid=self.solidity.get(str(given[0]), state.solid))
        elif operator in _FILLS:
            self.state = state._replace(fill=_colour(given))
        elif operator in _SHOWS:
            if operator in (b"'", b'"'):
                self._move(0, -state.leading)
            self._show(at, given[-1])
        elif operator == b"Do":
            self._picture(str(given[0]))
        elif operator[:1] == b"T" or operator == b"BT":
            self._typeset(given, operator)
        else:
            self._draw(given, operator)

    def _typeset(self, given: Any, operator: bytes) -> None:
        if operator == b"BT":
            self.text = self.line = (1, 0, 0, 1, 0, 0)
        elif operator == b"Tf":
            self.state = self.state._replace(face=self.faces.get(str(given[0]), UNKNOWN), size=float(given[1]))
        elif operator == b"Tr":
            self.state = self.state._replace(mode=int(given[0]))
        elif operator == b"TL":
            self.state = self.state._replace(leading=float(given[0]))
        elif operator == b"Tm":
            self.text = self.line = _matrix(given)
        elif operator in (b"Td", b"TD"):
            if operator == b"TD":
                self.state = self.state._replace(leading=-float(given[1]))
            self._move(float(given[0]), float(given[1]))
        elif operator == b"T*":
            self._move(0, -self.state.leading)

    def _move(self, x: float, y: float) -> None:
        self.text = self.line = _times((1, 0, 0, 1, x, y), self.line)

    def _show(self, at: int, words: Any) -> None:
        """Words are looked at where their first letter stands, a little above its foot, and where the last one ends."""
        state, matrix = self.state, _times(self.text, self.state.matrix)
        x, y = _point(matrix, state.size / 5, state.size / 5)
        ground = next(colour for box, colour in reversed(self.grounds) if box.holds(x, y) or box == self.paper)
        small = abs(state.size) * hypot(matrix[2], matrix[3]) < SMALLEST
        far = state.face.of(words, state.size)
        lost = state.mode in (3, 7) or state.solid < FAINT
        lost = lost or not state.clip.holds(x, y) or not state.clip.holds(*_point(matrix, far, state.size / 5))
        if small or lost or _alike(state.fill, ground):
            self.hidden.add(at)
        self.words[at] = (x, y)
        self.text = _times((1, 0, 0, 1, far, 0), self.text)

    def _picture(self, name: str) -> None:
        corners = [_point(self.state.matrix, x, y) for x in (0, 1) for y in (0, 1)]  # section 8.9.5.1
        box = _box(corners).within(self.state.clip)
        if min(box.right - box.left, box.top - box.bottom) >= SMALLEST and self.state.solid >= FAINT:
            self.pictures[name] = None

    def _draw(self, given: Any, operator: bytes) -> None:
        matrix = self.state.matrix
        if operator in (b"m", b"l", b"c", b"v", b"y"):
            self.path += [_point(matrix, float(given[at]), float(given[at + 1])) for at in range(0, len(given), 2)]
        elif operator == b"re":
            x, y, width, height = map(float, given)
            self.path += [_point(matrix, x + dx, y + dy) for dx in (0, width) for dy in (0, height)]
        elif operator in (b"W", b"W*"):
            self.clips = True
        elif operator in _ENDS:
            if self.path and operator in _PAINTS and self.state.solid >= FAINT:
                self._paint()
            if self.path and self.clips:
                self.state = self.state._replace(clip=_box(self.path).within(self.state.clip))
            self.path, self.clips = [], False

    def _paint(self) -> None:
        """What is painted is a ground for words to come; a rectangle also covers those that stand there."""
        drawn = _box(self.path)
        whole = all(
            min(abs(x - drawn.left), abs(x - drawn.right)) + min(abs(y - drawn.bottom), abs(y - drawn.top)) < 1 for x, y in self.path
        )
        box, plain = drawn.within(self.state.clip), whole and self.state.solid == 1
        self.grounds.append((box, self.state.fill if plain else None))
        if plain and box.top - box.bottom > SMALLEST:
            self.hidden |= {at for at, (x, y) in self.words.items() if box.left <= x <= box.right and box.bottom <= y <= box.top}


def _matrix(given: Any) -> Matrix:
    a, b, c, d, e, f = map(float, given)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def _colour(given: Any) -> Colour | None:
    """By how many numbers it has (section 8.6.4): of grey, of light, of four inks."""
    if not all(isinstance(one, (int, float)) for one in given):
        return None
    numbers = [float(one) for one in given]
    if len(numbers) == 4:
        numbers = [(1 - ink) * (1 - numbers[3]) for ink in numbers[:3]]
    return tuple(numbers * 3) if len(numbers) == 1 else tuple(numbers) if len(numbers) == 3 else None


def _alike(one: Colour | None, other: Colour | None) -> bool:
    return one is not None and other is not None and all(abs(a - b) < ALIKE for a, b in zip(one, other, strict=True))
