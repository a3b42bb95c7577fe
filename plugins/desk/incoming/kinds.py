"""What a letter wants: a story printed, a comment printed, no more mail, a name or a story taken out, or only an answer."""

import re
from typing import NamedTuple

from plugins.desk.incoming import asking, envelope
from plugins.desk.incoming.arrival import COMMENT, COMPLAINT, LETTER, NOTICE, REMOVE, SENT, STORY, UNSUBSCRIBE, Arrival
from plugins.desk.incoming.envelope import bare_subject
from plugins.magazine.magazine import Magazine
from plugins.magazine.story import Story

COMMENT_WORDS = 300  # beyond which a letter that names a story is a story of its own
LONG_COMMENT = 500  # the same of a letter that says it answers the story, as Re: does
INVITED, KIND_WORDS = 150, 25  # words: of an invitation, of mere thanks


_SAID_OF = re.compile(r"(?:comment|коментар|відгук|kommentar|commentaire)\w*\s*(?:on|to|до|zu|sur)?\b\s*:?\s*", re.IGNORECASE)
_OUR_NAME = re.compile(r"\s+[-|\u2013\u2014(]\s*[^-|\u2013\u2014()]{1,60}\)?$")  # after a title, as browsers and issues put it


class Told(NamedTuple):
    """What a letter wants, which story it is about (its file's stem), and what the editor should look at."""

    kind: str
    story: str = ""
    remark: str = ""


def told(arrival: Arrival, magazine: Magazine, *, answers: bool = False) -> Told:
    """Tells the kinds apart; ``answers`` says that it answers a letter of ours."""
    if arrival.machine == COMPLAINT:
        return Told(UNSUBSCRIBE, remark=f"{COMPLAINT}: the letter inside says to whom it went")
    if arrival.machine and arrival.machine != SENT:
        return Told(NOTICE, remark=f"{arrival.machine}: it is kept, and nobody waits for an answer")
    subject, size = bare_subject(arrival.subject), len(arrival.text.split())
    wanted = f"{subject}\n{arrival.text}"
    about = _about(arrival, magazine)
    stem = about.manuscript.path.rpartition("/")[2].partition(".")[0] if about else ""
    to_leave = any("unsubscribe" in one.partition("@")[0] for one in arrival.sent_to)
    if to_leave or asking.wants_no_mail(subject, arrival.text) and not arrival.others:
        return Told(UNSUBSCRIBE)
    if asking.taken_out(subject, arrival.text, answers=answers):
        return Told(REMOVE, stem)
    asked = asking.seems_taken_out(wanted)
    remark = f"it seems to ask for something to be taken out ({asked[:60]}): read it with care" if asked else ""
    mail = magazine.masthead.mail
    to_comments = mail.comments and mail.comments.lower() in arrival.sent_to and mail.submissions.lower() not in arrival.sent_to
    most = LONG_COMMENT if about and about is _titled(arrival, magazine) and _answers_it(arrival.subject) else COMMENT_WORDS
    if to_comments or about and size <= most:
        return Told(COMMENT, stem, remark)
    nothing_else = not (arrival.pictures or arrival.note)
    if arrival.invites and size <= INVITED or nothing_else and (asking.only_asks(wanted) or _only_speaks(arrival)):
        return Told(LETTER, remark=remark) if not asked or arrival.invites else Told(REMOVE, stem)
    if about and not remark:
        remark = f"it names {about.path}: if it is about that story, desk intake --as comment takes it in so"
    sent = "a machine sent it, for a person perhaps: no letter goes out" if arrival.machine else ""
    return Told(STORY, "", remark or sent)


def _only_speaks(arrival: Arrival) -> bool:
    """Whether somebody says a kind word about an issue in a mail, or a few words to the house, and nothing more."""
    if not arrival.sent_to or arrival.others or arrival.machine:
        return False
    few = len(arrival.text.split()) <= KIND_WORDS
    return few and asking.thanks(arrival.text) or asking.speaks_to_us(arrival.text)


def _answers_it(subject: str) -> bool:
    """Whether a subject says that its letter answers another, or comments on something."""
    return bool(envelope.is_answer(subject) or _SAID_OF.match(subject))


def _about(arrival: Arrival, magazine: Magazine) -> Story | None:
    """The story that a letter is about: its address stands in it, or its title in the subject of a reply."""
    if not arrival.subject:
        return None
    home = magazine.masthead.language
    said = "\n".join([arrival.subject, arrival.text, *(words for _, words in arrival.aside)])
    addresses = set(re.findall(r"/(?:\w{2}/)?stories/[\w-]+/?", said))
    if addresses:
        named = {one.address(home).rstrip("/"): one for one in magazine.stories}
        found = {named[one.rstrip("/")].path: named[one.rstrip("/")] for one in addresses if one.rstrip("/") in named}
        if len(found) == 1:
            return next(iter(found.values()))
    return _titled(arrival, magazine)


def _titled(arrival: Arrival, magazine: Magazine) -> Story | None:
    """The story whose title is the subject of a letter; one or two words are that only of a letter that answers something."""
    subject = bare_subject(arrival.subject)
    subject = _SAID_OF.sub("", subject, count=1) if _SAID_OF.match(subject) else subject
    said = {tuple(_words(one)) for one in (subject, _OUR_NAME.sub("", subject), bare_subject(subject))}
    quoted = re.fullmatch(r"[\"'\u00ab\u201c\u201e\u2018].+[\"'\u00bb\u201d\u201c\u2019]\W*", subject)
    sure = quoted or _answers_it(arrival.subject) or envelope.is_passed_on(arrival.subject)
    return next(
        (one for one in magazine.stories if (words := tuple(_words(one.title))) in said and words and (sure or len(words) > 2)), None
    )


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['\u2019]", "", title.casefold()))
