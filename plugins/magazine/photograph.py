"""Opens a picture that somebody sent, and prints it anew without what their camera wrote into it; the one place that knows Pillow."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from plugins.magazine.picture import MOST_BYTES, MOST_PIXELS, Original, Print, Recipe

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "DIB", "TIFF", "JPEG2000")  # and HEIF; none of those that run programs
ORIENTATION = 0x0112  # the field of EXIF 2.3, table 4
INSIDE_EXIF = (0x8769, 0x8825)  # the fields Exif and GPS, which hold more of them (EXIF 2.3, 4.6.3)
FEW_COLOURS = ("1", "P")
NO_PICTURE = "it cannot be opened as a picture: put a JPEG, PNG, WebP or HEIC in its place"
CUT_OFF = "its end is missing or spoilt: put a whole copy of it in its place"
TOO_LARGE = f"it has more than {MOST_PIXELS:,} pixels, the most that are opened: put a smaller one in its place"
TOO_LONG = f"the file is too large, the most is {MOST_BYTES:,} bytes: put a smaller one in its place"
SENT = Recipe("sent", (2400,))  # wider than a page of paper needs; the print is made of it
_GREY = (128, 128, 128)
_SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "GIF": {},
    "WEBP": {"quality": 80, "method": 4},
}


@cache
def engine() -> str:
    """Who prints: another version may print other bytes."""
    import PIL
    from pillow_heif import __version__ as heif

    return f"Pillow {PIL.__version__}, pillow-heif {heif}"


def original(path: Path, mark: str = "") -> Original:
    """What a file is, by its beginning alone; one that is no picture, or too large a one, has a fault."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return Original(mark=mark, engine=engine(), fault=TOO_LONG)
        with path.open("rb") as file:
            return _looked_at(file, mark)
    except OSError:
        return Original(mark=mark, engine=engine(), fault=NO_PICTURE)


def _looked_at(file: BinaryIO, mark: str = "") -> Original:
    bare = Original(mark=mark, engine=engine())
    try:
        with _opened(file) as image:
            turn = _orientation(image)
            width, height = image.size if turn < 5 else image.size[::-1]
            if not width or not height:
                return bare._replace(fault=NO_PICTURE)
            if width * height > MOST_PIXELS:
                return bare._replace(fault=TOO_LARGE)
            moves = image.format != "MPO" and bool(getattr(image, "is_animated", False))  # telephones put a second view into one file
            clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
            return bare._replace(width=width, height=height, turn=turn, drawn=image.mode in FEW_COLOURS, clear=clear, moves=moves)
    except _pillow().DecompressionBombError:
        return bare._replace(fault=TOO_LARGE)
    except Exception:  # whatever a decoder makes of a file that may be anything
        return bare._replace(fault=NO_PICTURE)


def originals(content: Path, names: Iterable[str]) -> dict[str, Original]:
    """What each of these files is."""
    return {name: original(content / name) for name in names}


def words_in(file: BinaryIO) -> str:
    """What a camera, or a program, wrote into a picture in words (EXIF, IPTC, XMP, comments); none of one that cannot be opened.

    No reader gets them, but the file itself lies where everybody can read it.
    """
    found: list[Any] = []
    try:
        with _opened(file) as image:
            exif = _pillow().Image.getexif(image)
            tags = [*exif.items(), *(pair for part in INSIDE_EXIF for pair in exif.get_ifd(part).items())]
            found += [*(value for _, value in tags), *image.info.values(), *getattr(image, "text", {}).values()]
            from PIL import ImageFile, IptcImagePlugin

            if isinstance(image, ImageFile.ImageFile):
                found += (IptcImagePlugin.getiptcinfo(image) or {}).values()
    except Exception:  # whatever a decoder makes of a file that may be anything
        return ""
    return "\n".join(_as_words(one) for one in found)


def _as_words(value: Any) -> str:
    if isinstance(value, bytes):
        # XP fields of EXIF are UTF-16, without a zero in Latin letters alone
        return f"{value.decode('utf-8', 'replace')}\n{value.decode('utf-16-le', 'replace') if 0 in value else ''}"
    if isinstance(value, (list, tuple)):
        return "\n".join(_as_words(one) for one in value)
    return str(value)


