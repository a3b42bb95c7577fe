"""The engines that set Markdown: Python-Markdown for everything, and a quicker one for ordinary articles where it is asked for."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    import markdown

PYTHON_MARKDOWN, CMARKGFM = "markdown", "cmarkgfm"
# What Pelican 4.12 sets ordinary articles with (settings.py, MARKDOWN)
STOCK_MARKDOWN: dict[str, Any] = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}
_OWN_EXTENSIONS = ["tables", "footnotes", "def_list", "abbr", "fenced_code", "sane_lists", "attr_list", "codehilite"]
_OWN_SETTINGS = {"codehilite": {"css_class": "highlight", "guess_lang": False}}
# In what cmark writes, a quotation mark or an angle bracket stands only where it belongs to a tag.
_INTRASITE = re.compile(r'%7[BC](?<=="%7.)(?:filename|static|attach|author|category|tag|index)(?:%7D|%7C)[^"<>]*(?=")', re.IGNORECASE)
_NOTE_MARK = re.compile(r' data-footnote(?:-backref-idx="[\d-]+"|s|-ref|-backref)(?=[ >])(?=[^<>]*>)')
_CODE = re.compile(r'<pre><code(?: class="language-[^"<>]*")?>[^<>]*</code></pre>')


def advice(name: object) -> str:
    """What to do where no engine of this name (``MARKDOWN_ENGINE``) can be had; nothing where it can."""
    if name not in (PYTHON_MARKDOWN, CMARKGFM):
        return f'MARKDOWN_ENGINE: there is no engine `{name}`: write "{PYTHON_MARKDOWN}" (which is the default) or "{CMARKGFM}"'
    if name == CMARKGFM and not find_spec(CMARKGFM):
        return f'MARKDOWN_ENGINE: {CMARKGFM} is not installed: `.venv/bin/pip install {CMARKGFM}`, or write "{PYTHON_MARKDOWN}"'
    return ""


def set_own(body: str, language: str) -> str:
    """A body of the magazine's own: pull quotes, figures, real quotation marks, tables without styles."""
    return _own(language).reset().convert(body)


def set_comment(body: str, language: str) -> str:
    """A body by a stranger, in the house's style but for all that would stand out: headings, notes and tables are words."""
    return _comment(language).reset().convert(body)


def set_as_stock(body: str, settings: Mapping[str, Any]) -> str:
    """A body of an ordinary article, with the engine and the extensions that Pelican would use."""
    key = repr(settings)
    if key not in _STOCK:
        _STOCK[key] = _stock(settings)
    return _STOCK[key].reset().convert(body)


def set_with_cmark(body: str) -> str:
    """A body of an ordinary article as GitHub sets it, with tables and footnotes; docs/markdown.md says what is different.

    Raises ImportError where cmarkgfm is not installed: ask for ``advice`` before.
    """
    from cmarkgfm import cmark

    options = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES  # what is unsafe is taken out of every galley
    # with extensions it never gives back what its tree takes, 40 KB a story: only where there may be a table
    html = cmark.markdown_to_html_with_extensions(body, options, ["table"]) if "|" in body else cmark.markdown_to_html(body, options)
    if "%7" in html:  # Pelican's own links, which it takes for unfinished addresses
        html = _INTRASITE.sub(lambda found: entities.escape(unquote(entities.unescape(found[0]))), html)
    if " data-footnote" in html:
        html = _NOTE_MARK.sub("", html)
    return _CODE.sub(r'<div class="highlight">\g<0></div>', html).strip()  # as the other engine does


_STOCK: dict[str, markdown.Markdown] = {}  # making one takes as long as setting two stories


def _stock(settings: Mapping[str, Any]) -> markdown.Markdown:
    import markdown  # most builds have nothing to set

    from plugins.magazine.quick import Quick

    options = dict(settings)
    names = [*options.pop("extensions", ()), *options.get("extension_configs", ())]
    # the header was taken off before: a first paragraph that looks like one is text
    extensions = [name for name in dict.fromkeys(names) if not str(name).endswith("meta")]
    return markdown.Markdown(extensions=[Quick(), *extensions], **options)


@lru_cache(maxsize=16)
def _own(language: str) -> markdown.Markdown:
    import markdown

    from plugins.magazine.house_style import HouseStyle
    from plugins.magazine.quick import Quick

    extensions = [Quick(), *_OWN_EXTENSIONS, HouseStyle(language)]
    return markdown.Markdown(extensions=extensions, extension_configs=_OWN_SETTINGS, output_format="html")


@lru_cache(maxsize=16)
def _comment(language: str) -> markdown.Markdown:
    import markdown

    from plugins.magazine.house_style import HouseStyle
    from plugins.magazine.quick import Quick

    made = markdown.Markdown(extensions=[Quick(), "sane_lists", "fenced_code", HouseStyle(language)], output_format="html")
    for name in ("hashheader", "setextheader"):
        made.parser.blockprocessors.deregister(name)
    return made
