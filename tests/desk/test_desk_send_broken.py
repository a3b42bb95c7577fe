"""desk send where something breaks (the server's answers, the disk, the terminal): nobody gets it twice, nobody is left out."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from plugins.desk.sending import address
from tests.desk.sendings import ALONE, ANN, BO, DAY, DI, readers, send, spoiled
from tests.printing import ROOT

ALL = sorted([ANN, BO, DI])


def started(desk, *more, **how):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "plugins.desk", "--root", str(desk.root), "send", "7", "--day", DAY, *more]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, **(streams | how))


def once(answer, otherwise="250 OK"):
    answers = [answer]
    return lambda: answers.pop() if answers else otherwise


@pytest.mark.parametrize("answer", ["250", "252 2.0.0 queued as far as I know", "299 hm"])
def test_a_message_that_was_taken_in_other_words_is_not_sent_again(issue, postman, answer):
    postman.answer = answer
    assert send(issue).stdout == "#7: 3 sent, of 3 readers.\n"
    assert sorted(postman.to) == ALL


@pytest.mark.parametrize("answer", ["OK queued", "354 go on", "\xff\xfe", ""])
def test_what_is_no_answer_leaves_one_in_doubt_and_nobody_gets_two(issue, postman, answer):
    said = once(answer)
    postman.before = lambda server: setattr(postman, "answer", said())
    done = send(issue)
    assert done.stdout == "#7: 2 sent, 1 in doubt, of 3 readers.\n"
    assert f"{postman.to[0]} is in doubt (" in done.stderr
    send(issue)
    assert sorted(postman.to) == ALL


SAYS = {
    "MAIL": ["421 idle", "451 later", "hm", ""],
    "RCPT": ["550 5.1.1 no such user", "450 grey", "421 bye", "251 forwarded", "554 5.7.1 spam", ""],
    "DATA": ["252 queued", "OK queued", "421 bye", "451 later", "554 5.7.1 spam", "354 again", ""],
}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_server_says_nobody_gets_it_twice_and_who_does_not_get_it_is_named(issue, postman, seed):
    everybody = {*ALL, *(f"reader{number}@mail{number % 5}.example" for number in range(20))}
    readers(issue, *(everybody - set(ALL)))
    chance, likely = random.Random(seed), [0.3]

    def by_chance(step, usual):
        async def handle(server, *asked):
            if chance.random() > likely[0]:
                return await usual(server, *asked)
            answer = chance.choice(SAYS[step])
            if step == "DATA" and answer[:1] not in ("4", "5"):
                await usual(server, *asked)  # it has the message, whatever it says of it
            elif step != "DATA" and answer.startswith("25"):
                return (await usual(server, *asked)) and answer
            if not answer:
                server.transport.abort()
            return answer

        return handle

    for step in SAYS:
        setattr(postman, f"handle_{step}", by_chance(step, getattr(postman, f"handle_{step}")))
    said = [send(issue) for _ in range(5)]
    likely[0] = 0
    said += [send(issue) for _ in range(2)]
    assert [one.exception for one in said if not isinstance(one.exception, SystemExit | None)] == []
    assert len(postman.to) == len(set(postman.to))
    named = {line.split()[1] for one in said for line in one.stderr.splitlines() if " is in doubt (" in line or " is refused (" in line}
    assert everybody - set(postman.to) <= named


def test_a_line_that_the_server_ends_before_a_message_puts_nobody_off(issue, postman):
    said = iter(["250 OK", "421 idle too long", "250 OK", "421 idle too long", "250 OK", "250 OK"])
    original = postman.handle_MAIL

    async def idle(*asked):
        postman.sender = next(said)
        return await original(*asked)

    postman.handle_MAIL = idle
    assert send(issue).stdout == "#7: 3 sent, of 3 readers.\n"
    assert (sorted(postman.to), postman.connections) == (ALL, 3)


@pytest.mark.parametrize("room", [130, 150, 170, 190])
def test_a_full_disk_ends_it_and_nobody_is_written_to_without_a_line_in_the_ledger(issue, postman, room):
    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    out, err = started(issue, preexec_fn=full).communicate(timeout=60)
    assert "private/sent/7/ledger.tsv:0: " in err
    assert "it cannot be written (File too large): make room on the disk, then give the command again" in err
    assert "Traceback" not in err
    done = send(issue)
    assert sorted(postman.to) == ALL
    assert all(f"{one} is sent (250 OK queued), and it cannot be written" in err for one in re.findall(r"(\S+) is in doubt", done.stderr))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_editor_who_ends_it_lets_the_message_on_its_way_arrive(issue, postman, how):
    postman.before = lambda server: time.sleep(0.5)
    desk = started(issue)
    while not postman.letters and desk.poll() is None:
        time.sleep(0.01)
    os.kill(desk.pid, how)
    out, err = desk.communicate(timeout=30)
    assert (err, desk.returncode) == (ALONE, 1)
    assert out == "#7: 1 sent, 2 to be sent, of 3 readers.\nThe same command goes on: desk send 7\n"


def test_a_message_that_is_printed_anew_meanwhile_goes_to_nobody_more_as_it_was(issue, postman):
    def printed(server):
        if len(postman.letters) == 1:
            spoiled(issue, "Dear readers", "Dearest readers")

    postman.before = printed
    done = send(issue)
    assert "private/editions/lantern-7.eml:0: it was printed anew meanwhile: give the command again, and the others get it" in done.stderr
    assert done.stdout.startswith("#7: 1 sent, 2 to be sent, of 3 readers.\n")
    send(issue)
    assert [b"Dearest" in raw for _, raw, _ in postman.letters] == [False, True, True]
    assert sorted(postman.to) == ALL


@pytest.mark.parametrize(
    ("head", "get", "why"),
    [
        ((404, "text/plain", b""), (200, "image/png", b"P"), ""),
        ((200, "image/png", b""), (200, "image/png", b"P"), ""),
        ((200, "image/png", b""), (200, "image/png", b""), "it is empty"),
        ((200, "image/png", b""), (404, "text/plain", b""), "404"),
    ],
)
def test_a_picture_is_there_where_a_reader_would_see_it(issue, web, head, get, why):
    web.answers |= {("HEAD", "/cover.png"): head, ("GET", "/cover.png"): get}
    done = send(issue)
    assert (done.exit_code, f"/cover.png does not answer ({why})" in done.stderr) == (1 if why else 0, bool(why))


@pytest.mark.parametrize("link", ["http://[::1/cover.png", "cover.png"])
def test_an_address_that_is_none_is_told(issue, link):
    spoiled(issue, '<img src="', f'<img src="{link}"><img src="')
    done = send(issue, "--dry-run")
    assert f"private/editions/lantern-7.eml:0: {link} does not answer (" in done.stderr


def test_who_left_while_in_doubt_is_settled_by_the_mark_that_is_kept(issue, postman):
    broken = once(True, otherwise=False)
    postman.before = lambda server: broken() and server.transport.abort()
    send(issue)
    doubtful = postman.to[0]
    issue("readers", "remove", doubtful, "--day", DAY)
    assert f"{address.mark(doubtful)} is no reader any more" in send(issue, "--again", doubtful).stderr
    said = re.search(r"--sent (\S+),", send(issue).stderr)[1]
    assert said == address.mark(doubtful)
    assert send(issue, "--sent", said).stdout == "Written down.\n"
    assert "in doubt" not in send(issue).stderr


def test_who_asked_by_the_link_of_another_address_is_not_written_to_because_somebody_says_it_is_done(issue, postman):
    issue.submitted("K7Q2M", "", kind="unsubscribe", address="ann@home.example", subject=f"unsubscribe {address.mark(ANN)}", day=DAY)
    assert issue("done", "K7Q2M", "--day", DAY).exit_code == 0
    assert f"{ANN} wanted no more mail, and is still on the list: desk readers remove {ANN}\n" in send(issue).stderr
    assert postman.letters == []
