"""A small magazine of its own for each test of the desk."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plugins.desk.cli import app
from plugins.desk.event import Event
from plugins.desk.header import fields

MASTHEAD = """name: The Lantern
short_name: lantern
url: https://lantern.example
languages: [en, uk]
time_zone: Australia/Sydney
tag_authority: lantern.example,2018
"""
VOCABULARY = """topics: {listening: {label: {en: Listening}}}
problems: {damage: {label: {en: Damage}}}
remedies: {replaced: {label: {en: Replaced}}}
departments: {put-right: {label: {en: Put right}}, columns: {label: {en: Columns}}}
"""

DRAFT = """---
title: The bent ladder
authors: [Bo Park]
summary: A ladder came back bent, and whose fault that was.
tags: [listening]
case: {kind: admission, problem: damage, remedy: replaced, result: resolved}
in_brief: {problem: Bent., action: Bought one., outcome: It stands.}
consent: none-involved
---
We bent it.
"""


class Desk:
    """A magazine in a folder of its own, and the command to work on it."""

    def __init__(self, root: Path):
        self.root = root
        self.put("content/masthead.yml", MASTHEAD)
        self.put("content/vocabulary.yml", VOCABULARY)
        self.put("content/people/ann-lee.md", "---\nname: Ann Lee\n---\nPaints.\n")
        self.put("content/issues/7.md", "---\nnumber: 7\ntheme: Begin\ndate: 2019-05-01\n---\nHello.\n")

    def put(self, name: str, text: str | bytes) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def __call__(self, *words: str):
        return CliRunner().invoke(app, ["--root", str(self.root), *words])

    def files(self) -> dict[str, bytes]:
        """Everything there is, by name."""
        return {os.path.relpath(one, self.root): one.read_bytes() for one in sorted(self.root.rglob("*")) if one.is_file()}

    def submitted(self, reference: str, draft: str, day: str = "2019-04-02", **found: object) -> str:
        """A submission as the intake leaves it; gives its reference."""
        folder = f"private/submissions/{reference}"
        said = {"reference": reference, "from": "letter.txt", "text": "0", "questions": ["Who wrote it?"], **found}
        self.put(f"{folder}/original.txt", "A letter.\n")
        self.put(f"{folder}/found.yml", "\n".join(fields(said)) + "\n")
        self.put(f"{folder}/draft.md", draft)
        received = Event(1, "received", date.fromisoformat(day), "Ann")
        self.put(f"{folder}/{received.file}", received.written)
        return reference

    def reference(self) -> str:
        (folder,) = (self.root / "private/submissions").iterdir()
        return folder.name


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def git(folder, *words):
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def remote(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("remotes") / name
    git(folder.parent, "init", "-q", "--bare", str(folder))
    return folder


@pytest.fixture
def home(monkeypatch, tmp_path_factory):
    """Git as one editor has set it up, and on one day."""
    file = tmp_path_factory.mktemp("home") / "gitconfig"
    file.write_text(
        "[user]\n\tname = Ann Lee\n\temail = ann@lantern.example\n[init]\n\tdefaultBranch = main\n[core]\n\thooksPath = /dev/null\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2019-04-10T12:00:00+10:00")


@pytest.fixture
def public(desk, home):
    """A magazine in a repository with a remote of its own."""
    desk.put(".gitignore", "/private/\n")
    git(desk.root, "init", "-q")
    git(desk.root, "add", "-A")
    git(desk.root, "commit", "-qm", "Begin")
    return desk


@pytest.fixture
def two(public, tmp_path_factory):
    """The machines of two editors, with the same remotes."""
    theirs = {name: remote(tmp_path_factory, f"{name}.git") for name in ("content", "private")}
    git(public.root, "remote", "add", "origin", str(theirs["content"]))
    public("save", "--day", "2019-04-13")
    root = tmp_path_factory.mktemp("second")
    git(root, "clone", "-q", str(theirs["content"]), "magazine")
    other = object.__new__(Desk)
    other.root = root / "magazine"
    for desk in (public, other):
        (desk.root / "private").mkdir(exist_ok=True)
        git(desk.root / "private", "init", "-q")
        git(desk.root / "private", "remote", "add", "origin", str(theirs["private"]))
    return public, other


@pytest.fixture
def web():
    from tests.desk.sendings import Web

    there = Web()
    yield there
    there.close()


@pytest.fixture
def postman():
    from tests.desk.sendings import Postman

    return Postman()


@pytest.fixture
def issue(desk, web, postman):
    """Issue 7, ready to be sent to three readers."""
    from tests.desk.sendings import ANN, BO, DI, Listening, readers, ready

    listening = Listening(postman)
    listening.start()
    ready(desk, web, listening.port)
    readers(desk, f"Зоя Lee <{ANN}>", BO, DI)
    yield desk
    listening.stop()
