"""desk send: an issue goes to every reader once, to a real mail server, whatever the server, the network or the machine does."""

from __future__ import annotations

import email
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from email import policy

import pytest

from plugins.desk.sending import address
from tests.desk.sendings import ALONE, ANN, BO, DAY, DI, readers, send, spoiled
from tests.printing import ROOT


def test_every_reader_gets_it_once_and_nobody_twice(issue, postman):
    done = send(issue)
    assert (done.exit_code, done.stderr) == (0, ALONE)
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
        one for one in before.split("\n") if not one.startswith(("Message-ID", "X-Issue-Mark"))
    ]
    assert str(email.message_from_string(head, policy=policy.SMTP)["To"]) == f"Зоя Lee <{ANN}>"


NAMES = ["=?utf-8?q?A=0D=0ASubject:_H=0D=0A=0D=0AYou_won?=", "=?utf-8?b?QQ0KQmNjOiB4QHguZXhhbXBsZQ==?=", "A\rBcc: x", "A\u2028Bcc: x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_writes_no_more_than_a_name(issue, postman, name):
    issue.put("list.csv", f'name,email\n"{name}",inj@mail.example\n')
    issue("readers", "import", str(issue.root / "list.csv"), "--consent", "on the form", "--day", DAY)
    readers(issue, f"{name} <add@mail.example>")
    assert send(issue, "--to", f"{name} <me@lantern.example>").exit_code == 0
    send(issue)
    for to, raw, _ in postman.letters:
        read = email.message_from_bytes(raw, policy=policy.SMTP)
        assert read["To"].addresses[0].addr_spec == to
        assert (read.get_all("Bcc"), read["Subject"].removeprefix("[proof] ")) == (None, "Lantern #7: Зараз and again")
        assert b"You won" not in raw
    assert {"add@mail.example", "me@lantern.example"} <= set(postman.to)


STORY = "content/stories/2019/the-bent-ladder.md"


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk("withdraw", "the-bent-ladder", "--because", "The firm asked", "--day", DAY),
        lambda desk: (desk.put(STORY, desk.read(STORY) + "\nOne more.\n"), desk("close", "7", "--again", "--day", "2019-04-30")),
        lambda desk: desk.put("content/issues/7.md", desk.read("content/issues/7.md") + "\nAnother word.\n"),
    ],
)
def test_a_message_of_before_a_change_is_sent_to_nobody(issue, postman, change):
    change(issue)
    before = "private/editions/lantern-7.eml:0: #7 says something else today than this message, which was printed before: print it again"
    assert before in send(issue, "--dry-run").stderr
    assert before in send(issue).stderr
    assert postman.letters == []
    assert not (issue.root / "private/sent/7/begun.yml").exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda desk, web: (desk.root / "content/issues/7.lock.json").unlink(), "content/issues/7.md:0: #7 is not closed: desk close 7\n"),
        (lambda desk, web: desk.put("content/stories/2019/bad.md", "---\ntitle: [\n---\n"), "content/stories/2019/bad.md:3: "),
        (lambda desk, web: web.answers.clear(), "/cover.png does not answer (404): publish the issue first"),
        (
            lambda desk, web: web.answers.update({("HEAD", "/cover.png"): (200, "text/html", b"")}),
            "/cover.png does not answer (it is no picture but text/html)",
        ),
        (
            lambda desk, web: (desk.root / "private/editions/lantern-7.eml").unlink(),
            "private/editions/lantern-7.eml:0: #7 has no message yet",
        ),
        (
            lambda desk, web: spoiled(desk, "Subject:", "To: all@lantern.example\nSubject:"),
            "private/editions/lantern-7.eml:0: it has To, which is each reader's own",
        ),
        (lambda desk, web: spoiled(desk, "unsubscribe", "hello"), "it has no link by which a reader can unsubscribe"),
        (
            lambda desk, web: [file.unlink() for file in (desk.root / "private/readers").glob("*.json")],
            "private/readers:0: there are no readers",
        ),
        (
            lambda desk, web: desk.submitted("K7Q2M", "---\n---\nNo more.\n", kind="unsubscribe", address=ANN, author="Ann Lee"),
            "private/submissions/K7Q2M:0: Ann Lee wants no more mail: desk readers remove K7Q2M\n",
        ),
    ],
)
def test_an_issue_that_is_not_fit_to_be_sent_is_refused_with_what_to_do(issue, postman, web, spoil, said):
    spoil(issue, web)
    done = send(issue)
    assert done.exit_code == 1
    assert said in done.stderr
    assert postman.letters == []
    assert not (issue.root / "private/sent/7/ledger.tsv").exists()


