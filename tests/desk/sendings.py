"""An issue that is ready to be sent, a mail server that takes it, and a web server that has its pictures."""

from __future__ import annotations

import socket
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

from plugins.magazine.issue_mark import issue_mark
from plugins.magazine.load import load
from tests.desk.conftest import DRAFT, MASTHEAD, Desk

DAY = "2019-05-01"
ALONE = "private:0: warning: it has no remote: that nobody sends #7 from another machine too is yours to see to\n"
ANN, BO, DI = "ann@mail.example", "Bo.Park@mail.example", "di@other.example"
MESSAGE = """\
X-Issue-Mark: MARK
From: The Lantern <stories@lantern.example>
Subject: =?utf-8?q?Lantern_=237=3A_=D0=97=D0=B0=D1=80=D0=B0=D0=B7_?=
 =?utf-8?q?and_again?=
Date: Wed, 01 May 2019 07:00:00 +1000
Message-ID: <issue-7@lantern.example>
List-Id: The Lantern <lantern.lantern.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_7"

--=_7
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Dear readers, {{ one }} =D0=97=D0=B0=D1=80=D0=B0=D0=B7.
.A line that begins with a dot.
No more: mailto:stories@lantern.example?subject=3Dunsubscribe

--=_7
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 7bit

<html><head><style>@media print {{{#x{color:red}}}</style></head><body>
<p>Dear readers, {{ one }} {% two %}.</p><img src="PICTURES/cover.png" alt="" width="600" height="300">
<p><a href="mailto:stories@lantern.example?subject=unsubscribe">No more</a></p></body></html>

--=_7--
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Postman:
    """Keeps every message, and says ``answer``, or what is in ``refused`` for an address; ``before`` happens first."""

    def __init__(self):
        self.letters, self.refused, self.answer = [], {}, "250 OK queued"
        self.before = None
        self.knows = lambda word: True
        self.sender = "250 OK"
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return [one for one in responses if self.knows(one)]

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.sender

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.refused.get(address, "250 OK")
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], envelope.content, list(envelope.mail_options)))
        if self.before:
            self.before(server)
        return self.answer

    @property
    def to(self) -> list[str]:
        return [one[0] for one in self.letters]


class Listening(Controller):
    def __init__(self, postman, **more):
        super().__init__(postman, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True, **more)


class Web:
    """A small web server: ``answers`` says what it does with a method and a path, ``asked`` what it was asked.

    ``before`` that it may answer a method with a status and fields of its own.
    """

    def __init__(self):
        web = self
        self.asked, self.answers, self.elsewhere = [], {}, ""
        self.before = lambda method: None

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                web.asked.append((self.command, self.path, dict(self.headers), body))
                found = web.answers.get((self.command, self.path.partition("?")[0]))
                if web.elsewhere:
                    self.send_response(302)
                    self.send_header("Location", web.elsewhere + self.path)
                    self.end_headers()
                    return
                if early := web.before(self.command):
                    self.send_response_only(early[0])
                    for name, value in {"Content-Length": "0", **early[1]}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    return
                status, kind, said = found(body, self.headers) if callable(found) else found or (404, "text/plain", b"not here")
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(said)

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = answer

            def log_message(self, *said):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def ready(desk: Desk, web: Web, port: int) -> Desk:
    """Issue 7 is closed and its message printed; its pictures are there."""
    desk.put("content/masthead.yml", MASTHEAD + "mail: {submissions: stories@lantern.example}\n")
    desk.put("private/desk.yml", f"smtp: {{host: 127.0.0.1, port: {port}, security: none, rate: 0}}\n")
    desk.put("content/stories/2019/the-bent-ladder.md", DRAFT.replace("Bo Park", "ann-lee").replace("tags:", "issue: 7\ntags:"))
    closed = desk("close", "7", "--day", "2019-04-30")
    assert closed.exit_code == 0, closed.output
    marked = MESSAGE.replace("MARK", mark_of(desk)).replace("PICTURES", web.url)
    desk.put("private/editions/lantern-7.eml", marked.replace("{{{", "{").replace("}}}", "}}"))
    web.answers[("HEAD", "/cover.png")] = (200, "image/png", b"P")
    return desk


def mark_of(desk: Desk) -> str:
    """What the press writes into the message that it prints of issue 7 as it is now."""
    magazine, day = load(desk.root / "content"), date.fromisoformat(DAY)
    return issue_mark(magazine, day, magazine.run(day).all_issues[7])


def send(desk: Desk, *more: str):
    return desk("send", "7", "--day", DAY, *more)


def spoiled(desk: Desk, old: str, new: str) -> None:
    """Something else stands in the message that was printed."""
    desk.put("private/editions/lantern-7.eml", desk.read("private/editions/lantern-7.eml").replace(old, new))


def readers(desk: Desk, *emails: str) -> None:
    done = desk("readers", "add", *emails, "--consent", "on the form", "--day", DAY)
    assert done.exit_code == 0, done.output
