"""desk send on two machines: one of them sends the issue, the other is told so and sends nothing."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from plugins.desk.git import alone
from plugins.desk.house import Refused
from plugins.desk.sending.claim import Claim
from plugins.desk.sending.message import Message
from plugins.magazine.load import load
from tests.desk.conftest import Desk
from tests.desk.sendings import DAY, Listening, Web, readers, ready, send


def git(folder, *words):
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def both(tmp_path, postman, monkeypatch):
    """Two editors with one magazine; what is in private/ has a remote that both know."""
    file = tmp_path / "gitconfig"
    file.write_text("[user]\n\tname = Ann Lee\n\temail = ann@lantern.example\n[init]\n\tdefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    web, listening = Web(), Listening(postman)
    listening.start()
    one = ready(Desk(tmp_path / "one"), web, listening.port)
    readers(one, "ann@mail.example", "bo@mail.example")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(tmp_path / "private.git"))
    for words in ("init -q", "add -A", "commit -qm Begin", f"remote add origin {tmp_path}/private.git", "push -q -u origin main"):
        git(one.root / "private", *words.split())
    shutil.copytree(one.root / "content", tmp_path / "two/content")
    git(tmp_path, "clone", "-q", str(tmp_path / "private.git"), str(tmp_path / "two/private"))
    shutil.copytree(one.root / "private/editions", tmp_path / "two/private/editions", dirs_exist_ok=True)
    two = Desk.__new__(Desk)
    two.root = tmp_path / "two"
    yield one, two
    listening.stop()
    web.close()


def message(desk):
    return Message(desk.root, load(desk.root / "content").masthead, 7)


def test_the_second_is_told_and_sends_nothing(both, postman):
    one, two = both
    done = send(one)
    assert (done.exit_code, done.stdout) == (0, "#7: 2 sent, of 2 readers.\n")
    assert git(one.root / "private", "status", "--porcelain") == ""
    refused = send(two)
    assert refused.exit_code == 1
    assert "private/sent/7/begun.yml:0: Ann Lee began to send it on 2019-05-01 from another machine: it goes on there" in refused.stderr
    assert len(postman.letters) == 2


def test_who_began_says_so_before_the_first_message_and_goes_on_alone(both, postman):
    one, two = both
    seen = []
    postman.before = lambda server: seen.append(git(both[0].root.parent / "private.git", "ls-tree", "-r", "--name-only", "main", "sent/"))
    postman.refused = {"bo@mail.example": ["450 later", "450 later"]}
    assert send(one).exit_code == 1
    assert "sent/7/begun.yml" in seen[0]
    assert "from another machine" in send(two).stderr
    assert send(one).stdout == "#7: 2 sent, of 2 readers.\n"
    assert len(postman.letters) == 2


def test_of_two_who_begin_at_once_one_is_quicker(both, postman):
    one, two = both
    slow = Claim(two.root, 7)
    with slow.alone():
        slow.hear()  # nobody has begun yet
        assert send(one).exit_code == 0
        with pytest.raises(Refused, match="Ann Lee began to send it on 2019-05-01 from another machine"):
            slow.begin("smtp", date(2019, 5, 1), message(two))
    assert git(two.root / "private", "status", "--porcelain") == ""
    assert "from another machine" in send(two).stderr
    assert send(one).stderr.endswith("#7 was sent on 2019-05-01 to 2 readers: nobody gets it twice\n")
    assert len(postman.letters) == 2


def test_a_desk_that_died_between_its_word_and_the_push_finds_out_who_was_quicker(both, postman):
    one, two = both
    remote = git(two.root / "private", "remote", "get-url", "origin").strip()
    git(two.root / "private", "remote", "set-url", "origin", "/nowhere")
    with pytest.raises(Refused, match="git fetch does not work"):
        Claim(two.root, 7).begin("smtp", date(2019, 5, 1), message(two))
    git(two.root / "private", "remote", "set-url", "origin", remote)
    assert send(one).exit_code == 0
    assert "from another machine" in send(two).stderr
    assert len(postman.letters) == 2
    assert git(two.root / "private", "log", "-1", "--format=%s", "origin/main").strip()


def test_a_desk_that_was_stopped_while_git_was_at_work_goes_on(both, postman):
    one, _ = both
    postman.refused = {"bo@mail.example": ["450 later", "450 later"]}
    for _ in range(2):  # as it begins, and as it goes on
        for name in ("desk-saving", "index.lock"):  # as a desk leaves them that is killed in the middle of a commit, and its git
            (one.root / "private/.git" / name).touch()
        done = send(one)
        assert "index.lock" not in done.stderr
        assert git(one.root / "private", "status", "--porcelain") == ""
    assert (done.stdout, sorted(postman.to)) == ("#7: 2 sent, of 2 readers.\n", ["ann@mail.example", "bo@mail.example"])


def test_while_another_desk_saves_nothing_is_sent(both, postman):
    one, _ = both
    with alone(one.root / "private"):
        assert "private:0: another desk save is at work here: wait until it is done" in send(one).stderr
    assert postman.letters == []
    assert send(one).exit_code == 0


def test_a_remote_that_cannot_be_reached_keeps_everything_back(both, postman):
    one, _ = both
    git(one.root / "private", "remote", "set-url", "origin", "/nowhere")
    assert send(one).exit_code == 1
    assert postman.letters == []


def test_without_a_remote_it_is_said_that_nobody_else_is_kept_from_it(both, postman):
    one, _ = both
    git(one.root / "private", "remote", "remove", "origin")
    done = send(one)
    assert done.stderr == "private:0: warning: it has no remote: that nobody sends #7 from another machine too is yours to see to\n"
    assert len(postman.letters) == 2


def test_what_the_other_editor_did_to_the_list_counts(both, postman):
    one, two = both
    assert two("readers", "remove", "bo@mail.example", "--day", DAY).exit_code == 0
    readers(two, "di@mail.example")
    git(two.root / "private", "add", "readers")
    git(two.root / "private", "commit", "-qm", "The list")
    git(two.root / "private", "push", "-q")
    assert send(one).stdout == "#7: 2 sent, of 2 readers.\n"
    assert sorted(postman.to) == ["ann@mail.example", "di@mail.example"]


def test_a_repository_in_which_nothing_was_ever_saved_will_do(both, postman, tmp_path):
    one, _ = both
    shutil.rmtree(one.root / "private/.git")
    git(one.root / "private", "init", "-q")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(tmp_path / "new.git"))
    git(one.root / "private", "remote", "add", "origin", str(tmp_path / "new.git"))
    assert send(one).stdout == "#7: 2 sent, of 2 readers.\n"
    assert "sent/7/ledger.tsv" in git(tmp_path / "new.git", "ls-tree", "-r", "--name-only", "main")
    assert "sent/7/here" not in git(tmp_path / "new.git", "ls-tree", "-r", "--name-only", "main")
