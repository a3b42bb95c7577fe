"""The quicker engine for ordinary articles: what it sets as the other does, what it does not, and what it needs."""

from __future__ import annotations

import re
import time

import pytest

from plugins.magazine import engine
from plugins.magazine.bounds import too_hard
from plugins.magazine.engine import STOCK_MARKDOWN, advice, set_as_stock, set_with_cmark
from plugins.magazine.galley import Setting
from plugins.magazine.markup import clean
from tests.helpers import article, case, magazine
from tests.magazine.test_hostile_markdown import HOSTILE, PATIENCE
from tests.printing import ROOT, SMALL, press, tree

FENCES = re.compile(
    r"^## (?P<title>.+)\n.+\n\n(?P<fence>`{3,})markdown\n(?P<text>[\s\S]+?)\n(?P=fence)\n"
    r"```html\n(?P<ours>[\s\S]+?)\n```\n```html\n(?P<cmark>[\s\S]+?)\n```$",
    re.MULTILINE,
)
GUIDE = (ROOT / "docs/markdown.md").read_text()
DIFFERENCES = [pytest.param(found, id=found["title"]) for found in FENCES.finditer(GUIDE)]


@pytest.fixture
def cmark(needs):
    """Sets a text with cmarkgfm; where it is missing the test is left out and named."""
    needs("cmarkgfm")
    return set_with_cmark


def test_every_difference_of_the_guide_is_tested():
    assert len(DIFFERENCES) == GUIDE.count("\n## ") > 10


@pytest.mark.parametrize("told", DIFFERENCES)
def test_python_markdown_sets_it_as_the_guide_says(told):
    assert re.sub(r">\n+<", "><", set_as_stock(told["text"], STOCK_MARKDOWN)) == told["ours"]


@pytest.mark.parametrize("told", DIFFERENCES)
def test_cmarkgfm_sets_it_as_the_guide_says(told, cmark):
    assert re.sub(r">\n+<", "><", cmark(told["text"])) == told["cmark"] != told["ours"]


@pytest.mark.parametrize(
    "text",
    [
        "Some *words*, some **strong**, some `code`.\n\nAnother paragraph.",
        "# One\n\n## Two ##\n\nThree\n---",
        "* one\n* two\n\nWords.\n\n1. first\n2. second",
        "> quoted\n> lines\n\nAfter.",
        "[a](b.md 't') <https://plain.example/> [f][g]\n\n[g]: https://plain.example/ 'h'",
        "snake_case_name and un*frigging*believable",
        '<div class="box">\n<p>Raw</p>\n</div>\n\nWords with <b>bold</b>.',
        "    indented code",
        "~~two~~ and https://plain.example/ are words",
        "- [ ] is no box",
        "Слово й діло.",
    ],
)
def test_the_rest_is_set_alike(text, cmark):
    assert _evenly(cmark(text)) == _evenly(set_as_stock(text, STOCK_MARKDOWN))


def _evenly(html: str) -> str:
    """HTML without what browsers do not show: spaces between tags, and the frame of code."""
    return re.sub(r">\s+<", "><", html).replace("<span></span>", "")


LINKS = {
    "[a]({filename}other.md)": 'href="/stories/other/"',
    "[a](|filename|other.md)": 'href="/stories/other/"',
    "[a]({filename}/other.md#part)": 'href="/stories/other/#part"',
    "[a][b]\n\n[b]: {filename}other.md 'title'": 'href="/stories/other/"',
    "![a]({static}images/naïve.png)": 'src="/images/na%C3%AFve.png"',
    "![a](<{static}images/two words.png>)": 'src="/images/two%20words.png"',
    '<img src="{static}images/two words.png" alt="">': 'src="/images/two%20words.png"',
    "[a]({author}Renée)": 'href="/people/renee/"',
    "[a]({tag}a&b)": 'href="/topics/ab/"',
    "[a]({filename}other.md) &quot;%7Bfilename%7Dx&quot;": '"%7Bfilename%7Dx"',
}


@pytest.mark.parametrize("text", LINKS)
def test_links_that_pelican_knows_lead_where_they_did(text, cmark, tmp_path):
    files = {"news.md": article(text + "\n"), "other.md": article(title="Other")}
    files |= {"images/naïve.png": b"a", "images/two words.png": b"a"}
    for name in (engine.PYTHON_MARKDOWN, engine.CMARKGFM):
        read = magazine(tmp_path, files, setting=Setting(engine=name))
        assert LINKS[text] in read.galley(read.sources["news.md"]).html.replace("&quot;", '"')


def test_nothing_of_notes_and_tables_is_taken_out(cmark):
    html = cmark("A[^1] and B[^1], ` data-footnote-ref>`.\n\na | b\n--|:-:\n1 | 2\n\n[^1]: Note\n")
    assert clean(html)[1] == []
    assert html.count("data-footnote") == 1
    assert 'id="fnref-1-2"' in html


def test_what_is_unsafe_is_taken_out_as_ever(cmark, tmp_path):
    text = 'Words <a onclick="x()">a</a> [b](javascript:x)\n\n<script>x</script>\n'
    read = magazine(tmp_path, {"news.md": article(text)}, setting=Setting(engine=engine.CMARKGFM))
    galley = read.galley(read.sources["news.md"])
    assert galley.html.strip() == "<p>Words <a>a</a> <a>b</a></p>"
    assert sorted(galley.removed) == ["<script>", "`javascript:x`", "`onclick`"]


def test_the_magazine_s_own_manuscripts_stay_with_python_markdown(cmark, tmp_path):
    files = {"stories/2019/a.md": case("> So it was.\n\nSo it *was*.\n"), "b.md": article("- one\n  - two\n")}
    plain, fast = (magazine(tmp_path, files, setting=Setting(engine=name)) for name in (engine.PYTHON_MARKDOWN, engine.CMARKGFM))
    assert fast.galley(fast.sources["stories/2019/a.md"]) == plain.galley(plain.sources["stories/2019/a.md"])
    assert fast.galley(fast.sources["b.md"]) != plain.galley(plain.sources["b.md"])


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_text_is_refused_or_set_in_time(body, cmark):
    if not list(too_hard(body)):
        begun = time.process_time()
        clean(cmark(body))
        assert time.process_time() - begun < PATIENCE


def test_an_engine_that_nobody_knows_is_refused_with_advice():
    assert advice("markdown") == ""
    assert 'write "markdown"' in advice("mistune")
    assert 'or "cmarkgfm"' in advice("mistune")
    assert "no engine `None`" in advice(None)


def test_an_engine_that_is_not_installed_is_asked_for(monkeypatch):
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    assert "`.venv/bin/pip install cmarkgfm`" in advice("cmarkgfm")
    monkeypatch.setattr(engine, "find_spec", lambda name: object())
    assert advice("cmarkgfm") == ""


def test_the_press_refuses_an_unknown_engine_and_leaves_the_output_as_it_was(tmp_path):
    output, settings = tmp_path / "output", tmp_path / "settings.py"
    assert press(SMALL, output).returncode == 0
    before = tree(output)
    settings.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nMARKDOWN_ENGINE = 'mistune'\n")
    done = press(SMALL, output, "2019-03-15", "--settings", str(settings))
    assert done.returncode == 1
    assert f"pelicanconf.py:0: {advice('mistune')}" in done.stderr.splitlines()
    assert tree(output) == before
