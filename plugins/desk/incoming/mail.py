"""One letter that came by mail: its writer's own words, taken out of all that mail programs put around them."""

import email
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from plugins.desk.greetings import is_greeting
from plugins.desk.house import Refused
from plugins.desk.incoming import attached, digest, endings, envelope, machine, parts, quoted, report
from plugins.desk.incoming.armour import without_armour
from plugins.desk.incoming.arrival import ASK_AGAIN, COMPLAINT, REPORT, Arrival, Attachment, Undelivered
from plugins.desk.incoming.envelope import Envelope
from plugins.desk.incoming.parts import Contents
from plugins.desk.incoming.text import short_enough
from plugins.desk.incoming.wording import text_of
from plugins.magazine.picture import is_picture

SUFFIX, APPLES = ".eml", ".emlx"
LARGEST = 25 * 1024 * 1024  # bytes of a whole message, as most mail servers have it
STORY_WORDS = 40  # from which on an attached text is a story, and not the footer of a mail program
MOST_ASIDE, MOST_OF_ONE = 120_000, 5_000  # characters that are kept aside of a letter, or of one piece of a longer one
MOST_COVERS = 5  # letters that were passed on inside each other
_HEADER = re.compile(rb"(?:from|date|subject|to|received|message-id|return-path|delivered-to|mime-version|reply-to):", re.IGNORECASE)
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")
# Subjects that say nothing of a story
_NO_TITLE = re.compile(
    r"(?:\(?no subject\)?|без теми|без темы|kein betreff|test|untitled|attached|document\d*|scan\d*|"
    r"(?:a |my |our |new |the )?(?:story|article|letter|text|submission|column|contribution)(?: (?:for|to) .{1,60}| submission)?|"
    r"(?:моя |наша )?(?:історія|стаття|лист|матеріал|допис)(?: (?:для|до) .{1,60})?)[.!:\s]*",
    re.IGNORECASE,
)


def read(file: Path) -> Iterator[Arrival | Refused]:
    """What a saved message brings."""
    if file.stat().st_size > LARGEST:
        raise Refused(file, too_large(file.stat().st_size))
    raw = file.read_bytes()
    length, _, rest = raw.partition(b"\n")
    if file.suffix.lower() == APPLES and length.strip().isdigit():
        raw = rest[: int(length)]  # a list of Apple Mail's own follows
    yield from letters(raw, str(file))


def too_large(size: int) -> str:
    """What is said of a message that is too large to be read."""
    return f"the message is {size:,} bytes long, the most is {LARGEST:,}: ask for smaller pictures, or for a link to them"


def looks_like_mail(begins: bytes) -> bool:
    """Whether a file that begins so is a message: fields of which mail has at least one."""
    lines = begins.lstrip(b"\r\n\xef\xbb\xbf").splitlines()[:40]
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    head = [line for line in lines[:end] if line[:1] not in b" \t"]
    fields = all(_FIELD.match(line) or line.startswith((b"From ", b">From ")) for line in head[:3])
    return fields and any(map(_HEADER.match, head))


def letters(raw: bytes, name: str) -> list[Arrival | Refused]:
    """What a message brings: one arrival, or one for each letter or story inside it. Raises Refused where it cannot be read."""
    if len(raw) > LARGEST:
        raise Refused(name, too_large(len(raw)))
    if not raw.strip(b"\0 \t\r\n"):
        raise Refused(name, "the message is empty: ask its author to send it again")
    if not looks_like_mail(raw[:20000]):
        raise Refused(name, "this is no mail message: save it again from the mail program, as a message (.eml)")
    message = email.message_from_bytes(raw.lstrip(b"\r\n\xef\xbb\xbf"))
    return _letters(message, raw, name, MOST_COVERS)


