"""desk post: letters go to a real mail server, each once, whatever the server, the network or the machine does."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult

from plugins.desk.outgoing import letters
from plugins.desk.submission import find
from plugins.magazine.load import load
from tests.desk.safe import certificate, context, needs_openssl
from tests.printing import ROOT

DAY = date(2019, 4, 2)
ANN, BO = "K7Q2M", "M4XYZ"


class Postman:
    """What the server does with a letter: it keeps it and says ``answer``, unless something is to happen ``before``."""

    def __init__(self):
        self.letters, self.refused, self.answer = [], {}, "250 OK queued as 1"
        self.before = self.at_rcpt = None
        self.knows = lambda word: True

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [one for one in responses if self.knows(one)]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.at_rcpt:
            self.at_rcpt(server)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.before:
            self.before(server)
        return self.answer


class Listening(Controller):
    def __init__(self, postman, **more):
        super().__init__(postman, hostname="127.0.0.1", port=free_port(), **more)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def postman():
    return Postman()


@pytest.fixture
def server(postman):
    listening = Listening(postman)
    listening.start()
    yield listening
    listening.stop()


@pytest.fixture
def waiting(desk, server, monkeypatch):
    """Two letters in the outbox, and a server that they can be sent with."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    desk.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {server.port}, security: none}}\n")
    for reference, name in ((ANN, "ann"), (BO, "bo")):
        desk.put(
            f"private/submissions/{reference}/found.yml", f"address: {name}@mail.example\nfound: {{author: Зоя {name}, title: Bread}}\n"
        )
        write(desk, reference)
    monkeypatch.delenv("DESK_SMTP_PASSWORD", raising=False)
    return desk


def write(desk, reference: str, what="receipt", **said):
    return letters.write(what, find(desk.root, reference), load(desk.root / "content"), desk.root, DAY, **said)


def post(desk, *more):
    return desk("post", "--day", "2019-04-02", *more)


def lying(desk, folder: str) -> list[str]:
    """Whose letters lie in a folder below private/."""
    return sorted(file.name.partition("-")[0] for file in (desk.root / "private" / folder).glob("*.eml"))


def events(desk, reference=ANN) -> list[str]:
    return [one.what for one in find(desk.root, reference).log()]


def test_letters_are_sent_once_and_written_down(waiting, postman):
    shown = post(waiting, "--dry-run")
    assert shown.stdout.splitlines()[0].endswith(".eml  ann@mail.example  Your letter is here: K7Q2M")
    assert postman.letters == []
    done = post(waiting)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "2 letters sent."
    assert [(one[0], one[1]) for one in postman.letters] == [
        ("stories@lantern.example", [f"{name}@mail.example"]) for name in ("ann", "bo")
    ]
    message = email.message_from_bytes(postman.letters[0][2], policy=policy.SMTP)
    assert str(message["To"]) == "Зоя ann <ann@mail.example>"
    assert "X-Unsent" not in message
    assert "Dear Зоя ann," in message.get_content()
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending"), lying(waiting, "sent/2019")) == ([], [], [ANN, BO])
    posted = find(waiting.root, ANN).log()[-1]
    assert (posted.what, posted.said["answer"]) == ("posted", "250 OK queued as 1")
    assert post(waiting).stdout == "The outbox is empty.\n"
    assert len(postman.letters) == 2


