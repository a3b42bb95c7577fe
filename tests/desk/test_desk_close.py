"""desk close: the last proof, the ids, the lock; and an editor who is interrupted."""

from __future__ import annotations

import json

import pytest

from plugins.desk import house
from tests.desk.conftest import DRAFT

STORY = """---
title: {title}
authors: [ann-lee]
summary: It rained in.
tags: [listening]        # one of ours
case: {{kind: admission, problem: damage, remedy: replaced, result: resolved}}
in_brief: {{problem: It leaked., action: We came., outcome: It is dry.}}
consent: none-involved
{more}---
We came on a Tuesday.
"""
LATE = "2019-04-20"  # after the deadline of #7


@pytest.fixture
def issue(desk):
    """A magazine whose #7 has two stories, a translation and an advertisement."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "slots: {card: {}}\n")
    desk.put("content/stories/2019/the-roof.md", STORY.format(title="The roof", more="date: 2019-04-10\n"))
    desk.put("content/stories/2019/the-roof.uk.md", STORY.format(title="Дах", more="lang: uk\n"))
    desk.put("content/stories/2019/the-wall.md", STORY.format(title="The wall", more="issue: 7\n"))
    desk.put("content/businesses/paint.md", "---\nname: Paint\n---\n")
    desk.put("content/adverts/paint.yml", "advertiser: paint\nslot: card\nheadline: Paint\ntext: Now.\ninsertions: [{issue: 7}]\n")
    return desk


def test_an_issue_is_closed(issue):
    done = issue("close", "7", "--day", LATE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "wrote content/stories/2019/the-roof.md",
        "wrote content/stories/2019/the-roof.uk.md",
        "wrote content/stories/2019/the-wall.md",
        "wrote content/issues/7.lock.json",
        "#7 is closed: 2 stories, 1 translation, 1 advertisement.",
        "Next: desk save, and on the day of the issue make publish and desk post.",
    ]
    text = issue.read("content/stories/2019/the-roof.md")
    assert "tags: [listening]        # one of ours\n" in text
    assert "date: 2019-04-10\nid: tag:lantern.example,2018:2019/the-roof\n---\n" in text
    lock = issue.read("content/issues/7.lock.json")
    assert lock.endswith("]\n")
    entries = json.loads(lock)
    assert [next(iter(one)) for one in entries] == ["insertion", "letter", "story", "story", "story", "issue"]
    assert [one["address"] for one in entries if "story" in one] == ["/stories/the-roof/", "/uk/stories/the-roof/", "/stories/the-wall/"]
    assert lock.splitlines()[1:-2] == sorted(lock.splitlines()[1:-2])
    assert issue("check", "--day", "2019-05-01").stderr == ""


def test_what_was_closed_is_not_closed_again(issue):
    issue("close", "7", "--day", LATE)
    before = issue.files()
    done = issue("close", "7", "--day", LATE)
    assert done.exit_code == 1
    assert done.stderr == (
        "content/issues/7.lock.json:0: #7 is closed already: desk close 7 --again writes down what was corrected since\n"
    )
    assert issue("close", "7", "--again", "--day", "2019-05-02").stdout == "#7 stays closed; 0 entries came into its lock.\n"
    assert issue.files() == before


def test_an_issue_with_a_fault_or_something_unfinished_stays_open(issue):
    issue.put("content/stories/2019/bad.md", STORY.format(title="Bad", more="issue: 7\nstatus: draft\n"))
    issue.put("content/stories/2019/worse.md", STORY.format(title="Worse", more="issue: 7\n").replace("listening", "weather"))
    before = issue.files()
    done = issue("close", "7", "--day", LATE)
    assert done.exit_code == 1
    said = dict(line.partition(": ")[::2] for line in done.stderr.splitlines())
    assert list(said) == ["content/stories/2019/bad.md:10", "content/stories/2019/worse.md:5"]
    assert said["content/stories/2019/bad.md:10"].startswith("the case is held (its status is draft)")
    assert issue.files() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [(["9"], "there is no issue 9: those here are #7, and desk new issue THEME begins #8"), (["7", "--again"], "#7 is not closed")],
)
def test_what_cannot_be_closed(words, said, issue):
    done = issue("close", *words, "--day", LATE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


def test_an_issue_that_cannot_be_read_is_not_said_to_be_missing(issue):
    issue.put("content/issues/8.md", "---\nnumber: [8\n---\n")
    for words in (["close", "8"], ["reopen", "8"], ["flatplan", "8"], ["new", "story", "Word", "--issue", "8"]):
        done = issue(*words, "--day", LATE)
        assert done.exit_code == 1
        assert done.stderr.startswith("content/issues/8.md:3: the header cannot be read here"), words


def test_a_desk_that_is_stopped_in_the_middle_closes_when_asked_again(issue, monkeypatch):
    whole = None
    for at in range(1, 6):
        steps = iter(range(at))

        def stopped(source, target, do=house.os.replace, steps=steps):
            if next(steps, None) is None:
                raise KeyboardInterrupt
            do(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(house.os, "replace", stopped)
            issue("close", "7", "--day", LATE)
    issue("close", "7", "--day", LATE)
    whole = issue.files()
    assert not [name for name in whole if name.endswith("~")]
    assert "content/issues/7.lock.json" in whole
    assert issue("check", "--day", "2019-05-01").stderr == ""


def test_before_anybody_has_read_it_a_closed_issue_may_be_closed_anew(issue):
    issue("close", "7", "--day", LATE)
    roof = issue.read("content/stories/2019/the-roof.md")
    issue.put("content/stories/2019/the-roof.md", roof.replace("Tuesday", "Monday"))
    way_out = "desk close 7 --again"
    assert f"or, before 2019-05-01, {way_out} locks it as it is now" in issue("check", "--day", LATE).stderr
    assert f"change it as you like, then {way_out}" in issue("correct", "the-roof", "--text", "Monday", "--day", LATE).stderr
    before = issue.read("content/issues/7.lock.json")
    done = issue("close", "7", "--again", "--day", LATE)
    assert done.stdout.endswith("#7 stays closed; 1 entry came into its lock, 1 went out.\n")
    assert issue("check", "--day", LATE).exit_code == 0
    assert len(issue.read("content/issues/7.lock.json").splitlines()) == len(before.splitlines())
    issue.put("content/stories/2019/the-roof.md", roof)
    assert issue("close", "7", "--again", "--day", "2019-05-02").exit_code == 1  # readers have it


def test_an_article_with_a_plain_header_is_in_it_too(issue):
    issue.put("content/notes/glue.md", "Title: On glue\nDate: 2019-04-10\nIssue: 7\n\nIt sticks.\n")
    assert issue("close", "7", "--day", LATE).exit_code == 0
    assert issue.read("content/notes/glue.md") == (
        "Title: On glue\nDate: 2019-04-10\nIssue: 7\nId: tag:lantern.example,2018:notes/glue\n\nIt sticks.\n"
    )
    assert issue("check", "--day", "2019-05-01").exit_code == 0


def test_the_lock_of_an_issue_is_the_same_on_every_machine(issue, tmp_path):
    issue("close", "7", "--day", LATE)
    first = issue.read("content/issues/7.lock.json")
    (issue.root / "content/issues/7.lock.json").unlink()
    issue("close", "7", "--day", "2019-06-20")
    assert issue.read("content/issues/7.lock.json") == first


def test_an_issue_without_a_story_is_not_closed_and_one_without_a_letter_is_with_a_word(issue):
    issue.put("content/issues/8.md", "---\nnumber: 8\ntheme: Empty\n---\n")
    done = issue("close", "8", "--day", LATE)
    assert (done.exit_code, done.stdout) == (1, "#8 is as it was: mend these first.\n")
    assert done.stderr == "content/issues/8.md:2: #8 has no story: desk accept REF --issue 8 brings one into it\n"
    issue.put("content/stories/2019/the-floor.md", STORY.format(title="The floor", more="issue: 8\n"))
    done = issue("close", "8", "--day", LATE)
    assert done.exit_code == 0
    assert "content/issues/8.md:5: warning: #8 has no editor's letter: write it below the header, then desk close 8 --again" in done.stderr


def test_only_what_is_new_counts_when_it_is_closed_again(issue):
    issue("close", "7", "--day", LATE)
    assert issue("close", "7", "--again", "--day", LATE).stdout == "#7 stays closed; 0 entries came into its lock.\n"
    wall = issue.read("content/stories/2019/the-wall.md")
    issue.put("content/stories/2019/the-wall.md", wall.replace("issue: 7", "issue: 8"))
    issue.put("content/issues/8.md", "---\nnumber: 8\ntheme: Later\n---\n")
    assert issue("close", "7", "--again", "--day", LATE).stdout.endswith("; 0 entries came into its lock, 1 went out.\n")


def test_an_issue_that_nobody_has_read_is_opened_again(issue):
    before = issue.files()
    issue("close", "7", "--day", LATE)
    done = issue("reopen", "7", "--day", LATE)
    assert done.stdout.splitlines() == [
        "took away content/issues/7.lock.json",
        "#7 is open again; its stories keep their ids.",
        "Next: desk save, and in the end desk close 7.",
    ]
    assert set(issue.files()) == set(before)
    assert "id: tag:lantern.example,2018:2019/the-roof\n" in issue.read("content/stories/2019/the-roof.md")
    assert "#7 is not closed" in issue("reopen", "7", "--day", LATE).stderr
    assert issue("close", "7", "--day", LATE).exit_code == 0
    lock = issue.files()
    for day in ("2019-05-01", "2020-01-01"):
        done = issue("reopen", "7", "--day", day)
        assert (done.exit_code, issue.files()) == (1, lock)
        assert done.stderr.startswith(
            "content/issues/7.lock.json:0: #7 came out on 2019-05-01, and stays as its readers have it: desk correct"
        )
    text = issue.read("content/issues/7.md")
    issue.put("content/issues/7.md", text.replace("2019-05-01", "2030-05-01"))  # the lock knows better
    assert issue("reopen", "7", "--day", "2020-01-01").exit_code == 1


def test_what_is_out_before_its_issue_stays_as_it_was_locked(issue):
    early = STORY.format(title="The early roof", more="date: 2019-04-10\nearly: true\n")
    issue.put("content/stories/2019/early.md", early)
    issue("close", "7", "--day", LATE)
    text = issue.read("content/stories/2019/early.md")
    issue.put("content/stories/2019/early.md", text.replace("Tuesday", "Monday"))
    done = issue("reopen", "7", "--day", LATE)
    assert (done.exit_code, "it is out before its issue, and it reads differently" in done.stderr) == (1, True)
    issue.put("content/stories/2019/early.md", text)
    assert issue("reopen", "7", "--day", LATE).exit_code == 0


def test_letters_of_an_issue_that_is_opened_again_are_called_back(issue):
    mail = "url: https://lantern.example\nmail: {submissions: desk@lantern.example}\n"
    issue.put("content/masthead.yml", issue.read("content/masthead.yml").replace("url: https://lantern.example\n", mail))
    issue.put("content/people/bo-park.md", "---\nname: Bo Park\n---\n")
    reference = issue.submitted("BW4UB", DRAFT, address="bo@park.example")
    assert issue("accept", reference, "--issue", "7", "--day", LATE).exit_code == 0
    issue("close", "7", "--day", LATE)
    (letter,) = in_print(issue)
    raw = issue.files()[letter]
    assert f"took away {letter}" in issue("reopen", "7", "--day", LATE).stdout
    assert in_print(issue) == []
    issue.put("content/issues/8.md", "---\nnumber: 8\ntheme: Later\n---\n")
    issue("close", "7", "--day", LATE)
    assert issue.files()[letter] == raw
    story = "content/stories/2019/the-bent-ladder.md"
    issue.put(story, issue.read(story).replace("issue: 7", "issue: 8"))
    assert f"Called back: {letter}\n" in issue("close", "7", "--again", "--day", LATE).stdout
    assert in_print(issue) == []
    issue.put(story, issue.read(story).replace("issue: 8", "issue: 7"))
    assert f"Letter: {letter} (desk post sends it)" in issue("close", "7", "--again", "--day", LATE).stdout
    (issue.root / "private/sent/2019").mkdir(parents=True)
    (issue.root / letter).rename(issue.root / "private/sent/2019" / letter.rpartition("/")[2])
    done = issue("reopen", "7", "--day", LATE)
    assert (done.exit_code, "an author was told of #7 already" in done.stderr) == (1, True)


def in_print(desk):
    return [name for name in desk.files() if "in-print" in name]
