"""desk intake --imap: a mailbox is read, message by message, and nothing in it is changed."""

import imaplib
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desk.messages import MORE, TELLS
from tests.desk.messages import mail as message

USER, PASSWORD = "stories", "a-long-word"


@pytest.fixture(scope="module")
def port():
    """Where a real IMAP server listens that keeps its mail in memory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    words = [program, "--host", "127.0.0.1", "--port", str(number), "--no-tls", "--no-service", "admin", "--no-service", "managesieve"]
    server = subprocess.Popen([*words, "dict", "--demo-user", USER, "--demo-password", PASSWORD], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as asked:
                if server.poll() is None and asked.connect_ex(("127.0.0.1", number)) == 0:
                    break
            time.sleep(0.1)
        yield number
    finally:
        server.kill()
        server.wait()


class Box:
    """A mailbox as its owner sees it."""

    def __init__(self, port: int, folder: str = "INBOX"):
        self.folder = folder
        self.box = imaplib.IMAP4("127.0.0.1", port)
        self.box.login(USER, PASSWORD)
        self.box.create(folder)

    def put(self, raw: bytes) -> None:
        status, said = self.box.append(self.folder, "", None, raw.replace(b"\n", b"\r\n"))
        assert status == "OK", said

    def state(self) -> list:
        """Every message with its marks."""
        self.box.select(self.folder, readonly=True)
        return self.box.uid("FETCH", "1:*", "(FLAGS RFC822.SIZE)")[1]


@pytest.fixture
def mailbox(desk, port, monkeypatch, request):
    name = re.sub(r"\W", "", request.node.name)[-40:]
    monkeypatch.setenv("DESK_IMAP_PASSWORD", PASSWORD)
    desk.put("private/desk.yml", f"imap: {{host: 127.0.0.1, port: {port}, user: {USER}, security: none, folder: {name}}}\n")
    box = Box(port, name)
    yield box
    box.box.logout()


def take(desk):
    return desk("intake", "--imap", "--day", "2019-04-02")


def test_what_is_new_in_a_mailbox_is_taken_in_and_nothing_in_it_changes(desk, mailbox):
    mailbox.put(message(f"{TELLS} one", number="1"))
    mailbox.put(message(f"{MORE} two", number="2"))
    before = mailbox.state()
    done = take(desk)
    assert (done.exit_code, done.stdout.count("taken in as")) == (0, 2)
    assert mailbox.state() == before
    assert b"Seen" not in b"".join(one for one in before if isinstance(one, bytes))
    files = desk.files()
    assert take(desk).stdout == ""  # not even asked for again
    assert desk.files() == files
    mailbox.put(message(f"{TELLS} three", number="2"))  # another message, with an id that is here already
    assert take(desk).stdout.count("taken in as") == 1


def test_a_message_that_was_exported_is_known_in_the_mailbox(desk, mailbox):
    letter = message(f"{TELLS} exported", number="9")
    mailbox.put(letter)
    desk("intake", str(desk.put("a.eml", letter)), "--day", "2019-04-02")
    files = desk.files()
    assert "already here as" in take(desk).stdout
    assert desk.files() == files


def test_a_message_that_cannot_be_read_keeps_no_other_back(desk, mailbox):
    mailbox.put(message("word " * 20_000, number="long"))
    mailbox.put(message(f"{TELLS} good", number="good"))
    done = take(desk)
    assert (done.exit_code, done.stdout.count("taken in as")) == (1, 1)
    assert re.search(r", message \d+:0: the text is 99,999 bytes long", done.stderr)


def test_a_folder_may_have_any_name(desk, mailbox, port):
    other = Box(port, "&BBsEOARBBEIEOA-")  # Листи
    other.put(message(f"{TELLS} folder", number="f"))
    desk.put("private/desk.yml", f"imap: {{host: 127.0.0.1, port: {port}, user: {USER}, security: none, folder: Листи}}\n")
    assert take(desk).stdout.count("taken in as") == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("port", "1", "the mailbox cannot be read"),
        ("user", "nobody", "does not let nobody in"),
        ("folder", "None", "there is no folder None"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_what_to_do(desk, mailbox, field, value, said):
    desk.put("private/desk.yml", re.sub(rf"{field}: [^,}}]+", f"{field}: {value}", desk.read("private/desk.yml")))
    done = take(desk)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("private/desk.yml:0: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_mailbox_it_says_how_to_name_one(desk):
    assert "no mailbox is named: write `imap: " in take(desk).stderr
