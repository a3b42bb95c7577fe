"""The change of trees: what readers see is always one whole release, the old one or the new."""

import os
import random
import signal
import subprocess
import sys
import time

from plugins.press import tree
from tests.printing import ROOT, SMALL, SMALL_DAY, press, small_copy
from tests.printing import tree as files


def test_what_is_not_fit_changes_nothing(tmp_path):
    served = tmp_path / "output"
    with tree.fresh(served) as one:
        (one.folder / "a.html").write_text("one")
        one.fit()
    with tree.fresh(served) as two:
        (two.folder / "a.html").write_text("two")
    assert (served / "a.html").read_text() == "one"
    try:
        with tree.fresh(served) as three:
            (three.folder / "a.html").write_text("three")
            three.fit()
            raise RuntimeError
    except RuntimeError:
        pass
    assert (served / "a.html").read_text() == "one"


def test_folders_of_others_are_kept_each_under_its_own_name(tmp_path):
    served = tmp_path / "output"
    for number in (1, 2):
        if served.is_symlink():
            served.unlink()
        served.mkdir()
        (served / "theirs").write_text(str(number))
        with tree.fresh(served) as one:
            one.fit()
    assert sorted(path.read_text() for path in tmp_path.rglob("theirs")) == ["1", "2"]


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
