"""A saved web page, or a Word file saved as one: the article in it, and what stood around it set aside."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.desk import byline
from plugins.desk.house import Refused
from plugins.desk.incoming import footnotes, page_head
from plugins.desk.incoming.arrival import Arrival, Attachment
from plugins.desk.incoming.article import article, said
from plugins.desk.incoming.charset import decoded
from plugins.desk.incoming.lists import nested, typed
from plugins.desk.incoming.text import cleaned, short_enough
from plugins.desk.styled import write_out
from plugins.desk.transcribe import Hooks, transcribed
from plugins.desk.tree import TooDeep, tree
from plugins.magazine.picture import is_picture

LARGEST = 8 * 1024 * 1024  # bytes; most of a saved page are its pictures and programs
LONGEST_BYLINE = 20  # words of a line around the article that says who wrote it
_PICTURE_TYPE = re.compile(r"data:image/(png|jpe?g|gif|webp|heic);base64,(.*)", re.IGNORECASE | re.DOTALL)


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that a saved page is; raises Refused where there is no text in it."""
    if file.stat().st_size > LARGEST:
        raise Refused(file, f"the page is larger than {LARGEST // 1024 // 1024} MB: save it as HTML alone, without its pictures")
    raw = file.read_bytes()
    html, remarks = decoded(raw, file)
    yield page(html, raw, file, remarks)


def page(html: str, raw: bytes, file: Path, remarks: list[str], along: Callable[[str], Attachment | None] = lambda target: None) -> Arrival:
    """The arrival that a page is; pictures are taken from the page itself and from the folder saved with it.

    ``along`` gives those that came along in another way, by their addresses.
    """
    told = page_head.read(html)
    try:
        root = tree(html)
    except TooDeep as why:
        raise Refused(file, "it has too many tags, or too deep in each other: open it in a browser, copy the text, and save that") from why
    write_out(root, html)
    nested(root)
    typed(root)
    aside = footnotes.found(root)
    body, found, around = article(root)
    aside += around
    short_enough(len(said(body).encode()), file)
    lines = (byline.read(words) for why, words in aside if why != "comments" and len(words.split()) <= LONGEST_BYLINE)
    line = next((one for one in lines if one.names), byline.Byline())
    pictures: list[Attachment] = []

    def take(target: str, alt: str, caption: str) -> str:
        one = along(target) or _picture(target, file, len(pictures) + 1)
        shows = f" (it shows: {alt})" if alt else ""
        if one and one not in pictures:
            pictures.append(one)
            remarks.append(f"the picture {one.name} stood in the text{shows}: name it where it belongs")
        elif not one:
            name = target if not target.startswith("data:") else "a drawing"
            remarks.append(f"a picture did not come along: {name[:200]}{shows}")
        return ""

    text, unseen = cleaned(transcribed(body, Hooks(picture=take)), file)
    short_enough(len(text.encode()), file)
    return Arrival(
        str(file),
        raw,
        file.suffix.lower(),
        text,
        markdown=True,
        title=told.title or found.get("title", "") or told.name,
        author=told.author or " and ".join(line.names) or found.get("author", ""),
        day=told.day or page_head.day_of(found.get("day", "")) or line.day,
        url=told.url,
        site=told.site,
        pictures=tuple(pictures),
        aside=tuple(aside),
        remarks=(*remarks, *([unseen] if unseen else [])),
    )


def _picture(target: str, file: Path, number: int) -> Attachment | None:
    """A picture that came along: written into the page, or in the folder that a browser saves beside it."""
    if inside := _PICTURE_TYPE.fullmatch(target):
        try:
            return Attachment(f"picture-{number}.{inside[1].lower()}", b64decode(inside[2]))
        except ValueError:
            return None
    name = unquote(target.removeprefix("./").partition("?")[0])
    beside = (file.parent / name).resolve()
    here = is_picture(name) and beside.is_relative_to(file.parent.resolve()) and "/" in name and "://" not in name
    if here and beside.is_file() and beside.stat().st_size <= LARGEST:
        return Attachment(beside.name, beside.read_bytes())
    return None
