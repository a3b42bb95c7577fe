"""A cover is drawn from the issue's number, theme and ink: a huge figure, a few shapes that mean something, no photograph."""

import math
import random
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from plugins.magazine.ink import BLACK_LIGHT as BLACK
from plugins.magazine.ink import PAPER_LIGHT as PAPER
from plugins.magazine.issue import Issue
from plugins.magazine.lettering import broken, line, path, width
from plugins.magazine.line import issue_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.typeface import outlines

WIDTH, HEIGHT, MARGIN = 600.0, 800.0, 36.0
INK = "currentColor"  # the issue's, inside a composition


class Cover(NamedTuple):
    """What a cover is drawn from. ``composition`` names one of ``COMPOSITIONS``; otherwise the theme's words choose."""

    name: str
    number: int
    theme: str
    period: str
    tagline: str
    ink: str
    composition: str


def cover_of(magazine: Magazine, issue: Issue) -> Cover:
    """What the cover of an issue is drawn from."""
    ref = issue_ref(magazine, issue)
    return Cover(
        name=magazine.masthead.name,
        number=issue.number,
        theme=ref.theme,
        period=ref.period,
        tagline=magazine.masthead.tagline,
        ink=issue.ink.light,
        composition=issue.cover,
    )


def drawn(view: Cover) -> bytes:
    """The cover as SVG of 600 by 800 units. Text is drawn, so that it needs no font; a title says it for screen readers."""
    label = escape(f"{view.name} {view.number}, {view.period}: {view.theme}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="600" height="800" role="img">',
        f"<title>{label}</title>",
        f'<rect width="600" height="800" fill="{view.ink}"/>',
        shapes(view, 'x="0" y="108"'),
        *_masthead(view),
        *_theme(view),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def shapes(view: Cover, place: str = 'xmlns="http://www.w3.org/2000/svg"') -> str:
    """The shapes of a cover alone, as SVG of 600 by 470 units; ``place`` is where they stand in another drawing."""
    chosen = COMPOSITIONS[composition(view)]
    return f'<svg {place} width="600" height="470" viewBox="0 0 600 470" color="{view.ink}">{chosen(random.Random(view.number))}</svg>'


def composition(view: Cover) -> str:
    """Which shapes: those the issue asks for, else those its theme's words call for, else one by number."""
    if view.composition in COMPOSITIONS:
        return view.composition
    words = view.theme.casefold()
    for name, calls in CALLED_BY.items():
        if any(word in words for word in calls):
            return name
    return list(COMPOSITIONS)[view.number % len(COMPOSITIONS)]


def _masthead(view: Cover) -> list[str]:
    right = WIDTH - MARGIN
    wide = width(view.name, 64, -0.02)
    size = min(64, 64 * (right - MARGIN) / wide) if wide else 64
    period = view.period.upper()
    return [
        line(view.name, size, -0.02, MARGIN, right, 88, PAPER),
        f'<rect x="{MARGIN}" y="104" width="{WIDTH - 2 * MARGIN}" height="4" fill="{PAPER}"/>',
        line(period, 15, 0.08, right - width(period, 15, 0.08) + 1, right, 772, PAPER),
    ]


def _theme(view: Cover) -> list[str]:
    figure, figure_width = outlines(str(view.number), 250, -0.04)
    left, right, size = MARGIN + figure_width + 24, WIDTH - MARGIN, 46.0
    lines = broken(view.theme, size, -0.015, right - left)
    while len(lines) > 4 and size > 26:
        size -= 4
        lines = broken(view.theme, size, -0.015, right - left)
    top = 748 - (len(lines) - 1) * size * 1.02
    set_lines = [line(words, size, -0.015, left, right, top + at * size * 1.02 - 14, PAPER) for at, words in enumerate(lines)]
    return [path(figure, MARGIN - 8, 748, PAPER), *set_lines]


def _circle(x: float, y: float, radius: float, fill: str = PAPER, more: str = "") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}"{more}/>'


def _stroke(path: str, width: float, colour: str = PAPER) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"/>'


def _meet(chance: random.Random) -> str:
    """Two circles that meet: the one who sells and the one who buys."""
    lean = chance.uniform(-34, 34)
    left, right = (214.0, 235 + lean), (386.0, 235 - lean)
    clip = f'<clipPath id="a"><circle cx="{left[0]}" cy="{left[1]:.1f}" r="150"/></clipPath>'
    return clip + _circle(*left, 150) + _circle(*right, 150, BLACK) + _circle(*right, 150, INK, ' clip-path="url(#a)"')


def _stair(chance: random.Random) -> str:
    """Steps from the top down, and the one who stands at the foot of them."""
    steps = 6
    bars = "".join(
        f'<rect x="{60 + at * 80}" y="{60 + at * 60}" width="80" height="{410 - at * 60}" fill="{PAPER if at % 2 else BLACK}"/>'
        for at in range(steps)
    )
    return bars + _circle(60 + chance.choice((4, 5)) * 80 + 40, 250, 36)


def _ring(chance: random.Random) -> str:
    """A year gone round and not quite closed."""
    gap = chance.uniform(0.16, 0.24) * math.tau
    start = -math.pi / 2 + gap / 2
    end = -math.pi / 2 - gap / 2 + math.tau
    points = [(300 + 165 * math.cos(angle), 238 + 165 * math.sin(angle)) for angle in (start, end)]
    arc = f"M{points[0][0]:.1f} {points[0][1]:.1f}A165 165 0 1 1 {points[1][0]:.1f} {points[1][1]:.1f}"
    dots = "".join(
        _circle(300 + 95 * math.cos(at * math.tau / 12), 238 + 95 * math.sin(at * math.tau / 12), 9 if at % 3 else 15, BLACK)
        for at in range(12)
    )
    return _stroke(arc, 62) + dots


