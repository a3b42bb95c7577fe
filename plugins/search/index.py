"""The index of all words, bound into a finished tree before readers see it, so that it never names what they are not shown.

It is made in pieces, and only those that a change is in are made anew; the browser puts them together.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.magazine.problem import Problem
from plugins.search.parts import Piece, parts, pieces, searched

FOLDER = "search/index"  # of the tree; the page that asks for it stands above
MANIFEST = "pieces.json"  # every piece with its mark; a piece that it does not name is not whole
KEPT = "searched"  # beside the trees
SERVED = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "index", "fragment")  # Pagefind's own look stays behind
# what stands beside the words of a page; the headline, the byline and what a story is filed under are found as such (data-pagefind-meta)
NOT_SEARCHED = (
    "nav, h1, .kicker, .byline, .monogram, .in-brief h2, .in-brief dt, .result, .filed, .business-card, .about-you, .translation, "
    ".editions, .contents, .spread, .entries, .reach, .signed, "
    # what other pages say, and what is no part of a text
    ".related, .remedy, .year-ago, .issue .told, .told h2, .told .from, .corrected, .talk, .share, .adverts, .comments > h2, "
    ".write, .closed, .follow"
)


def bound(folder: Path, pages: Mapping[str, str], beside: Path | None, **_: object) -> list[Problem]:
    """Puts the index into a tree; ``pages`` gives its files with their marks, ``beside`` is the tree that readers see.

    ``SEARCH=0`` leaves the index out.
    """
    target = folder / FOLDER
    if os.environ.get("SEARCH") == "0":
        shutil.rmtree(target, ignore_errors=True)
        return []
    wanted = pieces(parts(folder, pages, folder.parent / KEPT))
    marks = {name: piece.mark for name, piece in wanted.items()}
    held = _held(target)
    if held == marks:
        return []
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / MANIFEST).unlink(missing_ok=True)
        for name in os.listdir(target):
            if name not in marks or held.get(name) != marks[name]:
                shutil.rmtree(target / name)
        missing = {name: piece for name, piece in wanted.items() if not (target / name).is_dir()}
        others = _held(beside / FOLDER) if beside else {}
        for name in [name for name in missing if beside and others.get(name) == marks[name]]:
            shutil.copytree(f"{beside}/{FOLDER}/{name}", target / name, copy_function=_double)
            del missing[name]
        _make(folder, missing, target)
        (target / MANIFEST).write_text(json.dumps(marks))
    except (ImportError, OSError, RuntimeError) as error:
        return [Problem("search", 0, "search", f"the index cannot be made ({error}): mend that, or leave it out with SEARCH=0")]
    return []


def _held(target: Path) -> dict[str, str]:
    """The pieces that are whole, with their marks."""
    try:
        return json.loads((target / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}


def _double(source: str, target: str) -> None:
    """The same file in another tree. Nobody writes into a file of an index: a piece that is another is made anew."""
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)


def _make(folder: Path, wanted: Mapping[str, Piece], target: Path) -> None:
    """Has pieces indexed by Pagefind, and takes of each what is served. Raises RuntimeError with what it complains of."""
    for name, piece in wanted.items():
        with TemporaryDirectory() as desk:
            for file in piece.files:
                _, words = searched((folder / file).read_bytes())
                page = Path(desk, file)
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_bytes(b'<!doctype html><html lang="%s"><body>%s</body></html>' % (piece.language.encode(), words))
            _index(desk, target / name)
        served = {path for pattern in SERVED for path in (target / name).glob(pattern)}
        for path in (target / name).iterdir():
            if path not in served:
                path.unlink()


def _index(site: str, output: Path) -> None:
    from pagefind.service import get_executable  # which knows where the wheel keeps the program

    program = get_executable()
    if not program:
        raise RuntimeError("pagefind[extended] has no program for this machine")
    command = [str(program), "--quiet", "--site", site, "--output-path", str(output), "--exclude-selectors", NOT_SEARCHED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(" ".join((done.stderr or done.stdout).split()) or f"pagefind ended with {done.returncode}")
