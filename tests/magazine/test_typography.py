"""Typography sets marks and spaces and never touches a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.galley import plain_text, set_own
from plugins.magazine.typography import MARKS, typeset
from plugins.magazine.vocabulary import Term

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Yes," she said.', "\u201cYes,\u201d she said."),
        ("'Yes,' she said.", "\u2018Yes,\u2019 she said."),
        ("He said, \"She told me 'no' twice.\"", "He said, \u201cShe told me \u2018no\u2019 twice.\u201d"),
        ("It wasn't the Smiths' van", "It wasn\u2019t the Smiths\u2019 van"),
        ("back in the '90s", "back in the \u201990s"),
        ('("Late")', "(\u201cLate\u201d)"),
        ('a "b"-c', "a \u201cb\u201d-c"),
        ("So... no", "So\u2026 no"),
        ("pages 4--9", "pages 4\u20139"),
        ("late --- again", f"late{HARD}\u2014 again"),
        ("late -- again", f"late{HARD}\u2013 again"),
        ("----", "----"),
        ("at 5 pm, 20 km off", f"at 5{HARD}pm, 20{HARD}km off"),
        ("nothing to set", "nothing to set"),
    ],
)
def test_english(typed, printed):
    assert typeset(typed, "en") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Так", сказала вона', "\u00abТак\u00bb, сказала вона"),
        ("п'ять об'єктів", "п\u2019ять об\u2019єктів"),
        ("у місті й в полі", f"у{HARD}місті й{HARD}в{HARD}полі"),
        ("Я -- ні", f"Я{HARD}\u2013 ні"),
    ],
)
def test_ukrainian(typed, printed):
    assert typeset(typed, "uk") == printed


def test_a_language_that_nobody_prepared_is_set_like_english():
    assert typeset('"x"', "xx") == "\u201cx\u201d"


def bare(text: str) -> str:
    """Only what typography may not touch."""
    for dots in ("\u2026", "..."):
        text = text.replace(dots, "")
    return re.sub("[\\s\"'\u2019\u2013\u2014-]|[" + "".join(MARKS.values()) + "]", "", text)


sentences = st.text(st.sampled_from("abcІвґї 0123 \"'.-–—,;:!?()[]\n\u00a0«»“”&<>%kmгпу…"), max_size=60)


@given(sentences, st.sampled_from(["en", "uk", "de", "fr", "xx"]), st.sampled_from(["", "a", " ", "("]))
def test_only_marks_and_spaces_change(text, language, before):
    assert bare(typeset(text, language, before)) == bare(text)


@given(sentences, st.sampled_from(["en", "uk"]))
def test_what_is_set_stays_as_it_is_when_it_is_set_again(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once or "-" in text or "." in text


@given(sentences.filter(lambda text: "\n" not in text))
def test_a_text_in_two_pieces_has_the_marks_of_one_in_a_piece(text):
    whole = re.sub("[^\u201c\u201d\u2018\u2019]", "", typeset(text, "en"))
    for at in range(1, len(text)):
        first = typeset(text[:at], "en")
        # an apostrophe before a year looks one character ahead
        if text[at - 1] in "'\"" or text[at] in "'\"" and text[at - 1] in "'\"":
            continue
        second = typeset(text[at:], "en", first[-1])
        assert re.sub("[^\u201c\u201d\u2018\u2019]", "", first + second) == whole


def test_code_and_addresses_are_never_set():
    html = set_own('Say `"a" -- b...` at <https://plain.example/a--b?c="d"> and [e](/f--g.html "It\'s").\n', "en")
    assert '<code>"a" -- b...</code>' in html
    assert "https://plain.example/a--b" in html
    assert 'href="/f--g.html"' in html


def test_quotation_marks_around_a_link_face_the_right_way():
    assert (
        plain_text(set_own('She said "[no](/x/)" to *"both"* of us.\n', "en")).replace(" ", "")
        == "Shesaid\u201cno\u201dto\u201cboth\u201dofus."
    )


def test_the_sentences_of_the_vocabulary_are_typeset_too():
    assert Term(sentence={"en": "We said we would, and we didn't."}).says("en") == "We said we would, and we didn’t."
