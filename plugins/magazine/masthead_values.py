"""What may stand in the fields of a masthead; whatever may not is told with what to write instead."""

import re
from zoneinfo import ZoneInfo

from plugins.magazine.model import web_address


def zone(name: str) -> str:
    """A time zone."""
    try:
        ZoneInfo(name)  # to make a list of all there are takes longer than many a build
    except (LookupError, ValueError, OSError):
        raise ValueError(f"`{name}` is no time zone: write one of the IANA list, as in Australia/Sydney") from None
    return name


def home(url: str) -> str:
    """Where the magazine stands."""
    if set(url) & set("?#"):
        raise ValueError(f"`{url}` is where the magazine stands: write it without `?` and `#`")
    return web_address(url).rstrip("/")


def authority(text: str) -> str:
    """A host and a year."""
    if text and not re.fullmatch(r"[A-Za-z0-9.@-]+,\d{4}(-\d\d){0,2}", text):
        raise ValueError(f"`{text}` is no tag authority (RFC 4151): write a host of yours and a year, as in my.example,2019")
    return text


def secure(url: str) -> str:
    """An address where readers take their leave."""
    if not web_address(url).startswith("https://"):
        raise ValueError(f"`{url}` is where readers take their leave: mail programs ask for an address that begins with https://")
    return url


def some(names: tuple[str, ...]) -> tuple[str, ...]:
    """At least one language."""
    if not names or not all(names):
        raise ValueError("no language is named: write the magazine's own, as in `languages: [en]`")
    return names


def repository(name: str) -> str:
    """The owner and the name of a repository."""
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)+", name):
        raise ValueError(f"`{name}` is no repository: write its owner and its name, as in hills-trade/magazine")
    return name
