"""The compositor sets data by one of the theme's programs (Typst): no word of the data is ever taken for a command."""

import json
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from plugins.magazine import typeface
from plugins.magazine.page import Stumbled

Program = tuple[tuple[str, str], ...]  # its files by their names below the theme, the first of which begins


def composed(program: Program, said: Mapping[str, Any], files: Mapping[str, bytes], day: date, *, tagged: bool = True) -> bytes:
    """The PDF that a program sets of ``said``, dated to a day and never by the clock, its fonts inside.

    ``files`` are pictures by the names that the program knows them by, each with a slash before it. ``tagged`` asks for
    PDF/UA-1, which a document that shows pages of others cannot be. Raises Stumbled, which names the file of the theme.
    """
    import typst

    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    below = {PurePosixPath(name).name: name for name, _ in program}
    begins = program[0][0]
    with TemporaryDirectory() as folder:  # Typst reads parts and pictures as files, and from nowhere but here
        for name, text in program:
            Path(folder, PurePosixPath(name).name).write_text(text, encoding="utf-8")
        for name, raw in files.items():
            Path(folder + name).write_bytes(raw)
        try:
            made: bytes = compiler().compile(
                str(Path(folder, PurePosixPath(begins).name)),
                format="pdf",
                root=folder,
                pdf_standards=["ua-1"] if tagged else [],
                timestamp=int(moment.timestamp()),
                sys_inputs={"said": json.dumps(said)},
            )
        except typst.TypstError as error:
            found = re.search(r"([\w-]*\.typ):(\d+):", str(error.diagnostic))
            where, line = (below[found[1]], int(found[2])) if found else (begins, 0)
            raise Stumbled("; ".join((error.message, *error.hints)), where, line) from error
    return made


def unshown(signs: frozenset[str]) -> frozenset[str]:
    """Those of some signs that no face at hand has: a PDF/UA-1 may hold none of them.

    A process of its own asks Typst, whose threads would not live on in the hands of the press (they are forks of this one).
    """
    import subprocess

    if not signs:
        return signs
    asked = [sys.executable, "-c", "from plugins.magazine.compositor import answer; answer()"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(asked, input=json.dumps(sorted(signs)), capture_output=True, text=True, check=True, env=environment)
    return frozenset(json.loads(done.stdout))


def answer() -> None:
    """Says on stdout which of the signs on stdin no face has, both as JSON."""
    import typst

    signs = json.load(sys.stdin)
    found: list[str] = []
    lines = "\n\n".join(f"#{json.dumps(one, ensure_ascii=False)}" for one in signs)  # a paragraph each: they are set one by one
    program = f'#set document(title: "signs")\n#set page(height: auto)\n#set text(font: "Libertinus Serif")\n{lines}'
    try:
        compiler().compile(program.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        found = [signs[(int(line) - 4) // 2] for line in re.findall(r"\.typ:(\d+):", str(error.diagnostic))]
    print(json.dumps(sorted(set(found))))


@lru_cache(maxsize=1)
def compiler() -> Any:
    """Typst with our display face and its own serif: no letter comes from the machine, so that every machine sets the same."""
    import shutil

    import typst

    with TemporaryDirectory() as folder:
        # the face stands in its package in two formats, and a folder has no order
        shutil.copy(typeface.file(), folder)
        made: Any = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)
        made.compile(b'#set text(font: "Source Sans Pro", weight: 900)\nA')  # reads the face before it is gone
    return made
