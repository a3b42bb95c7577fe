"""desk send: an issue goes to every reader once, to a real mail server, whatever the server, the network or the machine does."""

from __future__ import annotations

import email
from email import policy

import pytest

from tests.desk.sendings import DAY, Listening, Postman, Web, readers, ready

ANN, BO, DI = "ann@mail.example", "Bo.Park@mail.example", "di@other.example"


@pytest.fixture
def web():
    there = Web()
    yield there
    there.close()


@pytest.fixture
def postman():
    return Postman()


@pytest.fixture
def issue(desk, web, postman):
    """Issue 7, ready to be sent to three readers."""
    listening = Listening(postman)
    listening.start()
    ready(desk, web, listening.port)
    readers(desk, f"Зоя Lee <{ANN}>", BO, DI)
    yield desk
    listening.stop()


def send(desk, *more):
    return desk("send", "7", "--day", DAY, *more)


def test_every_reader_gets_it_once_and_nobody_twice(issue, postman):
    done = send(issue)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("#7: 3 sent, of 3 readers.\n")
    assert sorted(postman.to) == sorted([ANN, BO, DI])
    again = send(issue)
    assert (again.exit_code, again.stderr) == (
        1,
        "private/sent/7/ledger.tsv:0: #7 was sent on 2019-05-01 to 3 readers: nobody gets it twice\n",
    )
    assert len(postman.letters) == 3
    assert postman.connections == 1


def test_a_copy_is_the_message_in_an_envelope_of_its_own(issue, postman):
    send(issue)
    raw = next(one[1] for one in postman.letters if one[0] == ANN)
    head, _, body = raw.decode().partition("\r\n\r\n")
    before, _, printed = issue.read("private/editions/lantern-7.eml").partition("\n\n")
    assert body.replace("\r\n", "\n") == printed
    lines = head.split("\r\n")
    mark = next(one for one in lines if one.startswith("Message-ID")).partition(".")[2][:16]
    assert lines[1].startswith("To: =?utf-8?")
    own = [
        f"Message-ID: <issue-7.{mark}@lantern.example>",
        f"List-Unsubscribe: <mailto:stories@lantern.example?subject=unsubscribe%20{mark}>",
    ]
    assert [one for one in lines if one.startswith(("Message-ID", "List-Unsub"))] == own
    assert [one for one in lines if not one.startswith(("To", *own))] == [
        one for one in before.split("\n") if not one.startswith("Message-ID")
    ]
    assert str(email.message_from_string(head, policy=policy.SMTP)["To"]) == f"Зоя Lee <{ANN}>"
