"""What a template is printed with: all that it names is part of its mark, in whichever way the name is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError, meta

from plugins.press.templates import Templates, needed, read
from tests.printing import ROOT

JINJA = Environment(extensions=["jinja2.ext.i18n"])
KNOWN = ["base.html", "card.html", "line.html"]
THEMES = [ROOT / "theme/templates", *sorted(ROOT.glob("tests/bench/themes/*/theme/templates"))]


@pytest.mark.parametrize("folder", THEMES, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_every_theme_here_names_what_jinja_finds_in_it(folder):
    for name, text in read(folder).sources:
        assert set(needed(text, KNOWN)) == set(meta.find_referenced_templates(JINJA.parse(text))), name


quoted = st.sampled_from(["'base.html'", '"card.html"', '"line.html"', "'base.h\\x74ml'", '""'])
names = st.one_of(
    quoted,
    st.sampled_from(["name", "view.name", "view['card.html']"]),
    st.builds("{} {} {}".format, quoted, st.sampled_from(["~", "if view else", "or", "|upper ~"]), quoted),
    st.builds("{}{}".format, quoted, st.sampled_from(["|upper", ".lower()", "[0]", " 'more'"])),
    st.builds("[{}, {}]".format, quoted, quoted),
    st.builds("({})".format, quoted),
)
statements = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(["{%", "{%-", "{%+", "{# {%", "{% raw %}{%"]),
    st.sampled_from([" ", "", "\n\t"]),
    st.sampled_from(["include", "extends", "import", "from"]),
    st.sampled_from([" ", "", "\n"]),
    names,
    st.sampled_from(["%}", " -%}", " as one %}", " import one with context%}", " ignore missing %}", " without context\n+%}", " #}"]),
)


@given(st.lists(statements | st.sampled_from(["{{ view }}", "{% endraw %}", "words"]), min_size=1, max_size=3).map("".join))
@settings(max_examples=300)
def test_nothing_that_jinja_finds_is_missed(text):
    try:
        found = set(meta.find_referenced_templates(JINJA.parse(text)))
    except TemplateSyntaxError:
        return
    wanted = set(KNOWN) if None in found else found & set(KNOWN)  # what is not there has no words
    assert wanted <= set(needed(text, KNOWN)), text


@pytest.mark.parametrize(
    ("text", "changed", "another"),
    [
        ('{% extends "base.html" %}', "base.html", True),
        ('{% extends "base.html" %}', "line.html", False),
        ('{% extends "middle.html" %}', "base.html", True),
        ("{%- import 'card.html' as set with context -%}", "card.html", True),
        ("{% include view.name %}", "line.html", True),
        ("{% include 'card.html' if view else 'line.html' %}", "line.html", True),
        ("{% include ['none.html', 'line.html'] %}", "line.html", True),
        ("{{ view }}", "line.html", False),
    ],
)
def test_the_mark_of_a_template_is_another_when_what_it_names_changes(text, changed, another):
    texts = {"page.html": text, "middle.html": '{% extends "base.html" %}', **dict.fromkeys(KNOWN, "words")}
    before, after = (Templates(tuple(given.items())).marks() for given in (texts, {**texts, changed: "other words"}))
    assert (before["page.html"] != after["page.html"]) is another
