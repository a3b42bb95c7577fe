"""What a copy of the press finds out: its answers come in order, and what goes wrong with it goes wrong where it is seen."""

import os
from collections.abc import Iterator

import pytest

from plugins.press import aside
from plugins.press.aside import Aside

ME = os.getpid()


@pytest.fixture(params=[1, 2], ids=["one processor", "two processors"])
def processors(request, monkeypatch):
    monkeypatch.setattr(aside, "processors", lambda: request.param)
    monkeypatch.setattr(aside, "can_copy", lambda: True)
    return request.param


def three() -> Iterator[int]:
    yield from (1, 2, 3)


def dies_in_a_copy() -> Iterator[int]:
    yield 1
    if os.getpid() != ME:
        os._exit(9)
    yield 2


def fails() -> Iterator[int]:
    yield 1
    raise LookupError("the shelf is gone")


def whose() -> Iterator[int]:
    yield os.getpid()


def test_its_answers_come_in_order(processors):
    asked = Aside(three)
    assert [asked.answer() for _ in range(3)] == [1, 2, 3]
    asked.close()


def test_a_copy_answers_where_there_is_a_second_processor(processors):
    asked = Aside(whose)
    assert (asked.answer() == os.getpid()) is (processors == 1)
    asked.close()


def test_what_a_copy_did_not_live_to_say_is_found_out_here(processors):
    asked = Aside(dies_in_a_copy)
    assert [asked.answer(), asked.answer()] == [1, 2]


def test_what_goes_wrong_is_heard(processors):
    asked = Aside(fails)
    assert asked.answer() == 1
    with pytest.raises(LookupError, match="the shelf is gone"):
        asked.answer()


def test_what_nobody_wants_to_hear_keeps_nobody_waiting(processors):
    asked = Aside(lambda: iter([bytes(10_000_000)] * 3))  # far more than a pipe holds
    asked.close()
