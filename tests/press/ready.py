"""What every build of these tests starts from: all imports made, and what is drawn alike every time not drawn again.

The two fonts are cut once, which takes half of a small build, and a sharing image is what would be drawn on it.
"""

import functools
import importlib

import pelicanconf
from plugins.magazine import sharing, typeface

PRESS = ("plugins.press.__main__", "plugins.press.pelican", "pelican.settings", "fontTools.subset")
for name in (*PRESS, *pelicanconf.PLUGINS):
    importlib.import_module(name)

_FONTS = {part: typeface.web_font(part) for part in typeface.RANGES}
typeface.web_font = functools.wraps(typeface.web_font)(lambda part: _FONTS[part])
sharing.drawn = functools.wraps(sharing.drawn)(lambda view: repr(view).encode())
