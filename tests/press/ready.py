"""What every build of these tests starts from: all imports made, and what is drawn alike every time not drawn again.

The two fonts are cut once, which takes half of a small build, a sharing image is what would be drawn on it, and the theme's
templates are compiled, as they are on an editor's machine from the second build on. One back issue stands at the foot of
every page, and not eight: what stands on all pages has all of them printed anew, and hides whichever would have forgotten something.
"""

import functools
import importlib

from jinja2.bccache import Bucket, FileSystemBytecodeCache

import pelicanconf
from plugins.magazine import furniture, schema, sharing, typeface
from plugins.magazine.fitting import fitted
from plugins.press import templates
from tests.printing import ROOT

PRESS = ("plugins.press.__main__", "plugins.press.pelican", "pelican.settings", "plugins.magazine.yaml_header")
LATER = (
    "plugins.magazine.house_style",
    "markdown_it",
    "markdown.extensions.extra",
    "markdown.extensions.codehilite",
    "docutils.readers.standalone",
    "feedgen.feed",
)
DRAWN = ("fontTools.subset", "fontTools.pens.svgPathPen", "lxml.html", "css_inline", "asyncio")
for name in (*PRESS, *LATER, *DRAWN, *pelicanconf.PLUGINS):
    importlib.import_module(name)
for kind in schema.KINDS.values():
    fitted(kind.model, {})

_FONTS = {part: typeface.web_font(part) for part in typeface.RANGES}
typeface.web_font = functools.wraps(typeface.web_font)(lambda part: _FONTS[part])
furniture.BACK_ISSUES = 1
sharing.drawn = functools.wraps(sharing.drawn)(lambda view: repr(view).encode())


class _Compiled(FileSystemBytecodeCache):
    """What Jinja made of the theme; what it makes of a template that was edited stands where it would without this."""

    known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self.known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(compiled)
        else:
            super().load_bytecode(bucket)


class _Compiling(_Compiled):
    """Keeps what is made here and now, for all that come after."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[(bucket.key, bucket.checksum)] = bucket.bytecode_to_string()


templates.FileSystemBytecodeCache = _Compiling  # type: ignore[misc]
_theme = templates.read(ROOT / "theme/templates", ROOT)
for _name, _ in _theme.sources:
    templates._environment(_theme).get_template(_name)
templates.FileSystemBytecodeCache = _Compiled  # type: ignore[misc]
