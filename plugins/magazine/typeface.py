"""The display face: the one typeface the magazine brings along, cut down to the letters it needs."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Source Sans Pro Black (SIL Open Font License 1.1) from the package font-source-sans-pro
PACKAGE, FILE = "font_source_sans_pro", "files/SourceSansPro-Black.ttf"
# What one file holds, as CSS writes it: a page fetches the second only where it has such letters.
RANGES = {
    "latin": "U+20-7E,U+A0-FF,U+131,U+152-153,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,U+2039-203A,U+20AC,U+2116,U+2122,U+2190-2193",
    "cyrillic": "U+400-45F,U+490-491",
}


def web_font(part: str) -> bytes:
    """One of ``RANGES`` as WOFF2. The same letters give the same bytes."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "lnum", "pnum"], hinting=False, recalc_timestamp=False)
    options.name_IDs = []
    options.notdef_outline = True
    font = subset.load_font(str(file()), options, dontLoadGlyphNames=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(RANGES[part].replace("U+", "")))
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


@lru_cache(maxsize=64)  # every cover bears the magazine's name
def outlines(text: str, size: float, tracking: float = 0.0) -> tuple[str, float]:
    """A line of text as an SVG path that stands on the baseline at 0, and its width; both in the unit of ``size``.

    A drawn line looks the same in every program and needs no font. Letters that the face lacks are left out.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    font, glyphs, _ = _font()
    scale = size / font["head"].unitsPerEm
    placed, end = _placed(text, size, tracking)
    commands = []
    for name, x in placed:
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip("."))
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, 0)))
        commands.append(pen.getCommands())
    return "".join(commands), end


def width(text: str, size: float, tracking: float = 0.0) -> float:
    """How wide the outlines of a line are, which need not be drawn for it."""
    return _placed(text, size, tracking)[1]


def _placed(text: str, size: float, tracking: float) -> tuple[list[tuple[str, float]], float]:
    """The name of each glyph with the place where it begins, and where the last one ends."""
    font, glyphs, letters = _font()
    scale = size / font["head"].unitsPerEm
    placed, x = [], 0.0
    for character in text:
        if name := letters.get(ord(character)):
            placed.append((name, x))
            x += glyphs[name].width * scale + tracking * size
    return placed, x


def has_letters(text: str) -> bool:
    """Whether the face has every letter of a text; of Hebrew or Arabic it has none."""
    letters = _font()[2]
    return all(ord(character) in letters for character in text if character.isalpha())


@lru_cache(maxsize=1)
def _font() -> tuple[Any, Any, dict[int, str]]:
    from fontTools.ttLib import TTFont

    font = TTFont(file())
    return font, font.getGlyphSet(), font.getBestCmap()


def file() -> Path:
    """Where the face lies, with all its letters."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is missing: run `make` once, it installs what requirements.txt lists")
    return Path(spec.origin).parent / FILE
