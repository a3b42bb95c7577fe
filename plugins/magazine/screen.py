"""Tells what of a web page or of a book is seen on a screen from what its styles hide, cut off, or paint in the colour of its ground."""

import re
from typing import Any, NamedTuple

Colour = tuple[int, ...]
SMALLEST = 3.0  # pixels: letters that nobody reads
FAR = 999.0  # pixels: beside every screen
ALIKE = 16  # of 255: colours that nobody tells apart
_ONE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|r?em|%)?")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "rem": 16.0}  # CSS Values and Units 4, section 6.2
_NOWHERE = re.compile(r"scale\(0[,)]|rect\(0|inset\((?:50|100)%|circle\(0")
_CUTS = re.compile(r"\b(?:hidden|clip)\b")
_SIDES = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")


class Sight(NamedTuple):
    """How words are painted in a place; a colour that depends on something else is None."""

    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    size: float = 16.0

    @property
    def reads(self) -> bool:
        """Whether somebody sees words that are painted so."""
        if self.size < SMALLEST or self.colour == ():
            return False
        return not (self.colour and self.ground) or any(abs(a - b) > ALIKE for a, b in zip(self.colour, self.ground, strict=True))


def styled(html: str, styles: str) -> str:
    """A page with its styles in its elements, by the rules of the cascade; what holds for some screens alone is left out."""
    import css_inline

    made: str = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=styles).inline(html)
    return made


def sight(element: Any, around: Sight) -> Sight | None:
    """How the words of an element of a styled page are painted, inside of what is ``around`` it; None where nothing of it is seen."""
    said = {name: value.replace("!important", "").strip() for name, value in _ONE.findall(element.get("style", "").lower())}
    if "hidden" in element.attrib or said and _is_gone(said) or element.tag == "img" and _is_nothing(element, said):
        return None
    size = around.size
    if found := _LENGTH.fullmatch(said.get("font-size", "")):
        unit = found[2] or ""
        size = float(found[1]) * (_PIXELS[unit] if unit in _PIXELS else around.size / (100 if unit == "%" else 1))
    colour = around.colour if element.tag != "a" else None  # the screen's own, where nothing is said of it
    if "color" in said and said["color"] != "inherit":
        colour = _colour(said["color"])
    painted = said.get("background-color") or said.get("background") or element.get("bgcolor", "").lower()
    ground = _colour(painted) if painted else around.ground
    return Sight(colour, around.ground if ground == () or painted in ("none", "inherit") else ground, size)


def _is_gone(said: dict[str, str]) -> bool:
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse"):
        return True
    found = _LENGTH.fullmatch(said.get("opacity", ""))
    if found and float(found[1]) < (10 if found[2] else 0.1):
        return True
    if any(_NOWHERE.search(said.get(name, "").replace(" ", "")) for name in ("transform", "clip", "clip-path")):
        return True
    if any(_pixels(said.get(name, "")) < -FAR for name in _SIDES):
        return True
    cuts = any(_CUTS.search(said.get(name, "")) for name in ("overflow", "overflow-x", "overflow-y"))
    return cuts and any(0 <= _pixels(said.get(name, "")) < SMALLEST for name in ("height", "max-height", "width", "max-width"))


def _is_nothing(element: Any, said: dict[str, str]) -> bool:
    sides = (said.get(name) or element.get(name, "") for name in ("width", "height"))
    limits = (said.get(name, "") for name in ("max-width", "max-height"))
    return any(0 <= _pixels(side) < SMALLEST for side in (*sides, *limits))


def _pixels(value: str) -> float:
    """A length in pixels, as near as need be; of what is none a middling one."""
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _PIXELS.get(found[2] or "", 16.0) if found else FAR


def _colour(value: str) -> Colour | None:
    """A colour as red, green and blue; nothing at all is empty, and what cannot be told is None."""
    from PIL import ImageColor

    if value == "transparent":
        return ()
    try:
        found = ImageColor.getrgb(value)
    except ValueError:
        return None
    if len(found) == 4:
        return () if found[3] < ALIKE else None
    return found
