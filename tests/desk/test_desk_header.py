"""What the desk writes into a header is read back as it was, whatever an author typed."""

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.desk.header import fields

WORDS = st.one_of(st.text(), st.text("a: \u00a0\u2028\"'#-[]{}.,\n"))
VALUES = st.one_of(WORDS, st.lists(WORDS), st.lists(st.dictionaries(st.just("text"), WORDS, min_size=1), min_size=1))


@given(st.dictionaries(st.sampled_from(["text", "title", "two words"]), VALUES, min_size=1))
@example({"text": "Name:\u00a0 Email:\u00a0"})  # a hard blank at the end of a line of a saved page
@example({"title": "Focus on the Client..."})
@example({"title": "no"})
def test_a_header_is_read_back_as_it_was_written(data):
    assert yaml.safe_load("\n".join(fields(data))) == data
