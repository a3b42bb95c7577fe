"""What of each finished page is searched, and which pages are indexed together."""

import marshal
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from plugins.magazine.mark import mark, mark_of_bytes

PIECE = 1000  # pages: as many as are indexed in some seconds
_SEARCHED = re.compile(rb'<html lang="([^"]*)".*?(<main [^>]*\bdata-pagefind-body\b.*</main>)', re.DOTALL)


class Part(NamedTuple):
    """What of a page is searched: its language and the mark of its words, both empty where nothing is. ``page`` is the page's mark."""

    page: str
    language: str
    words: str


class Piece(NamedTuple):
    """Pages of one language that are indexed together, and the mark of all that is searched of them."""

    language: str
    files: tuple[str, ...]
    mark: str


def searched(html: bytes) -> tuple[str, bytes]:
    """The language of a page, and as much of it as is searched; both empty where nothing is."""
    found = _SEARCHED.search(html)
    return (found[1].decode(), found[2]) if found else ("", b"")


def parts(folder: Path, pages: Mapping[str, str], kept: Path) -> dict[str, Part]:
    """What is searched of the pages below ``folder``, by file; ``pages`` gives all files with their marks, none where nobody knows.

    The file ``kept`` holds what was found last time, so that only a page that is another is read.
    """
    before = {} if os.environ.get("CLEAN") else _kept(kept)
    now = {}
    for file, page in pages.items():
        if not file.endswith(".html"):
            continue
        known = before.get(file)
        if not known or not page or known[0] != page:
            language, words = searched((folder / file).read_bytes())
            known = (page, language, mark_of_bytes(words) if language else "")
        now[file] = known
    if now != before:
        fresh = kept.with_name(f"{kept.name}.new")
        fresh.write_bytes(marshal.dumps((_recipe(), now)))
        os.replace(fresh, kept)
    return {file: Part(*known) for file, known in now.items()}


def _kept(file: Path) -> dict[str, tuple[str, str, str]]:
    try:
        recipe, parts = marshal.loads(file.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):  # none, or one that was cut off
        return {}
    return parts if recipe == _recipe() else {}


def pieces(found: Mapping[str, Part]) -> dict[str, Piece]:
    """All pieces by name, those of the largest language first. A page stays in its piece as long as there are as many of them."""
    languages: dict[str, list[str]] = {}
    for file in sorted(found):
        if found[file].language:
            languages.setdefault(found[file].language, []).append(file)
    made = {}
    for language in sorted(languages, key=lambda one: (-len(languages[one]), one)):
        count = -(-len(languages[language]) // PIECE)
        shares: list[list[str]] = [[] for _ in range(count)]
        for file in languages[language]:
            shares[crc32(file.encode()) % count].append(file)
        for number, share in enumerate(shares):
            words = [(file, found[file].words) for file in share]
            made[f"{language}-{number}"] = Piece(language, tuple(share), mark(_recipe(), language, words))
    return made


def _recipe() -> str:
    """The mark of how an index is made: of this code, and of the version of the program that does it."""
    code = [(Path(__file__).with_name(name)).read_bytes() for name in ("parts.py", "index.py")]
    folders = [folder for folder in sys.path if "-packages" in folder and os.path.isdir(folder)]
    return mark(code, sorted(name for folder in folders for name in os.listdir(folder) if name.startswith("pagefind")))
