"""How a build grows with the number of stories, and what a million of them would take if it went on like that."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from tests.bench.rounds import Row

FROM = 1000  # stories; below, the start of the program is most of the time
MILLION = 1_000_000


class Growth(NamedTuple):
    """A fit: wall time goes with N to the power of ``exponent``, memory with ``per_story`` bytes a story.

    ``wall`` (seconds) and ``peak`` (bytes) are what the fitted lines say for a million stories. They are extrapolated.
    """

    site: str
    kind: str
    sizes: tuple[int, ...]
    exponent: float
    per_story: float
    wall: float
    peak: float


def growths(rows: list[Row]) -> list[Growth]:
    """A fit for each generator and kind that was measured at two sizes from a thousand stories on."""
    found = []
    for site, kind in dict.fromkeys((row.site, row.kind) for row in rows):
        mine = [row for row in rows if (row.site, row.kind) == (site, kind) and row.size >= FROM and not row.failed]
        if len(mine) > 1:
            sizes = [float(row.size) for row in mine]
            exponent, base = line([log(size) for size in sizes], [log(row.middle("wall")) for row in mine])
            per_story, floor = line(sizes, [row.middle("peak") for row in mine])
            wall, peak = exp(base + exponent * log(MILLION)), floor + per_story * MILLION
            found.append(Growth(site, kind, tuple(row.size for row in mine), exponent, per_story, wall, peak))
    return found


def line(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """The straight line that fits points best by least squares: its slope, and its height at 0."""
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / sum((x - middle_x) ** 2 for x in xs)
    return slope, middle_y - slope * middle_x


def long_time(seconds: float) -> str:
    """Seconds as people say them: ``42 s``, ``17 min``, ``5.1 h``."""
    if seconds < 120:
        return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
