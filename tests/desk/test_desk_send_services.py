"""desk send --via: a service is handed the issue once, whatever breaks between."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace

import pytest

from tests.desk.sendings import DAY, Web, free_port, ready
from tests.desk.services import Buttondown, Listmonk

GOING = {"buttondown": "about_to_send", "listmonk": "running"}


@pytest.fixture(params=["buttondown", "listmonk"])
def service(request, desk, monkeypatch):
    """An issue that is ready, and a service that is named in the settings."""
    web, there = Web(), {"buttondown": Buttondown, "listmonk": Listmonk}[request.param]()
    there.name, there.way = request.param, request.param
    ready(desk, web, free_port())
    more = ", user: press, lists: [3, 4], template: 5" if there.name == "listmonk" else ""
    desk.put("private/desk.yml", f"{there.name}: {{url: '{there.url}'{more}}}\n")
    monkeypatch.setenv(f"DESK_{there.name.upper()}_TOKEN", "secret")
    yield there
    there.close()
    web.close()


def send(desk, service, *more):
    return desk("send", "7", "--via", service.name, "--day", DAY, *more)


def test_it_is_handed_over_as_a_draft_and_started(desk, service):
    assert send(desk, service, "--dry-run").stdout.endswith(f"readers  those of {service.name}\nNothing was sent.\n")
    assert service.asked == []
    done = send(desk, service)
    assert done.exit_code == 0
    (one,) = service.kept
    assert done.stdout.endswith(f"{service.name} sends it, as {one['id']}.\n")
    assert (one["subject"], one["status"]) == ("Lantern #7: Зараз and again", GOING[service.name])
    again = send(desk, service)
    assert (again.exit_code, len(service.kept)) == (1, 1)
    assert f"#7 was sent on 2019-05-01 by {service.name}, as {one['id']}: nobody gets it twice" in again.stderr


def test_the_service_finds_one_command_in_it_and_readers_see_every_brace(desk, service):
    send(desk, service)
    (one,) = service.kept
    way_out = {"buttondown": "{{ unsubscribe_url }}", "listmonk": "{{ UnsubscribeURL }}"}[service.name]
    assert re.findall(r"\{[{%#].*?[}%#]\}", one["body"]) == [way_out]
    assert f'<a href="{way_out}">No more</a>' in one["body"]
    assert "&#123;{ one }} &#123;% two %}" in one["body"]
    assert "@media print { {#x{color:red}}" not in one["body"]
    assert "@media print { #x{color:red}}" in one["body"]
    if service.name == "listmonk":
        lists = [each["id"] for each in one["lists"]]
        assert (lists, one["template_id"], one["content_type"], one["type"]) == (
            [3, 4],
            5,
            "html",
            "regular",
        )
        assert one["from_email"] == "The Lantern <stories@lantern.example>"
        assert one["altbody"].splitlines()[0] == "Dear readers, {{`{`}}{ one }} Зараз."
        assert f"No more: {way_out}" in one["altbody"]
    else:
        assert one["body"].startswith("<!-- buttondown-editor-mode: naked -->\n<html>")


@pytest.mark.parametrize("at", ["POST", "PATCH", "PUT", "GET"])
def test_a_line_that_breaks_after_the_service_has_done_it_is_no_second_sending(desk, service, at):
    service.dies = at
    done = send(desk, service)
    if service.dies:  # it is asked otherwise
        return
    assert done.exit_code == 1
    assert f"{service.name} cannot be reached, or does not answer as documented" in done.stderr
    assert send(desk, service).exit_code == 0
    assert [one["status"] for one in service.kept] == [GOING[service.name]]
    assert sum(method in ("PATCH", "PUT") for method, *_ in service.asked) == 1


IN_A_SECOND = {"Retry-After": "Wed, 01 May 2019 00:00:01 GMT", "Date": "Wed, 01 May 2019 00:00:00 GMT"}


@pytest.mark.parametrize("said", [{"Retry-After": "1"}, IN_A_SECOND])
def test_a_service_that_wants_to_be_left_alone_for_a_moment_is(desk, service, said):
    busy = list(range(2))
    service.before = lambda method: busy and method != "GET" and (busy.pop(), 429, said)[1:]
    begun = time.monotonic()
    assert send(desk, service).exit_code == 0
    assert time.monotonic() - begun > 1.9
    assert [one["status"] for one in service.kept] == [GOING[service.name]]


def test_one_that_wants_it_for_an_hour_is_asked_then(desk, service):
    service.before = lambda method: (429, {"Retry-After": "3600"})
    done = send(desk, service)
    assert f"private/desk.yml:0: {service.name} is asked too often: give the command again in 3,600 seconds\n" in done.stderr
    assert (done.exit_code, len(service.asked)) == (1, 1)


def test_what_somebody_halted_there_is_left_to_them(desk, service):
    service.dies = "POST"
    send(desk, service)
    service.kept[0]["status"] = "paused"
    done = send(desk, service)
    assert done.exit_code == 1
    assert f"{service.name} has it as {service.kept[0]['id']}, and there it is paused: see to it there" in done.stderr
    assert len(service.kept) == 1


def test_a_token_that_is_not_known_is_told_in_the_services_words(desk, service, monkeypatch):
    monkeypatch.setenv(f"DESK_{service.name.upper()}_TOKEN", "wrong")
    done = send(desk, service)
    assert re.search(rf"private/desk.yml:0: {service.name} says 403 \(.*[Ii]nvalid .*\): mend what it names", done.stderr)
    monkeypatch.delenv(f"DESK_{service.name.upper()}_TOKEN")
    assert f"the token of {service.name} is not known: set DESK_{service.name.upper()}_TOKEN" in send(desk, service).stderr
    assert service.kept == []


def test_what_was_begun_one_way_does_not_go_on_another(desk, service):
    service.dies = "POST"
    send(desk, service)
    desk.put("private/desk.yml", desk.read("private/desk.yml") + "smtp: {host: 127.0.0.1, port: 9, security: none}\n")
    done = desk("send", "7", "--day", DAY)
    assert f"private/sent/7/begun.yml:0: it was begun by {service.name}, and goes on by it alone" in done.stderr


def test_somebody_elses_campaign_is_not_started_by_its_tag(desk, service):
    if service.name == "buttondown":  # it has no tags, and what the desk made says of which print it is
        return
    other = {"id": 1, "status": "draft", "name": "Sale", "subject": "Buy", "lists": [{"id": 9}], "body": "Buy.", "tags": ["lantern-7"]}
    service.kept.append(other)
    done = send(desk, service)
    assert "listmonk has a campaign 1 with the tag lantern-7 and another choice of lists" in done.stderr
    other["lists"] = [{"id": 3}, {"id": 4}]
    assert "lantern-7 and another name" in send(desk, service).stderr
    assert (other["status"], len(service.kept)) == ("draft", 1)
    assert not (desk.root / "private/sent/7/begun.yml").exists()


def test_a_draft_of_an_older_print_says_what_the_message_says_now_before_it_is_started(desk, service):
    service.dies = "POST"
    send(desk, service)
    file = "private/editions/lantern-7.eml"
    ledger = desk.root / "private/sent/7/ledger.tsv"
    ledger.write_text(f"made\t{service.kept[0]['id']}\t\n")
    desk.put(file, desk.read(file).replace("Dear readers", "Dearest readers"))
    assert send(desk, service).exit_code == 0
    (one,) = service.kept
    assert ("Dearest readers" in one["body"], one["status"]) == (True, GOING[service.name])


def test_the_token_goes_to_no_other_place(desk, service):
    other = Web()
    service.elsewhere = other.url
    done = send(desk, service)
    assert f"{service.name} says 302" in done.stderr
    assert other.asked == []
    other.close()


@pytest.mark.parametrize("said", [[], {}, None, "hello", {"results": 5}, {"data": []}, {"data": {"results": "x"}}])
def test_an_answer_of_another_shape_is_told_in_a_sentence(desk, service, said):
    service.answer = lambda *asked: (200, said)
    done = send(desk, service)
    assert (done.exit_code, "does not answer as documented" in done.stderr) == (1, True), done.output
    assert not (desk.root / "private/sent/7/begun.yml").exists()


@pytest.mark.parametrize("raw", [b'{"data":', b"[" * 200_000, b"\xff\xfe", b"<html>"])
def test_what_is_no_answer_at_all_is_told_in_a_sentence(desk, service, raw):
    service.answers = SimpleNamespace(get=lambda asked: lambda body, headers: (200, "application/json", raw))
    done = send(desk, service)
    assert (done.exit_code, f"{service.name} cannot be reached, or does not answer as documented (" in done.stderr) == (1, True)


@pytest.mark.parametrize("fields", [{}, {"Content-Length": "100"}, {"Transfer-Encoding": "chunked"}])
def test_a_service_that_breaks_in_the_middle_of_saying_why_is_told_by_its_number(desk, service, fields):
    service.before = lambda method: (500, fields)
    assert f"private/desk.yml:0: {service.name} says 500 (Internal Server Error): mend what it names" in send(desk, service).stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "private/desk.yml:0: it is not named: write `listmonk: {url: ..., user: ..., lists: [...], template: ...}`"),
        ("listmonk: {url: 'http://lists.example', user: a, lists: [1], template: 1}", "anybody on the way could read the token"),
        ("listmonk: {url: 'https://lists.example', user: a, lists: [1]}", "add it to `listmonk`"),
        ("listmonk:\n  url: https://lists.example\n  token: hush\n", ":3: a token never stands in a file"),
    ],
)
def test_settings_that_do_not_do(desk, text, said):
    desk.put("private/desk.yml", text)
    assert said in desk("send", "7", "--via", "listmonk", "--day", DAY).stderr
