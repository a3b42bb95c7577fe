"""The page that the masthead's field leads to: it searches the magazine, or says where else to look."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plugins.magazine.furniture import Head, Site, head, site
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page


class SearchView(NamedTuple):
    """The page of the search. What is looked for stands in the address, as ``?q=``."""

    site: Site
    head: Head


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The one page on which a program runs."""
    say = magazine.says
    described = say.gettext("Look for a word in everything that %(magazine)s has printed.") % {"magazine": magazine.masthead.name}
    yield Page(
        "/search/",
        "search.html",
        SearchView(site(magazine, day), head(magazine, day, say.gettext("Search"), "/search/", description=described)),
    )
