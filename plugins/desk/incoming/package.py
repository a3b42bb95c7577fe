"""A Word file is a zip of parts; this looks into it before anything reads it, and refuses what could do harm."""

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from plugins.desk.house import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 25 * 1024 * 1024  # bytes of a file, as of a message
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of all parts
LONGEST_PART = 3 * 1024 * 1024  # bytes of a part that is XML: a hundred times the longest story
MOST_PARTS = 2000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: a Word file from before 2007, or one with a password
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


class Package(NamedTuple):
    """The parts of a file, by name."""

    zip: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> "_Element | None":
        """A part as a tree, without entities; None where it is not there or is no XML."""
        from lxml import etree

        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.zip.read(name), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError):
            return None


def opened(raw: bytes, file: object) -> Package:
    """Opens a Word file; raises Refused, with what to do, where it is none that can be read safely."""
    if raw.startswith(OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        reason = "the file is locked with a password: ask for it without one" if locked else "this is an old Word file (.doc)"
        raise Refused(file, reason if locked else f"{reason}: open it, save it as .docx, and take that in")
    broken = "the file is damaged, or no Word file: open it in Word or LibreOffice, save it as .docx, and take that in"
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as why:
        raise Refused(file, broken) from why
    names = frozenset(part.filename for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(file, "the file is locked with a password: ask for it without one")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(file, "the file holds far more than a letter does (is it a trap?): ask for the text alone, as .docx or .txt")
    if "word/vbaProject.bin" in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(file, "the file holds a program (macros), which nobody here should open: ask for it saved as .docx")
    if "[Content_Types].xml" not in names:
        raise Refused(file, broken)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _no_trap(archive, part, file, broken)
    return Package(archive, names)


def _no_trap(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: object, broken: str) -> None:
    """Raises Refused where a part is too long, damaged, or declares entities, which no Word file does."""
    if part.file_size > LONGEST_PART:
        message = f"{part.filename} in it is {part.file_size:,} bytes long: ask for a shorter text, or for the text alone"
        raise Refused(file, message)
    try:
        text = archive.read(part)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError) as why:
        raise Refused(file, broken) from why
    except Exception as why:  # zlib.error and its kin have no common parent
        if type(why).__module__ not in ("zlib", "_lzma", "lzma"):
            raise
        raise Refused(file, broken) from why
    if b"<!DOCTYPE" in text.replace(b"\0", b"") or b"<!ENTITY" in text.replace(b"\0", b""):
        raise Refused(file, f"{part.filename} in it declares entities, which no Word file does: ask for the text alone")
