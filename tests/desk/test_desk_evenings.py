"""docs/desk.md, played as it stands: from ten letters to a closed issue, in twenty commands."""

import os
import re
import shlex
import shutil
import socket
import subprocess
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller

from tests.desk.conftest import Desk
from tests.printing import ROOT, press

MANUAL = (ROOT / "docs/desk.md").read_text(encoding="utf-8")
EVENINGS = ROOT / "docs/evenings"


class Postman:
    """Takes every letter."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos[0], envelope.content.decode("utf-8")))
        return "250 taken"


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The magazine after both evenings, what each command said, and what the postman has."""
    root = tmp_path_factory.mktemp("evenings")
    desk = Desk(root)
    shutil.rmtree(root / "content")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(EVENINGS, root / "docs/evenings")
    desk.put(".gitignore", "/private/\n")
    dana = tmp_path_factory.mktemp("dana") / "gitconfig"
    dana.write_text("[user]\n\tname = Dana Whitlock\n\temail = dana@bizinet.example\n", encoding="utf-8")
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(dana))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    post = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    desk.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {port}, security: none}}\n")
    said = []
    evenings = re.split(r"(?m)^## .* evening, \w+ ", MANUAL)[1:]
    for evening in evenings:
        day = datetime.strptime(evening.partition("\n")[0], "%d %B %Y").date()
        for command in re.findall(r"(?m)^\./desk (.*)$", evening.partition("\n## All")[0]):
            before(desk, command)
            words = shlex.split(command)
            done = desk(*words, "--day", day.isoformat())
            assert done.exit_code == 0, (command, done.output)
            said.append((command, done.stdout))
    server.stop()
    yield desk, said, post
    monkeypatch.undo()


def before(desk, command):
    """What the editor does between two commands."""
    if command.startswith("accept"):
        for reference, draft in re.findall(r"(?m)^\| (\w{5}) \| \[([\w-]+)\]", MANUAL):
            shutil.copy(EVENINGS / f"drafts/{draft}.md", desk.root / f"private/submissions/{reference}/draft.md")
    if command.startswith("correct"):
        story = "content/stories/2019/the-back-of-the-door.md"
        assert "A butcher in Toongabbie." in desk.read(story)
        desk.put(story, desk.read(story).replace("A butcher in Toongabbie.", "A butcher in Old Toongabbie."))
    if command.startswith("flatplan"):
        shutil.copytree(EVENINGS / "content", desk.root / "content", dirs_exist_ok=True)


def said_by(said, command):
    return next(words for typed, words in said if typed.startswith(command))


def test_it_takes_twenty_commands(played):
    assert len(played[1]) == 20


def test_what_the_page_shows_is_what_is_said(played):
    for command, shown in (("inbox", "Four evenings left"), ("flatplan", "Four days to")):
        told = re.findall(rf"(?m)^    {shown}.*(?:\n    .+)*", MANUAL)[0].replace("\n    ", "\n").strip()
        assert said_by(played[1], command).startswith(told + "\n")


def test_the_issue_is_closed_with_all_that_was_accepted(played):
    desk, said, _ = played
    assert "#98 is closed: 6 stories, 3 advertisements." in said_by(said, "close")
    lock = desk.read("content/issues/98.lock.json")
    for name in ("it-only-needs-a-tune", "nine-days-in-a-tray", "sixty-bread-rolls", "the-third-nail", "sim-risok", "for-the-air"):
        assert f"2019/{name}" in lock
    assert desk("check", "--day", "2019-09-01").exit_code == 0
    assert "Thelma" in desk.read("content/comments/the-usual/2019-08-09-thelma-rowntree.md")
    assert "Philomena" not in desk.read("content/stories/2019/nine-days-in-a-tray.md")
    assert "\nchecked: " in desk.read("content/stories/2019/nine-days-in-a-tray.md")


def test_everybody_was_written_to_and_nobody_twice(played):
    letters = [(to, re.search(r"(?m)^Message-ID: (.*)$", text)[1].strip()) for to, text in played[2].taken]
    assert len({ids for _, ids in letters}) == len(letters)
    to = {address for address, _ in letters}
    assert {"ruth@tindale-pianos.example", "brodie@hatchandgrow.example"} <= to
    assert any("Питання" in text or "Дякуємо" in text or "надійшла" in text for _, text in played[2].taken)  # Ukrainian to whom writes so
    waiting = sorted(path.name for path in (played[0].root / "private/outbox").glob("*.eml"))
    assert waiting
    assert all("in-print" in name for name in waiting)  # the news of the issue wait for its day


def test_it_is_saved_and_printed_on_its_day(played, tmp_path):
    desk = played[0]
    for repository in (desk.root, desk.root / "private"):
        done = subprocess.run(["git", "status", "--porcelain"], cwd=repository, capture_output=True, text=True, check=True)
        assert [line for line in done.stdout.splitlines() if "docs/" not in line and ".gitignore" not in line] == []
    done = press(desk.root / "content", tmp_path / "output", "2019-09-01")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "output/issues/98/index.html").read_text(encoding="utf-8")
    for words in ("Sixty bread rolls", "Where is the kettle?", "It started last spring", "Dana Whitlock"):
        assert words in page
