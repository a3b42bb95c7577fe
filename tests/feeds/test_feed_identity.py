"""No reader sees an entry twice: whatever is edited afterwards, its id stays."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st

STORIES = ("stories/2018/first", "stories/2018/loose", "stories/2019/second")
words = st.text(st.characters(categories=["L", "N"], max_codepoint=0x4FF), min_size=1, max_size=20)
slugs = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)
days = st.dates(min_value=date(2018, 1, 2), max_value=date(2019, 3, 1))
hosts = st.sampled_from(["https://elsewhere.example", "http://localhost:8000", "https://host.example/below"])


def ids(printed):
    """The ids of every feed by its address."""
    return {address: sorted(entry.id for entry in view.entries) for address, view in printed.views.items()}


@settings(max_examples=25)
@given(title=words, slug=slugs, day=days, host=hosts, which=st.sampled_from(STORIES))
def test_ids_stay_whatever_is_edited(printing, small_site, title, slug, day, host, which):
    changes = {"masthead.yml": small_site["masthead.yml"].replace("https://mender.example\n", f"{host}\n")}
    for name in (f"{which}.md", f"{which}.uk.md"):  # a translation has the slug of its original
        lines = small_site.get(name, "").split("\n")
        kept = [line for line in lines[1:] if not line.startswith(("title:", "date:", "slug:"))]
        if kept:
            changes[name] = "\n".join([lines[0], f'title: "{title}"', f"date: {day}", f"slug: {slug}", *kept])
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        before, after = printing(Path(one)), printing(Path(other), changes)
    # a year's archive document follows the date; what a subscriber has seen does not
    followed = [address for address in ids(before) if "/archive/" not in address]
    assert {a: ids(before)[a] for a in followed} == {a: ids(after)[a] for a in followed}
    assert all(len(found) == len(set(found)) for found in ids(after).values())
    assert {a: before.views[a].id for a in followed} == {a: after.views[a].id for a in followed}


def test_two_articles_of_one_id_get_two(feeds):
    header = "Title: {}\nDate: 2019-02-01\nSlug: {}\n\nWords.\n"
    printed = feeds({"same.md": header.format("One", "one"), "same.markdown": header.format("Two", "two")})
    found = {item["title"]: item["id"] for item in json.loads(printed["/feeds/stories.json"])["items"]}
    assert {found["One"], found["Two"]} == {"tag:mender.example,2018:same", "tag:mender.example,2018:same-2"}


def test_an_id_that_is_no_address_of_any_kind_becomes_one(feeds):
    printed = feeds({"x.md": "Title: X\nDate: 2019-02-01\nId: post 12\n\nWords.\n"})
    entry = next(entry for entry in feedparser.parse(printed["/feeds/stories.atom"]).entries if entry.title == "X")
    assert entry.id == "tag:mender.example,2018:post%2012"


def test_a_story_is_in_a_group_once_in_the_language_of_the_magazine(feeds, write):
    printed = feeds(
        {
            "stories/2019/pair.md": write("The pair", author="ann, Ann Ash"),
            "stories/2019/pair.de.md": write("Das Paar", author="ann", lang="de"),
        }
    )
    titles = [entry.title for entry in printed.views["/people/ann/feed.xml"].entries]
    assert titles.count("The pair") == 1
    assert "Das Paar" not in titles
    assert [entry.title for entry in printed.views["/de/feeds/stories.xml"].entries] == ["Das Paar"]


def test_an_id_that_the_desk_wrote_down_survives_a_new_file_name(feeds, write):
    text = write("The second", author="ben", id="tag:mender.example,2018:2019/second")
    before, after = feeds(), feeds({"stories/2019/second.md": "", "stories/2019/renamed.md": text})
    assert ids(before)["/feeds/stories.json"] == ids(after)["/feeds/stories.json"]
