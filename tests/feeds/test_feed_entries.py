"""An entry is whole: the text with its box and its picture, addresses that work anywhere, and dates of its own."""

from __future__ import annotations

import json
import re

import feedparser
import pytest

from plugins.feeds.whole import whole
from plugins.magazine.galley import galley_of
from tests.feeds.conftest import PICTURE

STORY = "https://mender.example/stories/late/"

NO_REASON = "The people it told of no longer wish it to be read."


def items(printed, address="/feeds/stories.json"):
    """The entries of a JSON feed by their id's last part."""
    return {item["id"].rpartition("/")[2]: item for item in json.loads(printed[address])["items"]}


def test_the_box_comes_first_then_the_picture_then_the_text(feeds):
    html = items(feeds())["late"]["content_html"]
    parts = ("What went wrong:", "What was done:", "How it ended:", "What to take from it:")
    parts += ("<figure>", "The van. Photograph: Ben", "We were")
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)
    assert html.startswith("<ul>\n<li><strong>What went wrong:</strong> We came late.</li>")


def test_every_link_and_picture_has_its_full_address(feeds):
    html = items(feeds())["late"]["content_html"]
    assert re.findall(r'(?:href|src)="([^"]*)"', html) == [
        "https://mender.example/images/van.png",
        "https://mender.example/stories/first/",
        f"{STORY}#why",
        "https://mender.example/images/van.png",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="../first/">x</a>', '<a href="https://mender.example/stories/first/">x</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="https://o.example/?a=1&amp;b=2">x</a>', '<a href="https://o.example/?a=1&amp;b=2">x</a>'),
        ('<a href="/?a=1&amp;b=2">x</a>', '<a href="https://mender.example/?a=1&amp;b=2">x</a>'),
        ("<img alt='a > b, href=c' src='/p.png'>", "<img alt='a > b, href=c' src=\"https://mender.example/p.png\">"),
        (
            '<img src="/a.png" srcset="/a.png 1x, b,c.png 2x"/>',
            f'<img src="https://mender.example/a.png" srcset="https://mender.example/a.png 1x, {STORY}b,c.png 2x"/>',
        ),
        ('<video poster="/p.png" controls></video>', '<video poster="https://mender.example/p.png" controls></video>'),
        ('<td style="text-align: right">1</td>', "<td>1</td>"),
        ('<iframe src="/film/" allowfullscreen=""></iframe>', '<a href="https://mender.example/film/">/film/</a>'),
        ('<code>&lt;a href="/x"&gt;</code>', '<code>&lt;a href="/x"&gt;</code>'),
        ('<a href="http://[broken">x</a>', '<a href="http://[broken">x</a>'),
        ('<a href="//[broken">x</a>', '<a href="//[broken">x</a>'),
    ],
)
def test_whole_html(written, expected):
    assert whole(written, STORY) == expected
    assert whole(expected, STORY) == expected


def test_the_picture_travels_with_the_entry(feeds):
    printed = feeds()
    for address in ("/feeds/stories.xml", "/feeds/stories.atom"):
        entry = next(entry for entry in feedparser.parse(printed[address]).entries if entry.id.endswith("/late"))
        found = [(one.href, one.type, one.length) for one in entry.enclosures]
        assert found == [("https://mender.example/images/van.png", "image/png", str(len(PICTURE)))]


def test_a_picture_that_is_not_there_is_left_out(feeds):
    late = items(feeds({"images/van.png": ""}))["late"]
    assert not {"attachments", "image"} & set(late)
    assert "<figure>" not in late["content_html"]


def test_a_story_without_a_standfirst_is_summed_up_by_its_first_words(feeds, write):
    body = "It was *raining*, and\n\n" + "we waited " * 40
    summary = items(feeds({"stories/2019/long.md": write("Long", body=body)}))["long"]["summary"]
    assert summary == "It was raining, and" + " we waited" * 23 + "\u2026"
    assert galley_of("<p>a&amp;b</p><p>c</p>").first_words(5) == "a&b c"


