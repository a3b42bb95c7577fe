"""A letter tells a contributor what became of what they sent. It waits in the outbox, where an editor may still change it.

Its words stand in plain files, ``texts/<language>/<what>.txt``, and a magazine may write its own into
``private/letters/<language>/<what>.txt``: the subject on the first line, one paragraph a line, names of places in braces
(``{{ title }}``), and lines that begin with ``% `` (``% if issue``), as Jinja has it.
"""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import draft
from plugins.desk.event import ACCEPTED, ANSWERED, CARRIED, WROTE, Event, editor
from plugins.desk.house import PRIVATE, Refused, shown, write_whole
from plugins.desk.outgoing import envelope, ledger
from plugins.desk.outgoing.ledger import OUTBOX
from plugins.desk.submission import FOUND, Submission
from plugins.magazine import sharing
from plugins.magazine.catalogue import ENGLISH, Catalogue, catalogue
from plugins.magazine.dates import long_day
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.mailbox import one_line as plain
from plugins.magazine.run import PRINTED, Placed
from plugins.magazine.story import Story

TEXTS, OWN_TEXTS = Path(__file__).parent / "texts", f"{PRIVATE}/letters"
RECEIPT, QUESTIONS, YES, NO, MOVED, IN_PRINT, DONE, PROOF = "receipt", "questions", "yes", "no", "moved", "in-print", "done", "proof"
_LINE_STATEMENT = re.compile(r"^% (.*)\n", re.MULTILINE)
ONCE = (RECEIPT, IN_PRINT)  # nobody is told these twice, whatever day it is at the other editor's
ONCE_A_DAY = (YES, NO, DONE)  # whoever takes a step again to finish it writes no second letter


class Written(NamedTuple):
    """A letter as it would be put into the outbox."""

    what: str
    file: Path
    raw: bytes
    message_id: str
    said: dict[str, Any]


def write(what: str, submission: Submission, magazine: Magazine, root: Path, day: date, **said: Any) -> Path | None:
    """Puts a letter about a submission into the outbox, and says so in its log; None where there is nobody to write to.

    ``what`` is one of the words above. ``said`` may hold ``issue`` (its number), ``because``, ``questions``, ``page`` (of the
    PDF), ``attached`` (a page that goes along). The same letter again is the file that is there. Raises Refused where its
    text cannot be used.
    """
    if why_not(submission, magazine, root):
        return None
    log = submission.log()
    for before in ledger.written(log).values():
        if ledger.kind(before) == what and (what in ONCE or what in ONCE_A_DAY and before.day == day):
            return root / OUTBOX / str(before.said.get("letter"))
    letter = composed(what, submission, magazine, root, day, log, said)
    put(letter, submission, root, day)
    for older in (root / OUTBOX).glob(f"{submission.reference}-{PROOF}-*.eml") if what == PROOF else ():
        if older != letter.file:
            ledger.drop(older, submission, root, day, "the draft was changed since")
    return letter.file


def composed(
    what: str, submission: Submission, magazine: Magazine, root: Path, day: date, log: list[Event], said: dict[str, Any]
) -> Written:
    """A letter as it reads now, to somebody who wrote what is in this log. Raises Refused where its text cannot be used."""
    found, _ = submission.found()
    sender, to = envelope.sender(magazine.masthead), _to(found)
    assert sender, submission
    assert to, submission
    if what == IN_PRINT and (issue := _issue(magazine, day, said.get("issue"), None)):
        day = max(day, issue.date)  # what is told of an issue before it is out waits for its day
    language = spoken(root, _of(found, "language"), magazine)
    about, text = _text(root, what, str(found.get("kind", "")), language, _places(submission, found, magazine, day, language, said))
    theirs, attached = _theirs(found, log), said.get("attached")
    about = envelope.subject(str(found.get("subject") or "") if theirs else "", about)
    # the number is made of what the letter says: the same at two editors' machines, and never that of another letter
    page = attached.read_bytes() if attached else b""
    number = int.from_bytes(sha256(repr((str(to), about, text, day, theirs, page)).encode()).digest()[:8], "big") % 10_000
    message_id = f"<{submission.reference.lower()}.{what}.{number:04}@{sender.domain}>"
    file = root / OUTBOX / f"{submission.reference}-{what}-{number:04}.eml"
    raw = envelope.sealed(magazine.masthead, to, about, text, day, message_id, theirs, attached)
    return Written(what, file, raw, message_id, said)


