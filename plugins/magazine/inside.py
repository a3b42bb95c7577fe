"""What somebody finds who looks into a file: its words, those of what is packed into it, and what a camera wrote into a picture."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from plugins.magazine.picture import is_picture

PIECE = 4_000_000  # bytes that are read at a time
OVERLAP = 2000  # of them that are read once more, as a name may stand across two pieces
MOST_UNPACKED = 100_000_000  # bytes of all that is packed into a file
DEEPEST = 3  # archives in each other
_ARCHIVE = b"PK\x03\x04"  # of which Word files and most others of an office are some (APPNOTE.TXT, 4.3.7)
_NO_TEXT = tuple(".pdf .gz .mp3 .m4a .mp4 .mov .ogg .woff .woff2 .ttf .otf .ico .exe".split())


def texts(name: str, file: BinaryIO, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """What can be read in a file of that name, and whether it has lines that an editor can count; nothing in it makes this raise."""
    begins = file.read(len(_ARCHIVE))
    file.seek(0)
    if is_picture(name):
        from plugins.magazine.photograph import words_in  # only where there are terms

        yield words_in(file), False
    elif begins == _ARCHIVE:
        yield from _unpacked(file, depth) if depth < DEEPEST else ()
    elif not name.lower().endswith(_NO_TEXT):
        yield from _pieces(file)


def _pieces(file: BinaryIO) -> Iterator[tuple[str, bool]]:
    """A text of any length; what a program wrote for itself is read where it is short."""
    before, first = b"", True
    while piece := file.read(PIECE):
        if first and len(piece) == PIECE and 0 in piece:
            return
        utf_16 = (before + piece).startswith((b"\xff\xfe", b"\xfe\xff"))
        yield (before + piece).decode("utf-16" if utf_16 else "utf-8", "replace"), first
        before, first = piece[-OVERLAP:], False


def _unpacked(file: BinaryIO, depth: int) -> Iterator[tuple[str, bool]]:
    """The names and the words of all parts of an archive, as far as they can be opened."""
    import zipfile  # which brings its unpackers along

    left = MOST_UNPACKED
    try:
        archive = zipfile.ZipFile(file)
    except Exception:  # whatever an unpacker makes of a file that may be anything
        return
    yield "\n".join(archive.namelist()), False
    for part in archive.infolist():
        left -= part.file_size
        if left < 0:
            return
        try:
            raw = archive.read(part)
        except Exception:  # damaged, or locked with a password
            continue
        yield from ((text, False) for text, _ in texts(part.filename, BytesIO(raw), depth + 1))
