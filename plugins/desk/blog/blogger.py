"""Blogger's export: an Atom feed (RFC 4287) of posts, pages and comments, as Blogger itself wrote it, or as Takeout does since 2024."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from plugins.desk.blog.entry import ATOM, PAGE, POST, Entry, Left, Post, Said, text, title_of

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOGGER = "{http://schemas.google.com/blogger/2018}"
APP = ("{http://purl.org/atom/app#}", "{http://www.w3.org/2007/app}")
THREADS = "{http://purl.org/syndication/thread/1.0}"  # RFC 4685
KIND = "#kind"
NOBODY = ("unknown", "anonymous", "")


def read(entry: "_Element") -> Iterator[Entry]:
    """What an entry is."""
    line, title = entry.sourceline or 0, text(entry, f"{ATOM}title")
    kinds = [one.get("term", "").rpartition("#")[2] for one in entry.iter(f"{ATOM}category") if one.get("scheme", "").endswith(KIND)]
    kind = (text(entry, f"{BLOGGER}type") or next(iter(kinds), POST)).lower()
    status = text(entry, f"{BLOGGER}status").upper()
    if kind in ("template", "settings"):
        yield Left(line, "", "the blog's settings and its template")
    elif kind == "comment":
        yield _comment(entry, line, status)
    elif kind not in (POST, PAGE):
        yield Left(line, title or "an entry", f"it is neither a post nor a page nor a comment ({kind})")
    elif status == "SOFT_TRASHED" or text(entry, f"{BLOGGER}trashed"):
        yield Left(line, title or "a post", "it lies in the blog's bin")
    else:
        yield _post(entry, kind, line, title, status)


def _post(entry: "_Element", kind: str, line: int, title: str, status: str) -> Post:
    links = {one.get("rel"): one.get("href", "") for one in entry.iter(f"{ATOM}link")}
    drafts = [one.text for app in APP for one in entry.iter(f"{app}draft")]
    labels = [one.get("term", "") for one in entry.iter(f"{ATOM}category") if not one.get("scheme", "").endswith(KIND)]
    author = text(entry, f"{ATOM}author/{ATOM}name")
    return Post(
        kind=kind,
        key=_number(text(entry, f"{ATOM}id")) or f"line {line}",
        id=text(entry, f"{ATOM}id"),
        line=line,
        title=title,
        address=links.get("alternate") or text(entry, f"{BLOGGER}filename"),
        html=text(entry, f"{ATOM}content"),
        moment=moment(text(entry, f"{ATOM}published") or text(entry, f"{BLOGGER}created") or text(entry, f"{ATOM}updated")),
        author="" if author.lower() in NOBODY else author,
        tags=tuple(label for label in labels if label),
        draft=status == "DRAFT" or "yes" in drafts,
        summary=title_of(text(entry, f"{BLOGGER}metaDescription")),
    )


def _comment(entry: "_Element", line: int, status: str) -> Said | Left:
    name = text(entry, f"{ATOM}author/{ATOM}name") or "Anonymous"
    if status not in ("", "LIVE"):
        return Left(line, f"a comment by {name}", f"its status is {status.lower()}")
    properties = entry.iter("{http://schemas.google.com/g/2005}extendedProperty")
    if any((one.get("name"), one.get("value")) == ("blogger.contentRemoved", "true") for one in properties):
        return Left(line, f"a comment by {name}", "it was removed")
    about = entry.find(f"{THREADS}in-reply-to")
    related = next((one.get("href", "") for one in entry.iter(f"{ATOM}link") if one.get("rel") == "related"), "")
    parent = text(entry, f"{BLOGGER}inReplyTo") or related
    return Said(
        key=_number(text(entry, f"{ATOM}id")) or f"line {line}",
        post=_number(text(entry, f"{BLOGGER}parent") or (about.get("ref", "") if about is not None else "")),
        line=line,
        name=name,
        website=text(entry, f"{ATOM}author/{ATOM}uri"),
        moment=moment(text(entry, f"{ATOM}published")),
        html=text(entry, f"{ATOM}content"),
        parent=_number(parent),
    )


def _number(name: str) -> str:
    """The last number of ``tag:blogger.com,1999:blog-1.post-2`` and of an address, by which both name the same."""
    return name.rstrip("/").replace("/", "-").rpartition("-")[2]


def moment(words: str) -> datetime | None:
    """A moment as RFC 3339 writes it; None where there is none."""
    try:
        found = datetime.fromisoformat(words.replace("Z", "+00:00"))
        return found if 1 < found.year < 9999 else None  # in another zone it may lie outside of the calendar
    except ValueError:
        return None
