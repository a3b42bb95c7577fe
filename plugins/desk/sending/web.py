"""A service is asked over the web: what it answers is looked at before it is believed, and asked for later where it is busy."""

import json
import re
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from plugins.desk.house import Refused
from plugins.desk.settings import FILE
from plugins.magazine.mailbox import one_line

PATIENCE = 60  # seconds without a word of the service, or that it wants to be left alone
TOO_SOON = 429  # what it says then (RFC 6585, section 4)
TIMES, PAUSE = 5, 5  # how often it is asked, and how many seconds between where it names none


class _NoFurther(HTTPRedirectHandler):
    """Follows nobody elsewhere: the token is for the one address that an editor wrote down."""

    def redirect_request(self, *asked: object) -> None:
        """Leaves the answer as it is, which is a refusal then."""


def of(said: object, name: str = "") -> dict[str, Any]:
    """An object in JSON, or the one of a name in it; an empty one where there is none."""
    inside = said.get(name) if name and isinstance(said, dict) else said
    return inside if isinstance(inside, dict) else {}


def part(name: str, said: object, key: str, kind: type | tuple[type, ...]) -> Any:
    """A part of what a service answered; raises Refused where there is none of the kind that its documents promise."""
    if key not in of(said) or not isinstance(of(said)[key], kind):
        message = f"{name} does not answer as documented (there is no `{key}` in what it says): check `url`"
        raise Refused(FILE, message)
    return of(said)[key]


def id_of(name: str, said: object) -> str:
    return str(part(name, said, "id", (str, int)))


def asked(name: str, method: str, url: str, headers: dict[str, str], said: object) -> Any:
    """What a service answers, as JSON."""
    data = None if said is None else json.dumps(said).encode()
    request = Request(url, data, {"Content-Type": "application/json", "Accept": "application/json", **headers}, method=method)
    try:
        with _answered(request) as got:
            return json.loads(got.read() or b"{}")
    except HTTPError as error:
        if error.code == TOO_SOON:
            raise Refused(FILE, f"{name} is asked too often: give the command again in {max(_until(error), PAUSE):,.0f} seconds") from error
        words = ""
        with suppress(OSError, HTTPException):  # its line broke: the number says enough
            words = one_line(error.read(2000).decode("utf-8", "replace"))[:300]
        raise Refused(
            FILE, f"{name} says {error.code} ({words or error.reason}): mend what it names, then give the command again"
        ) from error
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        message = f"{name} cannot be reached, or does not answer as documented ({getattr(error, 'reason', error)}): try again"
        raise Refused(FILE, message) from error


def _answered(request: Request, left: int = TIMES) -> Any:
    """The answer to a request, which is made again where a service says that it came too soon."""
    try:
        return build_opener(_NoFurther).open(request, timeout=PATIENCE)
    except HTTPError as error:
        seconds = _until(error)
        if error.code != TOO_SOON or left == 1 or seconds > PATIENCE:
            raise
    sleep(seconds)
    return _answered(request, left - 1)


def _until(error: HTTPError) -> float:
    """How many seconds a service wants to be left alone (RFC 9110, section 10.2.3: a number, or a time by its own clock)."""
    said = str(error.headers.get("Retry-After", ""))
    if re.fullmatch(r"\d+", said):
        return int(said)
    try:
        return max(0, (parsedate_to_datetime(said) - parsedate_to_datetime(error.headers.get("Date", ""))).total_seconds())
    except (ValueError, TypeError):  # one of them is no time, or of no time zone
        return PAUSE
