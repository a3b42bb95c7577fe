"""An arrival is one message as somebody sent it: its words, who wrote it, when, and the pictures that came along."""

from datetime import date
from typing import NamedTuple

STORY, COMMENT, UNSUBSCRIBE, REMOVE = "story", "comment", "unsubscribe", "remove"
LETTER, NOTICE = "letter", "notice"  # a letter to the editors that is no story; what a machine wrote
# Which machine wrote it; the last carries what a person wrote perhaps, as a form on a web page does
REPORT, ABSENCE, NEWSLETTER, SYSTEM = "a mail server's report", "a notice of absence", "a newsletter", "a system's notice"
COMPLAINT, SENT = "a reader's mail provider passes on that our letter is unwanted", "sent by a machine, for a person perhaps"
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
    ".eml": "mail",
    ".emlx": "mail",
    ".zip": "archive",
}
MAILBOX = ".mbox"
WINMAIL = "winmail.dat"  # in which Outlook packs what it attaches, for Outlook alone
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
    ".msg": "a message in Outlook's own form: save it from there as .eml, or forward it",
    ".ods": "a spreadsheet: save the sheet as .csv, and take that in",
}


class Attachment(NamedTuple):
    """A file that came along: a picture, or a text."""

    name: str
    raw: bytes


class Undelivered(NamedTuple):
    """An address that a letter did not reach, and why, in an editor's words; each is empty where nobody told."""

    address: str
    why: str


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
    subject: str = ""  # of the message, as it was sent
    sent_to: tuple[str, ...] = ()  # the addresses that it was sent to, in small letters
    machine: str = ""  # which machine wrote it, one of the words above
    undelivered: tuple[Undelivered, ...] = ()  # whom a letter of ours did not reach, where a mail server reports that
    invites: bool = False  # a calendar's invitation is in it
    answers: tuple[str, ...] = ()  # the message ids that it answers (RFC 5322, section 3.6.4)
    between: str = ""  # the same words with what they answer above each, where a letter of ours is answered line by line
    note: str = ""  # what was written around the story, where that was attached as a document
    pictures: tuple[Attachment, ...] = ()
    others: tuple[Attachment, ...] = ()  # kept, and never printed
    aside: tuple[tuple[str, str], ...] = ()  # why, and the words
    remarks: tuple[str, ...] = ()  # what the editor should look at
    url: str = ""  # where it stood on the web
    site: str = ""  # and what that site is called
    card: tuple[tuple[str, str], ...] = ()  # of who wrote it, where a form asks for it: business, role, telephone, website ...
    brief: tuple[tuple[str, str], ...] = ()  # answers to the four questions, by the fields of in_brief
    agreed: tuple[str, ...] = ()  # what a form asks of consent, each with its answer

    @property
    def automatic(self) -> bool:
        """Whether a machine wrote it, which gets no letter (RFC 3834)."""
        return bool(self.machine)