def _letters(message: Message, raw: bytes, name: str, covers: int, sent_to: tuple[str, ...] = ()) -> list[Arrival | Refused]:
    head, contents = envelope.read(message), parts.take_apart(message)
    head = head._replace(sent_to=head.sent_to or sent_to)
    text, markdown, aside = text_of(contents)
    text = without_armour(text, contents, aside)
    by = machine.told(message, head, text)
    if by in (REPORT, COMPLAINT):  # a letter inside it is one of ours
        ours = (*(envelope.read(one).message_id for one in contents.letters), *report.returned(text))
        head = head._replace(asked=(*head.asked, *filter(None, ours)))
        return [_reported(head, contents, text, by, report.undelivered(message, head, text), raw, name)]
    if covers and (contents.digest or digest.is_one(text)):
        several, around = ([], text) if contents.digest else digest.letters(text)
        contents.letters += several
        contents.aside.append((endings.LIST, around))
        return _passed_on(head, contents, "", raw, name, covers)
    if contents.letters and covers and len(text.split()) < STORY_WORDS * (1 + len(contents.letters)):
        return _passed_on(head, contents, text, raw, name, covers)
    if machine.is_nobody(head.address):
        head = head._replace(address="")
    if contents.letters:
        contents.remark(f"letters are attached to it ({len(contents.letters)}): they stand in the original alone")
    found = []
    note = ""
    while covers and (passed := quoted.forwarded(text, head.subject, forward=head.is_forward, reply=head.is_reply)):
        covers -= 1
        note = "\n\n".join(filter(None, (note, passed.cover)))
        aside.append((quoted.FORWARDED, passed.head))
        contents.remark(_says_who(head))
        text, head = passed.text, _inner(head, passed)
        by = by or machine.quoted(head)
    if by == REPORT:
        return [_reported(head, contents, text, by, report.in_words(head, text), raw, name)]
    own = quoted.own_words(text, reply=head.is_reply and not note)
    text, below = endings.without_endings(own.text)
    between = endings.without_endings(own.between)[0] if own.between else ""
    between = re.sub(r"\\(?=[^\w\s])", "", between) if markdown else between  # it is read, and not printed
    aside += [*own.aside, *below]
    for one in contents.files:
        suffix = Path(one.name).suffix.lower()
        if suffix in ASK_AGAIN:
            contents.remark(f"the attached {one.name} is {ASK_AGAIN[suffix]}")
        elif suffix in attached.DOCUMENTS:
            found += attached.read(one)
    stories = [one for one in found if isinstance(one, Arrival) and (len(one.text.split()) >= STORY_WORDS or not text.strip())]
    for why in (one for one in found if isinstance(one, Refused)):
        contents.remark(f"the attached {why.path} cannot be read: {why.message}")
    if not text.strip() and not stories and contents.locked:
        raise Refused(name, parts.ENCRYPTED)
    text = text if text.strip() or stories else contents.invitation
    if not text.strip() and not contents.files and not aside:
        if not head.about:
            raise Refused(name, "the message has no words and nothing is attached: ask its author to send it again")
        contents.remark("the message has no words but its subject")
        text = head.about
    used = {one.name for one in stories}
    files = [one for one in contents.files if one.name not in used]
    common = _common(head, contents, raw, name, files)._replace(machine=by, between=between)
    if not stories:
        if not text.strip():
            contents.remark("the message has no words of its own: look at what came along")
        said = common._replace(text=text, markdown=markdown, note=note, aside=tuple(aside), remarks=tuple(contents.remarks))
        return [_checked(said)]
    return [_with_document(one, text, note, aside, common, contents) for one in attached.different(stories)]


def _reported(
    head: Envelope, contents: Contents, text: str, by: str, undelivered: tuple[Undelivered, ...], raw: bytes, name: str
) -> Arrival:
    """What a mail server says of a letter of ours; of a long one, which quotes it whole, its beginning."""
    if len(text) > report.READ:
        contents.remark("the report is long: its beginning is here, all of it stands in the original")
    head = head._replace(address="") if by == COMPLAINT else head  # it is nobody's who wants no more mail
    common = _common(head, contents, raw, name, contents.files)
    return _checked(
        common._replace(text=text[: report.READ] or head.about, machine=by, undelivered=undelivered, aside=tuple(contents.aside))
    )


