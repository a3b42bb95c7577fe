"""Sets an issue with Typst: the issue travels as data, so that no word of it is ever taken for a command."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import TemplateSyntaxError

from plugins.magazine import typeface
from plugins.magazine.cover import drawn
from plugins.magazine.html_tree import tree

TEMPLATE = "print/issue.typ"  # below the theme
SERIF = "Libertinus Serif"  # comes with Typst


def sheet(view: Any) -> bytes:
    """The PDF of a PrintView: PDF/UA-1, its fonts inside, dated as its issue is and never by the clock."""
    whole = view.edition
    said = {**_plain(whole), "name": whole.cover.name, "words": dict(view.words), "cover": drawn(whole.cover).decode()}
    # each picture has a name of our own: what it is called elsewhere is somebody else's
    names = {address: f"/picture-{at}{PurePosixPath(address).suffix}" for at, (address, _) in enumerate(whole.files)}
    said["pictures"] = names
    day = datetime.fromisoformat(view.day).replace(tzinfo=UTC)
    with TemporaryDirectory() as folder:  # Typst reads pictures as files, and from nowhere but here
        for address, picture in whole.files:
            Path(folder + names[address]).write_bytes(picture)
        return _compiled(
            view.program,
            format="pdf",
            root=folder,
            pdf_standards=["ua-1"],
            timestamp=int(day.timestamp()),
            sys_inputs={"said": json.dumps(said)},
        )


def _compiled(program: str, **how: Any) -> bytes:
    """What Typst makes of a program; raises TemplateSyntaxError with the line that it stumbles over."""
    import typst

    try:
        raw: bytes = _compiler().compile(program.encode(), **how)
    except typst.TypstError as error:
        line = re.search(r"\.typ:(\d+):", str(error.diagnostic))
        raise TemplateSyntaxError("; ".join((error.message, *error.hints)), int(line[1]) if line else 0, filename=TEMPLATE) from error
    return raw


def _plain(value: Any) -> Any:
    """Views as mappings and lists; texts as trees of their HTML."""
    if hasattr(value, "__html__"):
        return tree(value.__html__())
    if isinstance(value, bytes):
        return None
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


@lru_cache(maxsize=1)
def _compiler() -> Any:
    """Typst with our display face and its own serif: no letter comes from the machine."""
    import shutil

    import typst

    with TemporaryDirectory() as folder:
        shutil.copy(typeface.file(), folder)
        compiler: Any = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)
        compiler.compile(b'#set text(font: "Source Sans Pro", weight: 900)\nA')
    return compiler