def _wave(chance: random.Random) -> str:
    """A voice on a wire, that rises and has to come down."""
    lines = []
    for at in range(9):
        height = 30 + 120 * math.sin(math.pi * at / 8) * chance.uniform(0.75, 1)
        y = 235
        lines.append(
            f'<rect x="{66 + at * 54}" y="{y - height:.1f}" width="36" height="{2 * height:.1f}" fill="{BLACK if at == 4 else PAPER}"/>'
        )
    return "".join(lines)


def _balance(chance: random.Random) -> str:
    """What was asked on one side and what was given on the other."""
    tilt = chance.uniform(0.1, 0.2)
    ends = [(300 + side * 200 * math.cos(tilt), 120 + side * 200 * math.sin(tilt)) for side in (-1, 1)]
    beam = f"M{ends[0][0]:.1f} {ends[0][1]:.1f}L{ends[1][0]:.1f} {ends[1][1]:.1f}"
    wires = "".join(f'<path d="M{x:.1f} {y:.1f}v80" stroke="{BLACK}" stroke-width="8"/>' for x, y in ends)
    asked = _circle(ends[0][0], ends[0][1] + 142, 66)
    given = f'<rect x="{ends[1][0] - 58:.1f}" y="{ends[1][1] + 78:.1f}" width="116" height="116" fill="{BLACK}"/>'
    return f'<path d="M300 104L352 470H248Z" fill="{PAPER}"/>' + _stroke(beam, 24, BLACK) + wires + asked + given


def _grid(chance: random.Random) -> str:
    """Many, and the one of them who is meant."""
    marked = chance.randrange(35)
    return "".join(
        _circle(84 + at % 7 * 72, 88 + at // 7 * 74, 34 if at == marked else 22, BLACK if at == marked else PAPER) for at in range(35)
    )


def _bridge(chance: random.Random) -> str:
    """Two banks, and what was said in time between them."""
    rise, deck = chance.uniform(210, 260), 396
    arch = f"M40 {deck}Q300 {deck - 2 * rise:.0f} 560 {deck}"
    hangers = ""
    for x in range(105, 500, 65):
        top = deck - rise * (1 - ((x - 300) / 260) ** 2)
        hangers += f'<rect x="{x - 4}" y="{top:.0f}" width="8" height="{deck - top:.0f}" fill="{BLACK}"/>'
    banks = (
        f'<rect x="0" y="{deck}" width="112" height="74" fill="{BLACK}"/><rect x="488" y="{deck}" width="112" height="74" fill="{BLACK}"/>'
    )
    return hangers + _stroke(arch, 30) + f'<rect x="0" y="{deck - 14}" width="600" height="28" fill="{PAPER}"/>' + banks


def _mend(chance: random.Random) -> str:
    """A broken line, made whole where it was broken."""
    y = chance.uniform(215, 260)
    return (
        _stroke(f"M0 {y:.0f}H215", 46)
        + _stroke(f"M385 {y:.0f}H600", 46)
        + _stroke(f"M215 {y:.0f}L262 {y - 104:.0f}L338 {y + 104:.0f}L385 {y:.0f}", 46, BLACK)
    )


def _knot(chance: random.Random) -> str:
    """Two bands through each other: a word given, a word taken."""
    tilt = chance.uniform(-12, 12)
    bands = (
        f'<rect x="120" y="120" width="230" height="230" fill="none" stroke="{PAPER}" stroke-width="44"/>'
        f'<rect x="250" y="150" width="230" height="230" fill="none" stroke="{BLACK}" stroke-width="44"/>'
        f'<path d="M350 128V200" stroke="{PAPER}" stroke-width="44"/>'
    )
    return f'<g transform="rotate({tilt:.1f} 300 240)">{bands}</g>'


def _apart(chance: random.Random) -> str:
    """A row, and one that leaves it."""
    row = "".join(f'<rect x="{70 + at * 78}" y="150" width="54" height="220" fill="{PAPER}"/>' for at in range(5))
    turn = chance.uniform(14, 24)
    return row + f'<rect x="484" y="130" width="54" height="220" fill="{BLACK}" transform="rotate({turn:.1f} 511 240)"/>'


COMPOSITIONS: dict[str, Callable[[random.Random], str]] = {
    "meet": _meet,
    "stair": _stair,
    "ring": _ring,
    "wave": _wave,
    "balance": _balance,
    "grid": _grid,
    "bridge": _bridge,
    "mend": _mend,
    "knot": _knot,
    "apart": _apart,
}
CALLED_BY = {
    "ring": ("a year on", "again", "anniversary", "looking back"),
    "stair": ("salary", "staff", "boss", "the top", "wage"),
    "wave": ("call", "phone", "said", "listen", "complain"),
    "balance": ("charge", "price", "value", "pay", "money", "invoice", "cost"),
    "apart": ("not that", "saying no", "goodbye", "leaving"),
    "bridge": ("before they ask", "first", "between", "across", "late"),
    "knot": ("your word", "promise", "trust"),
    "grid": ("already have", "remember", "names", "records"),
    "mend": ("mend", "right", "repair", "fix", "mistake"),
    "meet": ("client", "customer", "people", "together"),
}
