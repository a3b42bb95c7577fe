"""The shelf holds every file of the content folder in its place: articles, issues, people, businesses, pages."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from plugins.magazine import directory, issue, standing, story
from plugins.magazine.manuscript import MARKDOWN, RESTRUCTURED, UNPRINTABLE, Manuscript, read
from plugins.magazine.problem import WARNING, Problem

ARTICLE = "article"
TEXTS = MARKDOWN + RESTRUCTURED
NO_MANUSCRIPTS = (".html", ".htm", ".txt", ".adoc", ".org", ".textile", ".docx", ".mmd")
PASSED_OVER = ("adverts", "comments")
# What a file of the magazine's own folders is known by; an ordinary site may have a folder of that name.
KNOWN_BY = {directory.PEOPLE: "name", directory.BUSINESSES: "name", issue.FOLDER: "number"}
_UNNAMEABLE = re.compile(f"[\n\t\ud800-\udfff]|{UNPRINTABLE.pattern}")  # surrogates stand for bytes that are not UTF-8


class Shelf(NamedTuple):
    """``files`` are all files below the folder, ``texts`` the manuscripts of each kind, ``unread`` how many could not be read."""

    files: frozenset[str]
    texts: dict[str, list[tuple[str, Manuscript]]]
    unread: int
    problems: list[Problem]


def fill(content: Path, label: str) -> Shelf:
    """Reads every manuscript below ``content``; ``label`` is what problems call the folder."""
    files, problems = _walk(content, label)
    texts: dict[str, list[tuple[str, Manuscript]]] = {}
    unread = sum(problem.rule == "unreadable" and _kind(problem.path.removeprefix(f"{label}/")) == ARTICLE for problem in problems)
    for source in sorted(files):
        kind = _kind(source)
        if not kind:
            problems += _passed_over(source, label)
            continue
        strict = (kind != ARTICLE or source.startswith(f"{story.FOLDER}/")) and kind != standing.FOLDER and source.endswith(".md")
        manuscript, found = read(content / source, f"{label}/{source}", strict=strict)
        if manuscript is None:
            unread += kind == ARTICLE
            problems += found
            continue
        given = manuscript.data
        if kind in KNOWN_BY and {"title", "date"} <= set(given) and KNOWN_BY[kind] not in given:
            kind = ARTICLE
        problems += found if manuscript.is_case or kind != ARTICLE else [problem.as_warning() for problem in found]
        texts.setdefault(kind, []).append((source, manuscript))
    return Shelf(frozenset(files), texts, unread, problems)


def _kind(source: str) -> str:
    """Which shelf a file belongs to: a folder of the magazine, or ``article``; nothing where it is no text."""
    if not source.lower().endswith(TEXTS):
        return ""
    top = source.split("/")[0] if "/" in source else ""
    if top in PASSED_OVER:
        return ""
    return top if top in (issue.FOLDER, directory.PEOPLE, directory.BUSINESSES, standing.FOLDER) else ARTICLE


def _passed_over(source: str, label: str) -> list[Problem]:
    """Says of a text that no reader gets that it is so: what an editor commits is never lost in silence."""
    if source.startswith(tuple(f"{folder}/" for folder in PASSED_OVER)):
        message = "advertisements and comments are not printed yet: nothing of this file reaches a reader"
    elif source.lower().endswith(NO_MANUSCRIPTS):
        message = "a manuscript is Markdown (.md) or reStructuredText (.rst): no story is made of this file"
    else:
        return []
    return [Problem(f"{label}/{source}", 0, "not-printed", message, WARNING)]


def _walk(content: Path, label: str) -> tuple[list[str], list[Problem]]:
    """Every file below ``content/``, and every link that leads out of it."""
    files: list[str] = []
    problems: list[Problem] = []
    inside = content.resolve()
    for folder, names, leaves in os.walk(content):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted([*leaves, *(n for n in names if os.path.islink(os.path.join(folder, n)))]):
            path = Path(folder, name)
            source = path.relative_to(content).as_posix()
            if name.startswith(".") or name.endswith("~"):
                continue
            if _UNNAMEABLE.search(name):
                message = "the file's name holds a character that cannot be printed: rename it, best in small letters, digits and hyphens"
                problems.append(Problem(f"{label}/{_UNNAMEABLE.sub('?', source)}", 0, "unreadable", message))
                continue
            if path.is_symlink():
                target = Path(os.path.realpath(path))
                if not target.is_relative_to(inside):
                    message = "this is a link to a place outside the content: copy what is to be printed"
                    problems.append(Problem(f"{label}/{source}", 0, "outside", message))
                    continue
                if not target.is_file():
                    message = "this is a link to a folder, or to nothing: put the file itself here"
                    problems.append(Problem(f"{label}/{source}", 0, "unreadable", message))
                    continue
            composed = unicodedata.normalize("NFC", source)
            same = composed != source and (content / composed).exists() and (content / composed).samefile(path)
            files.append(composed if same else source)
    return [source for source in files if (content / source).is_file()], problems
