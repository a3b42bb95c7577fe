"""Whatever a stranger writes, what is left of it is words, lists, quotations and links."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from plugins.magazine.engine import set_comment
from plugins.magazine.markup import COMMENT_TAGS, clean_comment, safe, tags

PIECES = [
    "<",
    ">",
    "</",
    "<a href='",
    "<script>",
    "<img src=x onerror=y>",
    "<svg/onload=x>",
    "<!--",
    "-->",
    "![a](b)",
    "[a](",
    ")",
    "javascript:",
]
PIECES += [
    "https://x.example",
    "&#106;",
    "# ",
    "> ",
    "- ",
    "1. ",
    "*",
    "`",
    "```",
    "\n",
    "\n\n",
    '"',
    "'",
    " ",
    "word",
    "<https://x.example>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("[go](java&#115;cript:x)")
@example("<a href='data:text/html,x' target=_top class=button>x</a>")
@example("Title\n=====\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: note")
def test_a_strangers_text_is_harmless(body):
    html, _ = clean_comment(set_comment(body, "en"))
    for _, tag, attributes in tags(html):
        assert tag in COMMENT_TAGS
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else {"start"} if tag == "ol" else set())
        assert tag != "a" or attributes["rel"] == "nofollow ugc"
        assert safe(attributes.get("href") or "")
