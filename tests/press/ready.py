"""What every build of these tests starts from: all imports made, and the two fonts cut, which takes half of a small build."""

import functools
import importlib

from plugins.magazine import typeface

PRESS = ("plugins.press.__main__", "plugins.press.pelican", "pelican.settings", "fontTools.subset", "plugins.proof.links")
PAGES = (f"plugins.{room}.pages" for room in ("stories", "issues", "playbook", "directory", "standing", "feeds"))
for name in (*PRESS, *PAGES):
    importlib.import_module(name)

_FONTS = {part: typeface.web_font(part) for part in typeface.RANGES}
typeface.web_font = functools.wraps(typeface.web_font)(lambda part: _FONTS[part])