def test_an_editor_may_change_a_letter_before(waiting, postman):
    (file,) = (waiting.root / "private/outbox").glob(f"{ANN}-*.eml")
    text = file.read_text(encoding="utf-8")  # with the line ends of this machine
    text = text.replace("Subject: Your letter is here: K7Q2M", "Subject: Дякуємо").replace("To: ", "Bcc: bo@mail.example\nTo: ")
    file.write_text(text.replace("\n\nDear", "\n\n.Dear"), encoding="utf-8")
    assert post(waiting, ANN).exit_code == 0
    (_, to, raw) = postman.letters[0]
    message = email.message_from_bytes(raw, policy=policy.SMTP)
    assert (to, message["Subject"], message["Bcc"]) == (["ann@mail.example", "bo@mail.example"], "Дякуємо", None)
    assert message.get_content().startswith(".Dear Зоя")
    assert lying(waiting, "outbox") == [BO]


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("From: a@b.example\nSubject: x\n", ":0: it has nobody to go to: write a line `To:`"),
        ("From: a@b.example\nTo: somebody somewhere\n", ":2: `To` cannot be read"),
        ("To: c@b.example\n", ":0: `From` cannot be read"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_named_and_the_others_go(waiting, postman, headers, said):
    waiting.put("private/outbox/mine.eml", headers + "\nHello.\n")
    done = post(waiting)
    assert done.exit_code == 1
    assert f"private/outbox/mine.eml{said}" in done.stderr
    assert len(postman.letters) == 2


@pytest.mark.parametrize(("answer", "advice"), [("550 no such user", "check the address"), ("450 come again", "try later")])
def test_what_the_server_refuses_stays_and_the_others_go(waiting, postman, answer, advice):
    postman.refused = {"ann@mail.example": answer}
    done = post(waiting)
    assert done.exit_code == 1
    assert f"the server does not take it ({answer}): it stays in the outbox, {advice}" in done.stderr
    assert done.stdout.splitlines()[-1] == "1 letter sent, 1 not."
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending"), lying(waiting, "sent/2019")) == ([ANN], [], [BO])
    assert events(waiting) == ["wrote"]
    postman.refused = {}
    assert post(waiting).exit_code == 0
    assert [one[1] for one in postman.letters] == [["bo@mail.example"], ["ann@mail.example"]]


def test_what_is_refused_after_its_text_stays_too(waiting, postman):
    postman.answer = "554 we do not like it"
    done = post(waiting)
    assert "(554 we do not like it): it stays in the outbox" in done.stderr
    assert lying(waiting, "outbox") == [ANN, BO]


@pytest.mark.parametrize(("answer", "left", "doubtful"), [("252 queued as far as I know", [], []), ("OK queued", [BO], [ANN])])
def test_a_letter_that_was_taken_in_other_words_is_not_sent_again(waiting, postman, answer, left, doubtful):
    postman.answer = answer
    post(waiting)
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending")) == (left, doubtful)


def test_a_letter_whose_server_fell_silent_is_in_doubt_and_never_sent_by_itself(waiting, postman):
    postman.before = lambda server: server.transport.abort()
    done = post(waiting)
    assert done.exit_code == 1
    assert "nobody knows whether it was sent: ask, then desk post --sent K7Q2M-receipt-" in done.stderr
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending")) == ([BO], [ANN])
    told = waiting("inbox", "--day", "2019-04-02").stdout
    assert "1 letter to post, 1 letter on its way or in doubt." in " ".join(told.split())
    postman.before = None
    done = post(waiting)
    assert done.exit_code == 1  # it is named until an editor says what became of it
    assert "private/outbox/sending/K7Q2M-receipt-" in done.stderr
    assert [one[1] for one in postman.letters] == [["ann@mail.example"], ["bo@mail.example"]]
    assert post(waiting, "--again", ANN).exit_code == 0
    assert [one[1][0] for one in postman.letters] == ["ann@mail.example", "bo@mail.example", "ann@mail.example"]
    assert lying(waiting, "sent/2019") == [ANN, BO]


def test_a_server_that_is_not_there_is_named_and_every_letter_stays(waiting):
    waiting.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {free_port()}, security: none}}\n")
    done = post(waiting)
    assert done.exit_code == 1
    assert "private/desk.yml:0: 127.0.0.1:" in done.stderr
    assert "check `host`, `port`, `security` and the network" in done.stderr
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending")) == ([ANN, BO], [])


