"""Nothing that could harm a reader survives the cleaning, and what is harmless is left alone byte for byte."""

from __future__ import annotations

import html
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.magazine.galley import STOCK_MARKDOWN, set_as_stock, set_own
from plugins.magazine.markup import FORBIDDEN_TAGS, clean, safe
from plugins.magazine.problem import errors
from plugins.magazine.proof import proof
from plugins.magazine.survey import survey
from tests.helpers import DAY, article, case, magazine
from tests.magazine.test_like_pelican import BODIES

NEVER = (FORBIDDEN_TAGS - {"iframe"}) | {"base", "xmp", "plaintext", "body", "html", "title", "foreignobject"}
HARMFUL = ("javascript:", "vbscript:", "data:", "file:")
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT src=//x>",
    "</script>",
    "<scr<script>ipt>",
    "<style>p{}</style>",
    "<svg/onload=alert(1)>",
    "<svg><script>",
    "<svg><style><img src=x onerror=a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=a>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)",
    '<img src="x` `<script>a</script>"` `>',
    "<img/src/onerror=x>",
    "<a href=javascript:x>",
    '<a href="JaVaScRiPt:x">',
    '<a href="java\tscript:x">',
    '<a href="java\nscript:x">',
    '<a href=" &#106;avascript:x">',
    '<a href="&#x6A;avascript&colon;x">',
    '<a href="\x01javascript:x">',
    "<a href=data:text/html,x>",
    "<a href=vbscript:x>",
    "<iframe src=javascript:x>",
    "<iframe srcdoc='<script>x</script>'>",
    "<object data=x>",
    "<embed src=x>",
    "<form action=javascript:x><button formaction=javascript:x>",
    "<input onfocus=x autofocus>",
    "<video poster=javascript:x><source src=javascript:x onerror=x>",
    "<base href=//x>",
    "<meta http-equiv=refresh content='0;javascript:x'>",
    "<link rel=stylesheet href=//x>",
    "<template><script>x</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=x>'>",
    "<!--><img src=x onerror=x>-->",
    "<!-- --!><img src=x onerror=x> -->",
    "<![CDATA[<script>x</script>]]>",
    "<?php x ?>",
    "<![a](b) c",
    "<![ ]>",
    "<!DOCTYPE x [<!a>]>",
    "<![if x]><b onclick=x><![endif]>",
    "<p\nonclick=x>",
    "<p\x0conclick=x>",
    "<b onclick=x",
    "<a xlink:href=javascript:x>",
    "<blockquote cite=javascript:x>",
    "<div style='x'>",
    "<x onclick=y>",
    "<plaintext>",
    "<xmp><script>x</script></xmp>",
    "<title><img src=x onerror=x>",
    "<textarea><img src=x onerror=x>",
    "<select><style><img src=x onerror=x>",
    "<table><td background=javascript:x>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&#0;",
    "&#x202e;",
    "<details ontoggle=x open>",
    "<a href='x' onmouseover='y'>",
    "[a](javascript:x)",
    "[a](java\nscript:x)",
    "[a](<javascript:x>)",
    "[a](&#106;avascript:x)",
    "![a](data:image/svg+xml,x)",
    "[a]: javascript:x\n\n[a]",
    "<javascript:x>",
    "*",
    "_",
    "`",
    "\n",
    "\n\n",
    "    ",
    ">",
    "<",
    '"',
    "'",
    "<p>",
    "</p>",
    "words",
    "{: onclick=x }",
    "# h {: onclick=x style=y }\n",
    "[a](/b){: onclick=x }",
    "<div markdown=1>",
]


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.harm: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in NEVER:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            # browsers drop tabs and line breaks anywhere in an address, and spaces and controls before it
            address = re.sub("[\t\n\r]", "", html.unescape(value or "")).lstrip("".join(map(chr, range(33)))).lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "xlink:href", "background"):
                self.harm.append(name)
            elif address.startswith(HARMFUL):
                self.harm.append(f"{name}={value}")

    def parse_marked_section(self, i, report=1):
        return self.rawdata.find(">", i) + 1 or -1  # Python's own raises on "<![x]"


def harm(text: str) -> list[str]:
    reader = Reader()
    reader.feed(text)
    return reader.harm


def test_the_reader_of_these_tests_sees_harm():
    assert harm("<p onclick=x>") == ["onclick"]
    assert harm('<a href=" java\tscript:x">') == ["href= java\tscript:x"]
    assert harm("<svg></svg>") == ["<svg>"]


@pytest.mark.parametrize("snippet", HOSTILE)
def test_no_single_trick_survives(snippet):
    for text in (snippet, f"words {snippet} words", set_own(snippet, "en"), set_as_stock(snippet, STOCK_MARKDOWN)):
        assert harm(clean(text)[0]) == []