def test_before_its_day_it_is_not_sent(issue, postman):
    done = issue("send", "7", "--day", "2019-04-30")
    assert done.stderr == "content/issues/7.md:0: #7 comes out on 2019-05-01: send it then, or its links lead nowhere\n"


def test_a_dry_run_says_everything_and_sends_nothing(issue, postman, web):
    web.answers.clear()
    before = issue.files()
    done = send(issue, "--dry-run")
    assert done.exit_code == 1
    assert "/cover.png does not answer (404)" in done.stderr
    assert done.stdout.startswith("subject  Lantern #7: Зараз and again\nfrom     stories@lantern.example\nsize     ")
    assert "\nreaders  3\n" in done.stdout
    assert done.stdout.count("@") == 4
    assert (issue.files(), postman.letters) == (before, [])


def test_a_proof_goes_to_one_editor_and_counts_for_nothing(issue, postman):
    (issue.root / "content/issues/7.lock.json").unlink()
    before = issue.files()
    done = send(issue, "--to", "me@lantern.example")
    assert (done.exit_code, done.stdout) == (0, "Sent to me@lantern.example, to look at; no reader has it yet.\n")
    ((to, raw, _),) = postman.letters
    read = email.message_from_bytes(raw, policy=policy.SMTP)
    assert (to, read["Subject"]) == ("me@lantern.example", "[proof] Lantern #7: Зараз and again")
    assert issue.files() == before
    mark = address.mark(to)
    assert read["List-Unsubscribe"] == f"<mailto:stories@lantern.example?subject=unsubscribe%20{mark}>"
    assert re.fullmatch(rf"<issue-7\.proof-[0-9a-f]{{16}}\.{mark}@lantern\.example>", read["Message-ID"])
    send(issue, "--to", "me@lantern.example")
    spoiled(issue, "Dear readers", "Dearest readers")
    send(issue, "--to", "me@lantern.example")
    ids = [email.message_from_bytes(raw)["Message-ID"] for _, raw, _ in postman.letters]
    assert (ids[0] == ids[1], ids[1] == ids[2]) == (True, False)


def test_what_the_server_refuses_is_kept_in_its_words_and_what_it_puts_off_is_tried_again(issue, postman):
    postman.refused = {ANN: "550 no such\x1b user", BO: ["450 come again"], DI: ["450 grey", "450 grey"]}
    done = send(issue)
    assert done.exit_code == 1
    assert "ann@mail.example is refused (550 no such user): ask them for another address, or desk readers remove ann@" in done.stderr
    assert "di@other.example is put off (450 grey): give the command again in an hour" in done.stderr
    assert done.stdout.endswith("#7: 1 sent, 1 refused, 1 to be sent, of 3 readers.\nThe same command goes on: desk send 7\n")
    done = send(issue)
    assert done.stdout.endswith("#7: 2 sent, 1 refused, of 3 readers.\n")
    assert postman.to == [BO, DI]
    postman.refused = {}
    assert send(issue, "--again", ANN).exit_code == 0
    assert postman.to == [BO, DI, ANN]


def test_who_is_added_later_does_not_get_what_was_sent_to_all(issue, postman):
    send(issue)
    readers(issue, "new@mail.example")
    assert send(issue).exit_code == 1
    assert len(postman.letters) == 3


@pytest.mark.parametrize(
    ("answer", "times", "why"),
    [
        ("550 we know you for spam", 3, "the server takes no more of it (550 we know you for spam)"),
        ("554 5.7.1 spam", 3, "the server takes no more of it (554 5.7.1 spam)"),
        ("450 not now", 10, "the server refused 10 in a row (450 not now)"),
    ],
)
def test_a_server_that_refuses_everybody_is_soon_asked_no_more_and_no_reader_is_lost_by_it(issue, postman, answer, times, why):
    readers(issue, *(f"reader{number}@mail.example" for number in range(30)))
    postman.answer = answer
    done = send(issue)
    assert f"{why}: ask whoever runs it, then go on" in done.stderr
    assert "is refused" not in done.stderr
    assert done.stderr.count("is put off") == times
    assert done.stdout.startswith("#7: 33 to be sent, of 33 readers.\n")
    postman.answer = "250 OK"
    assert send(issue).stdout.endswith("#7: 33 sent, of 33 readers.\n")


