"""The few things that a feed of ours says and feedgen has no words for, as one feedgen extension."""

from __future__ import annotations

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from plugins.feeds.view import Enclosure, Link

NAME = "press"
ATOM_TYPE = "application/atom+xml"
_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY_SPACE = "http://purl.org/syndication/history/1.0"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class DocumentExtension(BaseExtension):
    """The links between feed documents and the mark of an archive document (RFC 5005, section 4 and appendix B)."""

    def __init__(self) -> None:
        self.links: tuple[Link, ...] = ()
        self.is_archive = False

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY_SPACE} if self.is_archive else {}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        self._extend(feed[0], f"{_ATOM}link")
        return feed

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        # feedgen writes Atom's namespace as a plain attribute, so its elements have none of their own
        self._extend(feed, "link")
        return feed

    def _extend(self, parent: etree._Element, tag: str) -> None:
        for link in self.links:
            etree.SubElement(parent, tag, rel=link.relation, href=link.address, type=ATOM_TYPE)
        if self.is_archive:
            etree.SubElement(parent, f"{{{_HISTORY_SPACE}}}archive")


class EntryExtension(BaseEntryExtension):
    """When an RSS item was last changed (RSS 2.0 has no word for it, Atom has); an Atom entry's language and files."""

    def __init__(self) -> None:
        self.updated = ""
        self.language = ""
        self.enclosures: tuple[Enclosure, ...] = ()

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        if self.updated:
            etree.SubElement(feed, f"{_ATOM}updated").text = self.updated
        return feed

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        if self.language:
            feed.set(_XML_LANGUAGE, self.language)
        for one in self.enclosures:  # feedgen 1.0 loses all but the address of an entry's links (RFC 4287, 4.2.7)
            etree.SubElement(feed, "link", rel="enclosure", href=one.address, type=one.media_type, length=str(one.length))
        return feed
