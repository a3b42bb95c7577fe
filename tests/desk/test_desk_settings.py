"""The settings of the desk's mail are read as they are meant, and what would do harm is refused with its line."""

import pytest

from plugins.desk.house import Refused
from plugins.desk.settings import Settings, password, read


def test_a_magazine_without_settings_has_no_servers(desk):
    assert read(desk.root) == Settings()


def test_ports_follow_from_the_security(desk):
    desk.put("private/desk.yml", "imap: {host: mail.lantern.example, user: ann}\nsmtp: {host: mail.lantern.example, security: starttls}\n")
    settings = read(desk.root)
    assert (settings.imap.port, settings.imap.folder, settings.imap.security) == (993, "INBOX", "tls")
    assert (settings.smtp.port, settings.smtp.user) == (587, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "smtp:\n  host: mail.lantern.example\n  password: hush\n",
            ":3: a password never stands in a file: take it out, and set DESK_SMTP_",
        ),
        ("smtp:\n  host: mail.lantern.example\n  port: many\n", ":3: `port` cannot be read: a whole number"),
        ("smtp:\n  host: mail.lantern.example\n  user: ann\n  security: none\n", ":4: without encryption anybody on the way"),
        ("smtp:\n  user: ann\n", ":1: `host` is missing: write the name of the smtp server"),
        ("smpt: {host: mail.lantern.example}\n", ":1: `smpt`: did you mean `smtp`?"),
        ("smtp: [", ":2: the header cannot be read here"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(desk, text, said):
    desk.put("private/desk.yml", text)
    with pytest.raises(Refused) as refused:
        read(desk.root)
    assert str(refused.value).startswith(f"private/desk.yml{said}")


def test_a_password_comes_from_the_environment(desk, monkeypatch):
    desk.put("private/desk.yml", "smtp: {host: mail.lantern.example, user: ann}\n")
    server = read(desk.root).smtp
    monkeypatch.delenv("DESK_SMTP_PASSWORD", raising=False)
    with pytest.raises(Refused, match="set DESK_SMTP_PASSWORD"):
        password("smtp", server)
    monkeypatch.setenv("DESK_SMTP_PASSWORD", "hush")
    assert password("smtp", server) == "hush"
