"""A zip is a folder that somebody sent as one file: what lies in it is read as if each file had come by itself."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from plugins.desk.house import Refused
from plugins.desk.incoming import attached
from plugins.desk.incoming.arrival import ASK_AGAIN, READERS, Arrival, Attachment
from plugins.magazine.picture import is_picture

SUFFIX = ".zip"
LARGEST = 25 * 1024 * 1024  # bytes of the file, as of a message
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of all that is in it
MOST_FILES = 200
_SYSTEMS_OWN = "__MACOSX"  # a folder with which macOS doubles every file


def read(file: Path) -> Iterator[Arrival | Refused]:
    """What the files in a zip bring, each named below it; raises Refused where it cannot be opened safely.

    Pictures, and files that nobody reads, belong to the one letter in it; where there are several, nobody knows to which.
    """
    if file.stat().st_size > LARGEST:
        raise Refused(file, f"the file is larger than {LARGEST // 1024 // 1024} MB: unpack it, and take in the folder")
    found: list[Arrival | Refused] = []
    beside: list[Attachment] = []
    for one in unpacked(file.read_bytes(), file):
        if Path(one.name).suffix.lower() in READERS.keys() - {SUFFIX}:
            label = f"{file}/{one.name}"
            brought = attached.read(one)
            found += [each._replace(name=label) if isinstance(each, Arrival) else Refused(label, each.message) for each in brought]
        else:
            beside.append(one)
    letters = [one for one in found if isinstance(one, Arrival)]
    if len(letters) != 1:
        yield from found
        yield from (Refused(f"{file}/{one.name}", _whose(one.name)) for one in beside)
        return
    for each in found:
        yield _with(each, beside) if isinstance(each, Arrival) else each


def unpacked(raw: bytes, file: object) -> list[Attachment]:
    """The files in a zip, without folders and what a system put beside them; raises Refused where it cannot be opened safely."""
    broken = "the zip is damaged: ask for it again, or for the files without it"
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = [one for one in archive.infolist() if not one.is_dir() and not _is_systems_own(one.filename)]
        if any(one.flag_bits & 1 for one in parts):
            raise Refused(file, "the zip is locked with a password: ask for it without one")
        if len(parts) > MOST_FILES or sum(one.file_size for one in parts) > MOST_UNPACKED:
            raise Refused(file, "the zip holds far more than letters do (is it a trap?): unpack it yourself, and take in what you want")
        return [Attachment(PurePosixPath(one.filename).name, archive.read(one)) for one in sorted(parts, key=lambda one: one.filename)]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError) as why:
        raise Refused(file, broken) from why


def _is_systems_own(name: str) -> bool:
    return any(part == _SYSTEMS_OWN or part.startswith(".") for part in PurePosixPath(name).parts)


def _whose(name: str) -> str:
    """What is said of a file that belongs to no letter."""
    suffix = Path(name).suffix.lower()
    if suffix in ASK_AGAIN:
        return f"this is {ASK_AGAIN[suffix]}"
    return "it is no letter, and it cannot be told to which it belongs: unpack the zip, and put it into the folder of its submission"


def _with(one: Arrival, files: list[Attachment]) -> Arrival:
    """The only letter of a zip, with the other files."""
    pictures = tuple(each for each in files if is_picture(each.name))
    others = tuple(each for each in files if not is_picture(each.name))
    unread = [f"{each.name} is {ASK_AGAIN[suffix]}" for each in others if (suffix := Path(each.name).suffix.lower()) in ASK_AGAIN]
    return one._replace(pictures=(*one.pictures, *pictures), others=(*one.others, *others), remarks=(*one.remarks, *unread))
