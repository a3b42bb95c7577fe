"""Hostile Markdown is refused by a count, or set within two seconds; honest Markdown is never refused."""

from __future__ import annotations

import time

import pytest

from plugins.magazine.bounds import too_hard
from plugins.magazine.galley import STOCK_MARKDOWN, set_as_stock, set_own
from plugins.magazine.markup import clean
from plugins.magazine.proof import proof
from plugins.magazine.survey import survey
from tests.helpers import DAY, case, magazine

PATIENCE = 2.0  # seconds of processor time
SMALL, LARGE = 4 * 1024, 50 * 1024
REPEATED = [
    "[",
    "![",
    "[a](",
    "[a]: ",
    "[^a]",
    "[^1]: x\n",
    "x[^1]\n\n[^1]: y\n\n",
    "> ",
    "> a\n",
    "*",
    "_",
    "**a ",
    "*a **b ",
    "*_",
    "`",
    "`a``",
    "<",
    "<a ",
    '<a href="',
    "<x y='",
    "<!--",
    "<![CDATA[",
    "<?",
    "</",
    "<div>",
    "<div>\n",
    "<b>",
    "<http://",
    "<a@",
    "&",
    "\\",
    "[x](",
    "[x]((",
    "![x](a ",
    '[x]("',
    "- ",
    "-\n",
    "1. ",
    "+ 1. ",
    "1.\n",
    "- a\n",
    "a\n: b\n",
    ": ",
    "*[A]: b\n",
    "a|b\n-|-\n",
    "|",
    "# a\n",
    "#\n",
    "=\n",
    "a\n=\n",
    "---\n",
    "~~~\n",
    "```\n",
    " ",
    "\t",
    "\u00a0",
    "{: a ",
    "[[]",
    "['",
    "(",
    "\n",
    "[ " * 180 + "\n\u00a0\n",
    "[" * 49 + "x",
    "[" * 49 + "]" * 49 + " ",
    "[x](a " * 400 + "\n\n",
]
WHOLE = {
    "a deep list": "\n".join(f"{' ' * 2 * level}- a" for level in range(118)),
    "a list of 60 levels": "\n".join(f"{' ' * 4 * level}- a" for level in range(60)),
    "a thousand quotes": "> " * 1000,
    "ten thousand stars": "*" * 10_000,
    "a wide table": "|".join("a" * 3000) + "\n" + "|".join("-" * 3000) + "\n" + "|".join("b" * 3000),
    "a long table": "a|b\n-|-\n" + "c|d\n" * 12_000,
    "abbreviations": "".join(f"*[w{at}]: x\n" for at in range(3000)) + "\n" + " ".join(f"w{at}" for at in range(3000)),
    "nested tags": "<div>" * 200_000,
    "spaces in a link": "![a](" + " " * 40_000 + "x",
    "spaces in a reference": "[a]:" + " " * 40_000 + "x",
    "an open fence": "```" + "a" * 40_000,
}


HOSTILE = [pytest.param(unit * (size // len(unit)), id=f"{unit[:12]!r}-{size // 1024}k") for unit in REPEATED for size in (SMALL, LARGE)]
HOSTILE += [pytest.param(text, id=name) for name, text in WHOLE.items()]


@pytest.mark.parametrize("body", HOSTILE)
def test_it_is_refused_or_set_in_time(body):
    begun = time.process_time()
    found, _ = survey(body)
    surveyed = time.process_time() - begun
    assert surveyed < PATIENCE
    if not any(one.rule == "too-deep" for one in found):
        assert not list(too_hard(body))
        begun = time.process_time()
        clean(set_own(body, "en"))
        assert time.process_time() - begun < PATIENCE
        if len(body) <= SMALL:
            begun = time.process_time()
            clean(set_as_stock(body, STOCK_MARKDOWN))
            assert time.process_time() - begun < PATIENCE


@pytest.mark.parametrize(
    "text",
    ["[" * SMALL, "> " * 1000 + "x", "- " * 1000 + "x", "1. " * 500 + "x", "<a " * LARGE, "<div>" * 6000, "[a](" * 5000, "a\n: b\n" * 300],
)
def test_the_worst_is_refused_by_a_count(text, tmp_path):
    read = magazine(tmp_path, {"stories/2019/bad.md": case(text)})
    assert "too-deep" in [problem.rule for problem in proof(read, DAY)]


@pytest.mark.parametrize(
    "body",
    [
        "* * *\n\n" + "-" * 300 + "\n\n" + "- " * 60 + "\n",
        "> > > quoted\n",
        "[x] " * 400,
        "[a](b) " * 3000,
        "<b>a</b> " * 3000,
        "\n".join(f"{' ' * 4 * level}- a" for level in range(12)),
        "a|b\n-|-\n" + "c|d\n" * 2000,
        "1 < 2 " * 300,
        "```\nvector<int> a[\n```\n\n" * 300,
        "".join(f"Word {at}\n:   Its meaning\n\n" for at in range(1000)),
        "".join(f"Said[^{at}]\n\n[^{at}]: there\n\n" for at in range(300)),
        "x = [\n" * 400 + "]\n" * 400,
        "Some words of a paragraph,\nline by line.\n" * 5000,
    ],
)
def test_honest_text_is_never_refused(body):
    assert not list(too_hard(body))
