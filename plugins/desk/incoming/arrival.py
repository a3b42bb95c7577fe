"""An arrival is one message as somebody sent it: its words, who wrote it, when, and the pictures that came along."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from plugins.desk.house import Refused

STORY, COMMENT, UNSUBSCRIBE, REMOVE, ANSWER = "story", "comment", "unsubscribe", "remove", "answer"
# Which module of this folder reads a file; its ``read(file)`` gives arrivals, and a Refused for each that cannot be read
READERS = {
    ".txt": "text",
    ".md": "text",
    ".docx": "word",
    ".docm": "word",
    ".html": "webpage",
    ".htm": "webpage",
    ".mht": "webarchive",
    ".mhtml": "webarchive",
    ".csv": "form",
    ".tsv": "form",
    ".json": "webhook",
}
# Kinds of files that people send and nobody here opens, with the way out
ASK_AGAIN = {
    ".doc": "an old Word file: open it, save it as .docx, and take that in",
    ".dotx": "a template of Word: save it as .docx, and take that in",
    ".odt": "a file of LibreOffice: open it, save it as .docx, and take that in",
    ".rtf": "rich text: open it, save it as .docx, and take that in",
    ".pages": "a file of Apple Pages: ask for it exported as .docx",
    ".pdf": "a PDF, which holds pages and no text that can be edited: ask its author for the .docx it was made of",
    ".wps": "a file of Microsoft Works: ask for it saved as .docx",
    ".xls": "a spreadsheet: save the sheet as .csv, and take that in",
    ".xlsx": "a spreadsheet: save the sheet as .csv, and take that in",
    ".ods": "a spreadsheet: save the sheet as .csv, and take that in",
}


class Attachment(NamedTuple):
    """A file that came along: a picture, or a text."""

    name: str
    raw: bytes


class Arrival(NamedTuple):
    """One message. ``raw`` is all of it, byte for byte, and ``suffix`` what kind of file that is.

    ``text`` are the writer's own words with line ends of one kind: no quoted mail, no disclaimer, no signature that a mail
    program set (those stand in ``aside``). ``kind`` is what the writer wants: a story printed, a comment, to be left alone.
    """

    name: str  # as the editor is told of it: a path, or the subject of a message in a mailbox
    raw: bytes
    suffix: str
    text: str
    markdown: bool = False
    kind: str = STORY
    title: str = ""
    author: str = ""
    address: str = ""  # of the sender; never printed
    day: date | None = None  # on which it was written
    message_id: str = ""
    answers: tuple[str, ...] = ()  # the message ids that it answers (RFC 5322, section 3.6.4)
    note: str = ""  # what was written around the story, where that was attached as a document
    pictures: tuple[Attachment, ...] = ()
    others: tuple[Attachment, ...] = ()  # kept, and never printed
    aside: tuple[tuple[str, str], ...] = ()  # why, and the words
    remarks: tuple[str, ...] = ()  # what the editor should look at


def arrivals(path: Path) -> Iterator[Arrival | Refused]:
    """Everything that a file or a folder of files brings, in the order of its names; a Refused says what cannot be read, and why."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if not file.name.startswith("."):
                yield from arrivals(file)
        return
    reader = READERS.get(path.suffix.lower())
    if not reader:
        if path.suffix.lower() in ASK_AGAIN:
            yield Refused(path, f"this is {ASK_AGAIN[path.suffix.lower()]}")
            return
        yield Refused(path, f"this kind of file is not taken in: {', '.join(sorted(READERS))} are")
        return
    try:
        yield from import_module(f"plugins.desk.incoming.{reader}").read(path)
    except Refused as why:
        yield why
    except OSError as error:
        yield Refused(path, f"the file cannot be opened ({error.strerror}): check its name and its rights")
