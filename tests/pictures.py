"""Small pictures for tests, made when they are needed: of one colour in a corner, with whatever a camera writes into its files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

SECRET = "Secret Camera"


def picture(width: int = 40, height: int = 30, format: str = "PNG", mode: str = "RGB", turn: int = 0, **options: Any) -> bytes:
    """A white picture whose upper left quarter is red; with a ``turn`` it also says who made it, and where."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    if turn:
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = turn, SECRET
        exif.get_ifd(0x8825).update({1: "S", 2: (37.0, 48.0, 49.0)})
        options["exif"] = exif
    if format == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    out = BytesIO()
    image.convert(mode).save(out, format, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """A printed picture, to be looked at."""
    return Image.open(BytesIO(data))
