"""HTML becomes Markdown: what is printed of it says the same words, and an editor sees no sign that is not needed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from plugins.desk.transcribe import transcribed
from plugins.desk.tree import TooDeep, tree
from plugins.magazine.engine import set_own

SIGNS = r"*_`[](){}#+-.!<>&;:|=~\^1a /?" + '"'
TEXT = st.one_of(
    st.sampled_from(["she said", "a_b_c", "*", "**x**", "[^1]", "[a](b)", "![x](y)", "1. one", "- dash", "# no"]),
    st.sampled_from(["&amp;", "&#42;", "<b>", "5 * 3"]),
    st.sampled_from(
        ["===", "---", "~~~", ": so", "| a |", "> x", "{: .x}", "{#x}", "*[HTML]: no", "[x]: y", "`code`", "\\*", "https://a.example/x_y_z"]
    ),
    st.text(SIGNS, max_size=6),
)
INLINE = st.recursive(
    TEXT.map(html.escape),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", "em", "strong", "span", "code", "s", "a href='https://a.example/(x)'"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
LINE = st.lists(st.one_of(INLINE, st.sampled_from([" ", "<br>"])), min_size=1, max_size=4).map("".join)
BLOCK = st.recursive(
    st.builds(lambda tag, said: f"<{tag}>{said}</{tag}>", st.sampled_from(["p", "p", "p", "div", "h2", "pre"]), LINE),
    lambda inner: st.one_of(
        st.builds(
            lambda tag, items: f"<{tag}>{''.join(f'<li>{i}</li>' for i in items)}</{tag}>",
            st.sampled_from(["ul", "ol"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda said: f"<blockquote>{''.join(said)}</blockquote>"),
        st.lists(st.tuples(LINE, LINE), min_size=2, max_size=3).map(
            lambda rows: "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
        ),
    ),
    max_leaves=4,
)


def said(page: str) -> str:
    """The signs of a page but for spaces, quotation marks, dashes and dots, which the house sets by its own rules."""
    text = "".join(fromstring(f"<div>{page}</div>").itertext())
    return re.sub(r"[\s\u00a0'\".\u2010-\u2026-]", "", text)


@given(st.lists(BLOCK, min_size=1, max_size=4).map("".join))
@settings(max_examples=200, deadline=None)
def test_what_is_printed_says_the_same(page: str):
    markdown = transcribed(tree(page))
    assert said(set_own(markdown, "en")) == said(page), markdown


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>Hello <b>you </b>there, 5 * 3 [sic] a_b &amp; c < d.</p>", "Hello **you** there, 5 * 3 [sic] a_b & c < d.\n"),
        ("<h2>The <b>first</b> year</h2>One<br>two<br><br>three", "## The first year\n\nOne  \ntwo\n\nthree\n"),
        ("<ul><li>one<ul><li>two</li></ul></li><li><p>three</p></li></ul>", "- one\n    - two\n- three\n"),
        ("<ol start=4><li><p>a</p><p>b</p></li><li>c</li></ol>", "4. a\n\n    b\n\n5. c\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td>3</table>", "| a | b |\n| --- | --- |\n| 1&#124;2 | 3 |\n"),
        ("<table><tr><td><p>only</p><p>a frame</p></td></tr></table>", "only\n\na frame\n"),
        ("<p>Look!<a href='https://a.example/'>here</a></p>", "Look\\![here](https://a.example/)\n"),
        ("<p>Ann &lt;<a href='mailto:ann@a.example'>ann@a.example</a>&gt;</p>", "Ann &lt;ann@a.example>\n"),
        ("<p>See <a href='https://a.example/'>https://a.example/</a>.</p>", "See <https://a.example/>.\n"),
        ("<p><a href='javascript:x()'>bad</a> <a href='#top'>up</a></p><script>x</script>", "bad up\n"),
        ("<p>2019. It was a year</p>", "2019\\. It was a year\n"),
    ],
)
def test_an_editor_reads_plain_markdown(page: str, markdown: str):
    assert transcribed(tree(page)) == markdown


def test_a_page_that_is_nested_deep_keeps_its_words():
    assert transcribed(tree("<div>" * 900 + "still here" + "</div>" * 900)).strip() == "still here"
    with pytest.raises(TooDeep):
        tree("<div>" * 100_000)


def test_hostile_pages_are_read_in_time():
    for page in ("<b><i>" * 900 + "<p>x" * 900, "<a href='x'>" * 1_900, "<table>" * 1500, "&" * 70_000, "<p " + "a=1 " * 100_000 + ">x"):
        transcribed(tree(page))
