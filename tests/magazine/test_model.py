"""A header's object is plain: it holds what was given, cannot be changed, and is known to fit from the moment it is there."""

import pickle
from typing import Annotated

import pytest

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.masthead import Masthead, Slot
from plugins.magazine.model import AtLeast, Model, Words, changed, fields_of, fit, given_in
from plugins.magazine.story_header import Case, Consent, StoryHeader


class Chair(Model):
    """A model of a test."""

    WRITTEN = {"back": "from"}

    name: Words = ""
    legs: Annotated[int, AtLeast(3)] = 4
    back: Words = ""


class Stool(Chair):
    """It adds a field."""

    height: int = 45


def test_what_was_not_given_is_as_the_model_has_it():
    one = Chair(name="Oak")
    assert (one.name, one.legs, given_in(one)) == ("Oak", 4, {"name"})
    assert fields_of(Stool) == ["name", "legs", "back", "height"]


@pytest.mark.parametrize("given", [{"legs": 2}, {"colour": "red"}, {"name": "<b>Oak</b>"}])
def test_nothing_is_made_of_what_does_not_fit(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        Chair(**given)


def test_what_must_be_given_is_asked_for():
    with pytest.raises(ValueError, match="kind"):
        Case()


def test_nothing_is_changed_afterwards():
    one = Chair(name="Oak")
    with pytest.raises(AttributeError):
        one.name = "Ash"
    other = changed(one, legs=3)
    assert (one.legs, other.legs, other.name) == (4, 3, "Oak")


def test_two_that_say_the_same_are_equal_however_it_was_given():
    assert Chair(legs=4) == Chair()
    assert Chair(legs=3) != Chair()
    assert Chair() != Stool()


def test_it_reads_the_same_in_whatever_order_it_was_written():
    assert repr(Chair(legs=5, name="Oak")) == repr(Chair(name="Oak", legs=5)) == "Chair(name='Oak', legs=5)"


def test_it_travels():
    header = StoryHeader(
        title="Late", consent="anonymised", case={"kind": "admission", "problem": "a", "remedy": "b", "result": "resolved"}
    )
    again = pickle.loads(pickle.dumps(header))
    assert again == header
    assert again.consent == Consent(client="anonymised")
    assert given_in(again) == given_in(header) == {"title", "consent", "case"}


def test_what_stands_inside_another_is_of_its_own_model():
    head = Masthead(slots={"wide": {"width": 100}})
    assert head.slots == {"wide": Slot(width=100)}
    assert head.slots["wide"].shape == "small"


def test_what_does_not_fit_is_named_as_it_is_written_and_the_rest_is_read():
    manuscript = Manuscript("a.md", "yaml", {"name": "Oak", "from": ["x"], "legs": "1", "leg": "2"}, {("leg",): 4}, "", 1)
    one, problems = fit(Chair, manuscript)
    assert given_in(one) == {"name"}
    assert sorted((problem.line, problem.message[:7]) for problem in problems) == [(1, "`from` "), (1, "`legs` "), (4, "`leg`: ")]
