"""Draws how long a build takes against the number of stories: a plain drawing that a telephone shows and a dark page too.

A drawing program would be a dependency of many megabytes for six lines; this writes the SVG itself, the same bytes from the
same figures. The greys and colours are of a middle lightness, which can be read on white and on black.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil, floor, log10

from tests.bench.rounds import Row

COLOURS = ("#d9480f", "#7a7a7a", "#2f7fd6", "#2b9348", "#a855c9", "#b8860b", "#0f9aa8")
DASHES = ("", "2 3", "7 3", "1 4", "9 3 2 3", "5 5", "3 1")
INK = "#7a7a7a"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 300, 46, 84, 30, 36
LINE = 13  # the height of a line of text

Points = list[tuple[int, float]]


def plot(rows: list[Row], kinds: list[str]) -> str:
    """An SVG with one panel a kind, one below the other; both axes are logarithmic."""
    names = list(dict.fromkeys(row.site for row in rows))
    panels = "".join(_panel(rows, kind, names, at * HEIGHT) for at, kind in enumerate(kinds))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT * len(kinds)}" width="{WIDTH * 2}"'
    title = f"<title>Seconds of a build against the number of stories: {escape(', '.join(kinds))}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11" role="img">{title}\n{panels}</svg>\n'


def _panel(rows: list[Row], kind: str, names: list[str], top: int) -> str:
    lines: dict[str, Points] = {name: [] for name in names}
    for row in sorted((row for row in rows if row.kind == kind and not row.failed), key=lambda row: row.size):
        lines[row.site].append((row.size, row.middle("wall")))
    points = [point for line in lines.values() for point in line]
    if not points:
        return ""
    scale = _Scale(points, top)
    ends = _apart({name: scale.y(line[-1][1]) for name, line in lines.items() if line}, top + TOP, top + HEIGHT - BOTTOM)
    drawn = [_text(8, top + 16, f"{kind}: seconds", INK, "start"), *scale.grid()]
    for at, name in enumerate(names):
        if not lines[name]:
            continue
        colour, path = COLOURS[at % len(COLOURS)], " ".join(f"{scale.x(size):.1f},{scale.y(wall):.1f}" for size, wall in lines[name])
        dash = f' stroke-dasharray="{DASHES[at % len(DASHES)]}"' if DASHES[at % len(DASHES)] else ""
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        drawn += [f'<circle cx="{scale.x(size):.1f}" cy="{scale.y(wall):.1f}" r="2.5" fill="{colour}"/>' for size, wall in lines[name]]
        drawn.append(_text(scale.x(lines[name][-1][0]) + 6, ends[name] + 4, name, colour, "start"))
    return "\n".join(drawn) + "\n"


class _Scale:
    """Where numbers stand in a panel."""

    def __init__(self, points: Points, top: int):
        self.top = top
        sizes, walls = [log10(size) for size, _ in points], [log10(wall) for _, wall in points]
        self.left, self.right = min(sizes), max(max(sizes), min(sizes) + 0.1)
        self.low, self.high = floor(min(walls)), max(ceil(max(walls)), floor(min(walls)) + 1)
        self.sizes = sorted({size for size, _ in points})

    def x(self, size: float) -> float:
        return LEFT + (log10(size) - self.left) / (self.right - self.left) * (WIDTH - LEFT - RIGHT)

    def y(self, wall: float) -> float:
        inside = HEIGHT - TOP - BOTTOM
        return self.top + TOP + inside - (log10(wall) - self.low) / (self.high - self.low) * inside

    def grid(self) -> Iterator[str]:
        """A line and a number for every power of ten, and the sizes that were measured."""
        for power in range(self.low, self.high + 1):
            y = self.y(10**power)
            yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{INK}" stroke-opacity=".35"/>'
            yield _text(LEFT - 5, y + 4, f"{10**power:g}", INK, "end")
        for size in self.sizes:
            yield _text(self.x(size), self.top + HEIGHT - BOTTOM + 16, f"{size:,}", INK, "middle")


def _apart(places: dict[str, float], top: float, bottom: float) -> dict[str, float]:
    """Heights of labels, moved down and then up again until none covers another."""
    moved: dict[str, float] = {}
    last = top - LINE
    for name in sorted(places, key=lambda name: places[name]):
        last = moved[name] = max(places[name], last + LINE)
    limit = bottom + LINE
    for name in sorted(moved, key=lambda name: -moved[name]):
        limit = moved[name] = min(moved[name], limit - LINE)
    return moved


def _text(x: float, y: float, words: str, colour: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
