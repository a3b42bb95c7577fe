"""A laptop dies in the middle: whatever the desk was at, the same command finishes it, and nothing is lost or half."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from plugins.desk.git import Repository
from tests.desk.conftest import DRAFT, Desk
from tests.desk.test_desk_after import AFTER, issue, out  # noqa: F401 - fixtures
from tests.printing import ROOT

LETTER = """The bent ladder

We lent our ladder to a client for a week, and on the way back it fell off the trailer. It was bent in two places.

by Bo Park

Park Painting
Tel: (02) 5550 0199
"""
DAY = "2019-04-03"
# Everything with which the desk changes something on a disk
CALLS = ((os, ("link", "rename", "replace", "unlink", "mkdir")), (io, ("open",)), (subprocess, ("Popen",)))


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path_factory):
    file = tmp_path_factory.mktemp("home") / "gitconfig"
    file.write_text("[user]\n\tname = Ann Lee\n\temail = ann@lantern.example\n[init]\n\tdefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2019-04-03T12:00:00+10:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2019-04-03T12:00:00+10:00")


io_open = io.open


def killed(desk: Desk, at: int, *words: str) -> bool:
    """Runs a command in a process of its own that dies before or after one of its changes; whether it came that far."""
    child = os.fork()
    if not child:
        left = at

        def step():
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def dying(call):
            def counted(*given, **named):
                if call is io_open and not ({"w", "x"} & set(named.get("mode", (*given, "r")[1]))):
                    return call(*given, **named)
                step()
                done = call(*given, **named)
                step()
                return done

            return counted

        for module, names in CALLS:
            for name in names:
                setattr(module, name, dying(getattr(module, name)))
        desk(*words)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def played(desk: Desk, *words: str) -> None:
    """Kills a command at each of its changes in turn; each time it is run again, and comes to the same end."""
    beginning = desk.root.with_name(f"{desk.root.name}-beginning")
    shutil.copytree(desk.root, beginning)
    assert desk(*words).exit_code == 0
    end = state(desk)
    for at in range(400):
        shutil.rmtree(desk.root)
        shutil.copytree(beginning, desk.root)
        died = killed(desk, at, *words)
        whole(desk)
        again = desk(*words)
        assert again.exit_code == 0, (at, again.stderr)
        assert state(desk) == end, at
        if not died:
            assert at > 3
            return
    raise AssertionError("it never ends")


def state(desk: Desk) -> dict[str, bytes]:
    """Every file that somebody may look into."""
    return {name: raw for name, raw in desk.files().items() if ".git" not in name.split("/") and not name.endswith(".new~")}


def whole(desk: Desk) -> None:
    """No file that counts is half written: each is what its kind must be."""
    assert "unreadable" not in desk("check", "--format", "json", "--day", DAY).stdout


def test_in_the_middle_of_intake(tmp_path):
    desk = Desk(tmp_path / "magazine")
    desk.put("letter.txt", LETTER)
    played(desk, "intake", str(desk.root / "letter.txt"), "--day", DAY)


def test_in_the_middle_of_accept(tmp_path):
    desk = Desk(tmp_path / "magazine")
    desk("intake", str(desk.put("letter.txt", LETTER)), "--day", DAY)
    desk.put(f"private/submissions/{desk.reference()}/draft.md", DRAFT)
    played(desk, "accept", desk.reference(), "--issue", "7", "--day", DAY)


@pytest.mark.parametrize("step", ["ask", "carry", "decline"])
def test_in_the_middle_of_a_step_that_makes_a_letter_untrue(tmp_path, step):
    desk = Desk(tmp_path / "magazine")
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Wait\n---\n")
    desk.submitted("AAAAA", DRAFT, address="bo@park.example", found={"title": "The bent ladder", "author": "Bo Park"})
    desk("ask", "AAAAA", "Who bent it?", "--day", DAY)
    more = {"ask": ["How long was it?"], "carry": ["--issue", "8"], "decline": ["--because", "It is long."]}
    played(desk, step, "AAAAA", *more[step], "--day", "2019-04-04")
    waiting = [file.name.split("-")[1] for file in (desk.root / "private/outbox").glob("*.eml")]
    assert sorted(waiting) == {"ask": ["questions"], "carry": ["moved", "questions"], "decline": ["no"]}[step]


def test_in_the_middle_of_declining_what_was_accepted(tmp_path):
    desk = Desk(tmp_path / "magazine")
    desk.put(".gitignore", "/private/\n")
    desk.submitted("AAAAA", DRAFT)
    desk("accept", "AAAAA", "--issue", "7", "--day", DAY)
    desk.put("content/issues/7.md", desk.read("content/issues/7.md").replace("date:", "order: [the-bent-ladder]\ndate:"))
    git = Repository(desk.root, ".").git
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Begin")
    played(desk, "decline", "AAAAA", "--because", "No.", "--day", DAY)
    assert not list((desk.root / "content/stories").rglob("*.md"))


@pytest.mark.parametrize(
    "words",
    [
        ("correct", "the-roof", "--text", "It was a Monday."),
        ("withdraw", "the-roof", "--because", "She asked us to.", "--neutral"),
        ("rename", "the-roof", "the-old-roof", "--title", "The old roof"),
        ("rename", "people/ann-lee", "ann-li", "--title", "Ann Li"),
    ],
    ids=lambda words: f"{words[0]} {words[1]}",
)
def test_in_the_middle_of_what_is_done_after_print(out, words):  # noqa: F811 - a fixture is asked for by its name
    played(out, *words, "--day", AFTER)


def test_in_the_middle_of_save(tmp_path):
    desk = Desk(tmp_path / "magazine")
    desk.put(".gitignore", "/private/\n")
    desk.submitted("AAAAA", DRAFT)
    for folder, name in ((desk.root, "one"), (desk.root / "private", "two")):
        git = Repository(folder, ".").git
        git("init", "--quiet", "--bare", str(tmp_path / f"{name}.git"))
        git("init", "--quiet")
        git("remote", "add", "origin", str(tmp_path / f"{name}.git"))
    for at in range(1, 400, 19):
        died = killed(desk, at, "save", "--day", DAY)
        again = desk("save", "--day", DAY)
        while "another desk save is at work" in again.stderr:  # the git that was at work when its desk died
            time.sleep(0.05)
            again = desk("save", "--day", DAY)
        assert again.exit_code == 0, (at, again.stderr)
        for folder in (desk.root, desk.root / "private"):
            git = Repository(folder, ".").git
            git("fsck", "--no-dangling")
            assert git("status", "--porcelain", "content" if folder == desk.root else ".") == ""
            assert git("rev-parse", "HEAD") == git("rev-parse", "origin/main") == git("ls-remote", "origin", "main").split()[0] + "\n"
        if not died:
            break
        desk.put("private/submissions/AAAAA/draft.md", DRAFT + f"{at}\n")
        desk.put("content/people/ann-lee.md", f"---\nname: Ann Lee\n---\nPaints {at} houses.\n")
    assert at > 60


def copies(desk: int) -> list[int]:
    """The processes that a desk made, and that have not ended."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, _, rest = file.read_text().partition(" (")
            state, parent = rest.rpartition(") ")[2].split()[:2]
            found += [int(number)] if int(parent) == desk and state != "Z" else []
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="left out: this system does not list its processes in /proc")
@pytest.mark.parametrize("command", ["intake", "check"])
def test_what_a_killed_desk_was_reading_is_read_no_further(tmp_path, command):
    desk = Desk(tmp_path / "magazine")
    if command == "intake":  # the copy that reads a letter: one that takes very long
        slow = "import plugins.desk.incoming.text as reader\nreader.read = slow"
        words = ["intake", str(desk.put("letter.txt", LETTER))]
    else:  # those that read thousands of stories
        slow = "import plugins.desk.many as reader\nreader.read_file, reader.MANY = slow, 0"
        words = ["check"]
    app = f"from plugins.desk.cli import app\napp({['--root', str(desk.root), *words, '--day', DAY]!r})"
    program = f"import time\ndef slow(*given, **more): time.sleep(60)\n{slow}\n{app}"
    running = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    made: list[int] = []
    while not made and running.poll() is None:
        made = copies(running.pid)
    time.sleep(0.3)
    assert made
    running.kill()
    running.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{one}").exists() for one in made):
            return
        time.sleep(0.05)
    raise AssertionError("it goes on reading")


def test_git_itself_was_stopped(tmp_path):
    desk = Desk(tmp_path / "magazine")
    desk.put(".gitignore", "/private/\n")
    desk.submitted("AAAAA", DRAFT)
    desk("save", "--day", DAY)
    desk.put("private/.git/index.lock", "")
    desk.put("private/submissions/AAAAA/draft.md", DRAFT + "More.\n")
    refused = desk("save", "--day", DAY)  # that may be a git at work
    assert refused.exit_code == 1
    assert "index.lock" in refused.stderr
    desk.put("private/.git/desk-saving", "")  # it was the desk's own
    assert desk("save", "--day", DAY).exit_code == 0
