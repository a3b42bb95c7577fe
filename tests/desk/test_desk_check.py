"""desk check: problems, what is held, the count, the exit status."""

from __future__ import annotations

import json

from plugins.desk import many
from plugins.desk.cli import ORDER
from tests.desk.conftest import DRAFT

CASE_WITHOUT_CONSENT = """---
title: The bent ladder
authors: [ann-lee]
date: 2019-04-02
summary: A ladder came back bent.
tags: [listening]
case: {kind: admission, problem: damage, remedy: replaced, result: resolved}
in_brief: {problem: Bent., action: Bought one., outcome: It stands.}
---
We bent it.
"""


def test_a_sound_magazine_ends_with_the_count(desk):
    done = desk("check", "--day", "2019-05-01")
    assert (done.exit_code, done.stdout) == (0, "2019-05-01: 0 read = 0 printed + 0 planned + 0 held + 0 withdrawn + 0 refused\n")


def test_problems_go_to_standard_error_with_path_and_line(desk):
    desk.put("content/stories/2019/the-bent-ladder.md", CASE_WITHOUT_CONSENT)
    done = desk("check", "--day", "2019-05-01")
    assert done.exit_code == 1
    assert "content/stories/2019/the-bent-ladder.md:1: `consent` is missing" in done.stderr
    assert "consent" not in done.stdout


def test_what_is_held_is_named_with_the_reason(desk):
    desk.put("content/stories/2019/idle.md", "---\ntitle: Idle\ndate: 2019-04-02\nstatus: draft\n---\nText.\n")
    done = desk("check", "--day", "2019-05-01")
    assert "content/stories/2019/idle.md:0: held: its status is draft\n" in done.stdout
    assert done.exit_code == 0


def test_json_and_github_go_to_standard_output(desk):
    desk.put("content/stories/2019/the-bent-ladder.md", CASE_WITHOUT_CONSENT)
    done = desk("check", "--day", "2019-05-01", "--format", "json")
    assert "missing-consent" in {one["rule"] for one in json.loads(done.stdout)}
    assert done.stderr.endswith("1 refused\n")
    github = desk("check", "--day", "2019-05-01", "--format", "github")
    assert "::error file=content/stories/2019/the-bent-ladder.md,line=1,title=missing-consent::" in github.stdout
    assert (done.exit_code, github.exit_code) == (1, 1)


def test_wrong_usage_is_2(desk, tmp_path_factory):
    assert desk("check", "--format", "yaml").exit_code == 2
    assert desk("check", "--day", "1.5.2019").exit_code == 2
    assert desk("--root", str(tmp_path_factory.mktemp("empty")), "check").exit_code == 2


def test_help_fits_80_columns_in_the_order_of_the_work(desk):
    said = desk("--help").stdout
    assert max(map(len, said.split("\n"))) <= 80
    commands = said[said.index("Commands:") :]
    listed = [line.split()[0] for line in commands.split("\n")[1:] if line[2:3].strip()]
    assert "..." not in commands  # what each does is said whole, on two lines where it is long
    assert {"intake", "accept", "new", "check", "words", "import"} <= set(listed)
    assert listed == sorted(listed, key=ORDER.index)


def test_many_hands_find_what_one_does(desk, monkeypatch):
    for number in range(40):
        desk.put(f"content/stories/2019/story-{number}.md", CASE_WITHOUT_CONSENT if number % 3 else "---\ntitle: [\n---\n")
    alone = desk("check", "--day", "2019-05-01")
    monkeypatch.setattr(many, "MANY", 1)
    monkeypatch.setattr(many.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    together = desk("check", "--day", "2019-05-01")
    assert (together.stdout, together.stderr) == (alone.stdout, alone.stderr)
    assert alone.exit_code == 1


def test_nothing_is_written_by_a_masthead_that_cannot_be_read(desk):
    desk.submitted("BW4UB", DRAFT)
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "frequency: [\n")
    before = desk.files()
    for words in (
        "new issue Later",
        "accept BW4UB --issue 7",
        "carry BW4UB",
        "ask BW4UB Who?",
        "close 7",
        "reopen 7",
        "flatplan",
        "rename a b",
    ):
        done = desk(*words.split(), "--day", "2019-04-03")
        assert (done.exit_code, desk.files()) == (1, before), words
        assert done.stderr.startswith("content/masthead.yml:"), words
