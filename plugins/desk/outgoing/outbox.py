"""The outbox holds the letters that wait to be sent; what is on its way lies in ``sending/``, what is sent in ``private/sent/<year>/``.

Where a letter lies says what is known of it. It is moved to ``sending/`` before a server hears of it, so that a desk that is
stopped while it sends leaves the letter there, in doubt, and nobody gets it twice.
"""

import email
import os
import re
from datetime import date
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from plugins.desk.event import POSTED, Event, editor
from plugins.desk.house import PRIVATE, Refused, shown
from plugins.desk.outgoing import ledger
from plugins.desk.outgoing.ledger import OUTBOX
from plugins.desk.outgoing.letters import ONCE, RECEIPT
from plugins.desk.submission import LENGTH, LETTERS, Submission, find

SENDING, SENT = f"{OUTBOX}/sending", f"{PRIVATE}/sent"
_NAME = re.compile(rf"([{LETTERS}]{{{LENGTH}}})-([a-z-]+)-\d+\.eml")
_MAIL = SMTP.clone(refold_source="all")  # an editor may have typed letters that a header can only hold encoded (RFC 2047)
_TO = ("To", "Cc", "Bcc")
_PLAIN = {"MIME-Version": "1.0", "Content-Type": 'text/plain; charset="utf-8"', "Content-Transfer-Encoding": "8bit"}
_OURS = ("X-Unsent", "Bcc")  # what the editor's mail program reads, and nobody else


class Letter(NamedTuple):
    """A letter on disk, as an editor may have changed it."""

    file: Path
    headers: EmailMessage
    text: bytes  # everything below the headers

    @property
    def to(self) -> tuple[str, ...]:
        """The addresses of all who get it."""
        headers = [header for name in _TO for header in self.headers.get_all(name, ())]
        return tuple(one.addr_spec for header in headers if isinstance(header, AddressHeader) for one in header.addresses)

    @property
    def sender(self) -> str:
        return next((one.addr_spec for one in self.headers["From"].addresses), "") if self.headers["From"] else ""

    @property
    def day(self) -> date | None:
        """The day on it: before that it is not sent, such as the news of an issue that is not out."""
        written = self.headers["Date"]
        return written.datetime.date() if written and written.datetime else None

    @property
    def raw(self) -> bytes:
        """The message as it goes out (RFC 5322), without what is only the editor's."""
        headers = email.message_from_bytes(self.headers.as_bytes(), policy=_MAIL)
        for name in _OURS:
            del headers[name]
        if not self.text.isascii() and not headers["Content-Type"]:  # an editor wrote all of it
            for name, value in _PLAIN.items():
                headers[name] = value
        return headers.as_bytes() + self.text


def read(file: Path, root: Path) -> Letter:
    """A letter from its file, with whatever line ends; raises Refused where it cannot be sent."""
    head, _, text = file.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    try:
        headers = email.message_from_string(head.decode("utf-8") + "\n\n", policy=_MAIL)
    except UnicodeDecodeError as error:
        raise Refused(shown(file, root), "its headers are no UTF-8: save it again with this encoding") from error
    letter = Letter(file, headers, text.replace(b"\n", b"\r\n"))
    for name in ("From", *_TO):
        defects = [one for header in headers.get_all(name, ()) for one in header.defects]
        if defects or name == "From" and not letter.sender:
            line = next((at for at, line in enumerate(head.split(b"\n"), 1) if line.lower().startswith(name.lower().encode())), 0)
            raise Refused(shown(file, root), f"`{name}` cannot be read: write name <address>, one after a comma", line)
    if not letter.to:
        raise Refused(shown(file, root), "it has nobody to go to: write a line `To:` with an address")
    return letter


def order(file: Path, root: Path) -> tuple[date, bool, int, str]:
    """Sorts letters as they are sent: as they were written, the receipt before what follows from it."""
    submission = submission_of(file, root)
    wrote = ledger.written(submission.log()).get(file.name) if submission else None
    return wrote.day if wrote else date.min, f"-{RECEIPT}-" not in file.name, wrote.number if wrote else 0, file.name


def waiting(root: Path) -> list[Path]:
    """The letters that lie in the outbox, in the order in which they are sent."""
    return sorted((root / OUTBOX).glob("*.eml"), key=lambda file: order(file, root))


def in_doubt(root: Path) -> list[Path]:
    """The letters of which nobody knows whether they were sent."""
    return sorted((root / SENDING).glob("*.eml"))


def news(file: Path) -> str:
    """What a letter brings: two of the same news are not both sent, such as the receipts of two editors."""
    named = _NAME.fullmatch(file.name)
    return f"{named[1]}-{named[2]}" if named and named[2] in ONCE else file.name


def posted(file: Path, root: Path) -> str:
    """On which day the news of a letter were sent, and by whom, at whichever editor's; empty where they were not."""
    for one in _posted(file, root):
        if news(Path(str(one.said.get("letter")))) == news(file):
            return f"sent on {one.day}{f' by {one.by}' if one.by else ''}"
    there = sorted((root / SENT).glob(f"*/{file.name}"))
    return f"sent in {there[0].parent.name}" if there else ""


def claim(file: Path, root: Path) -> Path:
    """Moves a letter to those on their way; raises Refused where it is there already, or gone."""
    return _moved(file, root / SENDING, root)


def give_back(file: Path, root: Path) -> Path:
    """Moves a letter back into the outbox: it was surely not sent."""
    return _moved(file, root / OUTBOX, root)


def done(file: Path, root: Path, day: date, answer: str) -> Path:
    """Writes down that a letter was sent, and what the server said, then moves it to those that are."""
    submission = submission_of(file, root)
    if submission and not posted(file, root):
        submission.note(POSTED, day, editor(root), letter=file.name, answer=answer)
    return _moved(file, root / SENT / str(day.year), root)


def drop(file: Path, root: Path) -> bool:
    """Takes a letter out of the outbox whose news were sent; False where it is that very letter, changed since."""
    same_name = sorted((root / SENT).glob(f"*/{file.name}"))
    if same_name and same_name[0].read_bytes() != file.read_bytes():
        return False
    file.unlink()
    return True


def finish(root: Path) -> None:
    """Ends what a desk that was stopped had begun: a letter whose log says that it was sent is one of those."""
    for file in in_doubt(root):
        for one in _posted(file, root):
            if one.said.get("letter") == file.name:
                _moved(file, root / SENT / str(one.day.year), root)
                break


def submission_of(file: Path, root: Path) -> Submission | None:
    """What a letter is about, where its name says it."""
    named = _NAME.fullmatch(file.name)
    return find(root, named[1]) if named else None


def _posted(file: Path, root: Path) -> list[Event]:
    submission = submission_of(file, root)
    return [one for one in submission.log() if one.what == POSTED] if submission else []


def _moved(file: Path, folder: Path, root: Path) -> Path:
    """Moves a file, for good even where the machine loses its power right after."""
    to = folder / file.name
    folder.mkdir(parents=True, exist_ok=True)
    if to.exists():
        raise Refused(shown(file, root), f"{shown(to, root)} is there too: look at both, and take one away")
    try:
        file.rename(to)
    except OSError as error:
        raise Refused(shown(file, root), f"it cannot be moved into {shown(folder, root)}/ ({error.strerror})") from error
    if hasattr(os, "O_DIRECTORY"):  # not on Windows
        opened = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    return to
