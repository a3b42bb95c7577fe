"""Lists of stories: departments, topics, and the archive as a tree."""

import re


def read(printed, address):
    return (printed / address / "index.html").read_text()


def test_a_topic_lists_its_stories_newest_first_with_a_count_and_a_feed(printed):
    html = read(printed, "topics/listening")
    assert re.findall(r'<h2><a href="(/stories/.*?)">', html) == ["/stories/the-invoice-twice/", "/stories/a-word/"]
    assert "2 stories" in html
    assert 'href="/topics/listening/feed.xml" type="application/rss+xml">RSS</a>' in html
    assert '<a href="/topics/plain-dealing/">Plain dealing</a>' in html


def test_a_department_says_what_it_is(printed):
    html = read(printed, "departments/put-right")
    assert "What went wrong, and what was done." in html
    assert len(re.findall("<h2><a", html)) == 2


def test_the_archive_is_a_tree_whose_months_are_anchors(printed):
    whole, year = read(printed, "archive"), read(printed, "archive/2019")
    assert '<a href="/archive/2019/">2019</a> <span class="count">3</span>' in whole
    months = re.findall(r'href="/archive/2019/#(.*?)">(\w+)</a> <span class="count">(\d+)</span>', whole)
    assert months == [("m2019-03", "March", "3")]
    assert 'id="m2019-03"' in year
    assert year.count("/stories/") == 3
    assert 'Plain dealing</a> <span class="count">2</span>' in whole


def test_a_translation_is_in_no_list_beside_its_original(printed):
    assert "/uk/stories" not in read(printed, "archive/2019") + read(printed, "topics/listening") + read(printed, "issues/7")
