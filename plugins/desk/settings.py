"""The settings of the desk's mail: by which servers it is sent and read. Passwords stand in no file."""

import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from plugins.desk.house import PRIVATE, Refused
from plugins.magazine.manuscript import read_yaml
from plugins.magazine.model import After, AtLeast, Model, Words, changed, fit, web_address

FILE = f"{PRIVATE}/desk.yml"
HERE = ("localhost", "127.0.0.1", "::1")  # what is sent to these leaves no machine


class Server(Model):
    """A mail server. ``security`` is ``tls`` from the first byte, ``starttls``, or ``none``."""

    host: Words = ""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    user: Words = ""
    security: Literal["tls", "starttls", "none"] = "tls"


class Sending(Server):
    """The server that letters and issues go out by; ``rate`` is how many messages of an issue it bears a minute."""

    rate: Annotated[int, AtLeast(0)] = 60


class Buttondown(Model):
    """The service buttondown.com, which keeps the list and sends the issue."""

    url: Annotated[str, After(web_address)] = "https://api.buttondown.com"


class Listmonk(Model):
    """A listmonk of the magazine's own: the numbers of its lists, and of a template that holds the content and nothing else."""

    url: Annotated[str, After(web_address)]
    user: str
    lists: Annotated[tuple[int, ...], Field(min_length=1)]
    template: int


class Reading(Server):
    """The mailbox that letters come into (IMAP), and its folder."""

    folder: Words = "INBOX"


class Settings(Model):
    """``private/desk.yml``. Without ``smtp`` letters are sent by hand, without ``imap`` they are taken from files.

    ``buttondown`` and ``listmonk`` send issues to lists that outgrow one machine.
    """

    imap: Reading | None = None
    smtp: Sending | None = None
    buttondown: Buttondown | None = None
    listmonk: Listmonk | None = None


# Where a server listens that names no port (RFC 8314, section 3; RFC 6409)
PORTS = {"imap": {"tls": 993, "starttls": 143, "none": 143}, "smtp": {"tls": 465, "starttls": 587, "none": 25}}
SECRETS = {"imap": "password", "smtp": "password", "buttondown": "token", "listmonk": "token"}  # stand in the environment alone


def read(root: Path) -> Settings:
    """The settings of the magazine in a folder; those of no server where there is no file. Raises Refused where they do not fit."""
    if not (root / FILE).exists():
        return Settings()
    manuscript, problems = read_yaml(root / FILE, FILE)
    if manuscript is None:
        raise Refused(FILE, problems[0].message, problems[0].line)
    for name, secret in SECRETS.items():
        if isinstance(section := manuscript.data.get(name), dict) and secret in section:
            message = f"a {secret} never stands in a file: take it out, and set {_variable(name)} where the desk is started"
            raise Refused(FILE, message, manuscript.line(name, secret))
    settings, found = fit(Settings, manuscript)
    for problem in (*problems, *found):
        raise Refused(FILE, problem.message, problem.line)
    named = {}
    for name, ports in PORTS.items():
        server = getattr(settings, name)
        if not server:
            continue
        if not server.host:
            raise Refused(FILE, f"`host` is missing: write the name of the {name} server", manuscript.line(name))
        if server.user and server.security == "none" and server.host not in HERE:
            message = "without encryption anybody on the way could read the password: write `security: tls` or `starttls`"
            raise Refused(FILE, message, manuscript.line(name, "security"))
        named[name] = changed(server, port=server.port or ports[server.security])
    for service in (settings.buttondown, settings.listmonk):
        parts = urlsplit(service.url) if service else None
        if parts and parts.scheme != "https" and parts.hostname not in HERE:
            message = "without encryption anybody on the way could read the token: begin it with https://"
            raise Refused(FILE, message, manuscript.line(type(service).__name__.lower(), "url"))
    return changed(settings, **named)


def password(name: str, server: Server) -> str:
    """The password of a server (``imap`` or ``smtp``), from the environment; nothing where nobody signs in."""
    given = os.environ.get(_variable(name), "")
    if server.user and not given:
        raise Refused(FILE, f"the password of {server.user} is not known: set {_variable(name)} where the desk is started")
    return given


def trouble(error: Exception) -> str:
    """What keeps a server from being used, and what to check, for whoever wrote its name down."""
    if why := getattr(error, "verify_message", ""):  # of ssl.SSLCertVerificationError, which few commands import
        return f"its certificate is not to be trusted ({why.rstrip('.')}): check `host`; one of your own making is named by SSL_CERT_FILE"
    said = " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
    if "SSL" in said or "TLS" in said:
        return f"it does not encrypt as it should ({said}): check `port` and `security`"
    return f"it cannot be reached ({said}): check `host`, `port`, `security` and the network"


def _variable(name: str) -> str:
    return f"DESK_{name.upper()}_{SECRETS[name].upper()}"


def token(name: str) -> str:
    """The token by which a service (``buttondown`` or ``listmonk``) knows the magazine, from the environment."""
    given = os.environ.get(_variable(name), "")
    if not given:
        raise Refused(FILE, f"the token of {name} is not known: set {_variable(name)} where the desk is started")
    return given
