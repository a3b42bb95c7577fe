"""What a letter wants: a story printed, a comment printed, no more mail, or a name or a story taken out."""

import re
from typing import NamedTuple

from plugins.desk.incoming.arrival import COMMENT, REMOVE, STORY, UNSUBSCRIBE, Arrival
from plugins.desk.incoming.envelope import bare_subject
from plugins.magazine.magazine import Magazine
from plugins.magazine.story import Story

SHORT, REQUEST = 60, 250  # words: of who wants no more mail, and of who asks for something to be taken out
COMMENT_WORDS = 300  # beyond which a letter that names a story is a story of its own


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_LISTED = r"(?:mailing list|list|newsletter|e-?mails?|mail|emailing list|subscribers?|розсилк\w*|рассылк\w*|подписк\w*)"
_UNSUBSCRIBE = _any(
    r"\bun-?subscri\w*|\bopt[- ]?out\b",
    r"(?:take|get) (?:me|us) off\b.{0,40}",
    rf"remove (?:me|us|my (?:e-?mail )?address)\b.{{0,40}}\b{_LISTED}",
    r"(?:stop|no more|cease) (?:sending|e-?mail|mail|the newsletter|these)\w*|don.?t (?:send|e-?mail|mail) (?:me|us)\b",
    r"cancel (?:my|our|the) subscription",
    r"відпи(?:с\w+|ш\w+)|отпи(?:с\w+|ш\w+)",
    r"(?:не|більше не|больше не) (?:надсила\w+|шліть|присила\w+|присыла\w+|пишіть)",
    rf"(?:при|ви)бер\w+ мене (?:з|зі|із) {_LISTED}",
    r"\baus (?:dem|ihrem) verteiler\b",
    r"\babmelden\b|\babbestellen\b|\bd[ée]s(?:abonner|inscri\w+)",
)
# Nobody says this who tells a story, or who wants more than that
_OFF_THE_LIST = _any(rf"(?:take|get|remove) (?:me|us|my (?:e-?mail )?address(?:es)?) (?:off|from)\b.{{0,40}}\b{_LISTED}\b")
_THING = (
    r"(?:me|us|him|her|it|this|that|(?:my|our|the|this|that|his|her)\b(?:\s+\S+){0,3}?\s+"
    r"(?:name|story|article|text|letter|photo\w*|picture\w*|post|details|data|information|page|comment|business|company|address))"
)
_MINE = r"(?:мене|нас|моє|мою|наш\w*|мій|меня|мое|моё|ім.я|імені|имя|прізвище|фамилию|історі\w+|історію|статт\w+|статью|фото\w*|текст)"
# Who tells a story may say of others that they took something down; who asks for it says so to us
_ASKS = r"(?:(?:^|[.!?:;,\n])\s*|\b(?:please|kindly|just|also|and|you)\s+|\b(?:want|ask|asking|like|need|wish|request)\s+(?:you\s+)?to\s+)"
_REMOVE = _any(
    rf"{_ASKS}(?:remove|delete|erase|withdraw|anonymi[sz]e|unpublish|retract)\s+{_THING}\b",
    rf"{_ASKS}take\s+(?:down\s+{_THING}\b|{_THING}\s+(?:down|off)\b)",
    rf"\b(?:want|like|need|have)\s+{_THING}\s+(?:to be\s+)?(?:removed|deleted|erased|withdrawn|anonymi[sz]ed|taken (?:down|off|out))\b",
    r"\bwould like it gone\b|\bI.d like (?:it|this) (?:gone|off|down)\b|\b(?:details|name|photo|picture|story) gone from\b",
    r"\berase (?:every|all|any)\b",
    r"\bcould (?:my|our|her|his) (?:sur)?name (?:come out|be (?:removed|left out|taken out))\b",
    r"\b(?:do|did) not (?:want|wish|agree|consent)\b.{0,40}\b(?:named?|published|printed|appear)",
    r"\bright (?:to be forgotten|to erasure)|\bwithdraw (?:my|our) consent|\bgdpr\b.{0,60}\b(?:request|erasure|delet|remov|right)",
    rf"\b(?:видаліть|приберіть|заберіть|вилучіть|зніміть|удалите|уберите|снимите)\b.{{0,40}}\b{_MINE}",
    r"\b(?:відкликаю|відкликати|отзываю) (?:свою |мою |свое |своё )?(?:згоду|согласие)",
    r"\b(?:löschen|entfernen) sie\b|\b(?:retirez|supprimez)\b",
)
_REQUEST_SUBJECT = _any(
    r"(?:please |bitte |прошу |будь ласка,? )?"
    r"(?:un-?subscribe\b.{0,40}|відпи\w+.{0,30}|отпи\w+.{0,30}|remove from list)[.!]*"
)
_SAID_OF = re.compile(r"(?:comment|re|коментар|відгук)\b", re.IGNORECASE)


class Told(NamedTuple):
    """What a letter wants, which story it is about (its file's stem), and what the editor should look at."""

    kind: str
    story: str = ""
    remark: str = ""


def told(arrival: Arrival, magazine: Magazine) -> Told:
    """Tells the kinds apart."""
    subject, size = bare_subject(arrival.subject), len(arrival.text.split())
    wanted = f"{subject}\n{arrival.text}"
    about = _about(arrival, magazine)
    stem = about.manuscript.path.rpartition("/")[2].partition(".")[0] if about else ""
    if any("unsubscribe" in one.partition("@")[0] for one in arrival.sent_to) or _REQUEST_SUBJECT.fullmatch(subject):
        return Told(UNSUBSCRIBE)
    if (size <= SHORT and _UNSUBSCRIBE.search(wanted) or size <= REQUEST and _OFF_THE_LIST.search(wanted)) and not arrival.others:
        return Told(UNSUBSCRIBE)
    asked = _REMOVE.search(wanted)
    if asked and (size <= REQUEST or _REMOVE.search(subject)):
        return Told(REMOVE, stem)
    remark = f"it seems to ask for something to be taken out ({asked[0][:60]}): read it with care" if asked else ""
    mail = magazine.masthead.mail
    to_comments = mail.comments and mail.comments.lower() in arrival.sent_to and mail.submissions.lower() not in arrival.sent_to
    if to_comments or about and (size <= COMMENT_WORDS or about is _titled(arrival, magazine)):
        return Told(COMMENT, stem, remark)
    machine = "a machine wrote it: a notice of absence, or a mail server's report" if arrival.automatic else ""
    return Told(STORY, "", remark or machine)


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
    """The story whose title is what a letter says that it answers."""
    if not _SAID_OF.match(arrival.subject):
        return None
    subject = re.sub(r"^(?:comment|коментар|відгук)\w*\s*(?:on|to|до|:)?", "", bare_subject(arrival.subject).casefold())
    words = re.findall(r"\w+", subject)
    return next((one for one in magazine.stories if words and words == re.findall(r"\w+", one.title.casefold())), None)
