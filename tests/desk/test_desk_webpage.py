"""Saved web pages: the article is the text, everything around it stands aside with a reason, and not a word is lost."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.arrivals import arrivals
from plugins.desk.incoming.article import article, said
from plugins.desk.transcribe import transcribed
from plugins.desk.tree import tree
from tests.pictures import picture

LONG = "The tap in the yard had dripped since March, and nobody of us had thought of telling the owner about it at all. "
BLOG = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Small Repairs: The tap</title><script>var x = "words";</script>
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2019-03-04T10:00:00+11:00"></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav><div id="header"><h1>Small Repairs</h1></div>
<div class="widget Blog" id="Blog1"><div class="post hentry"><h3 class="post-title entry-title">The tap</h3>
<div class="post-body entry-content"><p>{LONG}</p><p>{LONG}<img src="tap_files/tap.png" alt="A tap"></p>
<div class="share-buttons">Tweet this</div></div></div></div>
<div id="comments"><h4>2 comments:</h4><p>{LONG * 6}</p><form><label>Your name</label></form></div>
<div class="sidebar"><h2>Blog Archive</h2></div><footer>Powered by Somebody</footer></body></html>"""


def of(tmp_path, raw: bytes, name: str = "tap.html") -> Arrival | Refused:
    file = tmp_path / name
    file.write_bytes(raw)
    (one,) = arrivals(file)
    return one


def test_a_saved_blog_page(tmp_path):
    (tmp_path / "tap_files").mkdir()
    (tmp_path / "tap_files/tap.png").write_bytes(b"a picture")
    one = of(tmp_path, BLOG.encode())
    assert one.text == f"{LONG.strip()}\n\n{LONG.strip()}\n"
    assert (one.title, one.author, str(one.day)) == ("The tap", "Ann Lee", "2019-03-04")
    assert [(each.name, each.raw) for each in one.pictures] == [("tap.png", b"a picture")]
    reasons = [why for why, _ in one.aside]
    assert reasons == [
        "a menu",
        "around the text",
        "around the text",
        "comments",
        "beside the text",
        "the foot of the page",
        "share and contact",
    ]
    assert "var x" not in str(one.aside)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-u'>", "koi8-u"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=no-such>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
    ],
)
def test_encodings(tmp_path, head, encoding):
    words = "Кран у дворі" if encoding not in ("cp1252",) else "Café “at nine”"
    one = of(tmp_path, f"<html>{head}<p>{words} {LONG}</p>".encode(encoding))
    assert one.text.startswith(words)
    assert len(one.remarks) == (head == "<meta charset=utf-8>")


def test_a_page_saved_by_word(tmp_path):
    items = "".join(
        f"<p class=MsoListParagraphCxSpMiddle><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>{word}<o:p></o:p></p>"
        for word in ("one", "two")
    )
    page = f"<html xmlns:o='x'><style>p {{color: red}}</style><body><div class=WordSection1><p class=MsoNormal>{LONG}</p>{items}</div>"
    assert of(tmp_path, page.encode()).text == f"{LONG.strip()}\n\n- one\n- two\n"


def test_a_page_in_one_file(tmp_path):
    raw = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>" + LONG.encode() + b"=E2=80=94 so</p>\r\n--x\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/tap.png\r\n\r\nAAAA\r\n--x--\r\n"
    )
    one = of(tmp_path, raw, "tap.mhtml")
    assert one.text == f"{LONG}\u2014 so\n"
    assert [each.name for each in one.pictures] == ["tap.png"]


