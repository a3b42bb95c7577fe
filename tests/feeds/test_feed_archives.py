"""Whoever follows the archive documents from the current feed back gets every story there ever was, once."""

from __future__ import annotations

from datetime import date, timedelta

import feedparser
import pytest

HISTORY = "http://purl.org/syndication/history/1.0"
HOST = "https://mender.example"


def link(read, relation):
    """The address that a feed document has for a relation."""
    return next((one.href.removeprefix(HOST) for one in read.feed.links if one.rel == relation), "")


def walk(printed, start="/feeds/stories.atom"):
    """The addresses from the current feed back."""
    address, seen = start, []
    while address:
        assert address not in seen
        seen.append(address)
        address = link(feedparser.parse(printed[address]), "prev-archive")
    return seen


@pytest.fixture
def many(write):
    """Sixty articles of no issue over two years, and five stories more in the first issue."""
    first = date(2017, 3, 1)
    loose = {f"stories/2017/loose-{n}.md": write(f"Loose {n}", None, date=str(first + timedelta(days=n * 10))) for n in range(60)}
    return loose | {f"stories/2018/issue-{n}.md": write(f"Issue {n}", 1) for n in range(5)}


@pytest.mark.parametrize("start", ["/feeds/stories.atom", "/feeds/stories.xml"])
def test_the_chain_reaches_every_story_once(feeds, many, start):
    printed = feeds(many)
    addresses = walk(printed, start)
    found = [entry.id for address in addresses[1:] for entry in feedparser.parse(printed[address]).entries]
    current = [entry.id for entry in feedparser.parse(printed[start]).entries]
    every = {f"tag:mender.example,2018:{name.removeprefix('stories/').removesuffix('.md')}" for name in many}
    every |= {f"tag:mender.example,2018:{name}" for name in ("2018/first", "2018/loose", "2019/late", "2019/second")}
    assert set(found) | set(current) == every
    assert len(found) == len(set(found))
    assert len(current) == len(set(current)) == 30
    assert addresses[1:] == ["/feeds/archive/2018.atom", "/feeds/archive/2017.atom"]


def test_archive_documents_are_marked_and_linked_both_ways(feeds, many, write):
    printed = feeds({**many, "stories/2019/new.md": write("New", None, date="2019-02-20")})
    chain = [f"/feeds/archive/{name}.atom" for name in ("2017", "2018", "1", "2", "2019")]
    for at, address in enumerate(chain):
        read = feedparser.parse(printed[address])
        assert not read.bozo
        assert f'xmlns:fh="{HISTORY}"'.encode() in printed[address]
        assert b"<fh:archive/>" in printed[address]
        assert link(read, "current") == "/feeds/stories.atom"
        assert link(read, "self") == address
        assert read.feed.id == "tag:mender.example,2018:feeds/stories"
        assert link(read, "prev-archive") == (chain[at - 1] if at else "")
        assert link(read, "next-archive") == (chain[at + 1] if at + 1 < len(chain) else "")
    assert b"fh:archive" not in printed["/feeds/stories.atom"]


def test_a_new_issue_changes_no_old_document_but_the_last_ones_link_to_it(feeds, many):
    before, after = feeds(many, date(2019, 1, 31)), feeds(many, date(2019, 4, 1))
    for name in ("2017", "2018"):
        assert before[f"/feeds/archive/{name}.atom"] == after[f"/feeds/archive/{name}.atom"]
    one, other = (each.views["/feeds/archive/1.atom"] for each in (before, after))
    assert one._replace(links=()) == other._replace(links=())
    assert set(other.links) - set(one.links) == {("next-archive", f"{HOST}/feeds/archive/2.atom")}


def test_a_feed_that_holds_everything_leads_nowhere(feeds):
    printed = feeds()
    assert walk(printed) == ["/feeds/stories.atom"]
    assert "/feeds/archive/1.atom" in printed


def test_the_current_feed_holds_the_whole_of_a_long_issue(feeds, write):
    printed = feeds({f"stories/2019/s-{n}.md": write(f"S {n}") for n in range(40)})
    for address in ("/feeds/stories.atom", "/feeds/stories.xml", "/topics/listening/feed.xml"):
        assert len(feedparser.parse(printed[address]).entries) == 42
    assert len(feedparser.parse(printed["/feeds/archive/2.atom"]).entries) == 42
    assert walk(printed) == ["/feeds/stories.atom", "/feeds/archive/1.atom", "/feeds/archive/2018.atom"]


def test_an_early_story_never_changes_its_document(feeds, write):
    early = {
        "issues/3.md": "---\nnumber: 3\ntheme: Secret\ndate: 2019-05-01\n---\n",
        "stories/2019/early.md": write("Early", 3, date="2019-03-15", early="true"),
    }
    before, after = feeds(early, date(2019, 4, 1)), feeds(early, date(2019, 6, 1))
    for printed in (before, after):
        assert [entry.title for entry in feedparser.parse(printed["/feeds/archive/3.atom"]).entries] == ["Early"]
    assert b"Secret" not in before["/feeds/archive/3.atom"]


def test_translations_have_no_archive(feeds, many):
    printed = feeds(many)
    assert not any("Друга".encode() in printed[address] for address in printed if "/archive/" in address)
    assert not link(feedparser.parse(printed["/uk/feeds/stories.atom"]), "prev-archive")
