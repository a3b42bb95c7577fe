"""The intake makes a submission of a letter: the original as it came, a draft of what is to be printed, and a log."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.desk import answer, draft, enclosed, finder, furniture, names, submission
from plugins.desk.event import RECEIVED, Event, editor
from plugins.desk.finder import Found
from plugins.desk.furniture import Aside, Line
from plugins.desk.header import fields
from plugins.desk.house import Refused
from plugins.desk.incoming import endings, likeness
from plugins.desk.incoming.arrival import COMMENT, REMOVE, STORY, UNSUBSCRIBE, Arrival
from plugins.desk.incoming.bounded import Stopped, bounded
from plugins.desk.language import languages
from plugins.desk.printed import was_read
from plugins.desk.retype import retype
from plugins.desk.submission import Submission
from plugins.magazine import private_lines
from plugins.magazine.magazine import Magazine
from plugins.magazine.yaml_header import parse_yaml

if TYPE_CHECKING:
    from plugins.desk.incoming.kinds import Told

TRANSLATED = "and make a translation of the other once it is accepted (the same file name, with its language before .md)"
FEW = 12  # words, which two writers may well write alike


class Reading(NamedTuple):
    """A letter taken apart: body and ``aside`` together hold every word of it."""

    found: Found
    body: str
    aside: list[Aside]
    header: dict


class Taken(NamedTuple):
    """What became of an arrival. ``reading`` is None where it was here already, or is an answer to a letter of ours."""

    submission: Submission
    reading: Reading | None = None
    questions: list[str] = []
    kind: str = STORY
    remarks: tuple[str, ...] = ()
    answered: str = ""  # what happened to the submission that it joined: answered, returned or noted


class Intake:
    """Takes letters in, for a magazine, on a day."""

    def __init__(self, magazine: Magazine, root: Path, day: date):
        self.magazine, self.root, self.day = magazine, root, day

    def take(self, arrival: Arrival, kind: str = "") -> Taken:
        """Makes a submission of an arrival, or an answer to one, once; raises Refused where its files cannot be written.

        ``kind`` is what an editor says that it is, whom the intake may have misunderstood: then it is that, and no answer.
        """
        from plugins.desk.incoming import kinds  # its many patterns take their time, and most commands take nothing in

        if about := answer.answered(arrival, self.root):
            arrival = answer.looked_at(about, arrival)
        told = kinds.told(arrival, self.magazine, answers=about is not None)
        told = told._replace(kind=kind, remark="") if kind else told
        try:
            if about and not kind and told.kind not in (UNSUBSCRIBE, REMOVE):
                return Taken(about, remarks=arrival.remarks, answered=answer.join(about, arrival, self.root, self.day))
            kept, here = submission.reserve(self.root, _identity(arrival, told))
            for one in self._meant(about, arrival) if told.kind == REMOVE else ():  # it stands with the story too, which waits for it
                if one != kept:
                    answer.join(one, arrival, self.root, self.day, request=kept.reference)
            if here and arrival.note.split() != str(kept.found()[0].get("note", "")).split() and arrival.note.strip():
                # the same story once more, and something new is said of it: "the bride says no"
                return Taken(kept, answered=answer.join(kept, arrival._replace(text=arrival.note, note=""), self.root, self.day))
            if here:
                return Taken(kept)
            taken, files = self._written(kept, arrival, told, about)
            submission.keep(kept, files)
        except OSError as error:
            folder = self.root / "private" / submission.FOLDER
            raise Refused(folder, f"the submission cannot be written ({error.strerror}): check the folder's rights") from error
        return taken

    def _meant(self, about: Submission | None, arrival: Arrival) -> list[Submission]:
        """What is not to be printed: the submission that a request answers, else all of its writer's that readers do not have."""
        if about:
            return [about]
        stories = {one.header.submission.reference: one for one in self.magazine.stories if one.header.submission}
        run = self.magazine.run(self.day)
        read = {reference for reference, one in stories.items() if was_read(one, self.magazine, run)}
        return [one for one in answer.stories_of(arrival, self.root) if one.reference not in read]

    def _written(self, kept: Submission, arrival: Arrival, told: "Told", about: Submission | None) -> tuple[Taken, dict[str, bytes]]:
        """What is found in an arrival, and the files of its submission."""
        reading = _read_within_bounds(arrival)
        found = reading.found
        found.title, found.authors = found.title or arrival.title, found.authors or names.several(arrival.author)
        card = dict(arrival.card)
        found.business = card.pop("business", "") or found.business
        found.contact = card | found.contact
        _card(found, arrival)
        came = enclosed.with_arrival(arrival)
        body = came.shown_in(reading.body)
        asked = draft.questions(found, reading.aside, self.magazine, arrival, arrival.day or self.day) if told.kind == STORY else []
        if told.kind == COMMENT and not told.story:
            asked = [draft.WHICH_STORY]
        reached = [f"{what} stands in the text: {words}" for _, what, words in private_lines.found(body)] if told.kind == STORY else []
        spoken = languages(body) if told.kind == STORY else []
        if len(spoken) > 1:
            reached.append(f"it is in several languages ({', '.join(spoken)}): leave one in the draft, {TRANSLATED}")
        remarks = (*arrival.remarks, *came.remarks, *filter(None, (told.remark,)), *dict.fromkeys(reached))
        # nothing of this depends on who takes it in, or when: at two editors' machines it is the same file
        said: dict[str, Any] = {
            "reference": kept.reference,
            "from": ", ".join(filter(None, (arrival.author, arrival.address))) if arrival.suffix == MAIL else Path(arrival.name).name,
            "text": submission.fingerprint(_identity(arrival, told)),
            "kind": told.kind,
            **_some(story=told.story, answers=about.reference if about else ""),
            **_some(subject=arrival.subject, author=", ".join(found.authors), address=arrival.address),
            **_some(written=arrival.day and arrival.day.isoformat(), language=found.language, message_id=arrival.message_id),
            "remarks": list(remarks),
            "found": draft.findings(found),
            "contact": {**_some(role=found.role), **found.contact},
            **_some(between=arrival.between, note=arrival.note, pictures=came.pictures, others=came.others),
            "set_aside": [
                *({"line": one.line, "why": one.why, "text": one.text} for one in reading.aside),
                *({"why": why, "text": words} for why, words in arrival.aside),
            ],
            "questions": asked,
        }
        printed = self._printed.like(arrival.text) if told.kind == STORY else None
        where = f"{printed.story.address(self.magazine.masthead.language)} ({printed.share:.0%})" if printed else ""
        received = Event(1, RECEIVED, self.day, editor(self.root), _some(like=where))
        files = {
            f"original{_mark(arrival)}{arrival.suffix}": arrival.raw,
            submission.DRAFT: self._draft(kept, arrival, told, reading, body, came.pictures).encode("utf-8", "replace"),
            submission.FOUND: ("\n".join(fields(said)) + "\n").encode("utf-8", "replace"),
            **came.files,
            received.file: received.written,
        }
        if where:
            remarks = (*remarks, f"much of this was printed as {where}")
        return Taken(kept, reading, asked, told.kind, remarks), files

    def _draft(self, kept: Submission, arrival: Arrival, told: "Told", reading: Reading, body: str, pictures: Iterable[str]) -> str:
        if told.kind == STORY:
            return draft.write(reading.found, reading.header, body, self.magazine, arrival, kept.reference, pictures)
        if told.kind == COMMENT:
            return draft.comment(reading.found, told.story, arrival.day or self.day, body, kept.reference)
        return draft.request(told.kind, reading.found.authors, arrival.address, body, kept.reference)

    @cached_property
    def _printed(self) -> likeness.Printed:
        return likeness.Printed(self.magazine.stories)