def printed(raw: bytes, original: Original, recipe: Recipe, wanted: Iterable[Print]) -> tuple[dict[str, bytes], str]:
    """The prints of a picture by name, and what is wrong with it: of one that is cut off as much is printed as there is."""
    size, fault = original.size(recipe), ""
    try:
        image = _developed(raw, original, size)
    except Exception:
        fault = CUT_OFF
        try:
            image = _developed(raw, original, size, whole=False)
        except Exception:
            image = _pillow().new("RGB", size, _GREY)
    found = {}
    for one in wanted:
        height = max(1, round(size[1] * one.width / size[0]))
        small = image if one.width == size[0] else image.resize((one.width, height), _pillow().Resampling.LANCZOS)
        found[one.name] = _encoded(small, one.format, lossless=original.drawn)
    return found, fault


class Cleaned(NamedTuple):
    """A picture that somebody sent, as it is kept: turned, at most ``SENT`` wide, without what their camera wrote into it.

    ``fault`` says what is wrong with it; where it cannot be opened at all there are no bytes.
    """

    raw: bytes
    suffix: str
    width: int
    height: int
    fault: str


def cleaned(raw: bytes) -> Cleaned:
    """A picture as it is kept of its bytes as they were sent."""
    one = _looked_at(BytesIO(raw))
    if one.fault:
        return Cleaned(b"", "", 0, 0, one.fault)
    width, height = one.size(SENT)
    suffix, format = (".png", "PNG") if one.drawn or one.clear else (".jpg", "JPEG")
    found, fault = printed(raw, one, SENT, [Print("", suffix, format, width)])
    return Cleaned(found[suffix], suffix, width, height, fault)


@cache
def _pillow() -> ModuleType:
    from PIL import AvifImagePlugin, Image, Jpeg2KImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - known once imported

    Image.preinit()  # the other formats
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return Image


@contextmanager
def _opened(file: BinaryIO) -> "Iterator[Image]":
    pillow = _pillow()
    begins = file.read(12)
    file.seek(0)
    formats: tuple[str, ...] = FORMATS
    if begins[4:8] == b"ftyp" and begins[8:11] != b"avi":
        from pillow_heif import register_heif_opener

        register_heif_opener()
        formats = ("HEIF",)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is written strangely, and of sizes that are measured here
        with pillow.open(file, formats=formats) as image:
            yield image


def _orientation(image: "Image") -> int:
    """How a picture is to be turned. A PNG that tells it after its pixels is not read to its end for that."""
    try:
        turn = _pillow().Image.getexif(image).get(ORIENTATION, 1)
    except Exception:  # what is no orientation turns nothing
        return 1
    return turn if turn in range(1, 9) else 1


def _developed(raw: bytes, original: Original, size: tuple[int, int], *, whole: bool = True) -> "Image":
    """The pixels as a reader sees them: turned, in sRGB, at this size, with nothing else."""
    from PIL import ImageFile

    pillow = _pillow()
    ImageFile.LOAD_TRUNCATED_IMAGES = not whole
    try:
        with _opened(BytesIO(raw)) as image:
            image.draft("RGB", size if original.turn < 5 else size[::-1])  # a JPEG is read at a half, a quarter or an eighth
            image.load()
            pixels = _in_srgb(image, original.clear)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    turn = pillow.Transpose
    turns = {2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE}
    turns |= {6: turn.ROTATE_270, 7: turn.TRANSVERSE, 8: turn.ROTATE_90}
    if original.turn in turns:
        pixels = pixels.transpose(turns[original.turn])
    pixels = pixels.resize(size, pillow.Resampling.LANCZOS, reducing_gap=3.0)
    pixels.info.clear()  # some encoders write down what was in there
    return pixels


def _in_srgb(image: "Image", clear: bool) -> "Image":
    """The same colours in the space that every screen is taken for."""
    alpha = image.convert("RGBA").getchannel("A") if clear else None
    if image.mode.startswith(("I", "F")):  # sixteen bits
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in ("RGB", "L", "CMYK"):
        profile = image.info.get("icc_profile")
        image = image.convert("L" if image.mode in ("1", "LA", "La") else "RGB")
        if profile:
            image.info["icc_profile"] = profile
    image = _by_profile(image).convert("RGB")
    if alpha:
        image.putalpha(alpha)
    return image


def _by_profile(image: "Image") -> "Image":
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    from PIL import ImageCms

    try:
        colours = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, colours, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that cannot be read is none
        return image


def _encoded(image: "Image", format: str, *, lossless: bool) -> bytes:
    if format == "JPEG" and image.mode != "RGB":
        image = image.convert("RGB")
    options = {**_SAVE[format], **({"lossless": True} if format == "WEBP" and lossless else {})}
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()
