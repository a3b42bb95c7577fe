"""The intake makes a submission of a letter: the original as it came, a draft in the form of a story, and a log."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plugins.desk import draft, finder, furniture, submission
from plugins.desk.event import RECEIVED, Event, editor
from plugins.desk.finder import Found
from plugins.desk.furniture import Aside, Line
from plugins.desk.header import fields
from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.retype import retype
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import parse_yaml


class Reading(NamedTuple):
    """A letter taken apart: body and ``aside`` together hold every word of it."""

    found: Found
    body: str
    aside: list[Aside]
    header: dict


class Taken(NamedTuple):
    """What became of an arrival. ``reading`` is None where it was here already."""

    submission: submission.Submission
    reading: Reading | None
    questions: list[str]


def take_in(arrival: Arrival, magazine: Magazine, root: Path, day: date) -> Taken:
    """Makes a submission of an arrival, once; raises Refused where its files cannot be written."""
    kept, here = submission.reserve(root, arrival.text)
    if here:
        return Taken(kept, None, [])
    reading = read(arrival.text, markdown=arrival.markdown)
    found = reading.found
    found.title, found.authors = found.title or arrival.title, found.authors or [arrival.author] * bool(arrival.author)
    questions = draft.questions(found, reading.aside, magazine, Path(arrival.name).stem, day)
    # nothing of this depends on who takes it in, or when: at two editors' machines it is the same file
    told = {
        "reference": kept.reference,
        "from": Path(arrival.name).name,
        "text": submission.fingerprint(arrival.text),
        "remarks": arrival.remarks,
        "found": draft.findings(found),
        "contact": found.contact,
        "set_aside": [{"line": one.line, "why": one.why, "text": one.text} for one in reading.aside],
        "questions": questions,
    }
    files = {
        f"original{arrival.suffix}": arrival.raw,
        submission.DRAFT: draft.write(found, reading.header, reading.body, magazine, kept.reference).encode(),
        submission.FOUND: ("\n".join(fields(told)) + "\n").encode(),
    }
    received = Event(1, RECEIVED, day, editor(root))
    try:
        submission.keep(kept, files | {received.file: received.written})
    except OSError as error:
        raise Refused(kept.folder, f"the submission cannot be written ({error.strerror}): check the folder's rights") from error
    return Taken(kept, reading, questions)


def read(text: str, *, markdown: bool = False) -> Reading:
    """Takes a text apart. Markdown stays as it was typed; other text is retyped."""
    lines = [Line(number, words) for number, words in enumerate(text.split("\n"), 1)]
    header, lines, head = _own_header(lines) if markdown else ({}, lines, [])
    lines, aside = furniture.set_aside(lines)
    found = finder.find(lines, titled=bool(header.get("title")))
    texts = [line.text for line in found.body]
    body = _as_typed(texts) if markdown else retype(texts)
    return Reading(found, body, sorted([*head, *aside, *found.aside]), header)


def _as_typed(texts: list[str]) -> str:
    """Markdown without the holes that furniture left behind."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(texts)).strip("\n") + "\n"


def _own_header(lines: list[Line]) -> tuple[dict, list[Line], list[Aside]]:
    """The header that a letter in Markdown may bring along; a broken one is text like the rest."""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.words == "---"), 0)
    if lines[0].words != "---" or not end:
        return {}, lines, []
    header, problems = parse_yaml("\n".join(line.text for line in lines[1:end]), "")
    if header is None or problems:
        return {}, lines, []
    return header.data, lines[end + 1 :], [Aside(line.number, "the letter's own header", line.text) for line in lines[: end + 1]]
