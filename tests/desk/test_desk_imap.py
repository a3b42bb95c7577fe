"""desk intake --imap: a mailbox is read, message by message, and nothing in it is changed."""

import imaplib
import re
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desk.messages import MORE, TELLS
from tests.desk.messages import mail as message
from tests.desk.safe import Tunnel, certificate, context, needs_openssl

USER, PASSWORD = "stories", "a-long-word"


@contextmanager
def listening(*security: object):
    """A real IMAP server that keeps its mail in memory, and where it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    words = [program, "--host", "127.0.0.1", "--port", str(number), *security, "--no-service", "admin", "--no-service", "managesieve"]
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


@pytest.fixture(scope="module")
def port():
    """One that does not encrypt."""
    with listening("--no-tls") as number:
        yield number


class Box:
    """A mailbox as its owner sees it."""

    def __init__(self, port: int, folder: str = "INBOX", trusted: Path | None = None):
        self.folder = folder
        self.box = imaplib.IMAP4("localhost", port)
        if trusted:
            self.box.starttls(ssl.create_default_context(cafile=trusted))
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


@needs_openssl
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mailbox_is_read_encrypted_and_only_from_the_server_that_is_meant(desk, tmp_path, monkeypatch, security):
    monkeypatch.setenv("DESK_IMAP_PASSWORD", PASSWORD)
    certificates = {host: certificate(tmp_path, host) for host in ("localhost", "other.example")}

    def read(host):
        file, key = certificates[host]
        itself = security == "starttls"
        with (
            listening(*(["--cert", file, "--key", key] if itself else ["--no-tls"])) as number,
            Tunnel(number, context(file, key)) as tunnel,
        ):
            if host == "localhost":
                Box(number, trusted=file if itself else None).put(message(f"{TELLS} safe", number="s"))
            to = number if itself else tunnel.port
            desk.put("private/desk.yml", f"imap: {{host: localhost, port: {to}, user: {USER}, security: {security}}}\n")
            return take(desk)

    refused = (
        r"private/desk.yml:0: the mailbox cannot be read on localhost:\d+: its certificate is not to be trusted \(.+\): check `host`.+\n"
    )
    assert re.fullmatch(refused, read("localhost").stderr)  # nobody knows who made it
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["other.example"][0]))
    done = read("other.example")
    assert re.fullmatch(refused, done.stderr)
    assert (done.exit_code, "not valid for 'localhost'" in done.stderr) == (1, True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["localhost"][0]))
    done = read("localhost")
    assert (done.exit_code, done.stdout.count("taken in as")) == (0, 1)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_does_not_encrypt_hears_no_password(desk, mailbox, security):
    desk.put("private/desk.yml", desk.read("private/desk.yml").replace("security: none", f"security: {security}"))
    done = take(desk)
    assert (done.exit_code, done.stdout) == (1, "")
    assert re.search(r": it does not encrypt as it should \(.+\): check `port` and `security`\n", done.stderr)


def test_without_a_mailbox_it_says_how_to_name_one(desk):
    assert "no mailbox is named: write `imap: " in take(desk).stderr
