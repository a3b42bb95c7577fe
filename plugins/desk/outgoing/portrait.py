"""A portrait is a picture of one advertisement as a reader's browser shows it, where this machine has a browser."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from plugins.desk.outgoing.onefile import TAGS, data_address, with_all_inside
from plugins.magazine.leaf import bare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars --force-device-scale-factor=2 --window-size=760,1400"
).split()
PATIENCE = 60  # seconds
_STYLE = "body { margin: 0; padding: 16px; background: #fff; } html { background: #fff; color-scheme: light; }"


def browser() -> str:
    """The program that shows pages; nothing where this machine has none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), "")


def portrait(raw: bytes, anchor: str, words: tuple[str, ...], at: Callable[[str], Path]) -> bytes:
    """A PNG of one advertisement of a page: the element with this id, or the smallest that says all its words.

    ``at`` gives the file that is printed at an address of the page. Nothing where it is not on it, or there is no browser.
    """
    from lxml import html  # slow to import

    program = browser()
    tree = html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))
    shown = tree.get_element_by_id(anchor, None)
    shown = _smallest(tree, words) if shown is None else shown
    if not program or shown is None:
        return b""
    _alone(tree, shown, at)
    with TemporaryDirectory() as folder:
        page, picture = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(html.tostring(tree, encoding="unicode", doctype="<!doctype html>"), encoding="utf-8")
        command = [program, *FLAGS, f"--user-data-dir={folder}/profile", f"--screenshot={picture}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return b""
        return _trimmed(picture) if picture.is_file() else b""


def _smallest(tree: Any, words: tuple[str, ...]) -> "HtmlElement | None":
    wanted = [bare(one) for one in words]
    holding = [one for one in tree.body.iter() if isinstance(one.tag, str) and all(word in bare(one.text_content()) for word in wanted)]
    return holding[-1] if holding and holding[-1] is not tree.body else None


def _alone(tree: Any, shown: Any, at: Callable[[str], Path]) -> None:
    """Takes everything else out of a page, and puts inside what it would fetch."""
    from lxml import html

    sheets = [at(str(one.get("href"))) for one in tree.iterfind(".//link[@rel='stylesheet']")]
    own = [one.text or "" for one in tree.iter("style")]
    shown.tail, inner = None, shown
    while inner.tag != "body" and inner.getparent() is not None:
        above = inner.getparent()
        for one in list(above):
            if one is not inner:
                above.remove(one)
        above.text, inner = None, above
    for tag in TAGS:
        for one in list(tree.iter(tag)):
            one.drop_tree()
    for one in list(tree.iter("source")):
        one.drop_tag()
    for one in tree.iter("img"):
        for name in ("srcset", "sizes", "loading"):
            one.attrib.pop(name, None)
        one.set("src", data_address(at(str(one.get("src")))))
    style = html.Element("style")
    style.text = "\n".join([*(with_all_inside(sheet, at) for sheet in sheets if sheet.is_file()), *own, _STYLE])
    tree.head.append(style) if tree.find("head") is not None else tree.insert(0, style)


def _trimmed(file: Path) -> bytes:
    """A picture without the white around it."""
    from io import BytesIO

    from PIL import Image, ImageChops

    with Image.open(file) as image:
        whole = image.convert("RGB")
    box = ImageChops.difference(whole, Image.new("RGB", whole.size, "white")).getbbox()
    out = BytesIO()
    (whole.crop(box) if box else whole).save(out, "PNG")
    return out.getvalue()
