"""Saved web pages: the article is the text, everything around it stands aside with a reason, and not a word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival, arrivals
from plugins.desk.incoming.article import article, said
from plugins.desk.incoming.webpage import markdown_of
from plugins.desk.transcribe import transcribed
from plugins.desk.tree import tree

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
    assert [(picture.name, picture.raw) for picture in one.pictures] == [("tap.png", b"a picture")]
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
    assert [picture.name for picture in one.pictures] == ["tap.png"]


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


def test_a_mail_as_html():
    assert markdown_of("<div>Hello,<br>it was <b>the tap</b>.</div><blockquote type='cite'>Which?</blockquote>") == (
        "Hello,  \nit was **the tap**.\n\n> Which?\n"
    )
