"""The display face: a line is as wide as it is drawn, whoever asks first and however often."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.typeface import outlines, width

words = st.text(st.sampled_from("AVToyo.fi \u00d6\u2013\u05d0\u0416"), max_size=12)


@given(words, st.sampled_from([15.0, 46.0, 250.0]), st.sampled_from([-0.04, 0.0, 0.08]))
def test_a_line_is_as_wide_as_it_is_drawn(text, size, tracking):
    assert width(text, size, tracking) == outlines(text, size, tracking)[1]
    outlines.cache_clear()
    assert width(text, size, tracking) == outlines(text, size, tracking)[1]


def test_what_is_drawn_ends_where_the_line_does():
    path, end = outlines("HMH", 100)
    stems = [float(x) for x in re.findall(r"[MLH]([\d.]+)", path)]
    assert 0 < min(stems) < 10
    assert end - 10 < max(stems) < end


def test_a_letter_that_the_face_lacks_takes_no_place():
    assert width("A\u05d0V", 100, 0.1) == width("A", 100, 0.1) + width("V", 100, 0.1)
