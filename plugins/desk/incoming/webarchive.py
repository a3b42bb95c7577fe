"""A web page saved in one file (.mhtml, RFC 2557): the page, and the pictures beside it."""

from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

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
    arrival = page(text, raw, file, remarks)
    pictures = []
    for part in parts:
        name = (part.get("Content-Location") or "").partition("?")[0].rpartition("/")[2]
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and is_picture(name) and isinstance(payload, bytes):
            pictures.append(Attachment(name, payload))
    url = arrival.url or " ".join((html.get("Content-Location") or "").split())
    yield arrival._replace(pictures=(*arrival.pictures, *pictures), url=url if url.startswith("http") else "")
