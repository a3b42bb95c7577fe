"""No build goes out with a name that must not appear, whatever brought it there and whichever machine prints."""

from __future__ import annotations

import subprocess
import sys

import pytest

from plugins.leaks import gate
from tests.helpers import CASE, MASTHEAD, case, site
from tests.leaks.test_leaks import FILES, STORY, names
from tests.printing import ROOT


def press(folder, *more):
    """The press beside a private folder."""
    command = [sys.executable, "-m", "plugins.press", "--content", str(folder / "content"), "--output", str(folder / "output"), *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


ON = ("--day", "2019-05-01")
PUBLISH = ("--settings", "publishconf.py", *ON)
CANNOT = "this machine cannot check it for its client's name"


def test_without_the_names_html_warns_and_publish_refuses(tmp_path):
    site(tmp_path, {STORY: FILES[STORY]})
    done = press(tmp_path, *ON)
    assert done.returncode == 0
    assert f"warning: {CANNOT}" in done.stderr
    done = press(tmp_path, *PUBLISH)
    assert done.returncode == 1
    assert f"{STORY}:{list(CASE).index('consent') + 2}: {CANNOT}" in done.stderr
    names(tmp_path)
    assert press(tmp_path, *PUBLISH).returncode == 0


def test_a_build_sees_that_names_were_added_or_an_edit_brought_one(tmp_path):
    content = site(tmp_path, FILES)
    assert press(tmp_path, *ON).returncode == 0
    names(tmp_path, "terms: [Someone Else]\n")
    assert press(tmp_path, *ON).returncode == 0
    (content / STORY).write_text(case("We rang Someone Else, and said so.\n", consent="anonymised"))
    done = press(tmp_path, *ON)
    assert done.returncode == 1
    assert "`Someone Else` must not appear" in done.stderr
    (content / STORY).write_text(FILES[STORY])
    assert press(tmp_path, *ON).returncode == 0
    names(tmp_path, "terms: [rang her]\n")
    assert press(tmp_path, *ON).returncode == 1


def test_a_name_that_only_the_finished_page_has_is_found_there(tmp_path):
    """Here the words of the interface and a name of the content make one between them."""
    site(tmp_path, {STORY: FILES[STORY]})
    names(tmp_path, "whole: [forgot The Plain Dealer]\n")  # as the title of the page has it
    done = press(tmp_path, *ON)
    assert done.returncode == 1
    assert "must not appear and is in the finished file" in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(("kind", "words"), [("pdf", "Contents 1 The ad"), ("epub", "reading order with a table")])
def test_a_name_that_only_an_edition_has_is_found_there(kind, words, tmp_path):
    """One stands on the contents page of the paper, the other in what the book tells machines of itself."""
    site(tmp_path, {STORY: FILES[STORY], "masthead.yml": f"{MASTHEAD}editions: [web, feed, {kind}]\n"})
    names(tmp_path, f"whole: [{words}]\n")
    done = press(tmp_path, *ON)
    assert done.returncode == 1
    assert f"output/issues/96/plain-dealer-96.{kind}:0: " in done.stderr


def test_a_page_that_passed_is_not_read_again(tmp_path, monkeypatch):
    tree = tmp_path / "a"
    tree.mkdir()
    for name in ("one.html", "two.html"):
        (tree / name).write_text("<p>Nobody.</p>")
    known, read = names(tmp_path), []
    looking = gate.seeker(known)
    monkeypatch.setattr(gate, "seeker", lambda terms: looking)
    monkeypatch.setattr(type(looking), "hits", lambda self, text, counts, name=False: read.append(text) or [])
    for marks, expected in (
        ({"one.html": "1", "two.html": "2"}, 4),
        ({"one.html": "1", "two.html": "3"}, 2),
        ({"one.html": "1", "two.html": "3"}, 0),
    ):
        read.clear()
        assert gate.looked_through(tree, marks, terms=known) == []
        assert len(read) == expected
