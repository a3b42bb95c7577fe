"""An edit touches the field it is meant for, and no other byte of the file."""

import datetime
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.desk.edit import edited
from plugins.desk.house import Refused
from plugins.magazine.manuscript import read
from tests.printing import ROOT

HEADER = """\
---
# what Ann sent
title:   "Late:  a confession"   # her own words
authors: [ ann-lee ,bo-lathe ]
tags:
- listening
-   records
summary: >
  Two lines
  folded.

in_brief: {problem: It was late., action: 'We rang.'}
case:
    kind: admission
    # to be asked again
    problem: late-delivery
---
The body.  \n\nWith --- in it.
---
"""
FIELDS = st.sampled_from(
    ["title: A", "title:\tA", 'summary: "x: y"', "tags: [a,  b]", "# a remark", "", "tags:\n- a\n- b", "text: |\n  # no remark\n  two\n"]
    + ["in_brief: {problem: P., action: A.}  # so", "case:\n    kind: x\n    # inside\n    problem: y", "early: yes", "date: 2019-03-20"]
)


def nothing(data):
    """No change at all."""


def put(**fields):
    return lambda data: data.update(fields)


def test_of_the_sample_magazine_no_byte_is_lost():
    for file in sorted((ROOT / "content").rglob("*.[my][dm]*")):
        text = file.read_bytes().decode()
        assert edited(text, nothing, file.name) == text
        if file.suffix == ".md":
            more = edited(text, put(new="a word"), file.name)
            assert more.replace("new: a word\n", "") == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("fence", ["---", "---  ", "..."])
def test_line_ends_marks_and_fences_stay(end, mark, fence):
    text = mark + HEADER.replace("\n---\nThe", f"\n{fence}\nThe").replace("\n", end)
    assert edited(text, nothing, "a.md") == text
    more = edited(text, put(issue=96), "a.md")
    assert more == text.replace(f"{end}{fence}{end}The", f"{end}issue: 96{end}{fence}{end}The")


def test_a_changed_field_is_written_anew_and_no_other():
    text = edited(HEADER, put(authors=["bo-lathe"]), "a.md")
    assert text == HEADER.replace("authors: [ ann-lee ,bo-lathe ]\n", "authors:\n  - bo-lathe\n")

    def corrected(data):
        data["title"] = "Late"
        data["case"]["problem"] = "damage"
        del data["summary"]

    text = edited(HEADER, corrected, "a.md")
    assert re.search(r'(?m)^title: "Late" +# her own words$', text)
    assert re.search(r"(?m)^ +# to be asked again\n +problem: damage$", text)
    assert "summary" not in text
    assert text.endswith(HEADER[HEADER.index("---\nThe") :])


@given(st.lists(FIELDS, unique_by=lambda line: line.partition(":")[0] or line), st.sampled_from(["\n", "\r\n"]), st.text(max_size=20))
@example([], "\n", "")
def test_an_edit_that_changes_nothing_gives_the_same_bytes(fields, end, body):
    text = end.join(["---", *fields, "---", ""]).replace("\n", end).replace("\r\r", "\r") + body
    assert edited(text, nothing, "a.md") == text


@given(fields=st.lists(FIELDS, unique_by=lambda line: line.partition(":")[0] or line))
def test_a_new_field_is_read_back_and_all_others_with_it(fields, tmp_path_factory):
    file = tmp_path_factory.mktemp("edit") / "a.md"
    text = "\n".join(["---", *fields, "---", "Body."])
    file.write_text(text)
    before, _ = read(file, "a.md")
    file.write_text(edited(text, put(corrections=[{"date": datetime.date(2019, 5, 1), "text": "So: it was."}]), "a.md"))
    after, problems = read(file, "a.md")
    assert not problems
    assert after.body == before.body
    assert after.data == {**before.data, "corrections": [{"date": "2019-05-01", "text": "So: it was."}]}


def test_a_plain_header_takes_words():
    text = "Title: A day\nDate: 2019-04-01\nSummary: One\n    two\n\nWords: many.\n"
    assert edited(text, nothing, "a.md") == text
    assert edited(text, put(id="tag:x", date="2019-04-02"), "a.md") == (
        "Title: A day\nSummary: One\n    two\nDate: 2019-04-02\nId: tag:x\n\nWords: many.\n"
    )
    with pytest.raises(Refused, match="a plain header cannot hold `withdrawn`"):
        edited(text, put(withdrawn={"date": "2019-05-01"}), "a.md")


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "---\n- a\n---\n", "---\ntitle: a\n", "Words.\n", ""])
def test_what_has_no_header_is_refused(text):
    with pytest.raises(Refused):
        edited(text, nothing, "a.md")