@pytest.mark.parametrize("answer", ["550 5.4.5 Daily sending quota exceeded", "554 5.7.1 spam", "550 5.1.8 bad sender", "552 too much"])
def test_a_refusal_that_is_the_servers_loses_no_reader(issue, postman, answer):
    postman.refused = {BO: answer}
    done = send(issue)
    assert f"{BO} is put off ({answer})" in done.stderr
    assert done.stdout.endswith("#7: 2 sent, 1 to be sent, of 3 readers.\nThe same command goes on: desk send 7\n")
    assert send(issue).exit_code == 1
    postman.refused = {}
    assert send(issue).stdout.endswith("#7: 3 sent, of 3 readers.\n")


def test_an_issue_that_reached_nobody_is_not_sent(issue, postman):
    postman.refused = dict.fromkeys((ANN, BO, DI), "550 5.1.1 no such user")
    done = send(issue)
    assert done.stdout.endswith("#7: 3 refused, of 3 readers.\n")
    postman.refused = {}
    assert send(issue, "--again", ANN, "--again", BO, "--again", DI).exit_code == 0
    assert len(postman.letters) == 3


def test_what_cannot_be_done_together_is_done_in_no_part(issue, postman):
    for words in (["--to", "me@x.example", "--dry-run"], ["--sent", ANN, "--again", BO], ["--to", "me@x.example", "--again", BO]):
        done = send(issue, *words)
        assert (done.exit_code, "are two things" in done.stderr) == (2, True)
    assert postman.letters == []


def test_nobody_says_that_they_send_it_who_cannot(issue, postman):
    begun = issue.root / "private/sent/7/begun.yml"
    assert "is not in it: only who is in doubt or refused can be settled so" in send(issue, "--again", ANN).stderr
    assert not begun.exists()
    issue.put("private/desk.yml", "smtp: {host: 127.0.0.1, port: 9, security: none}\n")
    assert "127.0.0.1:9 cannot be used" in send(issue).stderr
    assert not begun.exists()


def test_who_leaves_while_it_is_sent_does_not_get_it(issue, postman):
    def leave(server):
        if len(postman.letters) == 1:
            gone.extend({ANN, BO, DI} - set(postman.to))
            issue("readers", "remove", gone[0], "--day", DAY)

    gone: list[str] = []
    postman.before = leave
    assert send(issue).stdout.endswith("#7: 2 sent, of 2 readers.\n")
    assert gone[0] not in postman.to


def test_a_sender_that_the_server_does_not_take_is_no_readers_fault(issue, postman):
    postman.sender = "553 not from here"
    done = send(issue)
    assert "private/desk.yml:0: the server takes nothing from stories@lantern.example (553 not from here)" in done.stderr
    assert "#7: 3 to be sent, of 3 readers." in done.stdout


def test_who_was_on_the_way_when_the_line_broke_is_in_doubt_until_an_editor_settles_it(issue, postman):
    first = []
    postman.before = lambda server: first or (first.append(1), server.transport.abort())
    done = send(issue)
    assert done.exit_code == 1
    doubtful = postman.to[0]
    assert f"{doubtful} is in doubt (" in done.stderr
    assert f"ask, then desk send 7 --sent {doubtful}, or --again {doubtful}\n" in done.stderr
    assert done.stdout.endswith("#7: 2 sent, 1 in doubt, of 3 readers.\n")
    assert f"{doubtful} is in doubt" in send(issue).stderr
    assert f"{postman.to[1]} is sent: only who is in doubt can be settled so" in send(issue, "--sent", postman.to[1]).stderr
    assert len(postman.letters) == 3
    assert send(issue, "--sent", doubtful).stdout == "Written down.\n"
    assert len(postman.letters) == 3
    assert "in doubt" not in send(issue).stderr


