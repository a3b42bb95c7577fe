"""What the press keeps is packed in its own way, and comes back as what it was."""

from __future__ import annotations

import pickle
import pickletools
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.galley import Text
from plugins.magazine.listing import Ref
from plugins.magazine.page import Page
from plugins.press.packed import packed, unpacked
from plugins.press.plain import plainly
from plugins.press.stamps import Stamp


class Late(NamedTuple):
    """A kind of tuple that nobody knew of when the first value was packed."""

    words: str
    inner: object


refs = st.builds(Ref, st.text(max_size=5), st.text(max_size=5))
stamps = st.builds(Stamp, *[st.integers(0, 9)] * 4, st.booleans(), st.text(max_size=3), st.booleans())
leaves = st.one_of(
    st.none(), st.integers(), st.text(max_size=5), st.dates(), refs, stamps, st.datetimes(timezones=st.just(ZoneInfo("UTC")))
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner), st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner), st.builds(Late, st.text(), inner)
    ),
    max_leaves=12,
)


def kinds(value: object) -> object:
    """The type of a value, and of all that is in it."""
    if isinstance(value, dict):
        return dict, [kinds(one) for one in value.values()]
    return type(value), [kinds(one) for one in value] if isinstance(value, (tuple, list)) else []


@given(values)
def test_every_value_comes_back_as_what_it_was(value):
    back = pickle.loads(plainly(value))
    assert (back, kinds(back)) == (value, kinds(value))


def test_a_named_tuple_is_made_again_without_a_call_of_its_own():
    assert "NEWOBJ" not in {opcode.name for opcode, _, _ in pickletools.genops(plainly(Ref("a", "/b/")))}


def test_one_thing_in_two_places_is_packed_once():
    one = Ref("a", "/b/")
    first, second = pickle.loads(plainly([one, one]))
    assert first is second


@given(values)
def test_a_page_comes_back_with_its_view_and_another_text_in_the_place_of_its_own(value):
    page = Page("/a/", "story.html", (value, Text("<p>One.</p>", path="content/a.md")))
    raw, texts = packed(page)
    back = unpacked(raw, lambda path, mark: Text(f"<p>{path}, another.</p>"))
    assert texts == ("content/a.md",)
    assert b"One." not in raw
    assert (back.address, back.template) == (page.address, page.template)
    assert (back.view[0], kinds(back.view[0])) == (value, kinds(value))
    assert back.view[1].__html__() == "<p>content/a.md, another.</p>"
