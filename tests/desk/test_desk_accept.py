"""desk accept: the finished draft becomes a story, with all its files or none."""

from __future__ import annotations

import os

import pytest

LETTER = """The bent ladder

We lent our ladder to a client for a week, and on the way back it fell off the trailer. It was bent in two places.

by Bo Park

Park Painting
Tel: (02) 5550 0199
Website: www.parkpainting.example
"""
DRAFT = """---
title: The bent ladder
authors: [Bo Park]
status: draft
summary: A ladder came back bent, and whose fault that was.
tags: [listening]
case: {kind: admission, problem: damage, remedy: replaced, result: resolved}
in_brief: {problem: Bent., action: Bought one., outcome: It stands.}
consent: none-involved
---
We bent it.
"""
STORY = "content/stories/2019/the-bent-ladder.md"


@pytest.fixture
def reference(desk):
    desk("intake", str(desk.put("letter.txt", LETTER)), "--day", "2019-04-02")
    return desk.reference()


def finish(desk, reference, text=DRAFT):
    desk.put(f"private/submissions/{reference}/draft.md", text)


def test_an_unfinished_draft_is_refused_with_its_lines_and_nothing_is_written(desk, reference):
    before = desk.files()
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    draft = f"private/submissions/{reference}/draft.md"
    assert done.exit_code == 1
    lines = desk.read(draft).split("\n")
    number = lines.index("case:") + 1
    for field in ("kind", "problem", "remedy", "result"):
        assert f"`{field}` is missing: add it to `case`" in done.stderr
        line = next(at for at, text in enumerate(lines[number:], number + 1) if text.startswith(f"  {field}:"))
        assert f"{draft}:{line}: `{field}`" in done.stderr
    consent = next(at for at, text in enumerate(lines, 1) if text.startswith("consent:"))
    assert f"{draft}:{consent}: `consent` is missing" in done.stderr
    assert desk.files() == before


def test_a_finished_draft_becomes_a_story_with_its_author_and_business(desk, reference):
    finish(desk, reference)
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert (done.exit_code, done.stderr) == (0, "")
    story = desk.read(STORY)
    assert "id: tag:lantern.example,2018:2019/the-bent-ladder\n" in story
    assert f"submission:\n  reference: {reference}\n  accepted: 2019-04-03\n" in story
    assert "issue: 7\n" in story
    assert "authors: [bo-park]\n" in story
    assert "status" not in story
    assert "business: park-painting\n" in desk.read("content/people/bo-park.md")
    business = desk.read("content/businesses/park-painting.md")
    assert "name: Park Painting\ntelephone: (02) 5550 0199\nwebsite: https://www.parkpainting.example\n" in business
    assert desk("check", "--day", "2019-05-01").exit_code == 0


def test_the_second_time_says_so_and_changes_nothing(desk, reference):
    finish(desk, reference)
    desk("accept", reference.lower(), "--day", "2019-04-03", "--issue", "7")
    before = desk.files()
    done = desk("accept", reference, "--day", "2019-04-04")
    assert (done.exit_code, done.stdout) == (0, f"{reference} is already accepted: {STORY}\n")
    assert desk.files() == before


def test_an_author_who_is_known_by_name_gets_no_second_file(desk, reference):
    finish(desk, reference, DRAFT.replace("Bo Park", "ann  LEE"))
    desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert "authors: [ann-lee]\n" in desk.read(STORY)
    assert sorted(os.listdir(desk.root / "content/people")) == ["ann-lee.md"]
    assert not (desk.root / "content/businesses").exists()


def test_a_problem_is_an_error_also_where_the_issue_is_printed_later(desk, reference):
    finish(desk, reference, DRAFT.replace("[listening]", "[listning]"))
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert done.exit_code == 1
    assert f"private/submissions/{reference}/draft.md:6: `tags`: `listning`: did you mean `listening`?" in done.stderr
    assert not (desk.root / STORY).exists()


def test_a_problem_of_the_body_stands_at_its_line(desk, reference):
    finish(desk, reference, DRAFT + "\n![](x.jpg)\n")
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert f"draft.md:{DRAFT.count(chr(10)) + 2}: the picture has no alt text" in done.stderr


