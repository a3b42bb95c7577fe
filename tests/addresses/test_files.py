"""What goes out beside the pages: only what they use, the way from old addresses, and the map."""

import re
import xml.etree.ElementTree as etree
from datetime import date

from plugins.addresses.files import used
from plugins.magazine.magazine import load
from tests.printing import SMALL, press, small_copy, tree


def test_the_map_has_every_page_for_readers_and_every_feed(printed):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = [one.text for one in etree.fromstring((printed / "sitemap.xml").read_bytes()).findall("s:url/s:loc", names)]
    assert urls == sorted(set(urls))
    pages = {name for name in tree(printed) if name.endswith("index.html")}
    unlisted = {"stories/taken-back/index.html", "stories/three-legs/index.html"}
    listed = {f"https://bench.example/{name.removesuffix('index.html')}" for name in pages - unlisted}
    feeds = {f"https://bench.example/{name}" for name in tree(printed) if re.search(r"feed\.xml$|feeds/(stories|issues)\.", name)}
    assert set(urls) == listed | feeds


def test_the_files_of_what_is_to_come_stay_in():
    magazine = load(SMALL)
    assert used(magazine, date(2019, 3, 15)) == {"images/chair.svg", "images/leg.svg"}
    assert used(magazine, date(2019, 5, 1)) == {"images/chair.svg", "images/leg.svg", "images/roof.svg"}


def test_the_picture_of_a_withdrawn_story_is_gone(tmp_path):
    content = small_copy(tmp_path)
    story = content / "stories/2019/four-legs-and-a-lie.md"
    story.write_text(story.read_text().replace("aliases:", "withdrawn: {date: 2019-03-10}\naliases:"))
    assert used(load(content), date(2019, 3, 15)) == set()


def test_an_old_address_leads_to_the_new_one(printed):
    assert (printed / "_redirects").read_text() == "/stories/three-legs/ /stories/four-legs-and-a-lie/ 301\n"
    moved = (printed / "stories/three-legs/index.html").read_text()
    assert 'content="0; url=/stories/four-legs-and-a-lie/"' in moved
    assert '<link rel="canonical" href="https://bench.example/stories/four-legs-and-a-lie/">' in moved


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
    styles = (printed / "theme/inks.css").read_text()
    assert ".ink-7{" in styles
    assert ".ink-8{" not in styles
