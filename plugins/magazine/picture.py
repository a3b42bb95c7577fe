"""A picture is printed anew in a few sizes, and never as it was sent; its address tells what is in it and how large it is."""

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import quote

from plugins.magazine.mark import mark

# What is read at all: a decompression bomb is small as a file and takes all memory when it is opened.
MOST_BYTES = 60_000_000
MOST_PIXELS = 60_000_000  # the largest telephones make 50 million as a rule; in memory four bytes each
TALLEST = 16_000  # pixels of a print: WebP ends at 16,383
SUFFIXES = tuple(".jpg .jpeg .jpe .jfif .mpo .png .apng .gif .webp .avif .heic .heif .hif .bmp .dib .tif .tiff .jp2 .jpx".split())
DRAWING = ".svg"
RECIPE = 1  # of how pictures are printed: with another number all are printed again
BODY = "(min-width: 44rem) 41rem, 92vw"  # how wide the column of a text is, for browsers that choose a size
_ADDRESS = re.compile(r"(.*-[0-9a-f]{12})\.(\d+)x(\d+)\.(?:jpg|png)")
_PICTURE_OR_IMAGE = re.compile(r'<picture\b.*?</picture>|<img((?: [a-z-]+="[^"]*")*) ?/?>', re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


class Recipe(NamedTuple):
    """In which widths a picture is printed, in pixels, the largest last; one that is smaller stays as small as it is."""

    name: str
    widths: tuple[int, ...]


PAGE = Recipe("page", (480, 960, 1600))  # in a text, or above it
FACE = Recipe("face", (160, 320))  # a portrait or a logo, which stand small
OWN = Recipe("own", (1600,))  # at its own address, for ordinary sites that may lead there in ways of their own
_OWN_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}


class Original(NamedTuple):
    """A picture as it was sent. ``width`` and ``height`` are those that a reader sees, ``turn`` is its orientation (EXIF).

    A ``fault`` says why it cannot be printed. ``drawn`` is one of few colours, ``clear`` one that can be seen through.
    ``mark`` is of its bytes, nothing where nobody asked; ``engine`` is who prints it.
    """

    width: int = 0
    height: int = 0
    turn: int = 1
    drawn: bool = False
    clear: bool = False
    moves: bool = False
    fault: str = ""
    mark: str = ""
    engine: str = ""

    def size(self, recipe: Recipe) -> tuple[int, int]:
        """The width and the height of its largest print."""
        width = min(self.width, recipe.widths[-1], max(1, self.width * TALLEST // self.height))
        return width, min(TALLEST, max(1, round(self.height * width / self.width)))  # a thread of one pixel is squeezed

    def key(self, recipe: Recipe) -> str:
        """Two pictures of one key are printed alike, byte for byte."""
        return mark(RECIPE, recipe, self.mark, self.engine)


class Shown(NamedTuple):
    """A picture as a page shows it: an address for everybody, and smaller files for browsers that can choose (WebP).

    A drawing has no width and no height of its own.
    """

    address: str
    width: int = 0
    height: int = 0
    choice: tuple[tuple[str, int], ...] = ()

    @property
    def srcset(self) -> str:
        """The choice as HTML has it, below the root of the site."""
        return ", ".join(f"{address} {width}w" for address, width in self.choice)


class Print(NamedTuple):
    """One file that is made of a picture: its address, its name among the prints, its format, and its width."""

    address: str
    name: str
    format: str
    width: int


def is_picture(name: str) -> bool:
    """Whether a file is called like a picture that is printed anew (a drawing is not)."""
    return name.lower().endswith(SUFFIXES)


def is_drawing(name: str) -> bool:
    """Whether a file is called like a drawing, which is printed as it is."""
    return name.lower().endswith(DRAWING)


def address(source: str, original: Original, recipe: Recipe) -> str:
    """Where the largest print of a picture stands, in the format that every browser knows."""
    width, height = original.size(recipe)
    suffix = "png" if original.drawn or original.clear else "jpg"
    return f"/{quote(source.rpartition('.')[0])}-{original.key(recipe)[:12]}.{width}x{height}.{suffix}"


def shown(address: str, recipe: Recipe = PAGE) -> Shown:
    """What a page shows for an address that ``address`` gave; any other is shown as it is."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return Shown(address)
    width = int(found[2])
    return Shown(address, width, int(found[3]), tuple((f"{found[1]}.{one}.webp", one) for one in _widths(width, recipe)))


def prints(source: str, original: Original, recipe: Recipe) -> list[Print]:
    """Every file that is made of a picture by a recipe; none where no browser would show it at its own address."""
    width, height = original.size(recipe)
    if recipe == OWN:
        suffix = f".{source.rpartition('.')[2]}".lower()
        return [Print(f"/{quote(source)}", f"own{suffix}", _OWN_FORMATS[suffix], width)] if suffix in _OWN_FORMATS else []
    first = address(source, original, recipe)
    suffix = first.rpartition(".")[2]
    found = [Print(first, f"{width}x{height}.{suffix}", "PNG" if suffix == "png" else "JPEG", width)]
    return found + [Print(one, f"{wide}.webp", "WEBP", wide) for one, wide in shown(first, recipe).choice]


def with_choices(html: str, addresses: Collection[str]) -> str:
    """Set HTML whose pictures at these addresses have their sizes, so that nothing moves when they come, and are fetched when seen.

    What its author wrote of a picture stays: its own sizes, or a ``<picture>`` around it.
    """

    def chosen(found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1] or ""))
        one = shown(attributes.get("src", ""))
        if not one.choice or one.address not in addresses:
            return found[0]
        more = f' width="{one.width}" height="{one.height}"' if not attributes.keys() & {"width", "height"} else ""
        more += "" if "loading" in attributes else ' loading="lazy"'
        image = f'<img{found[1]}{more} decoding="async">'
        if attributes.keys() & {"srcset", "sizes"}:
            return image
        return f'<picture><source type="image/webp" srcset="{one.srcset}" sizes="{BODY}">{image}</picture>'

    return _PICTURE_OR_IMAGE.sub(chosen, html) if "<img" in html and addresses else html


def _widths(widest: int, recipe: Recipe) -> list[int]:
    """The widths of the prints; none that is hardly smaller than the largest."""
    return [*(width for width in recipe.widths if width <= widest * 0.8), widest]
