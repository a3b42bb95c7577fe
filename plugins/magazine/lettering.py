"""The words on a cover: drawn in the magazine's own face, or written in one of the reader's where ours lacks their letters."""

from html import escape

from plugins.magazine import typeface
from plugins.magazine.typography import runs_leftward

AVERAGE = 0.5  # of its size: how wide a letter is that we cannot measure


def width(text: str, size: float, tracking: float) -> float:
    """How wide a line is."""
    return typeface.width(text, size, tracking) if typeface.has_letters(text) else AVERAGE * size * len(text)


def line(text: str, size: float, tracking: float, left: float, right: float, y: float, fill: str) -> str:
    """A line of text as SVG, on the baseline ``y``. It begins at ``left``; one that runs from right to left begins at ``right``."""
    if typeface.has_letters(text):
        return path(typeface.outlines(text, size, tracking)[0], left, y, fill)
    place = f'x="{right:.1f}" direction="rtl"' if runs_leftward(text) else f'x="{left:.1f}"'
    face = f'font-family="sans-serif" font-weight="900" font-size="{size:.1f}"'
    words = escape("".join(letter for letter in text if letter.isprintable()))
    return f'<text {place} y="{y:.1f}" {face} fill="{fill}">{words}</text>'


def path(commands: str, x: float, y: float, fill: str) -> str:
    """Outlines as SVG."""
    return f'<path transform="translate({x:.1f} {y:.1f})" fill="{fill}" d="{commands}"/>'


def broken(text: str, size: float, tracking: float, room: float) -> list[str]:
    """A text in lines that fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, tracking) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
