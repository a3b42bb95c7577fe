"""Every ink can be read on its paper and on its wash, by day and by night."""

from __future__ import annotations

import re

import pytest

from plugins.magazine.ink import PAPER_DARK, PAPER_LIGHT, contrast, ink

EVERY = [*((number, None) for number in range(401)), *((0, hue) for hue in range(360))]
READABLE = 4.5  # WCAG 2.2, 1.4.3


def test_the_measure_of_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_ink_reads_on_paper_and_wash_in_both_schemes():
    for number, hue in EVERY:
        one = ink(number, hue)
        for colour, paper in ((one.light, PAPER_LIGHT), (one.light, one.wash_light), (one.dark, PAPER_DARK), (one.dark, one.wash_dark)):
            assert contrast(colour, paper) >= READABLE, (number, hue, one)


def test_every_ink_is_a_colour_and_no_grey():
    for number, hue in EVERY:
        for colour in ink(number, hue)[1:3]:
            assert re.fullmatch("#[0-9a-f]{6}", colour)
            channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
            assert max(channels) - min(channels) > 40, (number, hue, colour)


def test_neighbours_look_apart():
    for number in range(400):
        apart = abs(ink(number).hue - ink(number + 1).hue)
        assert min(apart, 360 - apart) > 90


def test_a_hue_that_is_written_down_is_taken():
    assert ink(3, 145).hue == ink(4, 145).hue == ink(5, 505).hue == 145
    assert ink(3, 145) == ink(96, 145)
