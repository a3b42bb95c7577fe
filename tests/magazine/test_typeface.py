"""The display face: a line is as wide as the font says, and ends where it is drawn to."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.typeface import file, outlines, width

words = st.text(st.sampled_from("AVToyo.fi \u00d6\u2013\u05d0\u0416"), max_size=12)


@given(words, st.sampled_from([15.0, 46.0, 250.0]), st.sampled_from([-0.04, 0.0, 0.08]))
def test_a_line_is_as_wide_as_the_font_says(text, size, tracking):
    font = TTFont(file())
    letters, advances, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    wide = [advances[letters[ord(one)]][0] / em + tracking for one in text if ord(one) in letters]
    assert width(text, size, tracking) == pytest.approx(sum(wide) * size)
    assert outlines(text, size, tracking)[1] == width(text, size, tracking)


def test_what_is_drawn_ends_where_the_line_does():
    path, end = outlines("HMH", 100)
    stems = [float(x) for x in re.findall(r"[MLH]([\d.]+)", path)]
    assert 0 < min(stems) < 10
    assert end - 10 < max(stems) < end


def test_a_letter_that_the_face_lacks_takes_no_place():
    assert width("A\u05d0V", 100, 0.1) == width("A", 100, 0.1) + width("V", 100, 0.1)
