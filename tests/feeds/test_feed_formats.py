"""Every feed of the table is printed, and readers of all three formats find in it what the magazine said."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from datetime import date

import feedparser
import pytest

from plugins.feeds import register
from plugins.feeds.pages import pages
from plugins.feeds.view import Author, printable
from plugins.magazine.feed import OF_LISTS, TABLE
from plugins.magazine.page import gathering
from tests.feeds.conftest import PICTURE

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
SITE_FEEDS = ("/feeds/stories.xml", "/feeds/stories.atom", "/feeds/issues.xml", "/feeds/issues.atom")
GROUPS = ("departments/columns", "departments/put-right", "topics/listening", "people/ann", "people/ben")


OF_COMMENTS = ("comments", "conversations")  # of which test_comment_feeds tells


def of_the_table():
    """Every address that the table promises for this site."""
    slugs = {of: [group.partition("/")[2] for group in GROUPS if group.startswith(of)] for of in OF_LISTS}
    site = {row.address for row in TABLE if row.of not in (*OF_LISTS, *OF_COMMENTS)} | {
        f"/uk{row.address}" for row in TABLE if row.of == "stories"
    }
    return site | {row.address.format(slug=slug) for row in TABLE for slug in slugs.get(row.of, ())}


def test_every_feed_of_the_table_is_printed_and_no_other(feeds):
    assert set(feeds()) == of_the_table() | {f"/feeds/archive/{name}.atom" for name in ("1", "2", "2018")}


@pytest.mark.parametrize("address", sorted(address for address in of_the_table() if not address.endswith(".json")))
def test_a_feed_reader_finds_no_fault(feeds, address):
    read = feedparser.parse(feeds()[address])
    assert not read.bozo
    assert read.entries
    assert read.feed.title.startswith("The Mender")
    assert all(entry.id.startswith("tag:mender.example,2018:") for entry in read.entries)
    assert all(entry.link.startswith("https://mender.example/") for entry in read.entries)
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"https://mender.example{address}"]


def test_rss_has_the_whole_text_apart_from_the_summary(feeds):
    channel = etree.fromstring(feeds()["/feeds/stories.xml"])[0]
    item = next(item for item in channel.iter("item") if item.findtext("title") == "The late delivery")
    assert channel.findtext("link") == "https://mender.example/"
    assert channel.findtext("language") == "en"
    assert channel.findtext("generator") == "The Mender press"
    assert channel.findtext("lastBuildDate") == "Fri, 01 Mar 2019 00:01:00 +1100"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("guid") == "tag:mender.example,2018:2019/late"
    assert item.findtext("description") == "It was to come on Tuesday &amp; it did not."
    assert "We were" in item.findtext(CONTENT)
    assert [creator.text for creator in item.iter(CREATOR)] == ["Ann Ash", "Ben Birch"]
    assert [category.text for category in item.iter("category")] == ["Put right", "Listening"]
    assert item.findtext(f"{ATOM}updated") == "2019-03-01T00:01:00+11:00"
    assert item.find("author") is None


def test_atom_says_the_same_in_its_own_words(feeds):
    feed = etree.fromstring(feeds()["/feeds/stories.atom"])
    entry = next(entry for entry in feed.iter(f"{ATOM}entry") if entry.findtext(f"{ATOM}title") == "The late delivery")
    assert feed.findtext(f"{ATOM}id") == "tag:mender.example,2018:feeds/stories"
    assert feed.findtext(f"{ATOM}updated") == "2019-03-01T00:01:00+11:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Mender Press"
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.findtext(f"{ATOM}summary") == "It was to come on Tuesday & it did not."
    assert [name.text for name in entry.iter(f"{ATOM}name")] == ["Ann Ash", "Ben Birch"]
    assert [category.get("label") for category in entry.iter(f"{ATOM}category")] == ["Put right", "Listening"]


def test_json_feed_is_version_1_1_and_has_no_empty_field(feeds):
    feed = json.loads(feeds()["/feeds/stories.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == ("https://mender.example/", "https://mender.example/feeds/stories.json")
    item = next(item for item in feed["items"] if item["title"] == "The late delivery")
    assert item["authors"] == [
        {"name": "Ann Ash", "url": "https://mender.example/people/ann/"},
        {"name": "Ben Birch", "url": "https://mender.example/people/ben/"},
    ]
    assert item["tags"] == ["Put right", "Listening"]
    assert item["attachments"] == [
        {"url": "https://mender.example/images/van.png", "mime_type": "image/png", "size_in_bytes": len(PICTURE)}
    ]
    assert item["date_published"] == item["date_modified"] == "2019-03-01T00:01:00+11:00"
    assert all(value for item in feed["items"] for value in item.values())


def test_another_language_has_feeds_of_its_own_with_its_own_labels(feeds):
    feed = json.loads(feeds()["/uk/feeds/stories.json"])
    assert feed["language"] == "uk"
    assert [(item["title"], item["url"], item["tags"]) for item in feed["items"]] == [
        ("Друга", "https://mender.example/uk/stories/second/", ["Колонки", "Уміння слухати"])
    ]


def test_a_text_that_only_another_language_has_is_marked_where_it_stands_among_others(feeds, write):
    printed = feeds({"stories/2019/alone.md": write("Сама", lang="uk")})
    item = next(item for item in etree.fromstring(printed["/people/ann/feed.xml"]).iter("item") if item.findtext("title") == "Сама")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == "uk"
    assert "Сама".encode() not in printed["/feeds/stories.xml"]


def test_nothing_in_a_feed_tells_the_day_of_the_build(feeds):
    before, after = feeds(day=date(2019, 4, 1)), feeds(day=date(2026, 11, 22))
    assert dict(before) == dict(after)
    assert not any(b"2026" in printed or b"feedgen" in printed for printed in after.values())


def test_the_same_view_gives_the_same_bytes(feeds, small_site):
    backwards = dict(reversed(small_site.items()))
    assert dict(feeds()) == dict(feeds()) == dict(feeds(site=backwards))


def test_a_magazine_with_nothing_in_it_has_an_empty_feed_and_no_feed_of_issues(feeds, small_site):
    printed = feeds(site={"masthead.yml": small_site["masthead.yml"]})
    assert set(printed) == {f"/feeds/stories.{suffix}" for suffix in ("xml", "atom", "json")}
    assert not feedparser.parse(printed["/feeds/stories.xml"]).bozo
    assert feedparser.parse(printed["/feeds/stories.atom"]).feed.updated == "2019-04-01T00:00:00+11:00"
    assert json.loads(printed["/feeds/stories.json"])["items"] == []


def test_characters_that_no_feed_can_hold_are_left_out(feeds, write):
    title = r'"Bell\a, null\0, \u202eturned"'
    printed = feeds({"stories/2019/odd.md": write(title, summary=title), "masthead.yml": 'name: "A\\x01B"\nurl: https://mender.example\n'})
    for address in ("/feeds/stories.xml", "/feeds/stories.atom"):
        read = feedparser.parse(printed[address])
        assert not read.bozo
        assert read.feed.title == "AB"
        assert "Bell, null, turned" in [entry.title for entry in read.entries]
    assert "Bell, null, turned" in [item["title"] for item in json.loads(printed["/feeds/stories.json"])["items"]]


def test_a_view_is_cleaned_through_and_through():
    author = Author("A\x00B", "x\x1b")
    assert printable((author, "\ud800\ufffe\u202e", 1, None)) == (Author("AB", "x"), "", 1, None)
    assert printable("kept:\t\n\u00a0\u2019 \U0001f600") == "kept:\t\n\u00a0\u2019 \U0001f600"


@pytest.mark.parametrize("address", SITE_FEEDS)
def test_the_newest_entry_comes_first(feeds, address):
    printed = feeds()
    ids = [entry.id for entry in feedparser.parse(printed[address]).entries]
    assert ids == [entry.id for entry in sorted(printed.views[address].entries, key=lambda entry: entry.published, reverse=True)]
    assert len(ids) > 1


def test_a_feed_of_a_person_belongs_to_their_page_and_goes_with_their_last_story(feeds, write):
    printed = feeds({"stories/2019/gone.md": write("Gone", author="Cy Cole", withdrawn="{date: 2019-03-20}")})
    assert feedparser.parse(printed["/people/ann/feed.xml"]).feed.link == "https://mender.example/people/ann/"
    assert "/people/cy-cole/feed.xml" not in printed


def test_a_magazine_below_a_path_of_its_host_keeps_it_in_every_address(feeds, small_site):
    masthead = small_site["masthead.yml"].replace("https://mender.example\n", "https://host.example/mender\n")
    item = json.loads(feeds({"masthead.yml": masthead})["/feeds/stories.json"])["items"][0]
    assert item["url"] == "https://host.example/mender/stories/late/"
    assert item["image"] == "https://host.example/mender/images/van.png"


def test_the_press_is_offered_the_feeds(feeds):
    register()
    assert pages in [receiver() for receiver in gathering.receivers.values()]


def test_a_magazine_may_do_without_some_kinds_of_feeds(feeds, small_site):
    masthead = small_site["masthead.yml"]
    some = feeds({"masthead.yml": masthead + "feeds: [stories, departments]\n"})
    assert {address for address in some if not address.startswith("/uk/")} == {
        "/feeds/stories.xml",
        "/feeds/stories.atom",
        "/feeds/stories.json",
        "/departments/columns/feed.xml",
        "/departments/put-right/feed.xml",
    }
    assert not some.views["/feeds/stories.atom"].links
    assert list(feeds({"masthead.yml": masthead + "feeds: []\n"})) == []
