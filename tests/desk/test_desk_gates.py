"""Before a commit and on a pull request the same check runs as at the desk."""

import os
import subprocess
import sys

import pytest
import yaml

from tests.printing import ROOT

BROKEN = """---
title: The ladder
authors: [nobody]
date: 2019-04-02
case: {kind: admission, problem: damage, remedy: replaced, result: resolved}
---
Bent.
"""
WHO = {
    f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Ann"), ("EMAIL", "ann@lantern.example"))
}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(desk, *words):
    return subprocess.run(["git", *words], cwd=desk.root, env=os.environ | WHO | ALONE, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(desk):
    (desk.root / "desk").symlink_to(ROOT / "desk")
    (desk.root / ".venv").symlink_to(sys.prefix)
    desk.put(".gitignore", "/.venv\n/desk\n/private/\n")
    git(desk, "init", "-q")
    git(desk, "config", "core.hooksPath", str(ROOT / ".githooks"))
    git(desk, "add", "-A")
    assert git(desk, "commit", "-qm", "Begin").returncode == 0
    return desk


def test_what_breaks_a_rule_is_not_committed(repository):
    repository.put("content/stories/2019/ladder.md", BROKEN)
    git(repository, "add", "-A")
    done = git(repository, "commit", "-qm", "A story")
    assert done.returncode == 1
    assert "content/stories/2019/ladder.md:" in done.stderr
    assert git(repository, "log", "--oneline").stdout.count("\n") == 1


def test_only_what_is_committed_counts(repository):
    repository.put("content/stories/2019/ladder.md", BROKEN)  # not added
    repository.put("content/people/bo-park.md", "---\nname: Bo Park\n---\n")
    git(repository, "add", "content/people")
    done = git(repository, "commit", "-qm", "A person")
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_private_is_committed(repository):
    repository.put("private/terms/ladder.yml", "terms: [Marta]\n")
    git(repository, "add", "-f", "private")
    done = git(repository, "commit", "-qm", "Oh")
    assert done.returncode == 1
    assert done.stderr.startswith("private/:0: ")


def test_the_workflow_runs_the_check_with_marks_for_the_lines_of_a_pull_request():
    said = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in said["jobs"]["check"]["steps"] if "run" in step]
    assert runs == ["make .venv/ready", "./desk check --format github"]
    assert said["permissions"] == {"contents": "read"}
    assert "$(VENV)/ready:" in (ROOT / "Makefile").read_text(encoding="utf-8")