@settings(max_examples=100)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text("<>\"'=/ onclikhref:javsp!-&#;", max_size=12)), max_size=8).map("".join))
def test_no_mixture_of_tricks_survives(text):
    for printed in (clean(text)[0], clean(set_own(text, "en"))[0], clean(set_as_stock(text, STOCK_MARKDOWN))[0]):
        assert harm(printed) == []
        assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html.unescape(printed))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join))
def test_what_is_clean_stays_as_it_is_when_it_is_cleaned_again(text):
    once = clean(text)[0]
    assert harm(clean(once)[0]) == []


@pytest.mark.parametrize("name", BODIES)
def test_harmless_html_is_left_alone_byte_for_byte(name):
    for printed in (set_as_stock(BODIES[name], STOCK_MARKDOWN), set_own(BODIES[name], "en")):
        printed = printed.replace("{filename}", "/").replace("{static}", "/images")
        assert clean(printed) == (printed, []) or "1 &lt; 2" not in printed


@pytest.mark.parametrize(
    "snippet",
    ["<script>x</script>", "<p onclick=x>y</p>", "<a href=javascript:x>y</a>", "<!--><b onclick=x>y</b>-->", "&#x202e;y", "<svg></svg>"],
)
def test_what_is_taken_out_is_named(snippet):
    printed, removed = clean(f"<p>Words</p>{snippet}")
    assert removed
    assert snippet not in printed


@pytest.mark.parametrize(
    ("target", "is_safe"),
    [
        ("https://plain.example/", True),
        ("mailto:a@b.example", True),
        ("tel:+61", True),
        ("/x:y", True),
        ("x", True),
        ("#a", True),
        ("", True),
        ("//x/", True),
        ("javascript:x", False),
        ("JAVASCRIPT:x", False),
        (" java\nscript:x", False),
        ("data:x", False),
        ("file:///x", False),
        ("blob:x", False),
        ("java\u200bscript:x", False),
    ],
)
def test_which_addresses_are_safe(target, is_safe):
    assert safe(target) == is_safe


@pytest.mark.parametrize(
    "body",
    [
        "`<script>`",
        "    <script>\n",
        "```\n<script onclick=x>\n```",
        "&lt;script&gt;",
        "1 < 2 and 3 > 2",
        "a <https://plain.example/> b <me@plain.example>",
        "<b>bold</b> <em>words</em>",
        "`` a ` <svg> ``",
        "~~~ html\n<iframe>\n~~~\n",
        "5 <6",
        "[a](https://plain.example/on-click) once",
        "the `[x](javascript:y)` form",
    ],
)
def test_a_case_may_speak_of_markup(body):
    assert survey(body)[0] == []


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HOSTILE), max_size=5).map("".join))
def test_whatever_would_be_taken_out_of_a_case_is_refused_before_it_is_set(text):
    with tempfile.TemporaryDirectory() as folder:
        read = magazine(Path(folder), {"stories/2019/a.md": case(f"Words\n\n{text}\n")})
        found = errors(proof(read, DAY))
        removed = read.galley(read.stories[0]).removed
        assert not removed or any(problem.rule in ("unsafe-markup", "unsafe-address", "unprintable") for problem in found), removed


def test_an_ordinary_article_is_printed_without_its_scripts(tmp_path):
    read = magazine(tmp_path, {"a.md": article("Words <script>x</script> [a](javascript:x){: onclick=y } and <b onclick=z>more</b>.\n")})
    galley = read.galley(read.stories[0])
    assert galley.html == "<p>Words  <a>a</a> and <b>more</b>.</p>"
    assert galley.removed == ("<script>", "`javascript:x`", "`onclick`")
    assert not [problem for problem in proof(read, DAY) if problem.severity == "error"]


def test_a_case_with_all_of_it_is_refused_once_for_each(tmp_path):
    read = magazine(
        tmp_path, {"stories/2019/a.md": case("".join(f"{text}\n\n" for text in ("<script>", "</script>", "<p onclick=x>", "[a](data:x)")))}
    )
    assert [(problem.line, problem.rule) for problem in proof(read, DAY)] == [
        (11, "unsafe-markup"),
        (15, "unsafe-markup"),
        (17, "unsafe-address"),
    ]


def test_where_two_readers_differ_the_cleaner_has_the_last_word(tmp_path):
    read = magazine(tmp_path, {"stories/2019/a.md": case("Words\n\n<![a](b) c<img/src/onerror=x>\n")})
    assert "unsafe-markup" in [problem.rule for problem in errors(proof(read, DAY))]
