"""desk inbox, show and status: where everything stands, in one sentence and a table."""

from __future__ import annotations

import re
from datetime import date

import pytest

from plugins.desk import submission
from tests.desk.conftest import DRAFT

EMPTY = "---\ntitle: {title}\nauthors: [Bo Park]\ncase:\nconsent:\n---\nIt was so.\n"


def titled(words):
    return DRAFT.replace("The bent ladder", words)


@pytest.fixture
def evening(desk):
    """Four evenings before a deadline."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "slots: {banner: {label: Banner}}\n")
    desk.put("content/businesses/park-painting.md", "---\nname: Park Painting\n---\n")
    desk.put("content/adverts/park.yml", "advertiser: park-painting\nslot: banner\ninsertions: [{issue: 7}]\n")
    for reference in "AAAAA", "BBBBB", "CCCCC", "DDDDD", "EEEEE", "FFFFF":
        desk.submitted(reference, titled(f"Ready {reference.lower()}"))
    for at, reference in enumerate(("GGGGG", "HHHHH", "JJJJJ")):
        desk.submitted(reference, EMPTY.format(title=f"Waits {at}"))
        desk("ask", reference, "Who was it?", "--day", f"2019-04-0{at + 3}")
    return desk


def test_one_sentence_says_how_the_issue_stands(evening):
    done = evening("inbox", "--day", "2019-04-13")
    assert done.exit_code == 0
    lines = done.stdout.split("\n")
    assert lines[:2] == ["Four evenings left: 6 ready, 3 wait for answers, 1 advertisement lacks artwork.", "Never saved: desk save."]
    assert lines[3:5] == [
        "ref    title                  from             state          since   next",
        "AAAAA  Ready aaaaa            Bo Park          ready          2 Apr   accept",
    ]
    assert "GGGGG  Waits 0                Bo Park          waits          3 Apr   an answer" in lines


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-04-16", "One evening left: "),
        ("2019-04-17", "The last evening for #7: "),
        ("2019-04-18", "The deadline of #7 was yesterday: "),
        ("2019-04-20", "The deadline of #7 was three days ago: "),
        ("2019-05-02", "No issue is open: "),
    ],
)
def test_it_counts_the_evenings(evening, day, words):
    assert evening("inbox", "--day", day).stdout.startswith(words)


def test_who_asks_to_be_left_alone_comes_first_and_what_is_over_last(evening):
    evening.submitted("KKKKK", "---\n---\nTake my name out.\n", kind="remove", author="Di Roe", subject="Our story")
    evening("decline", "GGGGG", "--because", "No.", "--day", "2019-04-06")
    evening("accept", "AAAAA", "--issue", "7", "--day", "2019-04-06")
    lines = evening("inbox", "--day", "2019-04-13").stdout.split("\n")
    assert lines[0] == "Four evenings left: 1 request to be left alone, 5 ready, 2 wait for answers, 1"
    assert lines[5].startswith("KKKKK  Our story              Di Roe           remove         2 Apr   see to it")
    assert lines[-2] == "Over: 1 accepted, 1 declined (desk inbox --all)."
    every = evening("inbox", "--all", "--day", "2019-04-13").stdout.split("\n")
    assert [line[:5] for line in every[-3:-1]] == ["AAAAA", "GGGGG"]
    evening("done", "KKKKK", "--day", "2019-04-13")
    assert "left alone" not in evening("inbox", "--day", "2019-04-13").stdout


def test_hostile_and_long_words_stay_in_their_column(desk):
    title = '"\\e[2J\\e]0;owned\\a' + "very long " * 20 + '"'
    desk.submitted("AAAAA", EMPTY.format(title=title))
    for words in (("inbox",), ("show", "AAAAA"), ("status", "AAAAA")):
        out = desk(*words, "--day", "2019-04-13").stdout
        assert "\x1b" not in out
        assert "\a" not in out
    assert max(map(len, desk("inbox", "--day", "2019-04-13").stdout.split("\n"))) <= 80


def test_an_approval_that_is_waited_for_keeps_a_draft_from_being_ready(desk):
    desk.submitted("AAAAA", DRAFT)
    one = submission.find(desk.root, "AAAAA")
    day = one.log()[0].day
    for reader in ("author", "client"):
        one.note("proofed", day, "Ann", reader=reader)
    for reader in ("author", "client"):
        assert "waits          2 Apr   approval" in desk("inbox", "--day", "2019-04-13").stdout
        one.note("approved", day, "Ann", reader=reader)
    assert "ready" in desk("inbox", "--day", "2019-04-13").stdout


def test_what_names_a_client_who_must_not_be_named_is_not_ready(desk):
    desk.submitted("AAAAA", titled("One"))
    desk.submitted("BBBBB", titled("Two").replace("none-involved", "anonymised"))
    desk.submitted("CCCCC", titled("Three").replace("We bent it.", "Jo Parkhurst bent it."))

    def ready():
        return [line[:5] for line in desk("inbox", "--day", "2019-04-13").stdout.split("\n") if "  ready  " in line]

    assert ready() == ["AAAAA", "CCCCC"]  # nobody said yet who is hidden
    desk.put("private/terms/BBBBB.yml", "terms: [Jo Parkhurst]\n")
    assert ready() == ["AAAAA", "BBBBB"]
    desk.put("private/submissions/BBBBB/draft.md", desk.read("private/submissions/BBBBB/draft.md") + "Parkhurst paid.\n")
    assert ready() == ["AAAAA"]
    for reference in ("BBBBB", "CCCCC"):  # as accept sees it
        assert desk("accept", reference, "--issue", "7", "--day", "2019-04-13").exit_code == 1


def test_show_tells_everything(desk):
    desk.submitted("AAAAA", DRAFT, remarks=["it was read as Windows text"], address="bo@park.example")
    desk("ask", "AAAAA", "May we name the client?", "--day", "2019-04-03")
    out = desk("show", "AAAAA", "--day", "2019-04-13").stdout
    for words in (
        "AAAAA  The bent ladder, from Bo Park\n  Came on 2 April 2019; finished, and not accepted yet.\n",
        "bo@park.example",
        "it was read as Windows text",
        "Who wrote it?",
        "- 3 April 2019 asked",
        "May we name the client?",
        "private/submissions/AAAAA/original.txt",
        "\nWe bent it.\n",
    ):
        assert words in out


def test_a_contributor_on_the_telephone_hears_what_became_of_it(desk):
    desk.submitted("AAAAA", DRAFT, address="bo@park.example")
    said = "AAAAA  The bent ladder, from Bo Park\n  Came on 2 April 2019; "
    assert desk("status", "bo@PARK.example", "--day", "2019-04-03").stdout == said + "finished, and not accepted yet.\n"
    desk("accept", "AAAAA", "--issue", "7", "--day", "2019-04-03")
    accepted = said + "accepted on 3 April 2019.\n"
    planned = "  Planned in #7: it is printed on 2019-05-01. It stands in\n    content/stories/2019/the-bent-ladder.md.\n"
    assert desk("status", "aaaaa", "--day", "2019-04-04").stdout == accepted + planned
    printed = "  Printed in #7 on 1 May 2019: https://lantern.example/stories/the-bent-ladder/\n"
    for words in (["bent", "ladder"], ["Párk"], ["https://lantern.example/stories/the-bent-ladder/"]):
        assert desk("status", *words, "--day", "2019-05-04").stdout == accepted + printed
    desk.put("content/stories/2019/old.md", DRAFT.replace("The bent ladder", "An old one\nissue: 7").replace("Bo Park", "ann-lee"))
    assert desk("status", "Ann Lee", "--day", "2019-05-04").stdout == (
        "An old one, by Ann Lee\n  Printed in #7 on 1 May 2019: https://lantern.example/stories/old/\n"
    )
    assert desk("status", "nobody", "--day", "2019-05-04").exit_code == 1


def joined(desk, reference, day):
    """An answer comes to a submission."""
    submission.find(desk.root, reference).note("answered", date.fromisoformat(day), "Ann", text=day)


def rows(desk, day):
    """What the table says, by reference."""
    lines = desk("inbox", "--day", day).stdout.split("\n")
    return {line[:5]: re.split(r" {2,}", line[46:].strip()) for line in lines if line[5:7] == "  " and line[:5].isupper()}


def test_an_answer_is_to_be_read_whatever_stands_already(evening):
    evening("accept", "AAAAA", "--issue", "7", "--day", "2019-04-06")
    for reference in ("AAAAA", "BBBBB", "CCCCC"):
        joined(evening, reference, "2019-04-07")
    evening("decline", "CCCCC", "--because", "No.", "--day", "2019-04-06")
    joined(evening, "CCCCC", "2019-04-08")
    said = rows(evening, "2019-04-13")
    assert [said[one][-1] for one in ("AAAAA", "BBBBB", "CCCCC", "DDDDD")] == ["read it", "read, take", "read it", "accept"]
    assert said["AAAAA"][0] == "accepted"
    assert said["CCCCC"][0] == "answered"  # and not ready: this very draft was declined
    assert "2 answered" in evening("inbox", "--day", "2019-04-13").stdout
    evening("take", "BBBBB", "--day", "2019-04-09")
    assert evening("done", "AAAAA", "--day", "2019-04-09").exit_code == 0
    said = rows(evening, "2019-04-13")
    assert ("AAAAA" in said, said["BBBBB"][-1]) == (False, "accept")
    assert "no request but a story" in evening("done", "AAAAA", "--day", "2019-04-09").stderr


def test_what_was_carried_to_an_issue_that_came_out_without_it_waits_again(evening):
    evening.put("content/issues/8.md", "---\nnumber: 8\ntheme: Wait\ndate: 2019-07-01\n---\n")
    evening("carry", "AAAAA", "--issue", "8", "--day", "2019-04-06")
    assert rows(evening, "2019-04-13")["AAAAA"][0] == "to #8"
    assert rows(evening, "2019-07-02")["AAAAA"][0] == "new"