def put(letter: Written, submission: Submission, root: Path, day: date) -> None:
    """Puts a letter into the outbox and into the log, once."""
    if letter.file.name in ledger.written(submission.log()):
        return
    of = {name: value for name, value in letter.said.items() if value and name != "attached"}
    said = {"letter": letter.file.name, "letter_is": letter.what, "message_id": letter.message_id, "mark": ledger.mark(letter.raw)}
    write_whole(letter.file, letter.raw)
    submission.note(WROTE, day, editor(root), **said, **({"of": of} if of else {}))


def told(what: str, submission: Submission, magazine: Magazine, root: Path, day: date, **said: Any) -> str:
    """Writes a letter and gives the line that tells an editor of it."""
    return line(write(what, submission, magazine, root, day, **said), submission, magazine, root)


def line(file: Path | None, submission: Submission, magazine: Magazine, root: Path) -> str:
    """Tells an editor of a letter, or why there is none."""
    if not file:
        return f"No letter: {why_not(submission, magazine, root)}"
    return f"Letter: {shown(file, root)} (desk post sends it)" if file.exists() else f"Letter: {file.name} is no longer in the outbox"


def why_not(submission: Submission, magazine: Magazine, root: Path) -> str:
    """What keeps a letter about a submission from being written; nothing where nothing does."""
    if not envelope.sender(magazine.masthead):
        return "content/masthead.yml names no address that it could come from (mail: submissions)"
    found, _ = submission.found()
    if _to(found):
        return ""
    whose = _of(found, "author") or f"the writer of {submission.reference}"
    return f"nobody knows the address of {whose}; write it as `address:` into {shown(submission.folder / FOUND, root)}"


def _to(found: dict[str, Any]) -> envelope.Address | None:
    contact = found.get("contact")
    return envelope.mailbox(found.get("address") or (contact.get("email") if isinstance(contact, dict) else ""), _of(found, "author"))


def _theirs(found: dict[str, Any], log: list[Event]) -> list[str]:
    """The messages that a contributor wrote, the last one last."""
    later = (one.said.get("message_id") for one in log if one.what == ANSWERED)
    return envelope.answers_to([found.get("message_id"), *later])


def _of(found: dict[str, Any], name: str) -> str:
    """What the intake found: at the head of its file, where the message said it, or among what its words say."""
    inner = found.get("found")
    return plain(found.get(name) or (inner.get(name) if isinstance(inner, dict) else ""))


def spoken(root: Path, language: str, magazine: Magazine) -> str:
    """A language in which there are letters: this one, else the magazine's, else English."""
    wanted = (language.partition("-")[0].lower(), magazine.masthead.language, ENGLISH)
    here = {folder.name for texts in (TEXTS, root / OWN_TEXTS) for folder in texts.glob("*/")}
    return next(one for one in wanted if one in here)