@pytest.mark.parametrize("src", ["https://a.example/img/tap.png", "img/tap.png", "/img/tap.png", "cid:one@x"])
def test_a_picture_that_came_along_in_the_same_file_is_not_asked_for(desk, src):
    raw = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Location: https://a.example/tap\r\n\r\n<p>{LONG}</p><p><img src='{src}' alt='A tap'></p><p>{LONG}</p>\r\n--x\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <one@x>\r\n"
        f"Content-Location: https://a.example/img/tap.png\r\n\r\n{b64encode(picture(400, 300)).decode()}\r\n--x--\r\n"
    )
    desk("intake", str(desk.put("tap.mhtml", raw)), "--day", "2019-04-02")
    found = desk.read(f"private/submissions/{desk.reference()}/found.yml")
    assert "did not come along" not in found
    assert "the picture tap.png stood in the text (it shows: A tap)" in found
    assert len([name for name in desk.files() if "/pictures/tap" in name]) == 1


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the file is empty"),
        (b"<script>alert(1)</script>", "the file is empty"),
        (b"\x00\x01\x02\x03" * 30, "no web page"),
        (b"<div>" * 30_000, "too deep"),
        (b"<p>x" * 99_000, "too many tags"),
        (b"word " * 2_100_000, "larger than"),
        (b"word " * 1_600_000, "the most is 65,536"),
        (b"<p>" + b"word " * 20_000, "the most is 65,536"),
    ],
    ids=range(8),
)
def test_what_is_no_page_is_refused(tmp_path, raw, reason):
    one = of(tmp_path, raw)
    assert isinstance(one, Refused)
    assert reason in str(one)