def test_a_connection_that_breaks_before_the_text_leaves_every_letter_in_the_outbox(waiting, postman):
    postman.at_rcpt = lambda server: server.transport.abort()
    done = post(waiting)
    assert done.exit_code == 1
    assert "it is not sent and stays in the outbox, try later" in done.stderr
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending"), postman.letters) == ([ANN, BO], [], [])


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("words", ["Добрий день.", "Добрий день. " * 60, "A long line. " * 90])
def test_what_an_editor_wrote_alone_arrives_whole_whatever_the_server_can_do(waiting, postman, words, old):
    postman.knows = lambda word: not old or "8BITMIME" not in word
    waiting.put("private/outbox/mine.eml", f"From: a@b.example\nTo: c@b.example\nSubject: Дякую\n\n{words}\n")
    assert post(waiting, "mine.eml").exit_code == 0
    ((_, _, raw),) = postman.letters
    assert raw.isascii() or not old
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(raw, policy=policy.SMTP)
    assert (message["Subject"], message.get_content().rstrip()) == ("Дякую", words.rstrip())


@needs_openssl
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_go_encrypted_and_only_to_the_server_that_is_meant(waiting, postman, tmp_path, monkeypatch, security):
    certificates = {host: certificate(tmp_path, host) for host in ("localhost", "other.example")}

    def posted(host):
        shown = context(*certificates[host])
        more = {"ssl_context": shown} if security == "tls" else {"require_starttls": True, "tls_context": shown}
        listening = Listening(postman, **more)
        listening.start()
        try:
            waiting.put("private/desk.yml", f"smtp: {{host: localhost, port: {listening.port}, security: {security}}}\n")
            return post(waiting)
        finally:
            listening.stop()

    refused = r"private/desk.yml:0: localhost:\d+ cannot be used: its certificate is not to be trusted \(.+\): check `host`; .+\n"
    assert re.fullmatch(refused, posted("localhost").stderr)  # nobody knows who made it
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["other.example"][0]))
    done = posted("other.example")
    assert re.fullmatch(refused, done.stderr)
    assert "not valid for 'localhost'" in done.stderr
    assert (lying(waiting, "outbox"), postman.letters) == ([ANN, BO], [])
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["localhost"][0]))
    assert posted("localhost").exit_code == 0
    assert len(postman.letters) == 2


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_does_not_encrypt_gets_no_letter(waiting, postman, server, security):
    waiting.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {server.port}, security: {security}}}\n")
    done = post(waiting)
    assert (done.exit_code, postman.letters) == (1, [])
    assert "it does not encrypt as it should (" in done.stderr
    assert done.stderr.endswith("): check `port` and `security`\n")


def test_a_desk_that_is_killed_while_it_sends_sends_nothing_twice(waiting, postman):
    heard = threading.Event()
    postman.before = lambda server: (heard.set(), time.sleep(1.5))
    command = [sys.executable, "-m", "plugins.desk", "--root", str(waiting.root), "post", "--day", "2019-04-02"]
    desk = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    assert heard.wait(30)
    os.kill(desk.pid, signal.SIGKILL)
    desk.wait()
    postman.before = None
    assert (lying(waiting, "outbox"), lying(waiting, "outbox/sending")) == ([BO], [ANN])
    assert post(waiting).exit_code == 1
    assert post(waiting, "--sent", ANN).stdout.startswith("kept as sent: private/sent/2019/K7Q2M-receipt-")
    assert [one[1] for one in postman.letters] == [["ann@mail.example"], ["bo@mail.example"]]
    assert (events(waiting)[-1], post(waiting).exit_code) == ("posted", 0)


def test_what_was_written_down_as_sent_is_moved_by_the_next_run(waiting, postman):
    (file,) = (waiting.root / "private/outbox").glob(f"{ANN}-*.eml")
    waiting.put(f"private/outbox/sending/{file.name}", file.read_bytes())
    file.unlink()
    find(waiting.root, ANN).note("posted", DAY, "", letter=file.name, answer="250 OK")
    assert post(waiting, "--dry-run").exit_code == 0
    assert lying(waiting, "sent/2019") == [ANN]


