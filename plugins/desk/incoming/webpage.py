"""A saved web page, a Word file saved as one, or a mail as HTML: the article in it, and what stood around it set aside."""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival, Attachment
from plugins.desk.incoming.article import article, bare, said
from plugins.desk.incoming.charset import decoded
from plugins.desk.incoming.lists import typed
from plugins.desk.incoming.text import cleaned, short_enough
from plugins.desk.transcribe import Hooks, transcribed
from plugins.desk.tree import TooDeep, tree
from plugins.magazine.model import NotADay, plain_day
from plugins.magazine.picture import is_picture

LARGEST = 8 * 1024 * 1024  # bytes; most of a saved page are its pictures and programs
LONGEST_HEAD = 500_000  # of its letters, those that may say what it is called and who wrote it
_PICTURE_TYPE = re.compile(r"data:image/(png|jpe?g|gif|webp|heic);base64,(.*)", re.IGNORECASE | re.DOTALL)


def markdown_of(html: str) -> str:
    """HTML as Markdown: with every word of it, without pictures, and without what a browser would not show.

    Raises TooDeep (a ValueError) where it has too many tags, or too deep in each other.
    """
    root = tree(html)
    typed(root)
    return transcribed(root)


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that a saved page is; raises Refused where there is no text in it."""
    if file.stat().st_size > LARGEST:
        raise Refused(file, f"the page is larger than {LARGEST // 1024 // 1024} MB: save it as HTML alone, without its pictures")
    raw = file.read_bytes()
    html, remarks = decoded(raw, file)
    yield page(html, raw, file, remarks)


def page(html: str, raw: bytes, file: Path, remarks: list[str]) -> Arrival:
    """The arrival that a page is; pictures are taken from the page itself and from the folder saved with it."""
    meta = _meta(re.split(r"<body\b", html[:LONGEST_HEAD], maxsplit=1, flags=re.IGNORECASE)[0])
    try:
        root = tree(html)
    except TooDeep as why:
        raise Refused(file, "it has too many tags, or too deep in each other: open it in a browser, copy the text, and save that") from why
    typed(root)
    body, found, aside = article(root)
    short_enough(len(said(body).encode()), file)
    pictures: list[Attachment] = []

    def take(target: str, alt: str, caption: str) -> str:
        one = _picture(target, file, len(pictures) + 1)
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
        title=meta.get("og:title") or found.get("title", "") or meta.get("title", ""),
        author=meta.get("author", "") or found.get("author", ""),
        day=_day(meta.get("article:published_time") or found.get("day", "")),
        pictures=tuple(pictures),
        aside=tuple(aside),
        remarks=(*remarks, *([unseen] if unseen else [])),
    )


def _meta(head: str) -> dict[str, str]:
    """What the head of a page says of it."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    try:
        root = document_fromstring(head, parser=HTMLParser(remove_comments=True, no_network=True), ensure_head_body=True)
    except ParserError:  # there is nothing in it
        return {}
    meta = {(one.get("property") or one.get("name") or "").lower(): bare(one.get("content") or "") for one in root.iter("meta")}
    title = next((said(one) for one in root.iter("title")), "")
    return {"title": title} | {name: value for name, value in meta.items() if value}


def _day(text: str) -> date | None:
    try:
        return plain_day(text[:10]) if text else None
    except NotADay:
        return None


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