PIECE = st.sampled_from([LONG, "Share this", "", "Home", "two words"])
BOX = st.sampled_from(
    [
        "div",
        "nav",
        "footer",
        "aside",
        "article",
        "main",
        "form",
        "div class='comments'",
        "div class='post-body'",
        "div id='sidebar'",
        "p",
        "td",
    ]
)
PAGE = st.recursive(
    PIECE,
    lambda inner: st.builds(
        lambda box, parts: f"<{box}>{' '.join(parts)}</{box.split()[0]}>", BOX, st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@given(PAGE)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(page):
    root = tree(page)
    every = sorted(re.findall(r"\w+", said(root)))
    body, _, aside = article(root)
    assert sorted(re.findall(r"\w+", transcribed(body) + " ".join(words for _, words in aside))) == every


def drafted(desk, head: str, body: str, before: str = "") -> tuple[str, str]:
    """The header and the body of the draft that an editor gets of a page."""
    file = desk.put("in/tap.html", f"{before}<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>")
    done = desk("intake", str(file), "--day", "2019-05-02")
    assert done.exit_code == 0, done.output
    _, header, text = desk.read(f"private/submissions/{desk.reference()}/draft.md").split("---\n", 2)
    return header, text


TEXT = f"<p>{LONG}</p><p>{LONG}</p>"
ARTICLE = (
    '{"@graph": [{"@type": "WebSite", "name": "Small Repairs"}, {"@type": "BlogPosting", "headline": "The tap", "author": '
    '[{"name": "Dana Marsh"}, {"name": "Bo Tan"}], "datePublished": "2019-04-03T10:00", "publisher": {"name": "Small Repairs"}}]}'
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<article><h1>The tap</h1><p class=byline>By Dana Marsh on 3 April 2019</p>{}</article>"),
        ("", "<div><h2>The tap</h2><p>Posted by Dana Marsh on April 3, 2019 at 8:30 PM</p>{}</div>"),
        ("", "<article><h1>The tap</h1><p>April 3, 2019 \u00b7 by Dana Marsh</p>{}</article>"),
        (
            "",
            "<h3 class=post-title>The tap</h3><div class=post-body>{}</div><div class=foot>Posted by Dana Marsh on 3 April 2019</div>",
        ),
        ("<meta name=author content='Dana Marsh'><meta name=date content=2019-04-03>", "<h1>The tap</h1>{}"),
    ],
)
def test_who_wrote_a_page_and_when(desk, head, body):
    header, text = drafted(desk, head, body.format(TEXT))
    assert "title: The tap\nauthors: [Dana Marsh]" in header
    assert "2019-04-03" in header
    assert text == f"{LONG.strip()}\n\n{LONG.strip()}\n"


def test_where_a_page_stood_is_kept(desk):
    link = '<link rel="canonical" href="https://small-repairs.example/2019/tap/">'
    header, _ = drafted(desk, f"{link}<script type='application/ld+json'>{ARTICLE}</script>", f"<h1>Tap!</h1>{TEXT}")
    assert "authors: [Dana Marsh, Bo Tan]" in header
    said = "{date: 2019-04-03, where: Small Repairs, url: 'https://small-repairs.example/2019/tap/', permission: \"\"}"
    assert f"first_published: {said}" in header
    assert "aliases" not in header


def test_a_page_of_our_own_leads_on_from_its_old_address(desk):
    header, _ = drafted(desk, "", TEXT, "<!-- saved from url=(0042)https://lantern.example/old/tap.html -->")
    assert "where: lantern.example, url: 'https://lantern.example/old/tap.html'" in header
    assert "\naliases: [/old/tap.html]" in header


SHEET = "<style>.c1{font-weight:700}.c0{font-weight:400}.c2{font-style:italic}</style>"
GOOGLES = (
    "https://www.google.com/url?q=https://real.example/page?a%3D1&amp;sa=D&amp;ust=1",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Freal.example%2Fpage%3Fa%3D1&amp;data=x",
)


@pytest.mark.parametrize("link", GOOGLES)
def test_a_page_of_google_docs(desk, link):
    text = (
        f"<p class=title><span>The tap</span></p><p>{LONG}<span class=c1>Bold</span><span class=c0> and </span>"
        "<span class=c2>slanted</span>: "
        f"<a href='{link}'>here</a><sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup><sup><a href='#cmnt1' id=cmnt_ref1>[a]</a></sup>.</p>"
        "<ul class='c7 lst-kix_a-0 start'><li>one</li></ul><ul class='lst-kix_a-1 start'><li>in it</li></ul><ul class='lst-kix_a-0'>"
        f"<li>two</li></ul><p>{LONG}</p><hr><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a><span>&nbsp;A note.</span></p></div>"
        "<div><p><a href='#cmnt_ref1' id=cmnt1>[a]</a><span>Is this so?</span></p></div>"
    )
    header, body = drafted(desk, SHEET, text)
    assert "title: The tap\n" in header
    assert body == (
        f"{LONG.strip()} **Bold** and *slanted*: [here](https://real.example/page?a=1)[^1].\n\n- one\n    - in it\n- two\n\n"
        f"{LONG.strip()}\n\n[^1]: A note.\n"
    )
    assert "Is this so?" in desk.read(f"private/submissions/{desk.reference()}/found.yml")


NOTES = {
    "Word": "{}<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>{}<div><br><hr><div id=ftn1><p>"
    "<a href='#_ftnref1' name='_ftn1'>[1]</a> A note.</p></div></div>",
    "LibreOffice": "{}<a name=s1anc href='#s1sym'><sup>1</sup></a>{}<div id=s1><p><a name=s1sym href='#s1anc'>1</a>A note.</p></div>",
}


@pytest.mark.parametrize("program", NOTES)
def test_notes_of_a_word_processor(desk, program):
    page = NOTES[program].format(f"<div><p>{LONG.strip()}", f"</p><p>{LONG}</p></div>")
    _, body = drafted(desk, "<title>The tap</title>", page)
    assert body == f"{LONG.strip()}[^1]\n\n{LONG.strip()}\n\n[^1]: A note.\n"


def test_a_letter_that_was_saved_as_a_page(desk):
    head = "<p>From: Dana Marsh &lt;d@marsh.example&gt;</p><p>Sent: Wednesday, 3 April 2019 10:00</p><p>To: Ann</p><p>Subject: The tap</p>"
    header, body = drafted(desk, "", f"<div>{head}{TEXT}<p>Kind regards,<br>Dana Marsh</p></div>")
    assert "title: The tap\nauthors: [Dana Marsh]" in header
    assert body == f"{LONG.strip()}\n\n{LONG.strip()}\n"
