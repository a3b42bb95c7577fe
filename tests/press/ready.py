"""What every build of these tests starts from: all imports made, and what is drawn alike every time not drawn again.

The two fonts are cut once, which takes half of a small build, and a sharing image is what would be drawn on it.
"""

import functools
import importlib

import pelicanconf
from plugins.magazine import schema, sharing, typeface
from plugins.magazine.fitting import fitted

PRESS = ("plugins.press.__main__", "plugins.press.pelican", "pelican.settings", "fontTools.subset", "plugins.magazine.yaml_header")
for name in (*PRESS, *pelicanconf.PLUGINS):
    importlib.import_module(name)
for kind in schema.KINDS.values():
    fitted(kind.model, {})

_FONTS = {part: typeface.web_font(part) for part in typeface.RANGES}
typeface.web_font = functools.wraps(typeface.web_font)(lambda part: _FONTS[part])
sharing.drawn = functools.wraps(sharing.drawn)(lambda view: repr(view).encode())
