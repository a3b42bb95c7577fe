"""What a saved page says of itself where readers do not look: its title, its author, its day, the site, and its address."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.desk.incoming.article import bare, said
from plugins.magazine.model import NotADay, plain_day, web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 500_000  # of a page's letters, those of its head
_DATA = re.compile(r"<script\b[^>]*\bld\+json[^>]*>(.{2,200000}?)</script\s*>", re.IGNORECASE | re.DOTALL)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)  # as browsers write it
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author")
_DAY = ("article:published_time", "date", "dc.date", "dcterms.created", "dc.date.issued", "parsely-pub-date", "pubdate", "citation_date")
_SITE = ("og:site_name", "application-name", "dc.publisher")
_TEXTS = frozenset("article newsarticle blogposting report opinionnewsarticle analysisnewsarticle socialmediaposting webpage".split())


class Told(NamedTuple):
    """What the head of a page says; what it does not say is empty."""

    title: str = ""
    author: str = ""
    day: date | None = None
    site: str = ""
    url: str = ""
    name: str = ""  # in the window of a browser


def read(html: str) -> Told:
    """Reads the head of a page, and the data for search engines wherever they stand (schema.org in JSON-LD)."""
    head = re.split(r"<body\b", html[:LONGEST], maxsplit=1, flags=re.IGNORECASE)[0]
    root = _parsed(head)
    meta: dict[str, str] = {}
    for one in root.iter("meta") if root is not None else ():
        if words := bare(one.get("content") or ""):
            meta.setdefault((one.get("property") or one.get("name") or "").lower(), words)
    links = {(one.get("rel") or "").lower(): one.get("href") or "" for one in root.iter("link")} if root is not None else {}
    data = next(_data(html), {})
    saved = _SAVED.search(html[:2000])
    site = next((meta[name] for name in _SITE if name in meta), "") or _name(data.get("publisher"))
    named = [_name(data.get("author")), *(meta.get(name, "") for name in _AUTHOR)]
    days = [data.get("datePublished"), *(meta.get(name) for name in _DAY)]
    addresses = [links.get("canonical"), meta.get("og:url"), data.get("url"), saved[1] if saved else ""]
    name = next((said(one) for one in root.iter("title")), "") if root is not None else ""
    return Told(
        title=_without(bare(str(data.get("headline") or "")) or meta.get("og:title", ""), site),
        author=next((one for one in named if one and "://" not in one and not one.startswith("@")), ""),
        day=next((day for one in days if (day := day_of(str(one or "")))), None),
        site=site,
        url=next((one for one in map(_address, addresses) if one), ""),
        name=_without(name, site),
    )


def day_of(text: str) -> date | None:
    """The day of a moment as machines write it; None where it is none."""
    try:
        return plain_day(text[:10]) if text else None
    except NotADay:
        return None


def _parsed(head: str) -> "HtmlElement | None":
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(head, parser=HTMLParser(remove_comments=True, no_network=True), ensure_head_body=True)
    except ParserError:  # there is nothing in it
        return None


def _data(html: str) -> Iterator[dict[str, Any]]:
    """What stands there of an article, in any of the ways in which it may be wrapped."""
    for script in _DATA.finditer(html):
        try:
            waiting = [json.loads(script[1])]
        except (ValueError, RecursionError):
            continue  # it is for machines: whatever is wrong with it, the page's own words are there
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                kinds = one.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(str(kind).lower() in _TEXTS for kind in kinds) and (one.get("author") or one.get("headline")):
                    yield one
                waiting += [one[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(one.get(name), (dict, list))]


def _name(said: Any) -> str:
    """The name of somebody, or the names of several."""
    if isinstance(said, list):
        return " and ".join(filter(None, map(_name, said[:5])))
    return bare(str(said.get("name") or "")) if isinstance(said, dict) else bare(said) if isinstance(said, str) else ""


def _address(said: Any) -> str:
    try:
        return web_address(said) if isinstance(said, str) and re.match("https?://", said) else ""
    except ValueError:
        return ""


def _without(title: str, site: str) -> str:
    """A title without the name of the site before or behind it."""
    if not site:
        return title
    sign, name = r"\s*[|\u2013\u2014:\u00b7\u00bb-]\s*", re.escape(site)
    return re.sub(rf"{sign}{name}\s*$|^{name}{sign}", "", title, flags=re.IGNORECASE).strip() or title