def _places(
    submission: Submission, found: dict[str, Any], magazine: Magazine, day: date, language: str, said: dict[str, Any]
) -> dict[str, Any]:
    """Everything that a letter's text may name; what there is nothing to say of is empty."""
    masthead, say = magazine.masthead, catalogue(language)
    story, anchor = _story(submission, magazine, language)
    placed = magazine.run(day).placed[story.path] if story else None
    address = story.address(masthead.language) if story and placed and placed.state == PRINTED else ""
    log = submission.log()
    carried = next((one.said.get("issue") for one in reversed(log) if one.what == CARRIED), None)
    issue = _issue(magazine, day, said.get("issue") or (None if placed else carried), placed)
    asked = said.get("questions") or found.get("questions") or []
    return {
        "reference": submission.reference,
        "name": _of(found, "author"),
        "title": story.title if story else _of(found, "title") or plain(found.get("subject")),
        "magazine": masthead.name,
        "telephone": masthead.telephone,
        "issue": masthead.numbered(issue.number) if issue else "",
        "theme": issue.theme if issue else "",
        "date": long_day(issue.date, language) if issue else "",
        "deadline": long_day(issue.deadline, language) if issue else "",
        "because": plain(said.get("because")),
        "promised": any(ledger.kind(wrote) == YES and name in ledger.posted(log) for name, wrote in ledger.written(log).items()),
        "questions": [plain(_asked(str(one), say)) for one in ([asked] if isinstance(asked, str) else asked)],
        "address": masthead.absolute(address + anchor) if address else "",
        "picture": sharing.picture(magazine, address) if address else "",
        "page": plain(said.get("page")),
    }


def story_of(submission: Submission, magazine: Magazine) -> Story | None:
    """The story that was made of a submission, where it is here; of a comment, the story that it is about."""
    return _story(submission, magazine, magazine.masthead.language)[0]


def _issue(magazine: Magazine, day: date, number: object, placed: Placed | None) -> Issue | None:
    """The issue that a letter is about: the one that is named, else the story's own, else the earliest that still takes stories."""
    if number is not None:
        return next((one for one in magazine.issues if str(one.number) == str(number)), None)
    if placed:
        return placed.issue
    return next((one for one in magazine.issues if not one.closed and one.deadline >= day), None)


def _story(submission: Submission, magazine: Magazine, language: str) -> tuple[Story | None, str]:
    """The story that was made of a submission, in its writer's language where it is; of a comment its story, and where on its page."""
    accepted = [str(one.said.get("story", "")) for one in submission.log() if one.what == ACCEPTED]
    comment = next((one for one in magazine.comments if one.path in accepted), None)
    for story in sorted(magazine.stories, key=lambda one: (one.lang != language, one.path)):
        if comment and comment.story == Path(story.source).stem:
            return story, f"#{comment.anchor}"
        if story.header.submission and story.header.submission.reference == submission.reference:
            return story, ""
    return None, ""


def _asked(question: str, say: Catalogue) -> str:
    """A question in a language, where it is one of those that the desk asks by itself."""
    for message in draft.ASKED:
        pattern = re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(message))
        if match := re.fullmatch(pattern, question):
            return say.gettext(message) % match.groupdict()
    return say.gettext(question)


def _text(root: Path, what: str, kind: str, language: str, places: dict[str, Any]) -> tuple[str, str]:
    """The subject and the words of a letter; that of a comment or a request may differ from that of a story."""
    subject, _, text = filled(root, [f"{what}-{kind}.txt", f"{what}.txt"], language, places).strip().partition("\n")
    return subject, envelope.wrapped(re.sub(r"\n{3,}", "\n\n", text))


def filled(root: Path, names: list[str], language: str, places: dict[str, Any]) -> str:
    """The first of some texts that there is, with its places filled in; raises Refused where it names another."""
    from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError  # most commands write no letter

    file = next(file for file in _files(root, names, language) if file.is_file())
    # as Jinja's own line statements, which would swallow the empty line after them too; a tag may go over two lines
    source = _LINE_STATEMENT.sub(r"{% \1\n%}", file.read_text(encoding="utf-8") + "\n")
    try:
        return Environment(undefined=StrictUndefined, autoescape=file.suffix == ".html").from_string(source).render(places)
    except TemplateError as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
        message = f"{error.message}: a letter's text may name {', '.join(sorted(places))}"
        raise Refused(shown(file, root), message, line) from error


def _files(root: Path, names: list[str], language: str) -> Iterator[Path]:
    """Where a text may stand, what fits best first: the magazine's own before the desk's."""
    for name in names:
        for code in (language, ENGLISH):
            for folder in (root / OWN_TEXTS, TEXTS):
                yield folder / code / name
