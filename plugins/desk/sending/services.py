"""The services that send an issue to a list that outgrew one machine: each is handed the message once, as a draft, then told to go.

What is asked of them is in their documents: Buttondown, "Creating an email", "Updating an email", "Idempotency keys";
listmonk, "API / Campaigns" and "Templating". What was asked stands in the ledger, so that a desk that was stopped asks
the service how far it came, and no issue goes out twice.
"""

import re
from typing import Any, Protocol
from urllib.parse import urlencode

from plugins.desk.house import Refused
from plugins.desk.sending.message import Message
from plugins.desk.sending.web import asked, id_of, of, part
from plugins.desk.settings import FILE, Buttondown, Listmonk, Settings, token

DRAFT = "draft"  # what both call a message that nobody had sent yet
_STYLE = re.compile(r"(<style\b.*?</style>)", re.IGNORECASE | re.DOTALL)
_OPENED = re.compile(r"\{(?=[{%#])")  # how both begin a command in a text


class Service(Protocol):
    """A service as the desk uses it; all raise Refused with its words where it refuses, or cannot be reached."""

    name: str

    def find(self, message: Message) -> str:
        """The id of what was made of this message before; nothing where nothing was."""

    def make(self, message: Message) -> str:
        """Hands the message over as a draft, and gives its id."""

    def state(self, id: str) -> str:
        """How far it is: ``draft`` is not begun."""

    def renew(self, id: str, message: Message) -> None:
        """Has a draft that was made of an older print say what the message says now."""

    def start(self, id: str) -> None:
        """Has it sent."""


class ByButtondown:
    """buttondown.com. ``naked`` is its mode for HTML that is sent as it is ("Editor modes")."""

    name = "buttondown"
    way_out = "{{ unsubscribe_url }}"
    # of the interface: since 2025-06-01 what is listed holds drafts too, since this one nothing is sent that nobody asked to be
    version = "2026-04-01"

    def __init__(self, settings: Buttondown):
        self._url = settings.url.rstrip("/")
        self._headers = {"Authorization": f"Token {token(self.name)}", "X-API-Version": self.version}

    def find(self, message: Message) -> str:
        page = 1
        while True:
            said = self._ask("GET", f"/v1/emails?page={page}")
            for one in part(self.name, said, "results", list):
                if of(one, "metadata").get("issue") == message.name:
                    return id_of(self.name, one)
            if not said.get("next"):
                return ""
            page += 1

    def make(self, message: Message) -> str:
        said = {**self._said(message), "status": DRAFT}
        return id_of(self.name, self._ask("POST", "/v1/emails", said, {"X-Idempotency-Key": message.digest}))

    def state(self, id: str) -> str:
        return part(self.name, self._ask("GET", f"/v1/emails/{id}"), "status", str)

    def renew(self, id: str, message: Message) -> None:
        if of(self._ask("GET", f"/v1/emails/{id}"), "metadata").get("print") != message.digest:
            self._ask("PATCH", f"/v1/emails/{id}", self._said(message))

    def start(self, id: str) -> None:
        self._ask("PATCH", f"/v1/emails/{id}", {"status": "about_to_send"})

    def _said(self, message: Message) -> dict[str, object]:
        body = "<!-- buttondown-editor-mode: naked -->\n" + _for_service(message, message.html, self.way_out)
        return {"subject": _subject(message), "body": body, "metadata": {"issue": message.name, "print": message.digest}}

    def _ask(self, method: str, path: str, said: object = None, more: dict[str, str] | None = None) -> Any:
        return asked(self.name, method, self._url + path, {**self._headers, **(more or {})}, said)


class ByListmonk:
    """A listmonk of the magazine's own."""

    name = "listmonk"
    way_out = "{{ UnsubscribeURL }}"

    def __init__(self, settings: Listmonk):
        self._settings, self._url = settings, settings.url.rstrip("/")
        self._headers = {"Authorization": f"token {settings.user}:{token(self.name)}"}

    def find(self, message: Message) -> str:
        said = self._ask("GET", f"/api/campaigns?{urlencode({'tags': message.name, 'per_page': 'all'})}")
        tagged = [one for one in part(self.name, said, "results", (list, type(None))) or () if message.name in (of(one).get("tags") or ())]
        for one in tagged:
            id = id_of(self.name, one)
            if differs := self._differs(id, message):
                advice = "it is another's, or of an older print: take the tag off it there, or the campaign away"
                raise Refused(FILE, f"{self.name} has a campaign {id} with the tag {message.name} and another {differs}: {advice}")
        return id_of(self.name, tagged[0]) if tagged else ""

    def make(self, message: Message) -> str:
        return id_of(self.name, self._ask("POST", "/api/campaigns", self._said(message)))

    def state(self, id: str) -> str:
        return part(self.name, self._ask("GET", f"/api/campaigns/{id}"), "status", str)

    def renew(self, id: str, message: Message) -> None:
        if self._differs(id, message):
            self._ask("PUT", f"/api/campaigns/{id}", self._said(message))

    def _differs(self, id: str, message: Message) -> str:
        """In what a campaign is not the one that is made of a message; nothing where it is."""
        there, here = of(self._ask("GET", f"/api/campaigns/{id}")), self._said(message)
        lists = {of(one).get("id", one) for one in there.get("lists") or () if isinstance(one, (dict, int))}
        if lists != set(self._settings.lists):
            return "choice of lists"
        return next((name for name in ("name", "subject", "body") if str(there.get(name)).split() != str(here[name]).split()), "")

    def _said(self, message: Message) -> dict[str, object]:
        return {
            "name": message.name,
            "subject": _subject(message),
            "lists": self._settings.lists,
            "from_email": str(message.parsed["From"]),
            "type": "regular",
            "content_type": "html",
            "body": _for_service(message, message.html, self.way_out),
            "altbody": _for_service(message, message.text, self.way_out, "{{`{`}}"),
            "template_id": self._settings.template,
            "tags": [message.name],
        }

    def start(self, id: str) -> None:
        self._ask("PUT", f"/api/campaigns/{id}/status", {"status": "running"})

    def _ask(self, method: str, path: str, said: object = None) -> Any:
        return part(self.name, asked(self.name, method, self._url + path, self._headers, said), "data", object)


def service(way: str, settings: Settings) -> Service:
    """The service of a name, as private/desk.yml has it."""
    made = {ByButtondown.name: (ByButtondown, settings.buttondown), ByListmonk.name: (ByListmonk, settings.listmonk)}
    kind, own = made[way]
    return kind(own)


def _subject(message: Message) -> str:
    if _OPENED.search(message.subject):
        raise Refused(message.path, "its subject has two braces in a row, which the service takes for a command: say it otherwise")
    return message.subject


def _for_service(message: Message, words: str, way_out: str, brace: str = "&#123;") -> str:
    """HTML or text in which the service finds one command alone: where each reader's own link to unsubscribe stands.

    Two braces in a row are written so that readers see them; in a style sheet a blank may stand between them.
    """
    links = message.ways_out(words)
    if not links:
        raise Refused(message.path, "a part of it has no link by which a reader can unsubscribe: print it again (make html)")
    parts = [_OPENED.sub("{ " if at % 2 else lambda _: brace, part) for at, part in enumerate(_STYLE.split(words))]
    return re.sub("|".join(map(re.escape, links)), lambda _: way_out, "".join(parts))