def test_a_line_that_breaks_again_and_again_puts_two_in_doubt_and_no_more(issue, postman):
    readers(issue, *(f"reader{number}@mail.example" for number in range(30)))
    postman.before = lambda server: server.transport.abort()
    done = send(issue)
    assert "the line broke 2 times after a message (" in done.stderr
    assert done.stdout.startswith("#7: 2 in doubt, 31 to be sent, of 33 readers.\n")


def test_a_message_that_was_printed_anew_goes_to_the_others_and_that_is_said(issue, postman):
    postman.refused = {ANN: ["450 later", "450 later"]}
    send(issue)
    spoiled(issue, "Dear", "Dearest")
    done = send(issue)
    assert "private/editions/lantern-7.eml:0: warning: it was printed anew since the first readers got it" in done.stderr
    assert b"Dearest" in postman.letters[-1][1]


def test_who_asked_to_be_left_alone_is_not_written_to_because_somebody_says_it_is_done(issue, postman):
    issue.submitted("K7Q2M", "", kind="unsubscribe", address="Ann@mail.example", day=DAY)
    assert issue("done", "K7Q2M", "--day", DAY).exit_code == 0
    assert f"{ANN} wanted no more mail, and is still on the list: desk readers remove {ANN}\n" in send(issue).stderr
    issue("readers", "remove", ANN, "--day", DAY)
    assert send(issue).stdout.endswith("#7: 2 sent, of 2 readers.\n")


def test_a_line_that_breaks_before_the_text_is_made_anew(issue, postman):
    left = [1]
    original = postman.handle_RCPT

    async def breaking(server, session, envelope, address, options):
        if left:
            left.pop()
            server.transport.abort()
        return await original(server, session, envelope, address, options)

    postman.handle_RCPT = breaking
    assert send(issue).stdout.endswith("#7: 3 sent, of 3 readers.\n")
    assert len(postman.letters) == 3


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("https://lantern.example/leave#top", "https://lantern.example/leave?reader="),
        ("https://lantern.example/leave?a=1#top", "https://lantern.example/leave?a=1&reader="),
        ("https://пошта.example/геть/", "https://xn--80a1acn3a.example/%D0%B3%D0%B5%D1%82%D1%8C/?reader="),
    ],
)
def test_the_page_to_leave_by_is_asked_for_one_reader(issue, postman, page, asked):
    issue.put("content/masthead.yml", issue.read("content/masthead.yml") + f"unsubscribe_url: '{page}'\n")
    done = send(issue)
    assert done.exit_code == 0, done.stderr
    assert f", <{asked}".encode() in postman.letters[0][1]


@pytest.mark.parametrize(
    ("to", "written"),
    [
        ("stories+in@lantern.example", "stories+in@lantern.example"),
        ("stories@пошта.example", "stories@xn--80a1acn3a.example"),
        ("a>b%c?d@mail.example", "a%3Eb%25c%3Fd@mail.example"),
        ("листи@lantern.example", "%D0%BB%D0%B8%D1%81%D1%82%D0%B8@lantern.example"),
    ],
)
def test_the_mail_to_leave_by_goes_to_whatever_address_the_masthead_names(issue, postman, to, written):
    """RFC 6068, section 2: what an address may hold and a link may not is encoded."""
    head = issue.read("content/masthead.yml").replace(
        "submissions: stories@lantern.example", f"submissions: '{to}', publisher: p@l.example"
    )
    issue.put("content/masthead.yml", head)
    assert send(issue).exit_code == 0
    assert f"\r\nList-Unsubscribe: <mailto:{written}?subject=unsubscribe%20".encode() in postman.letters[0][1]


def test_a_masthead_that_names_a_page_has_it_said_to_mail_programs(issue, postman):
    page = "https://lantern.example/leave?list=lantern"
    issue.put("content/masthead.yml", issue.read("content/masthead.yml") + f"unsubscribe_url: {page}\n")
    send(issue)
    read = email.message_from_bytes(postman.letters[0][1], policy=policy.SMTP)
    mark = read["Message-ID"].partition(".")[2][:16]
    assert str(read["List-Unsubscribe"]).endswith(f", <{page}&reader={mark}>")
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    issue.put(
        "content/masthead.yml", issue.read("content/masthead.yml").replace("https://lantern.example/leave", "http://lantern.example/leave")
    )
    refused = issue("check", "--day", DAY).stderr
    assert (refused.startswith("content/masthead.yml:8: `unsubscribe_url`"), "https://" in refused) == (True, True)


