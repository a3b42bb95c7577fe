"""An export is one large file of entries; they are read one by one, so that its size does not matter."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.desk.blog import blogger, wordpress
from plugins.desk.blog.entry import ATOM, Entry
from plugins.desk.house import Refused, unopened

if TYPE_CHECKING:
    from lxml.etree import _Element

# What XML forbids and blogs are full of
_FORBIDDEN = bytes(number for number in range(32) if number not in (9, 10, 13))


def entries(file: Path) -> Iterator[Entry]:
    """Everything in an export, in its order; raises Refused where it is none, is broken, or could do harm."""
    from lxml import etree

    try:
        with _Clean(file) as opened:
            found = etree.iterparse(
                opened, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
            )
            _, root = next(found)
            if root.getroottree().docinfo.internalDTD is not None:
                raise Refused(file, "the file declares entities, which no export does: export the blog again")
            if root.tag not in (f"{ATOM}feed", "rss"):
                raise Refused(file, _no_export(root.tag))
            read, tag = (blogger.read, f"{ATOM}entry") if root.tag != "rss" else (wordpress.read, "item")
            for event, element in found:
                if event == "end" and (element.tag == tag or root.tag == "rss" and wordpress.is_author(element)):
                    yield from read(element)
                    _forget(element)
    except etree.XMLSyntaxError as why:
        message = f"the export is broken here ({why.msg}): export the blog again, and do not edit the file"
        raise Refused(file, message, why.lineno or 0) from why
    except StopIteration as why:
        raise Refused(file, "the file is empty: export the blog again") from why
    except OSError as why:
        raise unopened(file, why) from why


def _no_export(tag: str) -> str:
    name = re.sub("^{.*}", "", tag)[:40]
    return f"this is no export of a blog (it begins with `{name}`): Blogger's is an Atom feed, WordPress' a file of RSS (WXR)"


def _forget(element: "_Element") -> None:
    """An entry that was read takes no more memory, nor does what stood before it."""
    element.clear()
    while element.getprevious() is not None and (above := element.getparent()) is not None:
        del above[0]


class _Clean:
    """A file without the signs that XML forbids."""

    def __init__(self, file: Path):
        self._file = file.open("rb")

    def __enter__(self) -> "_Clean":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes; as many as asked, or less."""
        while raw := self._file.read(size):
            if kept := raw.translate(None, _FORBIDDEN) if b"\0" not in raw[:4] else raw:
                return kept
        return b""
