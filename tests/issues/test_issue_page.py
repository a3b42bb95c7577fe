"""An issue's page and its cover: a contents spread in running order, and a drawing that never changes by itself."""

import re
import xml.etree.ElementTree as etree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.cover import CALLED_BY, COMPOSITIONS, Cover, composition, drawn
from tests.printing import press, small_copy

COVER = Cover("The Bench", 96, "The Year of the Client", "May/Jun 2019", "", "#4459c1", "")


def read(printed, address):
    return (printed / address / "index.html").read_text()


def test_contents_in_running_order_with_the_lead_apart(printed):
    html = read(printed, "issues/7")
    assert 'class="lead"' in html.split("Four legs")[0]
    assert re.findall(r'<li value="(\d+)">.*?<h3><a href="(.*?)">', html, re.DOTALL) == [
        ("2", "/stories/the-invoice-twice/"),
        ("3", "/stories/a-word/"),
    ]
    assert "I said yes before I had counted the legs." in html


def test_the_editors_letter_is_signed(printed):
    letter = read(printed, "issues/7").split('<section class="letter"')[1].split("</section>")[0]
    assert "Welcome to “the first leg”." in letter
    assert '<p class="signed"><a href="/people/ada-quill/">Ada Quill</a></p>' in letter


def test_an_editor_signs_who_has_written_no_story_and_is_led_to_when_she_has(tmp_path):
    content = small_copy(tmp_path)
    ada = content / "people/ada-quill.md"
    ada.write_text(ada.read_text(encoding="utf-8").replace("role: Editor", "role: Binder"), encoding="utf-8")
    (content / "people/edna-hush.md").write_text("---\nname: Edna Hush\nrole: Editor\nbusiness: bench-press\n---\n", encoding="utf-8")
    article = "---\ntitle: Of glue\nauthors: [edna-hush]\nsummary: It holds.\ndate: 2019-02-01\ncategory: columns\n---\nIt holds.\n"
    for signed in ("Edna Hush", '<a href="/people/edna-hush/">Edna Hush</a>'):
        done = press(content, tmp_path / "output")
        assert done.returncode == 0, done.stderr
        assert f'<p class="signed">{signed}</p>' in (tmp_path / "output/issues/7/index.html").read_text(encoding="utf-8")
        (content / "stories/2019/of-glue.md").write_text(article, encoding="utf-8")


def test_the_front_page_is_the_latest_issue_at_its_own_address(printed):
    front = read(printed, "")
    assert '<link rel="canonical" href="https://bench.example/">' in front
    assert "The latest issue" in front
    assert front.split("<main")[1].count("<h3>") == read(printed, "issues/7").split("<main")[1].count("<h3>")


def test_every_page_lists_the_last_issues_and_a_way_to_subscribe(printed):
    for page in printed.resolve().rglob("index.html"):
        html = page.read_text()
        assert 'href="/issues/7/"><b>#7</b>' in html, page
        assert re.search('href="/subscribe/">(Subscribe|Підписатися)', html), page


def test_only_eight_issues_stand_on_every_page(tmp_path):
    from datetime import date

    from plugins.issues.pages import pages
    from plugins.magazine.load import load

    content = small_copy(tmp_path)
    for number in range(9, 20):
        (content / f"issues/{number}.md").write_text(f"---\nnumber: {number}\ntheme: Theme {number}\n---\nWords.\n")
    views = {page.address: page.made.view for page in pages(load(content), date(2030, 1, 1))}
    assert [issue.label for issue in views["/"].site.back_issues] == ["#19", "#18", "#17", "#16", "#15", "#14", "#13", "#12"]
    assert len([issue for shelf in views["/issues/"].shelves for issue in shelf.issues]) == 13


def test_a_cover_is_drawn_the_same_every_time_and_says_what_it_is():
    assert drawn(COVER) == drawn(COVER)
    root = etree.fromstring(drawn(COVER))
    assert root[0].text == "The Bench 96, May/Jun 2019: The Year of the Client"
    assert b"<text" not in drawn(COVER)  # words are drawn: no font is needed


@pytest.mark.parametrize(
    ("theme", "shapes"),
    [
        ("The Year of the Client", "meet"),
        ("Who pays the salary", "stair"),
        ("A year on", "ring"),
        ("The hard phone call", "wave"),
        ("What did we charge for?", "balance"),
        ("Say it before they ask", "bridge"),
        ("Your word", "knot"),
        ("Not that client", "apart"),
        ("The client you already have", "grid"),
    ],
)
def test_a_themes_words_choose_its_shapes(theme, shapes):
    assert composition(COVER._replace(theme=theme)) == shapes


def test_an_issue_may_ask_for_its_shapes_and_a_number_always_has_some():
    assert composition(COVER._replace(composition="mend")) == "mend"
    assert composition(COVER._replace(theme="Zzz")) in COMPOSITIONS
    assert set(CALLED_BY) <= set(COMPOSITIONS)


@given(st.text(max_size=80), st.integers(1, 9999), st.sampled_from(sorted(COMPOSITIONS)))
def test_any_theme_and_number_make_a_cover_that_is_xml(theme, number, shapes):
    theme = "".join(c for c in theme if c.isprintable())
    etree.fromstring(drawn(COVER._replace(theme=theme, number=number, composition=shapes)))
