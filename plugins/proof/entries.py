"""Finds what a feed of issues says of each of them, in any of its three formats."""

import json
from collections.abc import Iterable, Iterator

from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine

_CONTENT = {"xml": "{http://purl.org/rss/1.0/modules/content/}encoded", "atom": "{http://www.w3.org/2005/Atom}content"}
_ENTRY = {"xml": ("item", "guid"), "atom": ("{http://www.w3.org/2005/Atom}entry", "{http://www.w3.org/2005/Atom}id")}


def entries(address: str, raw: bytes, magazine: Magazine, issues: Iterable[Issue]) -> Iterator[tuple[Issue, str]]:
    """Every issue with the HTML of its entry in a feed; nothing is in that of an issue which the feed does not have."""
    found = _by_id(address.rpartition(".")[2], raw)
    for issue in issues:
        yield issue, found.get(f"tag:{magazine.masthead.authority}:issues/{issue.number}", "")


def _by_id(kind: str, raw: bytes) -> dict[str, str]:
    if kind == "json":
        return {item["id"]: item.get("content_html", "") for item in json.loads(raw)["items"]}
    from lxml import etree  # only where such a feed has changed

    entry, name = _ENTRY[kind]
    return {one.findtext(name): one.findtext(_CONTENT[kind]) or "" for one in etree.fromstring(raw).iter(entry)}
