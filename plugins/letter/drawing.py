"""Draws as a picture (PNG) what most mail programs do not show: a drawing (SVG)."""

import re
from typing import Any, NamedTuple

WIDTH = 600  # pixels of a letter
SCALE = 144.0  # dots an inch: two for each pixel, since most readers' screens are as fine
_VIEW = re.compile(r"<svg\b[^>]*\bviewBox=[\"'][-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.]+)[\s,]+([\d.]+)", re.DOTALL)
_SIZE = (re.compile(r"<svg\b[^>]*?\swidth=[\"']([\d.]+)", re.DOTALL), re.compile(r"<svg\b[^>]*?\sheight=[\"']([\d.]+)", re.DOTALL))
_SQUAREST, _LONGEST = 2.0, 20.0  # of one that does not say how high it is (CSS 2.2, 10.3.2); of any


class Drawing(NamedTuple):
    """A drawing, its height where it is as wide as the letter, and its ground; without one it can be seen through."""

    svg: str
    height: int
    ground: str = ""


def height(svg: str) -> int:
    """How high a drawing is that is as wide as the letter."""
    view, size = _VIEW.search(svg), [one.search(svg) for one in _SIZE]
    wide, high = (view[1], view[2]) if view else (size[0][1], size[1][1]) if size[0] and size[1] else ("2", "1")
    ratio = float(high) / float(wide) if float(wide) and float(high) else 1 / _SQUAREST
    return max(1, round(WIDTH * min(max(ratio, 1 / _LONGEST), _LONGEST)))


def drawing(view: Drawing) -> bytes:
    """The picture, the same bytes on every machine."""
    import typst

    said = {"svg": view.svg, "ground": view.ground, "height": str(view.height)}
    png: Any = typst.compile(PROGRAM.encode(), format="png", ppi=SCALE, ignore_system_fonts=True, sys_inputs=said)
    return bytes(png)


PROGRAM = f"""
#let said = sys.inputs
#let high = int(said.height) * 0.5pt
#set page(width: {WIDTH / 2}pt, height: high, margin: 0pt, fill: if said.ground == "" {{ none }} else {{ rgb(said.ground) }})
#image(bytes(said.svg), format: "svg", width: 100%, height: 100%, fit: "contain")
"""
