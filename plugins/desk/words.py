"""The words of the interface: gathered out of templates and code, beside what each catalogue says for them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.magazine import catalogue
from plugins.magazine.problem import Problem

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

HOUSE = Path(__file__).parents[2]
TEMPLATES, BOOK, LETTER = "theme/templates", "theme/epub", "theme/letter"
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = [
    ("plugins/desk/draft.py", "python"),  # what contributors are asked; all else of the desk speaks to editors
    ("plugins/desk/**", "ignore"),
    ("plugins/**.py", "python"),
    (f"{TEMPLATES}/**.html", "jinja2"),
    (f"{BOOK}/**.xhtml", "jinja2"),
    (f"{BOOK}/**.opf", "jinja2"),
    (f"{LETTER}/**.html", "jinja2"),
    (f"{LETTER}/**.txt", "jinja2"),
]
OPTIONS = {pattern: {"trimmed": "true", "silent": "false"} for pattern in ("**.html", "**.xhtml", "**.opf", "**.txt")}
WIDTH = 120
_PASSING = tuple(f'"{name}'.encode() for name in ("Project", "Report", "POT-", "PO-", "Last-", "Language-Team", "Generated"))


def gathered(root: Path) -> Catalog:
    """Every message of the magazine in ``root``: of its theme, and of the plugins that print it."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    found = Catalog(fuzzy=False)
    for folder, below in ((HOUSE / "plugins", "plugins"), (root / TEMPLATES, TEMPLATES), (root / BOOK, BOOK), (root / LETTER, LETTER)):
        methods = [(pattern.removeprefix(f"{below}/"), how) for pattern, how in METHODS if pattern.startswith(f"{below}/")]
        said = extract_from_dir(folder, methods, OPTIONS, KEYWORDS, comment_tags=("words:",), strip_comment_tags=True)
        for name, line, message, comments, context in sorted(said, key=lambda one: (one[0], one[1])):
            flags = {"python-format"} if "%(" in str(message) else set()
            found.add(message, None, [(f"{below}/{Path(name).as_posix()}", line)], flags=flags, auto_comments=comments, context=context)
    return found


def problems(root: Path, language: str = "") -> Iterator[Problem]:
    """What has to be translated, in one language or in all: each message with its line, or with the place that says it."""
    wanted = gathered(root)
    for file in catalogues():
        if language and file.stem != language:
            continue
        path, known = f"{catalogue.LABEL}/{file.name}", catalogue.Catalogue(file.stem, *catalogue.read(file.read_bytes()))
        for fault in known.faults:
            yield Problem(path, fault.line, "catalogue", fault.message)
        for entry in known.waiting:
            why = "it is a guess: look at it and take `fuzzy` away" if entry.fuzzy else "nobody has translated it: write its msgstr"
            yield Problem(path, entry.line, "catalogue", f"`{entry.message}`: {why}")
        there = {(entry.context, entry.message) for entry in known.entries}
        for message in wanted:
            one = message.id[0] if isinstance(message.id, tuple) else message.id
            if one and (message.context or "", one) not in there:
                place, line = message.locations[0]
                yield Problem(place, line, "catalogue", f"`{one}` is not in {path}: write `desk words --gather`, then translate it")


def catalogues() -> list[Path]:
    """The catalogues there are, by language."""
    return sorted(catalogue.FOLDER.glob("*.po"))


def gather(root: Path, language: str = "") -> list[Path]:
    """Brings the catalogues up to what templates and code say, and begins that of a language which has none.

    What is no longer said anywhere stays at the end of its file, in case it comes back. Returns the files that changed.
    """
    from babel.messages.pofile import read_po, write_po

    wanted, changed = gathered(root), []
    files = [file for file in catalogues() if not language or file.stem == language] or [catalogue.FOLDER / f"{language}.po"]
    for file in files:
        raw = file.read_bytes() if file.is_file() else _begun(file.stem)
        known = read_po(io.BytesIO(raw), locale=file.stem)
        known.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        out = io.BytesIO()
        write_po(out, known, width=WIDTH, sort_by_file=True, include_lineno=False)
        head, _, messages = out.getvalue().partition(b"\n\n")
        # without the moment and the program, which would be another every time
        text = b"\n".join([*(line for line in head.split(b"\n") if not line.startswith(_PASSING)), b"", messages])
        if text != (file.read_bytes() if file.is_file() else b""):
            beside = file.with_name(f".{file.name}.new~")
            beside.write_bytes(text)
            os.replace(beside, file)
            changed.append(file)
    return changed


def _begun(language: str) -> bytes:
    """The head of a new catalogue, with the plural forms of its language (CLDR, as Babel has them)."""
    from babel.messages.plurals import get_plural

    forms = get_plural(language)
    lines = ("Language: " + language, "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {forms.plural_forms}")
    return ('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)).encode()
