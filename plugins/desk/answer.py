"""An answer to a letter of ours, or to one of the writer's own, joins the submission that it is about; so does what machines say of it."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

from plugins.desk import enclosed, submission
from plugins.desk.event import ANSWERED, ASKED, DECLINED, NOTED, PROOFED, RETURNED, WROTE, decisions, editor
from plugins.desk.house import PRIVATE, write_whole
from plugins.desk.incoming.arrival import ABSENCE, REPORT, SENT, STORY, SYSTEM, Arrival
from plugins.desk.incoming.envelope import bare_subject, is_answer
from plugins.desk.submission import LENGTH, LETTERS, Submission

FOLDER = "answers"
FEW, FIRST = 120, 3  # words of a letter that names what it is about in its first lines, and how many those are
# The desk's own letters: <k7q2m.questions.02@bizinet.example>
_OURS = re.compile(rf"<([{LETTERS.lower()}]{{{LENGTH}}})\.[a-z-]+\.\d+@[^>]+>")
_NAMED = re.compile(rf"\b[{LETTERS}]{{{LENGTH}}}\b")
_FIELD = re.compile(r"(?m)^message_id: (.+)$")
_ADDRESS = re.compile(r"(?m)^address: (.+)$")


def answered(arrival: Arrival, root: Path) -> Submission | None:
    """The submission that an arrival answers; None where it answers none that is here."""
    for message_id in reversed(arrival.answers):
        found = _OURS.fullmatch(message_id.lower())
        if found and (one := submission.find(root, found[1])):
            return one
    if arrival.answers:
        ours = {message_id.strip("\"'") for message_id in arrival.answers}
        for one in submission.every(root):
            said = _FIELD.search(_found(one))
            if said and said[1].strip("\"'") in ours and arrival.message_id not in ("", said[1].strip("\"'")):
                return one
    for reference in _NAMED.findall(_head(arrival)):  # a mail program that forgets what it answers, or a new letter about it
        named = submission.find(root, reference)
        if named and (not arrival.machine or arrival.address and _address(named) == arrival.address.lower()):
            return named
    # a machine, or a program that forgets it, does not tell which of our letters it means
    return _written_to(arrival, root) if arrival.machine in (REPORT, ABSENCE, SYSTEM) or is_answer(arrival.subject) else None


def _head(arrival: Arrival) -> str:
    """Where somebody names what they write about: in the subject, or, of few words, in the first lines."""
    lines = [line for line in arrival.text.split("\n") if line.strip()] if len(arrival.text.split()) <= FEW else []
    return "\n".join([arrival.subject, *lines[:FIRST]])


def _address(one: Submission) -> str:
    return str(one.found()[0].get("address", "")).lower()


def stories_of(arrival: Arrival, root: Path) -> list[Submission]:
    """The stories that came from the address of an arrival, and that nobody declined: who asks not to be printed means them."""
    theirs = arrival.address.lower()
    found = [one for one in submission.every(root) if theirs and _address(one) == theirs and one.found()[0].get("kind") == STORY]
    return [one for one in found if DECLINED not in {each.what for each in decisions(one.log())}]


def looked_at(one: Submission, arrival: Arrival) -> Arrival:
    """An answer with a remark, where it came from another address than the letter that it is about."""
    theirs = _address(one)
    if arrival.machine or not theirs or arrival.address.lower() in ("", theirs):
        return arrival
    remark = (
        f"it came from {arrival.address}, and {one.reference} from {theirs}: see that it is from whom it says before you do what it asks"
    )
    return arrival._replace(remarks=(*arrival.remarks, remark))


def _written_to(arrival: Arrival, root: Path) -> Submission | None:
    """Whose writer we wrote to last at an address that an arrival tells of; of a person's, what waits under its subject."""
    about = {one.address.lower() for one in arrival.undelivered} or {arrival.address.lower()}
    found = []
    for one in submission.every(root):
        said = _ADDRESS.search(_found(one))
        if said and said[1].strip("\"'").lower() in about:
            log = one.log()
            wrote = [each.day for each in log if each.what == WROTE]
            steps = [each.what for each in log if each.what in (ASKED, PROOFED, ANSWERED)]
            subject = bare_subject(str(one.found()[0].get("subject", ""))).casefold()
            meant = subject == bare_subject(arrival.subject).casefold() and steps and steps[-1] != ANSWERED
            found += [(wrote[-1], one)] if wrote and (arrival.machine or meant) else []
    return max(found)[1] if found else None


def join(one: Submission, arrival: Arrival, root: Path, day: date, request: str = "") -> str:
    """Writes an answer into the folder of its submission, as it came and as it reads; gives what happened, nothing where it is there.

    ``request`` is the submission that it is as well, where it asks for something to be taken out.
    What a machine wrote is no answer: it is noted, or says that our letter was returned. The log is written last: a desk that is
    stopped before that does it all again, with the same files.
    """
    what = RETURNED if arrival.undelivered else NOTED if arrival.machine not in ("", SENT) else ANSWERED
    words = "\n\n".join(filter(None, (arrival.between or arrival.text, arrival.note)))
    marked = f"{words}\n{arrival.subject}\n{len(arrival.pictures)}\n{arrival.address}"
    # machines write the same words twice
    mark = submission.fingerprint(f"{marked}\n{arrival.message_id}" if arrival.machine else marked)
    if any(said.what == what and said.said.get("text") == mark for said in one.log()):
        return ""
    came = enclosed.with_arrival(arrival)
    raw = f"{FOLDER}/{mark[:12]}.{hashlib.sha256(arrival.raw).hexdigest()[:6]}{arrival.suffix}"
    files = {f"{FOLDER}/{mark[:12]}.txt": f"{words.strip()}\n".encode("utf-8", "replace"), raw: arrival.raw, **came.files}
    for name, content in files.items():
        write_whole(one.folder / name, content)
    said: dict[str, Any] = {
        "text": mark,
        "words": f"{FOLDER}/{mark[:12]}.txt",
        "original": raw,
        "from": arrival.author,
        "request": request,
        "message_id": arrival.message_id,
        "address": ", ".join(failed.address for failed in arrival.undelivered),
        "because": arrival.undelivered[0].why if arrival.undelivered else arrival.machine,
        "pictures": came.pictures,
        "others": came.others,
        "remarks": [*arrival.remarks, *came.remarks],
    }
    one.note(what, day, editor(root), **{name: value for name, value in said.items() if value})
    return what


def _found(one: Submission) -> str:
    """What was found in a letter, unread: of thousands only one line is wanted."""
    try:
        return (one.folder / submission.FOUND).read_text(encoding="utf-8")
    except OSError:
        return ""


def known_messages(root: Path) -> set[tuple[str, int]]:
    """The messages that are here, by their ids and lengths in bytes; for a mailbox that is read again."""
    found = set()
    for pattern in ("*/original*.eml", f"*/{FOLDER}/*.eml"):
        for file in (root / PRIVATE / submission.FOLDER).glob(pattern):
            with file.open("rb") as opened:
                head = opened.read(32 * 1024)
            if said := re.search(rb"(?im)^message-id:\s*(<[^<>\s]{1,250}>)", head):
                found.add((said[1].decode("ascii", "replace"), file.stat().st_size))
    return found
