"""The quick way sets every text as Python-Markdown does by itself, byte for byte, whatever extensions it has."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import LINK_RE, InlineProcessor
from markdown.treeprocessors import InlineProcessor as TreeProcessor

from plugins.magazine.quick import Quick

PELICAN = ["codehilite", "extra"]
OWN = ["tables", "footnotes", "def_list", "abbr", "fenced_code", "sane_lists", "attr_list", "codehilite"]
OTHERS = ["extra", "smarty", "toc", "admonition", "nl2br", "wikilinks", "legacy_em", "legacy_attrs"]
SETTINGS = {"codehilite": {"guess_lang": False}, "toc": {"permalink": True}}
ENGINES = {
    name: [
        markdown.Markdown(extensions=[*first, *extensions], extension_configs=SETTINGS, output_format="html") for first in ([], [Quick()])
    ]
    for name, extensions in {"none": [], "Pelican's": PELICAN, "ours": OWN, "others": OTHERS}.items()
}

WORDS = st.sampled_from(["a", "late", "HTML", "Quote", "the", "3", "x_y", "2 < 3", "it's", '"so"', "слово", "a-b", "No.", "!", "(c)", "A:"])
SIGNS = st.sampled_from(
    [*"*_`[]()<>&\\!{}|#=+-:^~'\"", "**", "***", "__", "``", "![", "[^1]", "](", "][", "[a]", "[a][b]", "  \n", "\n", "\n\n", " ", "    "]
    + [
        "&amp;",
        "&#33;",
        "&copy",
        "<b>",
        "</b>",
        "<br>",
        "<!-- c -->",
        "<?p?>",
        "<a href='x'>",
        "<x@y.z>",
        "<http://a.b>",
        "\\*",
        "\\[",
        "\t",
    ]
    + [
        "\x02",
        "\x03",
        "\x02klzzwxh:0000\x03",
        "\x02wzxhzdk:0\x03",
        "\u00a0",
        "\r\n",
        "\x0b",
        "{: .c }",
        "{#i}",
        "- ",
        "1. ",
        "> ",
        "# ",
        ": ",
    ]
)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.tuples(
            st.sampled_from(["*{}*", "**{}**", "_{}_", "***{}***", "`{}`", "[{}](b.md)", '[{}](<c d> "t")', "[{}][a]", "[{}]"]), inner
        ).map(lambda pair: pair[0].replace("{}", pair[1])),
        st.tuples(st.sampled_from(["![{}](i.png)", "<b>{}</b>", "<span markdown='1'>{}</span>", "~~{}~~", "{}[^1]", "{}  \nx"]), inner).map(
            lambda pair: pair[0].replace("{}", pair[1])
        ),
        st.tuples(inner, SIGNS, inner).map("".join),
    ),
    max_leaves=8,
)
LINES = st.lists(INLINE, min_size=1, max_size=4).map("\n".join)
FRAMES = ["{}", "{}", "{}", "# {}", "## {} ##", "{}\n===", "* {}\n* b", "* {}\n\n    {}", "1. {}\n2. b", "> {}", "> {}\n\n> b", "    {}"]
FRAMES += ["```py\n{}\n```", "a | b\n--|:-:\n{} | d", "| {} |\n|---|", "Term\n:   {}", "[^1]: {}", "*[HTML]: {}", "[a]: {}", "[b]: u 't'"]
FRAMES += [
    "<div>{}</div>",
    "<div markdown='1'>\n{}\n\n- x\n</div>",
    "<p markdown='span'>{}</p>",
    "---",
    "{}\n: b",
    "!!! note\n    {}",
    "x\n{}",
]
BLOCKS = st.tuples(st.sampled_from(FRAMES), LINES).map(lambda pair: pair[0].replace("{}", pair[1]))
TEXTS = st.one_of(
    st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join),
    st.lists(st.one_of(WORDS, SIGNS), min_size=1, max_size=40).map("".join),
)


@pytest.mark.parametrize("name", ENGINES)
def test_every_text_is_set_as_without_it(name):
    plainly, quickly = ENGINES[name]

    @settings(max_examples=300)
    @given(TEXTS)
    def check(text):
        try:
            expected = plainly.reset().convert(text)
        except Exception as error:  # Python-Markdown has its own faults: they stay as they are
            with pytest.raises(type(error)):
                quickly.reset().convert(text)
        else:
            assert quickly.reset().convert(text) == expected

    check()


class Shout(InlineProcessor):
    """Writes, where it finds a bracket, what Python-Markdown's own patterns then find."""

    def handleMatch(self, m, data):
        element = etree.Element("b")
        element.text = "*loud* &amp; `clear`"
        return element, m.start(0), m.end(0)


class Shouting(Extension):
    def __init__(self, expression):
        super().__init__()
        self.expression = expression

    def extendMarkdown(self, md):
        md.inlinePatterns.register(Shout(self.expression, md), "shout", 185)


@pytest.mark.parametrize("expression", [LINK_RE, "and"])
def test_what_an_extension_writes_is_set_too(expression):
    text = "A [ bracket, and 1"
    assert markdown.markdown(text, extensions=[Quick(), Shouting(expression)]) == markdown.markdown(text, extensions=[Shouting(expression)])


class Claiming(Extension):
    """Takes a plain paragraph for something else."""

    def extendMarkdown(self, md):
        md.parser.blockprocessors.register(Claim(md.parser), "claim", 200)


class Claim(BlockProcessor):
    def test(self, parent, block):
        return block.startswith("Dear")

    def run(self, parent, blocks):
        etree.SubElement(parent, "address").text = blocks.pop(0)


def test_a_block_that_an_extension_claims_is_left_to_it():
    assert markdown.markdown("Dear all", extensions=[Quick(), Claiming()]) == "<address>Dear all</address>"


@pytest.mark.parametrize(
    ("text", "extensions", "names"),
    [
        ("Plain words.", PELICAN, []),
        ("Plain *words* and a [link](b.md).", PELICAN, ["link", "em_strong"]),
        ("A [link][a].\n\n[a]: b.md", [], ["reference", "link", "short_reference"]),
        ("Plain words.", ["wikilinks"], "all"),
    ],
)
def test_only_patterns_of_use_are_tried(text, extensions, names, monkeypatch):
    tried, run = [], TreeProcessor.run

    def record(self, tree, ancestors=None):
        tried.append(list(self.inlinePatterns))
        return run(self, tree, ancestors)

    monkeypatch.setattr(TreeProcessor, "run", record)
    engine = markdown.Markdown(extensions=[Quick(), *extensions])
    engine.convert(text)
    assert tried[0] == (list(engine.inlinePatterns) if names == "all" else [engine.inlinePatterns[name] for name in names])
