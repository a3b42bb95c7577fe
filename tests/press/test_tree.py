"""The change of trees: what readers see is always one whole release, the old one or the new."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from plugins.press import tree
from tests.printing import ROOT, SMALL, SMALL_DAY, press, small_copy
from tests.printing import tree as files


def test_readers_see_a_tree_only_when_it_is_shown(tmp_path):
    trees = tree.Trees(tmp_path / "output")
    for number in ("one", "two", "three"):
        name = trees.next
        tree.put(tree.emptied(trees.folder(name)), "a/b.html", number.encode())
        if number != "one":
            assert (trees.served / "a/b.html").read_text() != number
        trees.show(name)
        assert (trees.served / "a/b.html").read_text() == number


def test_folders_of_others_are_kept_each_under_its_own_name(tmp_path):
    trees = tree.Trees(tmp_path / "output")
    for number in (1, 2):
        if trees.served.is_symlink():
            trees.served.unlink()
        trees.served.mkdir()
        (trees.served / "theirs").write_text(str(number))
        tree.emptied(trees.folder(trees.next))
        trees.show(trees.next)
    assert sorted(path.read_text() for path in tmp_path.rglob("theirs")) == ["1", "2"]


def test_a_reader_of_the_old_file_reads_it_to_its_end(tmp_path):
    tree.put(tmp_path, "a.html", b"old" * 100)
    with (tmp_path / "a.html").open("rb") as reader:
        assert reader.read(3) == b"old"
        tree.put(tmp_path, "a.html", b"new")
        assert reader.read() == b"old" * 99


def test_what_is_removed_takes_its_empty_folders_along(tmp_path):
    for name in ("a/b/c.html", "a/d.html", "e/f/g.html"):
        tree.put(tmp_path, name, b"x")
    tree.remove(tmp_path, ["a/b/c.html", "e/f/g.html", "never/there.html"])
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "d.html"]


def test_killed_at_any_moment_the_output_is_whole_and_the_next_build_works(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    old = files(output)
    story = content / "stories/2019/a-word.md"
    story.write_text(story.read_text() + "\nOne more line.\n")
    assert press(content, tmp_path / "other").returncode == 0
    new = files(tmp_path / "other")
    assert old != new
    chance = random.Random(96)
    command = [sys.executable, "-m", "plugins.press", "--content", str(content), "--output", str(output), "--day", SMALL_DAY]
    for _ in range(5):
        running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.6))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert files(output) in (old, new)
    assert press(content, output).returncode == 0
    assert files(output) == new


def test_two_presses_wait_for_each_other(tmp_path):
    command = [sys.executable, "-m", "plugins.press", "--content", str(SMALL), "--output", str(tmp_path / "output"), "--day", SMALL_DAY]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0], [one.stderr.read() for one in both]
    assert (tmp_path / "output/index.html").is_file()


@pytest.mark.parametrize("harm", ["written into", "taken away"])
def test_what_somebody_does_to_the_tree_that_nobody_reads_is_mended_before_it_is_shown(tmp_path, harm):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    hidden = tmp_path / ".press/output" / ("b" if output.resolve().name == "a" else "a") / "archive/index.html"
    hidden.unlink()
    if harm == "written into":
        hidden.write_text("something of somebody's")
    story = content / "stories/2019/the-invoice-twice.md"
    story.write_text(story.read_text().replace("title: ", "title: Once more, ", 1))
    assert press(content, output).returncode == 0
    assert press(content, tmp_path / "clean/output", CLEAN="1").returncode == 0
    assert files(output) == files(tmp_path / "clean/output")


def test_nothing_but_the_output_is_kept_where_there_is_no_next_build(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, tmp_path / "clean/output").returncode == 0
    for _ in range(2):  # where nothing is, and where a build was that kept what it knew
        assert press(content, output, KEEP="0").returncode == 0
        assert files(output) == files(tmp_path / "clean/output")
        beside = {path.name for path in (tmp_path / ".press/output").iterdir()}
        assert not beside & {"ledger", "ledger-journal"}
        assert len(beside & {"a", "b"}) == 1
        assert press(content, output).returncode == 0
        assert (tmp_path / ".press/output/ledger").is_file()