def test_a_story_of_that_name_is_never_written_over(desk, reference):
    finish(desk, reference)
    desk.put(STORY, "---\ntitle: Other\ndate: 2019-01-01\n---\nText.\n")
    before = desk.files()
    assert desk("accept", reference, "--day", "2019-04-03", "--issue", "7").exit_code == 1
    assert desk.files() == before


def test_all_files_or_none(desk, reference, monkeypatch):
    finish(desk, reference)
    before = desk.files()
    link, made = os.link, []

    def full_disk(one, other, **options):
        if ".proof-" not in str(other):
            made.append(other)
            if len(made) == 3:
                raise OSError(28, "No space left on device")
        link(one, other, **options)

    monkeypatch.setattr(os, "link", full_disk)
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert done.exit_code == 1
    assert len(made) == 3
    assert desk.files() == before


def test_an_unknown_reference_is_a_problem(desk):
    done = desk("accept", "ZZZZZ")
    assert (done.exit_code, done.stderr) == (
        1,
        "private/submissions:0: there is no submission ZZZZZ: desk intake takes letters in\n",
    )
    desk.submitted("BW4UB", DRAFT)
    assert desk("show", "BW4VB").stderr.endswith("there is no submission BW4VB: did you mean BW4UB?\n")
    assert desk("show", "ZZZZZ").stderr.endswith("there is no submission ZZZZZ: desk inbox --all lists those here\n")
    assert desk("accept", "../..").exit_code == 1


def test_a_draft_without_a_title_hears_of_everything_else_too(desk, reference):
    finish(desk, reference, DRAFT.replace("title:", "# title:").replace("consent:", "# consent:"))
    done = desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    assert done.exit_code == 1
    assert "`title` is missing" in done.stderr
    assert "`consent` is missing" in done.stderr


@pytest.mark.parametrize("named", ["by the option", "in the draft", "by its date"])
@pytest.mark.parametrize("closed", [True, False])
def test_what_comes_too_late_for_an_issue_is_not_accepted_into_it(desk, reference, named, closed):
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Later\n---\n")
    if closed:
        desk.put("content/stories/2019/first.md", DRAFT.replace("status: draft\n", "issue: 7\n").replace("Bo Park", "ann-lee"))
        assert desk("close", "7", "--day", "2019-04-20").exit_code == 0
    day = "2019-04-21" if closed else "2019-05-02"
    more = {"in the draft": "issue: 7\n---\nWe", "by its date": "date: 2019-04-02\n---\nWe"}.get(named, "---\nWe")
    finish(desk, reference, DRAFT.replace("---\nWe", more))
    before = desk.files()
    done = desk("accept", reference, *(["--issue", "7"] if named == "by the option" else []), "--day", day)
    if closed and named == "by its date":
        assert "no open issue collects it" in done.stderr
        return
    why = "#7 is closed" if closed else "#7 is out since 2019-05-01"
    assert f"{why}: name #8, the earliest that is open\n" in done.stderr
    assert done.stderr.startswith(f"private/submissions/{reference}/draft.md:")
    assert (done.exit_code, desk.files()) == (1, before)
    done = desk("carry", reference, "--issue", "7", "--day", day)
    assert (done.exit_code, done.stderr) == (1, f"content/issues/7.md:0: {why}: name #8, the earliest that is open\n")
    assert desk.files() == before


def test_a_story_that_is_here_goes_into_the_issue_that_is_named(desk, reference):
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Later\n---\n")
    finish(desk, reference)
    desk("accept", reference, "--day", "2019-04-03", "--issue", "7")
    done = desk("accept", reference, "--day", "2019-04-04", "--issue", "8")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{reference} is already accepted: {STORY}\n{reference} is carried to #8.\n")
    assert "issue: 8\n" in desk.read(STORY)
    before = desk.files()
    assert desk("accept", reference, "--day", "2019-04-04", "--issue", "8").stdout == f"{reference} is already accepted: {STORY}\n"
    assert desk.files() == before
    assert "there is no issue 9" in desk("accept", reference, "--day", "2019-04-04", "--issue", "9").stderr
