"""desk terms and desk accept: the names of an anonymised client are kept, looked for, and what passed is marked."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from plugins.desk.cli import app
from plugins.desk.commands import terms as commands

LETTER = """The bent ladder

We lent our ladder to a client for a week, and on the way back it fell off the trailer.

by Bo Park
"""
DRAFT = """---
title: The bent ladder
authors: [Bo Park]
status: draft
summary: A ladder came back bent, and whose fault that was.
tags: [listening]
case: {kind: admission, problem: damage, remedy: replaced, result: resolved}
in_brief: {problem: Bent., action: Bought one., outcome: It stands.}
consent: anonymised
---
We bent it, and rang her.
"""
STORY = "content/stories/2019/the-bent-ladder.md"
DAY = ("--day", "2019-05-01")


@pytest.fixture
def reference(desk):
    desk("intake", str(desk.put("letter.txt", LETTER)), "--day", "2019-04-02")
    desk.put(f"private/submissions/{desk.reference()}/draft.md", DRAFT)
    return desk.reference()


def accept(desk, reference, *more):
    return desk("accept", reference, "--day", "2019-04-03", "--issue", "7", *more)


def test_an_anonymised_case_is_not_accepted_before_its_names_are_known(desk, reference):
    before = desk.files()
    done = accept(desk, reference)
    assert done.exit_code == 1
    assert f"private/submissions/{reference}/draft.md:9: the client is anonymised: say which names must not appear" in done.stderr
    assert desk.files() == before


def test_what_passed_is_marked_and_the_names_are_kept_where_only_editors_read_them(desk, reference):
    done = accept(desk, reference, "--term", "Marta Kowalczyk", "--term", "12 Harbour Street")
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.search(r"^checked: [0-9a-f]{32}$", desk.read(STORY), re.MULTILINE)
    assert "terms:\n  - Marta Kowalczyk\n  - 12 Harbour Street\n" in desk.read(f"private/terms/{reference}.yml")
    assert not any(b"owalczyk" in raw for name, raw in desk.files().items() if name.startswith("content/"))
    assert desk("check", *DAY).stderr == ""


def test_a_name_in_the_draft_is_told_with_its_line(desk, reference):
    desk.put(f"private/submissions/{reference}/draft.md", DRAFT.replace("rang her", "rang Mrs Kowalczyk"))
    done = accept(desk, reference, "--term", "Marta Kowalczyk")
    assert done.exit_code == 1
    assert f"private/submissions/{reference}/draft.md:11: a name in `Marta Kowalczyk` must not appear" in done.stderr
    assert not (desk.root / STORY).exists()
    desk.put(f"private/submissions/{reference}/draft.md", DRAFT)
    assert accept(desk, reference).exit_code == 0  # the names were kept


def test_names_may_be_kept_before_the_draft_is_finished(desk, reference):
    done = desk("terms", reference.lower(), "Marta Kowalczyk", *DAY)
    assert done.stdout == f"kept in private/terms/{reference}.yml\ndesk accept {reference} looks through the draft for them.\n"
    assert accept(desk, reference).exit_code == 0
    done = desk("terms", "the-bent-ladder", "Kowalczyk & Sons", "Marta Kowalczyk", *DAY)
    assert "terms:\n  - Marta Kowalczyk\n  - Kowalczyk & Sons\n" in desk.read(f"private/terms/{reference}.yml")


def test_on_a_terminal_the_desk_asks_once(desk, reference, monkeypatch):
    monkeypatch.setattr(commands, "on_terminal", lambda: True)
    words = ["--root", str(desk.root), "accept", reference, "--day", "2019-04-03", "--issue", "7"]
    done = CliRunner().invoke(app, words, input="Marta Kowalczyk\n12 Harbour Street\n\n")
    assert done.exit_code == 0
    assert "Which names must not appear?" in done.stdout
    assert "terms:\n  - Marta Kowalczyk\n  - 12 Harbour Street\n" in desk.read(f"private/terms/{reference}.yml")
    assert "Which names" not in CliRunner().invoke(app, words).stdout


def test_who_asks_for_what_is_not_there_is_told_so(desk):
    done = desk("terms", "nobody", "Marta", *DAY)
    assert (done.exit_code, done.stderr) == (
        1,
        "content/stories:0: there is no story or submission nobody: name its reference or its address\n",
    )


def test_names_may_come_from_a_file_or_nobody_may_know_them(desk, reference):
    names = desk.put("names.txt", "# the client\nMarta Kowalczyk\n\n(02) 5550 0123\n")
    assert accept(desk, reference, "--terms", str(names)).exit_code == 0
    assert "terms:\n  - Marta Kowalczyk\n  - (02) 5550 0123\n" in desk.read(f"private/terms/{reference}.yml")
    done = desk("terms", reference, "--unknown", "the author never told us", *DAY)
    assert done.exit_code == 0
    assert "unknown: the author never told us\n" in desk.read(f"private/terms/{reference}.yml")


def test_a_machine_without_the_names_goes_by_the_mark_of_this_very_text(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    (desk.root / "private").rename(desk.root / "elsewhere")
    assert desk("check", *DAY).stderr == ""
    desk.put(STORY, desk.read(STORY).replace("rang her", "rang Marta Kowalczyk"))
    line = next(at for at, text in enumerate(desk.read(STORY).split("\n"), 1) if text.startswith("checked:"))
    message = (
        "this machine cannot check it for its client's name: run desk terms the-bent-ladder where private/ is, which marks this very text"
    )
    assert desk("check", *DAY).stderr == f"{STORY}:{line}: warning: {message}\n"
    (desk.root / "elsewhere").rename(desk.root / "private")
    done = desk("check", *DAY)
    assert done.exit_code == 1
    assert "`Marta Kowalczyk` must not appear" in done.stderr


def test_after_an_edit_the_text_is_marked_again(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    desk.put(STORY, desk.read(STORY).replace("---\nWe bent", "# a remark\n---\nWe really bent"))
    assert "run desk terms the-bent-ladder" in desk("check", *DAY).stderr
    assert desk("terms", "the-bent-ladder", *DAY).stdout == f"marked {STORY}\n"
    assert "# a remark\n" in desk.read(STORY)
    assert desk("check", *DAY).stderr == ""
    assert desk("terms", *DAY).stdout == "Nothing was found, and every text has its mark.\n"


def test_a_text_with_a_name_in_it_gets_no_mark(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    before = desk.read(STORY)
    desk.put(STORY, before.replace("rang her", "rang M. Kowal<b>czyk</b>"))
    done = desk("terms", "the-bent-ladder", *DAY)
    assert done.exit_code == 1
    assert "marked" not in done.stdout


def test_a_false_hit_is_allowed_with_a_reason_and_in_one_place_alone(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    issue = "content/issues/7.md"
    desk.put(issue, "---\nnumber: 7\ntheme: Begin\ndate: 2019-05-01\n---\nKowalczyk Tiling printed this.\n")
    assert desk("check", *DAY).exit_code == 1
    file = f"private/terms/{reference}.yml"
    allowed = f"allowed:\n  - {{words: Kowalczyk Tiling, where: {issue}, because: no relation}}\n"
    desk.put(file, desk.read(file) + allowed)
    assert desk("check", *DAY).stderr == ""
    desk.put(file, desk.read(file).replace(", because: no relation", ""))
    assert re.search(rf"{file}:\d+: `because` is missing", desk("check", *DAY).stderr)
    desk.put(file, desk.read(file).replace("tiling", "Tiling").replace(issue, f"{issue}, because: no relation"))
    desk.put(issue, desk.read(issue) + "Ask Kowalczyk.\n")
    assert f"{issue}:7: " in desk("check", *DAY).stderr


def test_a_comment_on_an_anonymised_case_is_looked_through_too(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    comment = "content/comments/the-bent-ladder/2019-05-01-jo.md"
    desk.put(comment, "---\nname: Jo\n---\nWas that you?\n")
    assert f"{comment}:1: warning: it has no mark" in desk("check", *DAY).stderr
    assert desk("terms", "the-bent-ladder", *DAY).stdout == f"marked {comment}\n"
    assert desk("check", *DAY).stderr == ""
    desk.put(comment, desk.read(comment).replace("you?", "you, Kowalczyk?"))
    assert desk("check", *DAY).exit_code == 1


def test_what_is_done_after_print_is_looked_through_and_marked_anew(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    assert desk("close", "7", "--day", "2019-04-20").exit_code == 0
    letter = str(desk.put("reply.txt", "It was my ladder.\n"))
    moved = "content/stories/2019/the-ladder.md"
    for words, marked in (
        (("correct", "the-bent-ladder", "--text", "It was a short ladder."), STORY),
        (("rename", "the-bent-ladder", "the-ladder"), moved),
        (("rename", "people/bo-park", "bo-lee", "--title", "Bo Lee"), moved),
        (("reply", "the-ladder", letter, "--name", "The client"), "content/comments/the-ladder/2019-05-01-the-client.md"),
    ):
        done = desk(*words, *DAY)
        assert done.exit_code == 0, done.output
        assert f"marked {marked}\n" in done.stdout
        checked = desk("check", *DAY)
        assert (checked.exit_code, checked.stderr) == (0, "")


def test_a_name_that_must_not_appear_is_not_written_and_without_the_names_it_is_said_who_has_to_look(desk, reference):
    accept(desk, reference, "--term", "Marta Kowalczyk")
    desk("close", "7", "--day", "2019-04-20")
    letter, before = str(desk.put("reply.txt", "It was my ladder.\n")), desk.files()
    for words in (
        ("correct", "the-bent-ladder", "--text", "Kowalczyk's was short."),
        ("reply", "the-bent-ladder", letter, "--name", "M Kowalczyk"),
    ):
        done = desk(*words, *DAY)
        assert (done.exit_code, "`Marta Kowalczyk` must not appear" in done.stderr) == (1, True)
        assert desk.files() == before
    (desk.root / f"private/terms/{reference}.yml").unlink()
    done = desk("rename", "the-bent-ladder", "the-ladder", *DAY)
    assert done.exit_code == 0
    assert "this machine cannot check it for its client's name: run desk terms the-ladder where private/ is" in done.stderr
