"""A name that is disguised in any mix of ways is found, and no text makes the search stumble."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.hidden import any_term
from plugins.magazine.leak import Seeker

NAME = "Kowalczyk"
SEEKER = Seeker([("Marta Kowalczyk", "a-case", True)])
LOOKS = {"K": "KКΚＫ𝐊", "o": "oоοｏó", "w": "wԝｗ", "a": "aаɑａą", "l": "lｌł", "c": "cсϲｃć", "z": "zｚż", "y": "yуｙý", "k": "kкκｋ"}
WITHIN = ["", "\u200b", "\u00ad", "\ufeff", "\u0301", "-", "*", "**", "_", "<b>", "</i>", "<!-- x -->", "&shy;", "&#8203;", "."]
BEFORE = ["", " ", "\n", "(", "«", "\u201c", "#", "/", "**", "<p>", "Mrs ", "3", "="]
AFTER = ["", " ", ".", ",", "'s", "\u2019s", "s", "owi", "iem", "</p>", ")", "!", "-Nowak", ".jpg", "\u2122"]


@st.composite
def disguised(draw):
    letters = [draw(st.sampled_from(LOOKS[letter])) + draw(st.sampled_from(WITHIN)) for letter in NAME]
    return draw(st.sampled_from(BEFORE)) + "".join(letters[:-1]) + letters[-1][0] + draw(st.sampled_from(AFTER))


@given(disguised())
def test_a_disguised_name_is_found(text):
    assert SEEKER.hits(f"We rang {text} and said so.", any_term), text


@given(st.text())
def test_no_text_makes_it_stumble(text):
    SEEKER.hits(text, any_term)
    SEEKER.hits(text, any_term, name=True)


@pytest.mark.parametrize("piece", ["<", "&", "%4", "\\u004", "k-", "k ", "- ", "к", "a" * 50 + "а", "Kowa-", "[(", "&amp;"])
def test_hostile_text_takes_no_longer(piece):
    begun = time.process_time()
    SEEKER.hits(piece * (400_000 // len(piece)), any_term)
    assert time.process_time() - begun < 5
