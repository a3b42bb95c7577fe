"""The ledger of letters is kept in the log of each submission: which were written, dropped since, and sent."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from plugins.desk.event import DROPPED, POSTED, WROTE, Event, editor
from plugins.desk.house import PRIVATE
from plugins.desk.submission import Submission

OUTBOX = f"{PRIVATE}/outbox"


def written(log: list[Event]) -> dict[str, Event]:
    """What the log says of every letter that was written, and not dropped since, by its file's name."""
    found: dict[str, Event] = {}
    for one in log:
        if one.what in (WROTE, DROPPED):
            found.pop(str(one.said.get("letter")), None)
        if one.what == WROTE:
            found[str(one.said.get("letter"))] = one
    return found


def dropped(log: list[Event]) -> dict[str, tuple[Event, str]]:
    """How each letter was written that was dropped since, and why it was, by its file's name."""
    wrote = {str(one.said.get("letter")): one for one in log if one.what == WROTE}
    why = {str(one.said.get("letter")): str(one.said.get("because")) for one in log if one.what == DROPPED}
    return {name: (wrote[name], why[name]) for name in why if name in wrote and name not in written(log)}


def posted(log: list[Event]) -> set[str]:
    """The names of the letters that were sent."""
    return {str(one.said.get("letter")) for one in log if one.what == POSTED}


def kind(wrote: Event) -> str:
    """What a letter is about."""
    return str(wrote.said.get("letter_is"))


def mark(raw: bytes) -> str:
    """Tells a letter that an editor changed from the one that was written; the ends of its lines do not count."""
    return sha256(raw.replace(b"\r\n", b"\n")).hexdigest()[:12]


def drop(file: Path, submission: Submission, root: Path, day: date, why: str) -> None:
    """Takes a letter that is not sent out of the outbox, and says in the log why."""
    if wrote := written(submission.log()).get(file.name):  # one that waits for the day of its issue has that day
        submission.note(DROPPED, max(day, wrote.day), editor(root), letter=file.name, because=why)
    file.unlink(missing_ok=True)