@pytest.mark.parametrize("old", [True, False])
def test_addresses_in_other_scripts_are_written_to_where_the_server_can(issue, postman, old):
    readers(issue, "зоя@пошта.example", "ann@straße.example")
    postman.knows = lambda word: not old or "SMTPUTF8" not in word
    done = send(issue)
    assert ("зоя@xn--80a1acn3a.example is refused (the server knows no addresses beyond ASCII)" in done.stderr) is old
    assert ("зоя@xn--80a1acn3a.example" in postman.to) is not old
    assert "ann@xn--strae-oqa.example" in postman.to
    if not old:
        raw, options = next(one[1:] for one in postman.letters if one[0].startswith("зоя"))
        assert {"SMTPUTF8", "BODY=8BITMIME"} <= set(options)
        assert "\r\nTo: зоя@xn--80a1acn3a.example\r\n".encode() in raw


def test_a_desk_that_is_killed_loses_nobody_and_writes_to_nobody_twice(issue, postman):
    """READERS=10000 KILLS=10 plays it at full size, in two minutes."""
    number, kills = int(os.environ.get("READERS", "60")), int(os.environ.get("KILLS", "4"))
    chance = random.Random(98)
    everybody = {ANN, BO, DI, *(f"reader{at}@mail{at % 7}.example" for at in range(number))}
    file = issue.put("list.txt", "\n".join(sorted(everybody)))
    assert issue("readers", "import", str(file), "--consent", "on the form", "--day", DAY).exit_code == 0
    command = [sys.executable, "-m", "plugins.desk", "--root", str(issue.root), "send", "7", "--day", DAY]
    for _ in range(kills):
        more = len(postman.letters) + chance.randrange(1, number // kills)
        desk = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        while len(postman.letters) < more and desk.poll() is None:
            time.sleep(chance.random() / 500)
        os.kill(desk.pid, signal.SIGKILL)
        desk.wait()
    done = send(issue)
    doubtful = {line.split()[1] for line in done.stderr.splitlines() if "is in doubt" in line}
    assert len(doubtful) <= kills
    assert len(postman.to) == len(set(postman.to))
    assert everybody - set(postman.to) <= doubtful
    assert f", of {len(everybody):,} readers.\n" in done.stdout


def test_an_editor_who_interrupts_lets_the_message_on_its_way_arrive(issue, postman):
    command = [sys.executable, "-m", "plugins.desk", "--root", str(issue.root), "send", "7", "--day", DAY, "--rate", "1"]
    desk = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    while not postman.letters and desk.poll() is None:
        time.sleep(0.01)
    os.kill(desk.pid, signal.SIGINT)
    out, err = desk.communicate(timeout=30)
    assert (err, desk.returncode) == (ALONE, 1)
    assert out.endswith("#7: 1 sent, 2 to be sent, of 3 readers.\nThe same command goes on: desk send 7\n")


def test_half_a_line_of_the_ledger_counts_for_nothing(issue, postman):
    send(issue, "--rate", "0")
    ledger = issue.root / "private/sent/7/ledger.tsv"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:3]) + lines[3][:9])  # the second was sent, and its answer is half there
    done = send(issue)
    assert "is in doubt (the desk was stopped while it was on its way)" in done.stderr
    assert done.stdout.endswith("#7: 2 sent, 1 in doubt, of 3 readers.\n")
    ledger.write_bytes(b"somebody was here\n")
    assert "ledger.tsv:1: this line is not the desk's own" in send(issue).stderr


def test_the_manual_is_played_as_it_stands(issue, postman):
    page = (ROOT / "docs/desk/sending.md").read_text(encoding="utf-8").replace("98", "7").replace("> list.csv", "")
    first, before = re.findall(r"(?s)```sh\n(.*?)```", page)
    issue.put("list.csv", "email;name\nann@mail.example;Ann\nnew@mail.example;New\n")
    for line in (before + first).splitlines():
        words = shlex.split(line.partition("  #")[0])
        words = [str(issue.root / one) if one == "list.csv" else one for one in words[1:]]
        done = issue(*words, "--day", DAY) if words[1] != "list" else issue(*words)
        assert done.exit_code == 0, (line, done.output)
    assert sorted(postman.to) == sorted(["me@bizinet.example", BO, DI, "new@mail.example"])
