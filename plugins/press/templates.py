"""The templates of the theme, with nothing in them but the view of a page."""

import os
import re
import traceback
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from plugins.magazine.catalogue import ENGLISH, catalogue, part, passage
from plugins.magazine.mark import mark
from plugins.magazine.page import Page, Stumbled
from plugins.magazine.problem import Problem

_NEEDS = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b\s*")
# a name that is written out, with nothing beside it that makes it another
_NAME = re.compile(r"""(?P<quote>["'])(?P<name>[^"'\\]*)(?P=quote)\s*(?:(?:ignore|with|without|as|import)\b|[-+]?%\})""")


class Templates(NamedTuple):
    """The theme's templates, by name, with their text: they travel to whichever process prints."""

    sources: tuple[tuple[str, str], ...]
    compiled: str = ""  # a folder for what Jinja makes of them, where there is one

    def printed(self, page: Page) -> bytes:
        """One page as bytes: its template filled with its view. Raises what Jinja raises (``TemplateError``)."""
        if callable(page.template):
            return page.template(page.view)
        language = getattr(getattr(page.view, "head", None), "speaks", "") or ENGLISH
        return _environment(self, language).get_template(page.template).render(view=page.view).encode()

    def marks(self) -> dict[str, str]:
        """The mark of every template, with all that it includes, imports and extends."""
        texts = dict(self.sources)
        needs = {name: set(needed(text, texts)) for name, text in texts.items()}
        return {name: mark(sorted((one, texts.get(one, "")) for one in _all_below(name, needs))) for name in texts}


def needed(text: str, known: Iterable[str]) -> Iterator[str]:
    """The templates that another names: any of those ``known`` where a name is made while a page is printed.

    All that Jinja itself would find (``jinja2.meta``) is among them, and what stands in a comment too: to have it parse the theme
    took a quarter of the time in which a small magazine is printed.
    """
    for need in _NEEDS.finditer(text):
        named = _NAME.match(text, need.end())
        yield from (named["name"],) if named else known


def read(folder: Path, compiled: Path | None = None) -> Templates:
    """All files below a folder of templates, as UTF-8 text; what is none is no template."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            try:
                found.append((file.relative_to(folder).as_posix(), file.read_text("utf-8")))
            except UnicodeDecodeError:
                continue
    return Templates(tuple(found), str(compiled or ""))


def _all_below(name: str, needs: dict[str, set[str]]) -> set[str]:
    found, ahead = {name}, [name]
    while ahead:
        more = needs.get(ahead.pop(), set()) - found
        found |= more
        ahead += more
    return found


@lru_cache(maxsize=8)
def _environment(templates: Templates, language: str = ENGLISH) -> Environment:
    """Every value is escaped; a name that the view lacks is an error and not a gap. What is not in the view speaks a language."""
    made: Any = Environment(
        extensions=["jinja2.ext.i18n"],
        loader=DictLoader(dict(templates.sources)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(templates.compiled) if os.path.isdir(templates.compiled) else None,
    )
    made.policies["ext.i18n.trimmed"] = True  # as plugins/desk/words.py gathers them
    made.install_gettext_translations(catalogue(language), newstyle=True)
    made.globals.update(lang=passage, speaks=part)
    return made


def unreadable(error: ValueError, page: Page) -> Problem:
    """What is wrong with an edition that nobody can open."""
    return Problem(f"output{page.address}", 0, "template", f"nobody could open it ({error}): mend the template of this edition")


def complaint(error: TemplateError, page: Page) -> Problem:
    """What Jinja says of a template, with the place in it; an edition's own template says which file it is."""
    own = callable(page.template)
    name, line = "" if own else str(page.template), 0
    if isinstance(error, TemplateSyntaxError):
        name, line = (error.filename if own else error.name) or name, error.lineno
    elif not isinstance(error, TemplateNotFound):
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == "<template>" or frame.name == "top-level template code" or frame.name.startswith("block "):
                name, line = frame.filename if own else name, frame.lineno or 0
    words = f"{error.message or error} (while {page.address} was printed)"
    if not name:  # it is what was to be printed that is wrong
        return Problem(page.source or page.address, 0, "template", words)
    return Problem(f"theme/{name}" if own else f"theme/templates/{name}", line, "template", f"{words}: mend the template")


def stumbled(why: Stumbled, page: Page) -> Problem:
    """What a page's function says of a file of the theme."""
    return Problem(f"theme/{why.template}", why.line, "template", f"{why.message} (while {page.address} was printed): mend the template")
