"""What readers wrote stands below a story, who it is about stands beside it, and nothing of either where the story is gone."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from plugins.press.__main__ import main
from tests.printing import SMALL_DAY, small_copy

STORY, CHAIR = "comments/four-legs-and-a-lie", "stories/four-legs-and-a-lie"


@pytest.fixture
def page(printed):
    return lambda address: (printed / address / "index.html").read_text()


@pytest.fixture
def small(tmp_path, capsys):
    """The small magazine to be changed, and printed on a day; gives a page, and what was said."""
    content = small_copy(tmp_path)

    def build(address: str, day: str = SMALL_DAY) -> tuple[str, str]:
        main(["--content", str(content), "--output", str(tmp_path / "output"), "--day", day])
        return (tmp_path / "output" / address / "index.html").read_text(), capsys.readouterr().err

    return content, build


def comments(html: str) -> str:
    return html.split('id="comments"')[1].split("</section>")[0] if 'id="comments"' in html else ""


def voices(html: str) -> list[str]:
    return [(level, name.strip()) for level, name in re.findall(r'<h([34])>(?:<a [^>]*rel="nofollow ugc">)?([^<]*)', html)]


def test_a_thread_is_one_level_deep_and_counted(page):
    html = page(CHAIR)
    assert '<a href="#comments">3 comments</a>' in html
    assert "3 comments</h2>" in html
    assert voices(comments(html)) == [("3", "Dee Mallet"), ("4", "Bo Lathe"), ("4", "Em Plane")]


def test_a_comment_is_set_like_the_rest_and_its_links_are_not_the_magazines(page):
    html = comments(page(CHAIR))
    assert "<p>I have a chair of <em>his</em> from 1998, with “five” legs.</p>" in html
    assert '<a href="https://mallet.example" rel="nofollow ugc">Dee Mallet</a>' in html
    assert '<a href="https://mallet.example/spare" rel="nofollow ugc">spare</a>' in html


def test_in_the_language_of_the_story(page):
    html = page("uk/stories/a-word")
    assert "Гарне «слово»." in comments(html)
    assert '<html lang="uk"' in html
    assert '<h2 id="comments-title">1 коментар</h2>' in html
    assert not voices(comments(page("stories/a-word")))


def test_a_right_of_reply_stands_by_the_story_and_above_the_comments(page):
    html = page(CHAIR)
    reply = html.split('<section class="right-of-reply"')[1].split("</section>")[0]
    assert "It was Wednesday." in reply
    assert html.index("right-of-reply") < html.index("</article>") < html.index('id="comments"')
    assert '<a href="#comment-2019-03-08-the-client">With a reply: The woman who waited</a>' in html


def test_who_wants_to_write_does_so_by_mail_while_comments_are_open(small):
    content, build = small
    html, _ = build(CHAIR)
    mail = unquote(re.search('href="(mailto:[^"]*)">Write a comment', html)[1])
    assert mail.startswith("mailto:letters@bench.example?subject=Comment on: Four legs and a “lie”&amp;body=About https://bench.example/")
    html, _ = build(CHAIR, "2019-04-29")
    assert "Write a comment" in html
    html, _ = build(CHAIR, "2019-04-30")
    assert "Write a comment" not in html
    assert "Comments on this story are closed." in html
    assert "Dee Mallet" in html
    masthead = content / "masthead.yml"
    masthead.write_text(masthead.read_text().replace("on: true", "on: false"))
    html, _ = build(CHAIR)
    assert "Dee Mallet" in html
    assert "Write a comment" not in html


def test_a_story_without_comments_says_how_to_write_the_first(page):
    html = page("stories/the-invoice-twice")
    assert voices(comments(html)) == []
    assert "Write a comment" in comments(html)
    assert 'class="talk"' not in html


def test_a_comment_waits_for_its_day(small):
    content, build = small
    (content / STORY / "2019-03-16-gus.md").write_text("---\nname: Gus\n---\nTomorrow.\n")
    html, said = build(CHAIR)
    assert "Gus" not in html + said
    assert "Gus" in build(CHAIR, "2019-03-16")[0]


def test_nothing_of_what_was_said_of_a_withdrawn_story_is_printed(small, tmp_path):
    content, build = small
    folder = content / "comments/taken-back"
    folder.mkdir()
    (folder / "2019-03-05-gus.md").write_text("---\nname: Gus Plumb\n---\nI know who that was.\n")
    html, said = build("stories/taken-back")
    assert "comments" not in html.split("<main")[1].split("</main>")[0]
    assert "2019-03-05-gus.md:0: warning: its story is withdrawn" in said
    told = [file for file in (tmp_path / "output").resolve().rglob("*") if file.is_file() and b"Gus Plumb" in file.read_bytes()]
    assert told == []


def test_what_must_not_be_printed_is_taken_out_and_named(small):
    content, build = small
    hostile = (
        '# Loud\n\n<script>x</script><b onclick="x()">bold</b> <h2>Big</h2>\n\n![A cat](https://x.example/cat.png) [go](javascript:x)\n'
    )
    (content / STORY / "2019-03-09-ada.md").write_text(f"---\nname: Ada\n---\n{hostile}")
    html, said = build(CHAIR)
    text = comments(html).split('id="comment-2019-03-09-ada"')[1].split("</article>")[0]
    assert "# Loud" in text
    assert not re.search("<script|onclick|<h2|<img|javascript", text)
    assert "<b>bold</b>" in text
    assert ": warning: a comment shows no pictures" in said
    assert ": warning: <script> is not printed" in said
    assert ": warning: <h2> is not printed" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nname: Ann\n---\nWrite to ann@mail.example.\n", "4: an e-mail address is never printed with a comment"),
        ("---\nname: Ann\nemail: ann@mail.example\n---\nHello.\n", "3: `email` is no field"),
    ],
)
def test_an_address_of_a_reader_never_gets_out(small, text, message):
    content, build = small
    before, _ = build(CHAIR)
    (content / STORY / "2019-03-09-ann.md").write_text(text)
    after, said = build(CHAIR)
    assert f"2019-03-09-ann.md:{message}" in said
    assert after == before


def test_articles_in_a_folder_of_that_name_stop_nobody(small):
    content, build = small
    (content / "comments/mine.md").write_text("---\ntitle: Mine\ndate: 2019-03-01\n---\nWords.\n")
    _, said = build(CHAIR)
    assert "comments/mine.md:0: warning: a comment has a `name` and no `title`" in said
