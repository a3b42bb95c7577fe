"""What the desk writes into a header is read back as it was, whatever an author typed."""

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.desk.header import fields, scalar

WORDS = st.one_of(st.text(), st.text("a: \u00a0\u2028\"'#-[]{}.,\n"))
VALUES = st.one_of(WORDS, st.lists(WORDS), st.lists(st.dictionaries(st.just("text"), WORDS, min_size=1), min_size=1))


@given(st.dictionaries(st.sampled_from(["text", "title", "two words"]), VALUES, min_size=1))
@example({"text": "Name:\u00a0 Email:\u00a0"})  # a hard blank at the end of a line of a saved page
@example({"title": "Focus on the Client..."})
@example({"title": "no"})
def test_a_header_is_read_back_as_it_was_written(data):
    assert yaml.safe_load("\n".join(fields(data))) == data


@given(st.one_of(st.text(), st.text("aZé\u0301Я一 .-'_1", max_size=8), st.sampled_from("Yes NO true Off null n ~ .inf e1".split())))
def test_words_stand_as_yaml_itself_writes_them(text):
    if text.isprintable() and text:
        assert scalar(text) == yaml.safe_dump(text, allow_unicode=True, width=10**9).removesuffix("\n...\n").rstrip("\n")
        assert scalar(text, listed=True) == yaml.safe_dump([text], allow_unicode=True, width=10**9, default_flow_style=True)[1:-2]
