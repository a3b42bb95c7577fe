"""An ordinary article is one that any Pelican site may have; this reads its header as Pelican does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import datetime
from functools import lru_cache
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from unidecode import unidecode

from plugins.magazine.manuscript import UNPRINTABLE, Manuscript
from plugins.magazine.problem import WARNING, Problem

REFUSED = ("save_as", "url", "template")  # an article may not say where or how it is printed
LONGEST_SLUG = 100
STATUSES = ("published", "draft", "hidden", "skip")
_OURS = frozenset("consent withdrawn in_brief corrections promises submission first_published image".split())  # fields with fields
_FILE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")  # Pelican's FILENAME_METADATA
_USUAL_DATE = re.compile(r"[12]\d{3}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?")
_EITHER_WAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b")
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_HALF_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_DAY_ONE = datetime(2000, 1, 1)  # fills in what a date leaves out; Pelican takes the clock here, which is no constant


def header(manuscript: Manuscript, source: str, known: set[str], at_home: bool) -> tuple[dict[str, Any], dict[str, Any], list[Problem]]:
    """A Pelican header in the magazine's own terms.

    ``at_home`` says that the file stands in the magazine's own folder, where a folder is a year and no category.
    Returns the fields that are ``known``, the others as they are (other plugins may want them), and warnings. Only a
    missing or unreadable date is left for others to refuse.
    """
    given = dict(manuscript.data)
    problems: list[Problem] = []

    def warn(name: str, rule: str, message: str) -> None:
        problems.append(Problem(manuscript.path, manuscript.line(name), rule, message, WARNING))

    for name in REFUSED:
        if name in given:
            del given[name]
            warn(name, "output-path", f"`{name}` says where or how to print, which is the press's: it is left out")
    if "author" in given:
        given.setdefault("authors", given.pop("author"))
    for name in ("authors", "tags"):
        if name in given:
            given[name] = _listed(given[name])
    for name in ("title", "summary", "category"):
        if isinstance(given.get(name), str):
            if "&" in given[name] and UNPRINTABLE.search(unescape(given[name])):
                warn(name, "unprintable", f"`{name}` holds a character that cannot be seen, as an entity: it is left out")
            given[name] = _words(given[name])
    if isinstance(given.get("status"), str):
        status = given["status"].strip().lower()
        if status not in STATUSES:
            warn("status", "bad-value", f"`{status}` is no status that Pelican knows: the article is held")
        given["status"] = status if status in STATUSES else "skip"
    for name in ("date", "modified"):
        if isinstance(given.get(name), str):
            given[name] = _date(name, given[name], warn)
    if "date" not in given and (found := _FILE_DATE.match(PurePosixPath(source).stem)):
        given["date"] = found[0]
    if not given.get("category") and not at_home and "/" in source:
        given["category"] = PurePosixPath(source).parent.name
    foreign = _OURS if manuscript.syntax != "yaml" else frozenset()  # a plain header cannot hold what these are here
    extra = {name: given.pop(name) for name in list(given) if name not in known or name in foreign}
    for name in extra:
        warn(name, "unknown-field", f"`{name}` is a field that the magazine does not use: it is left to other plugins")
    return given, extra, problems


def stem_and_language(source: str, languages: Container[str]) -> tuple[str, str]:
    """The name of a file without its suffix, and the language that stands before it (``a-word.uk.md``), if any."""
    stem = PurePosixPath(source).stem
    name, _, language = stem.rpartition(".")
    if name and (language in languages or len(language) == 2 and language.isascii() and language.isalpha()):
        return name, language
    return stem, ""


def one_case(language: str) -> str:
    """``EN`` and ``en`` are one language."""
    return language.lower() if len(language) <= 3 else language


@lru_cache(maxsize=100_000)
def slugify(text: str) -> str:
    """A title as part of an address, the way Pelican's defaults make it."""
    plain = unidecode(unicodedata.normalize("NFKD", text))
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    slug = re.sub(r"[-\s_]+", "-", plain).strip("-")
    return slug if len(slug) <= LONGEST_SLUG else slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]


def _listed(value: Any) -> list[str]:
    """Pelican's lists: parted by semicolons where there is one, else by commas."""
    if isinstance(value, str):
        value = value.split(";") if ";" in value else value.split(",")
    parts = [_words(str(part)) for part in value] if isinstance(value, list) else []
    return list(dict.fromkeys(part for part in parts if part))


def _words(text: str) -> str:
    """Words on one line, without markup; Pelican would print it as HTML, so its entities are read."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return UNPRINTABLE.sub("", " ".join(_HALF_TAG.sub("< ", unescape(_TAG.sub("", text))).split()))


def _date(name: str, text: str, warn: Any) -> str:
    try:
        moment = _moment(" ".join(text.split()))
    except (ValueError, OverflowError):
        return text
    either = _EITHER_WAY.search(text)
    if either and int(either[1]) <= 12 and int(either[2]) <= 12 and either[1] != either[2]:
        warn(name, "ambiguous-date", f"`{text}` is read as {moment:%Y-%m-%d}: write year-month-day")
    return moment.isoformat()


def _moment(words: str) -> datetime:
    """What dateutil takes some words for; of the usual form it takes a hundred times as long to say the same."""
    if _USUAL_DATE.fullmatch(words):
        return datetime.fromisoformat(words)
    from dateutil import parser

    return parser.parse(words, default=_DAY_ONE)
