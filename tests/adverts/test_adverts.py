"""Advertisements as readers find them, and the gate that stops an issue which lacks one."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.press.workshop import Workshop
from tests.printing import press, small_copy


def read(printed, address):
    return (printed / address / "index.html").read_text()


def advert(html, slug):
    """One advertisement of a page; nothing where it is not there."""
    found = re.search(rf'<div class="advert[^"]*" id="advert-{slug}">(.*?)</div>', html, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def test_every_insertion_stands_on_its_issues_page_labelled_and_sponsored(printed):
    html = read(printed, "issues/7")
    for slug in ("bench-banner", "chairs", "stairs"):
        assert '<p class="advert-label">Advertisement</p>' in advert(html, slug)
        links = re.findall(r'<a href="(?:https?:|tel:)[^>]*>', advert(html, slug))
        assert links
        assert all('rel="sponsored"' in link for link in links)
    assert 'alt="Chair legs, turned while you wait"' in advert(html, "chairs")
    assert "We print the “Bench”" in advert(html, "bench-banner")
    assert "Still printing" not in html


def test_the_slots_of_an_issue_stand_beside_its_stories_by_turns(printed):
    shown = [
        [slug for slug in ("bench-banner", "chairs", "stairs") if advert(read(printed, f"stories/{story}"), slug)]
        for story in ("four-legs-and-a-lie", "the-invoice-twice", "a-word")
    ]
    assert shown == [["bench-banner", "chairs"], ["bench-banner", "stairs"], ["bench-banner", "chairs"]]
    assert [slug for slug in ("bench-banner", "chairs", "stairs") if advert(read(printed, "stories/taken-back"), slug)] == ["bench-banner"]


def test_a_banner_of_the_latest_issue_stands_on_every_page(printed):
    for page in printed.resolve().rglob("*.html"):
        assert "And nothing else – yet." in advert(page.read_text(), "bench-banner"), page


def test_an_advertiser_who_is_written_about_is_named_as_such(printed, tmp_path):
    assert "This advertiser is in this issue’s pages." in advert(read(printed, "issues/7"), "bench-banner")
    assert "This advertiser is in the pages of #7." in advert(read(printed, "about"), "bench-banner")
    content = small_copy(tmp_path)
    stairs = content / "adverts/stairs.yml"
    stairs.write_text(stairs.read_text().replace("lathe-and-son", "high-roofs"))
    assert press(content, tmp_path / "output").returncode == 0
    assert "This advertiser" not in advert(read(tmp_path / "output", "issues/7"), "stairs")


def test_an_issues_pages_have_its_own_banner_and_its_feed_entry_all(tmp_path):
    content = small_copy(tmp_path)
    assert press(content, tmp_path / "output", "2019-05-01").returncode == 0
    output = tmp_path / "output"
    assert "We print the" in advert(read(output, "issues/7"), "bench-banner")
    assert "We print the" in advert(read(output, "stories/four-legs-and-a-lie"), "bench-banner")
    assert "Still printing" in advert(read(output, ""), "bench-banner")
    assert "Still printing" in advert(read(output, "about"), "bench-banner")
    feed = (output / "feeds/issues.atom").read_text()
    assert all(words in feed for words in ("Still printing", "We print the", "Chair legs, turned", "From the ground up."))


def test_advertise_says_slots_sizes_and_how_to_book(printed):
    html = read(printed, "advertise")
    assert "<td>90 × 55</td><td>2</td><td>$198</td>" in html
    assert 'href="mailto:office@bench.example?subject=' in html


GONE = {
    "the slot of stories": ("story.html", r"{{ advert\.notices.*\n", "/stories/", "chairs"),
    "the slot of issues": ("issue.html", r"{{ advert\.notices.*\n", "/issues/7/", "chairs"),
    "the banner of every page": ("base.html", r"{{ advert\.banners.*\n", "/", "bench-banner"),
    "its words": ("advert.html", r".*one\.text }}.*\n", "/", "stairs"),
    "its artwork": ("advert.html", r"{{ set\.picture\(one\.image.*?\) }}", "/", "chairs"),
}


@pytest.mark.parametrize("what", GONE)
def test_what_is_taken_out_of_a_template_stops_the_press(what, tmp_path):
    template, line, place, slug = GONE[what]
    shop = Workshop(tmp_path)
    assert shop.finish(shop.start(shop.output)).status == 0
    before = shop.seen()
    shop.write(f"theme/templates/{template}", re.sub(line, "", shop.read(f"theme/templates/{template}")))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 1
    assert shop.seen() == before
    told = next(one for one in done.said if one.startswith(f"content/adverts/{slug}.yml:"))
    assert "the insertion in #7 (slot `" in told
    assert f"is not on {place}" in told


@pytest.mark.parametrize("around", ["<!-- {} -->", "<template>{}</template>", "<noscript>{}</noscript>"])
def test_a_slot_that_no_browser_shows_is_none(around, tmp_path):
    shop = Workshop(tmp_path)
    slot = re.compile(GONE["the slot of issues"][1])
    shop.write("theme/templates/issue.html", slot.sub(lambda line: around.format(line[0]), shop.read("theme/templates/issue.html")))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 1
    assert any("is not on /issues/7/" in one for one in done.said)


def test_a_slot_that_is_gone_from_the_template_is_found_by_bare_pelican_too(tmp_path):
    shop = Workshop(tmp_path)
    text = shop.read("theme/templates/issue.html")
    shop.write("theme/templates/issue.html", re.sub(GONE["the slot of issues"][1], "", text))
    done = shop.finish(shop.start(shop.output, BARE="1"))
    assert done.status == 1
    assert any("is not on /" in one for one in done.said)


def test_nothing_of_a_planned_insertion_is_in_the_output(tmp_path):
    content = small_copy(tmp_path)
    shutil.copy(content / "images/roof.svg", content / "images/art.svg")
    (content / "adverts/chairs.yml").write_text(
        "advertiser: bench-press\nslot: card\nimage: {src: images/art.svg, alt: A roof}\ninsertions: [{issue: 8}]\n"
    )
    assert press(content, tmp_path / "output").returncode == 0
    assert not (tmp_path / "output/images/art.svg").exists()
    assert press(content, tmp_path / "output", "2019-05-01").returncode == 0
    assert (tmp_path / "output/images/art.svg").exists()