def test_what_the_other_editor_sent_is_not_sent_again(waiting, postman):
    (file,) = (waiting.root / "private/outbox").glob(f"{ANN}-*.eml")
    find(waiting.root, ANN).note("posted", DAY, "Bo", letter=f"{ANN}-receipt-9999.eml", answer="250 OK")  # from another day
    done = post(waiting)
    assert (done.exit_code, [one[1] for one in postman.letters]) == (0, [["bo@mail.example"]])
    assert f"private/outbox/{file.name}:0: warning: its news are sent on 2019-04-02 by Bo: not sent again" in done.stderr
    assert lying(waiting, "outbox") == []


def test_without_a_server_letters_are_sent_by_hand(waiting, postman):
    waiting.put("private/desk.yml", "{}\n")
    done = post(waiting)
    assert done.exit_code == 0
    assert "Open each of these files in your\nmail program" in done.stdout
    assert lying(waiting, "outbox") == [ANN, BO]
    assert post(waiting, "--sent").exit_code == 0
    assert (lying(waiting, "sent/2019"), events(waiting, BO)) == ([ANN, BO], ["wrote", "posted"])


def test_a_receipt_goes_before_the_questions(waiting, postman):
    write(waiting, ANN, "questions", questions=["Why?"])
    post(waiting, ANN)
    subjects = [email.message_from_bytes(one[2], policy=policy.SMTP)["Subject"] for one in postman.letters]
    assert subjects == ["Your letter is here: K7Q2M", 'Some questions about "Bread"']


def test_the_news_of_an_issue_wait_for_its_day(waiting, postman):
    write(waiting, ANN, "in-print", issue=7)
    done = post(waiting)
    assert (done.exit_code, len(postman.letters)) == (0, 2)
    assert ".eml  waits for 2019-05-01:  ann@mail.example  You are in #7" in done.stdout
    assert waiting("post", "--day", "2019-05-01").stdout.endswith("1 letter sent.\n")


def test_the_news_of_an_issue_are_not_kept_as_sent_before_its_day(waiting):
    news = write(waiting, ANN, letters.IN_PRINT, issue=7)
    done = post(waiting, "--sent")
    assert (done.stdout.count("kept as sent"), news.exists()) == (2, True)
    assert f"{news.name}:0: it waits for 2019-05-01: it is not kept as sent; where it was, name the file" in done.stderr
    assert post(waiting, "--sent", news.name).exit_code == 0
    assert not news.exists()


def test_a_letter_that_is_not_there_is_wrong_usage(waiting):
    done = post(waiting, "ZZZZZ")
    assert done.exit_code == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_who_signs_in_does_so_with_the_password_of_the_environment(waiting, postman, monkeypatch):
    class Strict(Listening):
        def factory(self):
            return Server(self.handler, authenticator=self.lets_in, auth_required=True, auth_require_tls=False)

        def lets_in(self, server, session, envelope, mechanism, given):
            return AuthResult(success=given.password == b"hush", handled=False)

    strict = Strict(postman)
    strict.start()
    try:
        waiting.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {strict.port}, security: none, user: ann}}\n")
        assert "set DESK_SMTP_PASSWORD" in post(waiting).stderr
        monkeypatch.setenv("DESK_SMTP_PASSWORD", "loud")
        assert "does not let ann in (535" in post(waiting).stderr
        monkeypatch.setenv("DESK_SMTP_PASSWORD", "тихо")
        assert "`user` or DESK_SMTP_PASSWORD has letters beyond ASCII" in post(waiting).stderr
        monkeypatch.setenv("DESK_SMTP_PASSWORD", "hush")
        assert post(waiting).exit_code == 0
    finally:
        strict.stop()
    assert len(postman.letters) == 2