MAIL = ".eml"


def _some(**said: Any) -> dict[str, Any]:
    """What there is to be said of all that might be."""
    return {name: value for name, value in said.items() if value}


def _identity(arrival: Arrival, told: "Told") -> str:
    """What makes a letter this letter and no other, at every editor's machine.

    A story is its text. Of fewer words than that, who wrote them and what came along count as well: many write "please
    unsubscribe me", and somebody may ask for it a second time.
    """
    if told.kind == STORY and len(arrival.text.split()) >= FEW:
        return arrival.text
    attached = sorted(hashlib.sha256(one.raw).hexdigest() for one in (*arrival.pictures, *arrival.others))
    if told.kind == STORY:
        return "\n".join([arrival.text, arrival.note, arrival.subject, arrival.address, *attached])
    day = arrival.day.isoformat() if arrival.day else ""
    return "\n".join([arrival.text, told.kind, arrival.subject, arrival.address, day, *attached])


def _mark(arrival: Arrival) -> str:
    """Tells two copies of one message apart, of which each way to an editor leaves its own marks in the headers."""
    return f".{hashlib.sha256(arrival.raw).hexdigest()[:6]}" if arrival.suffix == MAIL else ""


def _read_within_bounds(arrival: Arrival) -> Reading:
    try:
        return bounded(read, arrival.text, arrival.markdown, arrival.author)
    except Stopped as why:
        raise Refused(arrival.name, f"{why}: look at it yourself, and save its words as a text file") from why


def read(text: str, markdown: bool = False, author: str = "") -> Reading:
    """Takes a text apart; ``author`` is who sent it. Markdown stays as it was typed; other text is retyped."""
    lines = [Line(number, words) for number, words in enumerate(text.split("\n"), 1)]
    header, lines, head = _own_header(lines) if markdown else ({}, lines, [])
    lines, aside = furniture.set_aside(lines)
    found = finder.find(lines, titled=bool(header.get("title")), author=author)
    found.title, found.authors = str(header.get("title") or found.title), _named(header) or found.authors
    texts = [line.text for line in found.body]
    body = _as_typed(texts) if markdown else retype(texts)
    return Reading(found, body, sorted([*head, *aside, *found.aside]), header)


def _card(found: Found, arrival: Arrival) -> None:
    """Adds what the signature says of its writer, which mail programs keep apart from the letter."""
    for why, words in arrival.aside:
        if why == endings.SIGNATURE:
            finder.add_card(found, "\n".join(words.split("\n")[1:]))


def _as_typed(texts: list[str]) -> str:
    """Markdown without the holes that furniture left behind."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(texts)).strip("\n") + "\n"


def _named(header: dict) -> list[str]:
    """Whom the letter's own header names as its authors."""
    said = header.get("authors") or header.get("author") or []
    return [str(one) for one in said] if isinstance(said, list) else names.several(str(said))


def _own_header(lines: list[Line]) -> tuple[dict, list[Line], list[Aside]]:
    """The header that a letter in Markdown may bring along; a broken one is text like the rest."""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.words == "---"), 0)
    if lines[0].words != "---" or not end:
        return {}, lines, []
    header, problems = parse_yaml("\n".join(line.text for line in lines[1:end]), "")
    if header is None or problems:
        return {}, lines, []
    return header.data, lines[end + 1 :], [Aside(line.number, "the letter's own header", line.text) for line in lines[: end + 1]]
