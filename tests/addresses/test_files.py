"""What goes out beside the pages: only what they use, the way from old addresses, and the map."""

import re
import xml.etree.ElementTree as etree
from datetime import date

from plugins.magazine.artwork import artwork
from plugins.magazine.feed import TABLE
from plugins.magazine.ink import contrast
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from tests.printing import SMALL, press, small_copy, tree


def used(magazine: Magazine, day: date) -> set[str]:
    """The files below ``content/`` of which something goes out."""
    art = artwork(magazine, day)
    return {*art.copied, *(one.source for one in art.pictures)}


def test_the_map_has_every_page_for_readers_and_every_feed(printed):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = [one.text for one in etree.fromstring((printed / "sitemap.xml").read_bytes()).findall("s:url/s:loc", names)]
    assert urls == sorted(set(urls))
    pages = {name for name in tree(printed) if name.endswith("index.html")}
    unlisted = {"stories/taken-back/index.html", "stories/three-legs/index.html"}
    listed = {f"https://bench.example/{name.removesuffix('index.html')}" for name in pages - unlisted}
    offered = {
        ref
        for name in pages
        for ref in re.findall(r'<link rel="alternate" type="[^"]*" title="[^"]*" href="([^"]*)"', tree(printed)[name].decode())
    }
    feeds = {f"https://bench.example{address}" for address in offered}
    assert len(feeds) >= len(TABLE)
    assert set(urls) == listed | feeds


def test_the_files_of_what_is_to_come_stay_in():
    magazine = load(SMALL)
    assert used(magazine, date(2019, 3, 15)) == {"adverts/chairs.svg", "images/chair.svg", "images/leg.svg"}
    assert used(magazine, date(2019, 5, 1)) == {"adverts/chairs.svg", "images/chair.svg", "images/leg.svg", "images/roof.svg"}


def test_the_picture_of_a_withdrawn_story_is_gone(tmp_path):
    content = small_copy(tmp_path)
    story = content / "stories/2019/four-legs-and-a-lie.md"
    story.write_text(story.read_text().replace("aliases:", "withdrawn: {date: 2019-03-10}\naliases:"))
    assert used(load(content), date(2019, 3, 15)) == {"adverts/chairs.svg"}


def test_an_old_address_leads_to_the_new_one(printed):
    assert (printed / "_redirects").read_text() == "/stories/three-legs/ /stories/four-legs-and-a-lie/ 301\n"
    moved = (printed / "stories/three-legs/index.html").read_text()
    assert 'content="0; url=/stories/four-legs-and-a-lie/"' in moved
    assert '<link rel="canonical" href="https://bench.example/stories/four-legs-and-a-lie/">' in moved


def test_an_old_address_of_standing_matter_leads_on_too(tmp_path):
    content = small_copy(tmp_path)
    page = content / "pages/about.md"
    page.write_text(page.read_text().replace("---\n", "---\naliases: [/who/about-us/]\n", 1))
    done = press(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert "/who/about-us/ /about/ 301\n" in (tmp_path / "output/_redirects").read_text()
    assert 'content="0; url=/about/"' in (tmp_path / "output/who/about-us/index.html").read_text()


def test_below_a_path_every_address_begins_with_it(tmp_path):
    content = small_copy(tmp_path)
    masthead = content / "masthead.yml"
    masthead.write_text(masthead.read_text().replace("https://bench.example", "https://host.example/bench"))
    done = press(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "output/stories/four-legs-and-a-lie/index.html").read_text()
    targets = re.findall(r'(?:href|src)="(/[^"]*)"', page)
    assert len(targets) > 20
    assert [target for target in targets if not target.startswith("/bench/")] == []
    assert "https://host.example/bench/stories/" in (tmp_path / "output/feeds/stories.xml").read_text()


def test_every_ink_of_the_styles_can_be_read(printed):
    light, dark = (printed / "theme/inks.css").read_text().split("@media (prefers-color-scheme:dark)")
    assert ".ink-7{" in light
    assert ".ink-8{" not in light + dark
    for scheme in (light, dark):
        paper, black = re.search("--paper:(#[0-9a-f]{6});--black:(#[0-9a-f]{6})", scheme).groups()
        assert contrast(paper, black) >= 7
        inks = re.findall("--ink:(#[0-9a-f]{6});--wash:(#[0-9a-f]{6})", scheme)
        assert len(inks) == 2
        assert all(contrast(colour, under) >= 4.5 for colour, wash in inks for under in (paper, wash))


def test_a_manuscript_is_never_printed_as_it_is(tmp_path):
    content = small_copy(tmp_path)
    story = content / "stories/2019/a-word.md"
    story.write_text(story.read_text() + "\n[x](/issues/8.md) [y](/stories/2019/on-the-roof.md)\n")
    assert not [name for name in used(load(content), date(2019, 3, 15)) if name.endswith(".md")]
    assert "`/issues/8.md` leads to no file" in press(content, tmp_path / "output").stderr


def test_a_picture_that_a_planned_story_shows_in_any_markup_stays_in(tmp_path):
    content = small_copy(tmp_path)
    (content / "images/Secret Plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    story = content / "stories/2019/on-the-roof.md"
    story.write_text(story.read_text() + '\n<picture><source srcset="/images/secret%20plan.svg 2x"><img src="x" alt="y"></picture>\n')
    assert "images/Secret Plan.svg" not in used(load(content), date(2019, 3, 15))


def test_a_form_address_cannot_change_the_policy(tmp_path):
    content = small_copy(tmp_path)
    masthead = content / "masthead.yml"
    before = masthead.read_text()
    masthead.write_text(before + "subscribe: {action: \"https://x.example/; script-src 'unsafe-inline'\"}\n")
    assert "is no web address" in press(content, tmp_path / "output").stderr
    masthead.write_text(before + "subscribe: {action: https://x.example/join/?list=1}\n")
    assert press(content, tmp_path / "output").returncode == 0
    assert "form-action 'self' https://x.example;" in (tmp_path / "output/_headers").read_text()
    assert 'action="https://x.example/join/?list=1"' in (tmp_path / "output/subscribe/index.html").read_text()
