"""Every issue has one ink; this makes a light and a dark pair of it that can be read on the paper, by computation."""

import math
from typing import NamedTuple

PAPER_LIGHT, PAPER_DARK = "#fbf8f2", "#16150f"
BLACK_LIGHT, BLACK_DARK = "#1a1712", "#ece7dc"  # what is printed on each in black
TEXT_CONTRAST = 5.2  # WCAG 2.2, 1.4.3 asks 4.5:1 of text; a little more, since tinted papers come close to it
GOLDEN_ANGLE = 137.508  # neighbours in number land far apart on the wheel of hues
FIRST_HUE = 29.0


class Ink(NamedTuple):
    """An issue's colour: ``light`` on white paper, ``dark`` on black, ``wash`` a breath of it under a box."""

    hue: int
    light: str
    dark: str
    wash_light: str
    wash_dark: str


def ink(number: int, hue: int | None = None) -> Ink:
    """The ink of an issue, from its number or from a hue in degrees of OKLCH (Ottosson 2020)."""
    degrees = (FIRST_HUE + number * GOLDEN_ANGLE) % 360 if hue is None else hue % 360
    wash_light, wash_dark = _fitted(0.955, 0.022, degrees), _fitted(0.235, 0.022, degrees)
    return Ink(
        round(degrees),
        _until(wash_light, 0.16, degrees, darker=True),
        _until(wash_dark, 0.13, degrees, darker=False),
        wash_light,
        wash_dark,
    )


def contrast(first: str, second: str) -> float:
    """The contrast of two colours ``#rrggbb``, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _until(wash: str, chroma: float, hue: float, *, darker: bool) -> str:
    """The strongest colour of a hue that stands clear of its wash (and so of the paper, which is farther off)."""
    steps = range(62, 20, -1) if darker else range(66, 99)
    for step in steps:
        colour = _fitted(step / 100, chroma, hue)
        if contrast(colour, wash) >= TEXT_CONTRAST:
            return colour
    return "#000000" if darker else "#ffffff"


def _fitted(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH to sRGB, with as much of the chroma as the screen has."""
    while chroma > 0:
        channels = _linear(lightness, chroma, hue)
        if all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
        chroma -= 0.004
    else:
        channels = _linear(lightness, 0, hue)
    return "#" + "".join(f"{round(255 * _gamma(min(max(channel, 0), 1))):02x}" for channel in channels)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