def _common(head: Envelope, contents: Contents, raw: bytes, name: str, files: list[Attachment]) -> Arrival:
    """All of an arrival that does not hang on its words."""
    title = "" if _NO_TITLE.fullmatch(head.about) or is_greeting(head.about) else head.about
    return Arrival(
        name=name,
        raw=raw,
        suffix=SUFFIX,
        text="",
        title=title[:200],
        author=head.name[:100],
        address=head.address,
        day=head.day,
        message_id=head.message_id,
        answers=head.asked,
        subject=head.subject[:500],
        sent_to=head.sent_to,
        invites=bool(contents.invitation),
        pictures=tuple(one for one in files if is_picture(one.name)),
        others=tuple(one for one in files if not is_picture(one.name)),
        remarks=tuple(contents.remarks),
    )


def _with_document(story: Arrival, text: str, note: str, aside: list[tuple[str, str]], common: Arrival, contents: Contents) -> Arrival:
    """An arrival whose text came as a document; the mail's own words are the note."""
    cover = "\n\n".join(filter(None, (note, text.strip())))
    remarks, common = [*contents.remarks, *story.remarks], common._replace(url=story.url, site=story.site)
    if len(text.split()) >= 4 * STORY_WORDS:
        remarks.append(f"the mail itself is long as well ({len(text.split())} words, kept as the note): is it a story of its own?")
    return _checked(
        common._replace(
            text=story.text,
            markdown=story.markdown,
            title=story.title or common.title,
            author=story.author or common.author,
            note=cover,
            pictures=(*story.pictures, *common.pictures),
            others=(*story.others, *common.others),
            aside=(*aside, *story.aside),
            remarks=tuple(dict.fromkeys(remarks)),
        )
    )


def _passed_on(head: Envelope, contents: Contents, text: str, raw: bytes, name: str, covers: int) -> list[Arrival | Refused]:
    """The letters inside a letter, each an arrival; what was written around them is the note of each."""
    found: list[Arrival | Refused] = []
    others = tuple(contents.files)
    for one in contents.letters:
        try:
            arrived = _letters(one, raw, name, covers - 1, head.sent_to)
        except Refused as why:
            arrived = [why]
        for each in arrived:
            if isinstance(each, Arrival):
                note = "\n\n".join(filter(None, (text.strip(), each.note)))
                remarks = tuple(dict.fromkeys([*contents.remarks, _says_who(head), *each.remarks]))
                each = each._replace(note=note, others=(*each.others, *others), aside=(*each.aside, *contents.aside), remarks=remarks)
            found.append(each)
    return found


def _says_who(head: Envelope) -> str:
    return f"it was passed on by {', '.join(filter(None, (head.name, head.address))) or 'somebody'}"


def _inner(head: Envelope, passed: quoted.Forward) -> Envelope:
    """The envelope of a letter that was passed on; what its head does not say is unknown, and not that of the cover."""
    inner = Envelope(passed.subject, passed.name, passed.address, head.sent_to, passed.day, head.message_id)
    return inner if inner.name or inner.address else inner._replace(name=head.name, address=head.address)


def _checked(arrival: Arrival) -> Arrival:
    """The arrival, unless it is longer than a story may be: then raises Refused."""
    short_enough(len(arrival.text.encode("utf-8", "replace")), arrival.name)
    if len(arrival.note) + sum(len(words) for _, words in arrival.aside) <= MOST_ASIDE:
        return arrival
    aside = tuple((why, words[:MOST_OF_ONE]) for why, words in arrival.aside[:20])
    remark = "so much is quoted in it that only the beginnings were kept aside: all of it stands in the original"
    return arrival._replace(note=arrival.note[:MOST_OF_ONE], aside=aside, remarks=(*arrival.remarks, remark))