@pytest.mark.parametrize(
    ("ending", "notice"),
    [
        ("withdrawn: {date: 2019-03-20, reason: The client asked us to.}", "This story was withdrawn. The client asked us to."),
        ("withdrawn: {date: 2019-03-20}", f"This story was withdrawn. {NO_REASON}"),
        (
            "consent: {client: named, given: 2019-01-01, scope: [web], until: 2019-03-19}",
            f"This story was withdrawn. {NO_REASON}",
        ),
    ],
)
def test_what_was_withdrawn_stays_under_its_id_as_its_notice(feeds, small_site, ending, notice):
    before = items(feeds())["late"]
    text = small_site["stories/2019/late.md"]
    text = text.replace("consent: none-involved", ending if ending.startswith("consent") else f"consent: none-involved\n{ending}")
    printed = feeds({"stories/2019/late.md": text})
    after = items(printed)["late"]
    kept = {name: before[name] for name in ("id", "url", "date_published", "language")}
    said = {"title": "Withdrawn", "content_html": f"<p>{notice}</p>", "summary": notice}
    assert after == kept | said | {"date_modified": "2019-03-20T00:00:00+11:00"}
    for address, feed in printed.items():
        assert not any(words in feed for words in (b"late delivery", b"We came late")), address
    ids = [entry.id for entry in feedparser.parse(printed["/people/ann/feed.xml"]).entries]
    assert before["id"] in ids


def test_updated_is_when_the_story_was_modified_where_that_is_later(feeds, write):
    found = items(feeds({"stories/2019/a.md": write("A", modified="2019-03-05"), "stories/2019/b.md": write("B", modified="2019-02-05")}))
    assert found["a"]["date_modified"] == "2019-03-05T00:00:00+11:00"
    assert found["b"]["date_modified"] == found["b"]["date_published"]


def test_no_two_entries_share_a_moment(feeds, write):
    same = {f"stories/2019/{name}.md": write(name, None, date="2019-03-01") for name in "abcd"}
    same |= {f"stories/2019/{name}.md": write(name, modified="2019-03-05") for name in "mn"}
    same |= {f"stories/2019/{name}.uk.md": write(name, lang="uk", modified="2019-03-05") for name in "mn"}
    printed = feeds(same)
    for address in ("/feeds/stories.atom", "/uk/feeds/stories.atom", "/feeds/archive/2.atom", "/feeds/archive/2019.atom"):
        moments = [entry.updated_parsed for entry in feedparser.parse(printed[address]).entries]
        assert len(moments) == len(set(moments)) > 1
    one = {address: {entry.id: entry.updated for entry in view.entries} for address, view in printed.views.items()}
    assert all(one["/feeds/stories.atom"][name] == moment for name, moment in one["/feeds/archive/2.atom"].items())


def test_readers_that_sort_by_time_keep_the_running_order(feeds, write):
    names = ["late", "second", "c", "b", "a"]
    order = "---\nnumber: 2\ntheme: Late\ndate: 2019-03-01\norder: [" + ", ".join(names) + "]\n---\n"
    printed = feeds({"issues/2.md": order, **{f"stories/2019/{name}.md": write(name) for name in "abc"}})
    entries = list(items(printed).values())
    assert [item["url"].split("/")[-2] for item in entries][:5] == names
    assert entries == sorted(entries, key=lambda item: item["date_published"], reverse=True)


def test_an_issue_is_one_entry_with_cover_letter_and_contents(feeds):
    found = items(feeds(), "/feeds/issues.json")
    assert list(found) == ["2", "1"]
    issue = found["2"]
    assert (issue["id"], issue["title"]) == ("tag:mender.example,2018:issues/2", "#2, Mar/Apr 2019: Late")
    html = issue["content_html"]
    parts = ("https://mender.example/issues/2/cover.svg", 'A letter with a <a href="https://mender.example/about/">')
    parts += (f'<a href="{STORY}">', "Ann Ash, Ben Birch", "It was to come on Tuesday &amp; it did not.")
    parts += ("https://mender.example/stories/second/",)
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)
    assert issue["date_published"] == "2019-03-01T00:02:00+11:00"
    assert "Beginnings" not in html


def test_an_issue_to_come_is_in_no_feed(feeds):
    printed = feeds({"issues/3.md": "---\nnumber: 3\ntheme: Secret\ndate: 2019-05-01\n---\nSecret.\n"})
    assert list(items(printed, "/feeds/issues.json")) == ["2", "1"]
    assert not any(b"Secret" in feed for feed in printed.values())
