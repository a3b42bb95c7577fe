"""The intake makes a submission of a letter: the original as it came, a draft in the form of a story, and a log."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plugins.desk import draft, finder, furniture, submission
from plugins.desk.finder import Found
from plugins.desk.furniture import Aside, Line
from plugins.desk.header import fields
from plugins.desk.house import Refused
from plugins.desk.retype import retype
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import UNPRINTABLE, parse_yaml
from plugins.magazine.story import LONGEST_CASE

SUFFIXES = (".txt", ".md")


class Letter(NamedTuple):
    """A file's text as it could be read, and a remark where that was not simple."""

    raw: bytes
    text: str
    remark: str


class Reading(NamedTuple):
    """A letter taken apart: body and ``aside`` together hold every word of it."""

    found: Found
    body: str
    aside: list[Aside]
    header: dict


class Taken(NamedTuple):
    """What became of a file. ``reading`` is None where the letter was here already."""

    submission: submission.Submission
    reading: Reading | None
    questions: list[str]
    remark: str


def take_in(file: Path, magazine: Magazine, root: Path, day: date) -> Taken:
    """Makes a submission of one file; raises Refused where the file is no letter that can be read."""
    letter = open_letter(file)
    kept, here = submission.reserve(root, letter.text)
    if here:
        return Taken(kept, None, [], letter.remark)
    reading = read(letter.text, markdown=file.suffix.lower() == ".md")
    questions = draft.questions(reading.found, reading.aside, magazine, file.stem, day)
    log = {
        "reference": kept.reference,
        "received": day.isoformat(),
        "from": file.name,
        "text": submission.fingerprint(letter.text),
        "remark": letter.remark,
        "found": draft.findings(reading.found),
        "contact": reading.found.contact,
        "set_aside": [{"line": one.line, "why": one.why, "text": one.text} for one in reading.aside],
        "questions": questions,
    }
    try:
        submission.keep(
            kept,
            {
                f"original{file.suffix.lower()}": letter.raw,
                submission.DRAFT: draft.write(reading.found, reading.header, reading.body, magazine, kept.reference).encode(),
                submission.LOG: ("\n".join(fields(log)) + "\n").encode(),
            },
        )
    except OSError as error:
        raise Refused(kept.folder, f"the submission cannot be written ({error.strerror}): check the folder's rights") from error
    return Taken(kept, reading, questions, letter.remark)


def open_letter(file: Path) -> Letter:
    """A file's text; raises Refused where it is empty, too long or no text."""
    if file.suffix.lower() not in SUFFIXES:
        raise Refused(file, "only .txt and .md are taken in: save the letter as plain text")
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Refused(file, f"the file cannot be opened ({error.strerror}): check its name and its rights") from error
    if len(raw) > LONGEST_CASE:
        message = f"the file is {len(raw):,} bytes long, the most is {LONGEST_CASE:,}: ask for a shorter text, or for two parts"
        raise Refused(file, message)
    if b"\0" in raw:
        raise Refused(file, "this is no plain text: save it again as text with the encoding UTF-8")
    text, remark = _decoded(raw, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = UNPRINTABLE.findall(text)
    if len(unseen) * 20 > len(text):
        raise Refused(file, "this is no plain text: save it again as text with the encoding UTF-8")
    if unseen:
        remark = f"{remark}; " if remark else ""
        remark += f"{len(unseen)} characters that cannot be seen were left out of the draft"
    text = UNPRINTABLE.sub(" ", text)
    if not text.strip():
        raise Refused(file, "the file is empty: ask its author to send it again")
    return Letter(raw, text, remark)


def _decoded(raw: bytes, file: Path) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        remark = "the file is not UTF-8 and was read as Windows text (cp1252): look at its accents and quotation marks"
        return raw.decode("cp1252"), remark
    except UnicodeDecodeError:
        message = "the text can be read neither as UTF-8 nor as Windows text: save it again with the encoding UTF-8"
        raise Refused(file, message) from None


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
