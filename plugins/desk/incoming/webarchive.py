"""A web page saved in one file (.mhtml, RFC 2557): the page, and the pictures beside it."""

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urljoin

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival, Attachment
from plugins.desk.incoming.charset import decoded
from plugins.desk.incoming.webpage import LARGEST, page
from plugins.magazine.picture import is_picture

MOST_PARTS = 500


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that such a file is; raises Refused where there is no page in it."""
    if file.stat().st_size > 2 * LARGEST:
        raise Refused(file, f"the page is larger than {2 * LARGEST // 1024 // 1024} MB: save it as HTML alone, without its pictures")
    raw = file.read_bytes()
    parts = []
    for part in BytesParser(policy=policy.compat32).parsebytes(raw).walk():
        parts.append(part)
        if len(parts) > MOST_PARTS:
            raise Refused(file, f"the page has more than {MOST_PARTS} parts: save it as HTML alone, without its pictures")
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if html is None:
        raise Refused(file, "there is no page in this file: open it in a browser and save it as HTML")
    inside = html.get_payload(decode=True)
    named = html.get_content_charset()
    body = inside if isinstance(inside, bytes) else b""
    if named and b"charset" not in body[:4096]:
        body = f'<meta charset="{named}">'.encode("ascii", "replace") + body
    text, remarks = decoded(body, file)
    place = _place(html)
    pictures: dict[str, Attachment] = {}
    for part in parts:
        name = _place(part).partition("?")[0].rpartition("/")[2]
        name = name if is_picture(name) else f"{name or 'picture'}.{part.get_content_subtype()}"
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and is_picture(name) and isinstance(payload, bytes):
            places = (_place(part) or name, f"cid:{(part.get('Content-ID') or '').strip().strip('<>')}")  # RFC 2557, section 8; RFC 2392
            pictures |= dict.fromkeys(places, Attachment(name, payload))
    arrival = page(text, raw, file, remarks, lambda target: pictures.get(target) or pictures.get(_joined(place, target)))
    url = arrival.url or place
    every = dict.fromkeys((*arrival.pictures, *pictures.values()))
    yield arrival._replace(pictures=tuple(every), url=url if url.startswith("http") else "")


def _place(part: Message) -> str:
    """Where a part stood on the web; a long address is broken into lines."""
    return "".join((part.get("Content-Location") or "").split())


def _joined(place: str, target: str) -> str:
    try:
        return urljoin(place, target)
    except ValueError:  # no address at all
        return target
