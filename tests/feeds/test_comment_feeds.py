"""Who follows the comments gets each once, with its place on the page, newest first."""

from __future__ import annotations

from datetime import date

import feedparser

ANN = "---\nname: Gus Plumb\nwebsite: https://gus.example\n---\nIt was *late* here too.\n"
ANSWER = "---\nname: Ann Ash\ndate: 2019-03-02\nin_reply_to: 2019-03-02-gus\n---\nWhen?\n"
FILES = {
    "comments/late/2019-03-02-gus.md": ANN,
    "comments/late/2019-03-02-ann.md": ANSWER,
    "comments/second.uk/2019-03-05-oles.md": "---\nname: Олесь\n---\nГарно.\n",
}


def test_the_comments_of_the_magazine_and_of_each_story(feeds):
    printed = feeds(FILES)
    of_all = feedparser.parse(printed["/feeds/comments.atom"])
    assert [entry.title for entry in of_all.entries] == [
        "Олесь про «Друга»",
        "Gus Plumb on The late delivery",
        "Ann Ash on The late delivery",
    ]
    one = of_all.entries[1]
    assert one.id == "tag:mender.example,2018:comments/late/2019-03-02-gus"
    assert one.link == "https://mender.example/stories/late/#comment-2019-03-02-gus"
    assert one.author_detail.href == "https://gus.example"
    assert "<em>late</em>" in one.content[0].value
    assert len({entry.updated for entry in of_all.entries}) == 3
    of_story = feedparser.parse(printed["/stories/late/comments.atom"])
    assert [entry.id for entry in of_story.entries] == [entry.id for entry in of_all.entries[1:]]
    assert feedparser.parse(printed["/uk/stories/second/comments.atom"]).feed.language == "uk"


def test_where_nothing_was_said_there_is_no_feed(feeds):
    printed = feeds(FILES, date(2019, 3, 1))
    assert not [address for address in printed if "comments" in address]


def test_a_magazine_may_do_without(feeds, small_site):
    printed = feeds({**FILES, "masthead.yml": small_site["masthead.yml"] + "feeds: [stories]\n"})
    assert not [address for address in printed if "comments" in address]
