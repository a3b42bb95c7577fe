"""The way of a submission: take, ask, accept of several, decline, carry, done; each step is written down once."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from plugins.desk import submission
from tests.desk.conftest import DRAFT

COMMENT = """---
story: first-words
name: Cy Dow
date: 2019-05-03
---
We had the same trouble with ours.
"""
STORY = DRAFT.replace("title: The bent ladder", "title: First words\nissue: 7").replace("Bo Park", "ann-lee")


@pytest.fixture(autouse=True)
def ann(monkeypatch, tmp_path_factory):
    """The editor's name in git."""
    file = tmp_path_factory.mktemp("home") / "gitconfig"
    file.write_text("[user]\n\tname = Ann Lee\n\temail = ann@lantern.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    return file


def verbs(desk, reference):
    return [one.what for one in submission.find(desk.root, reference).log()]


def titled(words, draft=DRAFT):
    return draft.replace("The bent ladder", words)


def test_two_editors_do_not_edit_one_draft(desk, ann):
    desk.submitted("AAAAA", DRAFT)
    done = desk("take", "aaaaa", "--day", "2019-04-03")
    assert (done.exit_code, done.stdout) == (0, "private/submissions/AAAAA/draft.md\n")
    assert desk("take", "AAAAA", "--day", "2019-04-04").exit_code == 0
    assert verbs(desk, "AAAAA") == ["received", "taken"]
    ann.write_text("[user]\n\tname = Cy Dow\n")
    refused = desk("take", "AAAAA", "--day", "2019-04-04")
    assert refused.exit_code == 1
    assert "private/submissions/AAAAA/draft.md:0: Ann Lee works on it: ask them" in refused.stderr
    assert desk("take", "AAAAA", "--over", "--day", "2019-04-04").exit_code == 0
    assert verbs(desk, "AAAAA") == ["received", "taken", "taken"]


def test_the_draft_is_opened_where_that_is_asked_for(desk, monkeypatch, tmp_path):
    program = tmp_path / "editor"
    program.write_text("#!/bin/sh\necho 'We bent it twice.' >> \"$1\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    desk.submitted("AAAAA", DRAFT)
    assert desk("take", "AAAAA", "--edit", "--day", "2019-04-03").exit_code == 0
    assert desk.read("private/submissions/AAAAA/draft.md").endswith("We bent it twice.\n")


def test_what_is_asked_is_written_down_once(desk):
    desk.submitted("AAAAA", DRAFT)
    for _ in range(2):
        assert desk("ask", "AAAAA", "May we name the client?", "Who took the picture?", "--day", "2019-04-03").exit_code == 0
    (_, asked) = submission.find(desk.root, "AAAAA").log()
    assert asked.said == {"questions": ["May we name the client?", "Who took the picture?"]}
    assert desk("ask", "AAAAA", "--day", "2019-04-05").exit_code == 0  # what the intake found to ask
    assert submission.find(desk.root, "AAAAA").log()[-1].said == {"questions": ["Who wrote it?"]}


def test_several_are_accepted_each_with_all_its_files_or_none(desk):
    desk.submitted("AAAAA", titled("One"))
    desk.submitted("BBBBB", titled("Two").replace("[listening]", "[listning]"))
    desk.submitted("CCCCC", titled("Three"))  # by the same new author as the first
    done = desk("accept", "AAAAA", "BBBBB", "CCCCC", "--issue", "7", "--day", "2019-04-03")
    assert done.exit_code == 1
    assert "wrote content/people/bo-park.md\nwrote content/stories/2019/one.md\n" in done.stdout
    assert done.stdout.count("bo-park.md") == 1
    assert "wrote content/stories/2019/three.md\n" in done.stdout
    assert "private/submissions/BBBBB/draft.md:5: `tags`: `listning`: did you mean `listening`?" in done.stderr
    assert not (desk.root / "content/stories/2019/two.md").exists()
    assert verbs(desk, "AAAAA") == ["received", "accepted"]
    assert verbs(desk, "BBBBB") == ["received"]
    assert desk("check", "--day", "2019-05-01").exit_code == 0


def test_of_two_with_one_title_the_second_is_refused(desk):
    for reference in ("AAAAA", "BBBBB"):
        desk.submitted(reference, DRAFT)
    done = desk("accept", "AAAAA", "BBBBB", "--issue", "7", "--day", "2019-04-03")
    assert done.exit_code == 1
    assert "private/submissions/BBBBB/draft.md:1: there is a story content/stories/2019/the-bent-ladder.md already" in done.stderr


def test_on_a_terminal_it_asks_once_and_shows_what_it_will_do(desk, monkeypatch):
    desk.submitted("AAAAA", titled("One"))
    desk.submitted("CCCCC", titled("Three"))
    before = desk.files()
    monkeypatch.setattr("plugins.desk.commands.way.at_a_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda question, default: print(f"<{question}>"))
    done = desk("accept", "AAAAA", "CCCCC", "--issue", "7", "--day", "2019-04-03")
    assert done.exit_code == 1
    assert done.stdout.count("<Accept these 2?>") == done.stdout.count("<") == 1
    for line in (
        "AAAAA  One",
        "address  /stories/one/",
        "people   Bo Park",
        "consent  none-involved",
        "new      content/people/bo-park.md",
    ):
        assert line in done.stdout
    assert desk.files() == before
    assert "<" not in desk("accept", "AAAAA", "CCCCC", "--issue", "7", "--yes", "--day", "2019-04-03").stdout


def test_the_pictures_that_a_draft_shows_come_along(desk):
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "JPEG")
    desk.put("private/submissions/AAAAA/pictures/ladder-1a2b3c4d.jpg", out.getvalue())
    desk.put("private/submissions/AAAAA/pictures/other-1a2b3c4d.jpg", out.getvalue())
    image = 'image: {src: pictures/ladder-1a2b3c4d.jpg, alt: "A ladder"}\nconsent:'
    desk.submitted("AAAAA", DRAFT.replace("consent:", image) + "\n![The ladder](pictures/ladder-1a2b3c4d.jpg)\n")
    done = desk("accept", "AAAAA", "--issue", "7", "--day", "2019-04-03")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (desk.root / "content/images/ladder-1a2b3c4d.jpg").read_bytes() == out.getvalue()
    assert not (desk.root / "content/images/other-1a2b3c4d.jpg").exists()
    story = desk.read("content/stories/2019/the-bent-ladder.md")
    assert "src: images/ladder-1a2b3c4d.jpg" in story
    assert "![The ladder]({static}/images/ladder-1a2b3c4d.jpg)" in story
    assert desk("check", "--day", "2019-05-01").stderr == ""


def test_a_comment_becomes_a_file_in_the_folder_of_its_story(desk):
    desk.put("content/stories/2019/first-words.md", STORY)
    desk.submitted("AAAAA", COMMENT, kind="comment")
    desk.submitted("BBBBB", COMMENT.replace("first-words", "last-words"), kind="comment")
    done = desk("accept", "AAAAA", "BBBBB", "--day", "2019-05-04")
    assert done.exit_code == 1
    assert "private/submissions/BBBBB/draft.md:2: `story`: `last-words`: did you mean `first-words`?" in done.stderr
    assert desk.read("content/comments/first-words/2019-05-03-cy-dow.md") == COMMENT.replace("story: first-words\n", "")
    assert "already accepted: content/comments/first-words/2019-05-03-cy-dow.md" in desk("accept", "AAAAA", "--day", "2019-05-05").stdout


def test_a_declined_letter_is_closed_until_somebody_takes_it_again(desk):
    desk.submitted("AAAAA", DRAFT)
    assert desk("decline", "AAAAA", "--day", "2019-04-03").exit_code == 2
    assert desk("decline", "AAAAA", "--because", "We printed one like it.", "--day", "2019-04-03").exit_code == 0
    refused = desk("ask", "AAAAA", "Why?", "--day", "2019-04-04")
    assert "it is declined since 2019-04-03; desk take AAAAA opens it again" in refused.stderr
    assert desk("take", "AAAAA", "--day", "2019-04-05").exit_code == 0
    assert desk("ask", "AAAAA", "Why?", "--day", "2019-04-05").exit_code == 0


def test_what_is_carried_waits_for_its_issue_and_a_story_moves_with_its_remarks(desk):
    assert "desk new issue" in desk("carry", desk.submitted("AAAAA", DRAFT), "--day", "2019-04-03").stderr
    desk("new", "issue", "Begin again")
    desk.submitted("BBBBB", titled("Two"))
    desk("accept", "BBBBB", "--issue", "7", "--day", "2019-04-03")
    file = "content/stories/2019/two.md"
    desk.put(file, desk.read(file).replace("issue: 7", "issue: 7   # as it was promised"))
    done = desk("carry", "AAAAA", "BBBBB", "--day", "2019-04-04")
    assert done.exit_code == 0
    assert [line for line in done.stdout.split("\n") if "carried" in line] == ["AAAAA is carried to #8.", "BBBBB is carried to #8."]
    assert "issue: 8   # as it was promised\n" in desk.read(file)
    assert "to #8" in desk("inbox", "--day", "2019-04-05").stdout
    desk("accept", "AAAAA", "--day", "2019-04-06")
    assert "issue: 8\n" in desk.read("content/stories/2019/the-bent-ladder.md")


def test_a_request_is_done_and_never_declined_or_printed(desk):
    desk.submitted("AAAAA", "---\n---\nTake me off your list.\n", kind="unsubscribe")
    assert "desk done AAAAA" in desk("decline", "AAAAA", "--because", "No.", "--day", "2019-04-03").stderr
    assert "desk done AAAAA" in desk("accept", "AAAAA", "--day", "2019-04-03").stderr
    assert desk("done", "AAAAA", "--day", "2019-04-03").exit_code == 0
    assert verbs(desk, "AAAAA") == ["received", "done"]
    desk.submitted("BBBBB", DRAFT)
    assert "it is no request" in desk("done", "BBBBB", "--day", "2019-04-03").stderr.replace("this is", "it is")


def test_what_another_machine_accepted_is_not_accepted_a_second_time(desk):
    desk.submitted("AAAAA", DRAFT)
    desk("accept", "AAAAA", "--issue", "7", "--day", "2019-04-03")
    (desk.root / "content/stories/2019/the-bent-ladder.md").unlink()  # as where private/ came before content/
    done = desk("accept", "AAAAA", "--issue", "7", "--day", "2019-04-04")
    assert done.exit_code == 1
    assert "which is not here: desk save brings it" in done.stderr
    assert desk("take", "AAAAA", "--day", "2019-04-04").exit_code == 1
    assert desk("take", "AAAAA", "--over", "--day", "2019-04-04").exit_code == 0
    assert desk("accept", "AAAAA", "--issue", "7", "--day", "2019-04-04").exit_code == 0
