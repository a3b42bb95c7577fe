"""A story's page: every part that a reader looks for, in its place."""

import re

import pytest

from tests.printing import SMALL, press, small_copy


@pytest.fixture
def page(printed):
    return lambda address: (printed / address / "index.html").read_text()


def text(html):
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_opening(page):
    opening = page("stories/four-legs-and-a-lie").split('<header class="opening">')[1].split("</header>")[0]
    assert text(opening) == (
        "Put right An admission Four legs and a “lie” A chair was promised for Friday and came on Tuesday. "
        "BL By Bo Lathe , Lathe; Son, Turners #7, Mar/Apr 2019 1 min read "
        "With a reply: The woman who waited 3 comments"
    )


def test_a_firm_is_named_after_those_who_wrote_where_it_is_the_firm_of_them_all(page, tmp_path):
    def byline(html):
        return text(html.split('<div class="byline"')[1].split("</div>")[0].split(">", 1)[1])

    assert byline(page("stories/the-invoice-twice")).startswith("AQ By Ada Quill and Bo Lathe #7")
    content = small_copy(tmp_path)
    ada = content / "people/ada-quill.md"
    ada.write_text(ada.read_text().replace("bench-press", "lathe-and-son"))
    assert press(content, tmp_path / "output").returncode == 0
    html = (tmp_path / "output/stories/the-invoice-twice/index.html").read_text()
    assert byline(html).startswith("AQ By Ada Quill and Bo Lathe , Lathe; Son, Turners #7")


def test_in_brief_in_four_steps_and_how_it_ended(page):
    box = page("stories/four-legs-and-a-lie").split('<section class="in-brief"')[1].split("</section>")[0]
    assert re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", box) == [
        ("What went wrong", "The chair was late."),
        ("What was done", "I said why."),
        ("How it ended", "She waited."),
        ("What to take from it", "Count the legs."),
    ]
    assert "Partly put right" in box


def test_a_case_that_was_put_right_needs_no_word_about_it(page):
    assert 'class="result"' not in page("stories/the-invoice-twice")


def test_house_style_of_the_body(page):
    body = page("stories/four-legs-and-a-lie").split('<div class="body">')[1]
    assert "<p>She said “Friday” and I said yes.</p>" in body
    assert '<blockquote class="pull-quote">' in body
    assert '<figure><img alt="The broken leg" src="/images/leg.svg"><figcaption>Ash, 1998</figcaption></figure>' in body
    assert "$40\u00a0– see" in body
    assert '<td class="right">40</td>' in page("stories/the-invoice-twice")


def test_ukrainian_marks(page):
    assert "українською: «слово»" in page("uk/stories/a-word")


def test_cards_of_all_authors(page):
    assert re.findall('aria-label="Business card of (.*?)"', page("stories/the-invoice-twice")) == ["Ada Quill", "Bo Lathe"]


def test_before_and_after_in_the_issue_pass_over_what_was_withdrawn(page):
    links = re.compile(r'<a rel="(prev|next)" href="(.*?)">')
    assert links.findall(page("stories/four-legs-and-a-lie")) == [("next", "/stories/the-invoice-twice/")]
    assert links.findall(page("stories/the-invoice-twice")) == [("prev", "/stories/four-legs-and-a-lie/"), ("next", "/stories/a-word/")]
    assert links.findall(page("stories/a-word")) == [("prev", "/stories/the-invoice-twice/")]


def test_translations_point_at_each_other(page):
    english, ukrainian = page("stories/a-word"), page("uk/stories/a-word")
    home = "https://bench.example/stories/a-word/"
    alternates = [("en", home), ("uk", "https://bench.example/uk/stories/a-word/"), ("x-default", home)]
    for html in (english, ukrainian):
        assert re.findall('<link rel="alternate" hreflang="(.*?)" href="(.*?)">', html) == alternates
    assert 'href="/uk/stories/a-word/" hreflang="uk" lang="uk">Українська</a>' in english
    assert '<html lang="uk"' in ukrainian
    assert 'Translated by <a href="/people/ada-quill/">Ada Quill</a>.' in english


def test_who_knows_themselves_can_write(page):
    mail = re.search('href="(mailto:.*?)">Is this about you', page("stories/the-invoice-twice"))[1]
    assert mail.startswith("mailto:letters@bench.example?subject=")
    assert "https%3A//bench.example/stories/the-invoice-twice/" in mail
    assert "Is this about you" not in page("stories/a-word")


def test_a_withdrawn_story_is_a_notice(page):
    html = page("stories/taken-back")
    assert text(html.split("<main")[1].split("</main>")[0]).endswith("This story was withdrawn. Its client asked us to.")
    assert '<meta name="robots" content="noindex">' in html


def test_what_was_withdrawn_stands_in_no_list(page):
    for address in ("", "issues/7", "archive/2019", "topics/listening", "people/bo-lathe", "departments/put-right"):
        assert "taken-back" not in page(address)


def test_an_ended_consent_withdraws_by_itself_and_says_so(tmp_path):
    content = small_copy(tmp_path)
    story = content / "stories/2019/the-invoice-twice.md"
    story.write_text(story.read_text().replace("scope: [web, letter, print]}", "scope: [web], until: 2019-03-14}"))
    done = press(content, tmp_path / "output")
    assert done.returncode == 0
    assert f"{story}:9: warning: the client's consent ended on 2019-03-14" in done.stderr
    assert "This story was withdrawn." in (tmp_path / "output/stories/the-invoice-twice/index.html").read_text()


def test_markup_in_any_header_reaches_no_page(tmp_path):
    content = small_copy(tmp_path)
    hostile = "a & b < c \"d\" 'e'"
    person = content / "people/bo-lathe.md"
    person.write_text(person.read_text().replace("role: Wood turner", "role: |-\n  " + hostile))
    story = content / "stories/2019/four-legs-and-a-lie.md"
    story.write_text(story.read_text().replace("I said why.", '"<b onclick=x>{{ 7*7 }}</b>"'))
    done = press(content, tmp_path / "output")
    assert "holds markup" in done.stderr
    story.write_text((SMALL / "stories/2019/four-legs-and-a-lie.md").read_text().replace("I said why.", '"{{ 7*7 }} & {% raw %}"'))
    assert press(content, tmp_path / "output").returncode == 0
    page = (tmp_path / "output/stories/four-legs-and-a-lie/index.html").read_text()
    assert "{{ 7*7 }} &amp; {% raw %}" in page
    assert "a &amp; b &lt; c" in page
