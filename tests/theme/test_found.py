"""What search engines and the places where an address is passed on are told of a page: what its readers see on it."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.page import Page
from plugins.press.templates import Templates
from tests.printing import ROOT

HOME = "https://bench.example"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def seen(html: str) -> str:
    """The words that a reader sees."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", DATA.sub("", html).split("<body>")[1])).split())


def told(html: str) -> dict[str, dict]:
    """The things that a page tells of, by kind."""
    found = DATA.findall(html)
    return {thing["@type"]: thing for one in found for thing in json.loads(one)["@graph"]}


def shared(html: str) -> dict[str, str]:
    """What is shown of a page where it is shared (https://ogp.me)."""
    return {name: unescape(value) for name, value in re.findall(r'<meta property="og:(.*?)" content="(.*?)">', html)}


@pytest.fixture
def pages(printed):
    return {file.relative_to(printed.resolve()).as_posix(): file.read_text() for file in sorted(printed.resolve().rglob("*.html"))}


def test_a_story(pages):
    things = told(pages["stories/four-legs-and-a-lie/index.html"])
    article = things["Article"]
    assert article["headline"] == "Four legs and a “lie”"
    assert article["author"] == [{"@type": "Person", "name": "Bo Lathe", "url": f"{HOME}/people/bo-lathe/"}]
    assert (article["datePublished"][:10], article["articleSection"], article["inLanguage"]) == ("2019-03-01", "Put right", "en")
    assert article["isPartOf"]["issueNumber"] == "7"
    assert article["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "The Bench", "url": f"{HOME}/"}
    steps = [step["item"].removeprefix(HOME) for step in things["BreadcrumbList"]["itemListElement"]]
    assert steps == ["/", "/issues/", "/issues/7/", "/stories/four-legs-and-a-lie/"]


def test_an_issue_a_person_and_a_business(pages):
    issue = told(pages["issues/7/index.html"])["PublicationIssue"]
    assert issue["datePublished"] == "2019-03-01"
    assert f"{HOME}/stories/four-legs-and-a-lie/" in [part["url"] for part in issue["hasPart"]]
    assert told(pages["index.html"])["PublicationIssue"] == issue
    person = told(pages["people/bo-lathe/index.html"])["Person"]
    assert (person["name"], person["jobTitle"]) == ("Bo Lathe", "Wood turner")
    firm = told(pages["businesses/lathe-and-son/index.html"])["LocalBusiness"]
    assert firm["name"] == person["worksFor"]["name"]


def test_nothing_is_told_that_the_page_does_not_say(pages):
    """Names, headlines and descriptions stand on the page too, and every address is a page."""
    looked_at = 0
    for name, html in pages.items():
        words, things = seen(html), told(html)
        main = [thing for kind, thing in things.items() if kind != "BreadcrumbList"]
        for thing in main:
            said = [thing.get(key) for key in ("headline", "description", "name", "jobTitle", "telephone", "address", "articleSection")]
            said += [author["name"] for author in thing.get("author", [])] + thing.get("keywords", [])
            assert [one for one in said if one and one not in words] == [], name
            looked_at += 1
        steps = things.get("BreadcrumbList", {}).get("itemListElement", [])
        assert [step for step in steps if f"{step['item'].removeprefix(HOME)}index.html"[1:] not in pages] == [], name
        canonical = re.search('<link rel="canonical" href="(.*?)">', html)
        assert not steps or steps[-1]["item"] == canonical[1]
    assert looked_at > 8


def test_what_is_shown_where_an_address_is_shared(pages, printed):
    story = shared(pages["stories/four-legs-and-a-lie/index.html"])
    assert story["type"] == "article"
    assert story["title"] == "Four legs and a “lie”"
    assert story["description"] == "A chair was promised for Friday and came on Tuesday."
    assert story["url"] == f"{HOME}/stories/four-legs-and-a-lie/"
    assert story["image"] == f"{HOME}/stories/four-legs-and-a-lie/share.png"
    assert shared(pages["archive/index.html"])["image"] == f"{HOME}/issues/7/share.png"  # the latest issue stands for the magazine
    for name, html in pages.items():
        image = shared(html).get("image", f"{HOME}/index.html")
        assert (printed / image.removeprefix(f"{HOME}/")).is_file(), name


def test_what_is_not_to_be_found_tells_nothing(pages):
    for name in ("404.html", "stories/taken-back/index.html"):
        assert (told(pages[name]), shared(pages[name])) == ({}, {})


def test_a_story_can_be_passed_on_without_a_program(pages):
    html = pages["stories/four-legs-and-a-lie/index.html"]
    mail = unescape(re.search(r'href="(mailto:\?subject=.*?)"', html)[1])
    assert mail.endswith("&body=https%3A//bench.example/stories/four-legs-and-a-lie/")
    assert '<input type="url" readonly value="https://bench.example/stories/four-legs-and-a-lie/">' in html
    assert 'class="share"' in pages["issues/7/index.html"]
    assert 'class="share"' not in pages["stories/taken-back/index.html"]


class Elements(HTMLParser):
    """The elements of some HTML, and what stands in its scripts."""

    def __init__(self, html: str):
        super().__init__()
        self.names: list[str] = []
        self.data = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.names.append(tag)

    def handle_data(self, data):
        self.data += data


FOUND = Templates(
    (
        *((name, (ROOT / "theme/templates" / name).read_text()) for name in ("found.html", "linked-data.html")),
        ("page.html", "{% set site = view.site %}{% set head = view.head %}{% include 'found.html' %}{% include 'linked-data.html' %}"),
    )
)
hostile = st.text(st.characters(codec="utf-8")) | st.sampled_from(("</script><b>", "<!--<script>", "]]>", "{{ 7*7 }}", "'\"&lt;", "\u2028"))


@given(hostile, hostile)
def test_no_word_breaks_out_of_what_is_told(headline, name):
    things = ({"@type": "Article", "headline": headline, "author": [{"name": name}]},)
    head = SimpleNamespace(title=headline, kind="article", canonical=HOME, description=name, picture="", things=things)
    html = FOUND.printed(Page("/x/", "page.html", SimpleNamespace(site=SimpleNamespace(name=name), head=head))).decode()
    elements = Elements(html)
    assert [one for one in elements.names if one != "meta"] == ["script"]
    assert json.loads(elements.data) == {"@context": "https://schema.org", "@graph": list(things)}
