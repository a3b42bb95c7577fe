"""Two services that hold to what their documents say, as far as the desk asks them for something."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.desk.sendings import Web


class Service(Web):
    """A web server that speaks JSON; ``dies`` closes the line once, after what was asked was done."""

    def __init__(self):
        super().__init__()
        self.kept, self.dies = [], ""
        self.answers = _Any(self)

    def told(self, method: str) -> list[dict]:
        return [json.loads(body) for asked, _, _, body in self.asked if asked == method]

    def answer(self, method, path, query, headers, said):
        raise NotImplementedError


class _Any:
    """Whatever is asked, the service answers."""

    def __init__(self, service):
        self.service = service

    def get(self, asked):
        service, method = self.service, asked[0]

        def answer(body, headers):
            parts = urlsplit(service.asked[-1][1])
            status, said = service.answer(method, parts.path, parse_qs(parts.query), headers, json.loads(body or b"null"))
            if service.dies == method and status < 300:
                service.dies = ""
                raise ConnectionResetError
            return status, "application/json", json.dumps(said).encode()

        return answer


class Buttondown(Service):
    """docs.buttondown.com: Authentication, Creating, Updating, Listing and Retrieving emails, Idempotency keys, version 2026-04-01."""

    def __init__(self):
        super().__init__()
        self.keys = {}

    def answer(self, method, path, query, headers, said):
        if headers["Authorization"] != "Token secret":
            return 403, {"detail": "Invalid token."}
        assert headers["X-API-Version"] == "2026-04-01"
        if (method, path) == ("GET", "/v1/emails"):
            found = [{"id": "em_0", "metadata": {}, "status": "sent"}, {"id": "em_00", "metadata": {}, "status": "sent"}, *self.kept]
            page = int(query.get("page", ["1"])[0])
            more = f"{self.url}/v1/emails?page={page + 1}" if len(found) > page * 2 else None
            return 200, {"results": found[page * 2 - 2 : page * 2], "next": more, "previous": None, "count": len(found)}
        if (method, path) == ("POST", "/v1/emails"):
            if (key := headers["X-Idempotency-Key"]) in self.keys:
                return 201, self.keys[key]
            if not said.get("subject") or said["body"].startswith("---"):
                return 400, {"code": "subject_invalid", "detail": "The subject provided is invalid or missing."}
            if said["status"] == "about_to_send" and "X-Buttondown-Live-Dangerously" not in headers:
                return 400, {"code": "sending_requires_confirmation"}
            one = {"id": f"em_{len(self.kept) + 1}", **said}
            self.kept.append(one)
            self.keys[key] = one
            return 201, one
        one = next((one for one in self.kept if path == f"/v1/emails/{one['id']}"), None)
        if not one:
            return 404, {"detail": "Not found."}
        if method == "PATCH":
            one.update(said)
        return 200, one


class Listmonk(Service):
    """listmonk.app/docs/apis: apis, campaigns."""

    def answer(self, method, path, query, headers, said):
        if headers["Authorization"] != "token press:secret":
            return 403, {"message": "invalid API credentials"}
        if (method, path) == ("GET", "/api/campaigns"):
            found = [one for one in self.kept if set(query["tags"]) <= set(one["tags"])]
            return 200, {"data": {"results": found, "query": "", "total": len(found), "per_page": len(found), "page": 1}}
        if (method, path) == ("POST", "/api/campaigns"):
            if missing := [name for name in ("name", "subject", "lists", "type", "content_type", "body") if not said.get(name)]:
                return 400, {"message": f"Invalid fields: {missing}"}
            one = {"id": len(self.kept) + 1, "status": "draft", **said, "lists": [{"id": id, "name": "Readers"} for id in said["lists"]]}
            self.kept.append(one)
            return 200, {"data": one}
        one = next((one for one in self.kept if path.startswith(f"/api/campaigns/{one['id']}")), None)
        if not one:
            return 400, {"message": "Campaign not found"}
        if method == "PUT" and path == f"/api/campaigns/{one['id']}":
            one.update(said)
        elif method == "PUT":
            if path != f"/api/campaigns/{one['id']}/status" or said["status"] == "running" and one["status"] not in ("draft", "paused"):
                return 400, {"message": "Only 'paused' and 'draft' campaigns can start"}
            one["status"] = said["status"]
        return 200, {"data": one}
