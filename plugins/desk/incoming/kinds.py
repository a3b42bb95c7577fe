"""What a letter wants: a story printed, a comment printed, no more mail, a name or a story taken out, or only an answer."""

import re
from typing import NamedTuple

from plugins.desk.incoming import envelope
from plugins.desk.incoming.arrival import COMMENT, COMPLAINT, LETTER, NOTICE, REMOVE, SENT, STORY, UNSUBSCRIBE, Arrival
from plugins.desk.incoming.envelope import bare_subject
from plugins.magazine.magazine import Magazine
from plugins.magazine.story import Story

SHORT, REQUEST = 60, 250  # words: of who wants no more mail, and of who asks for something to be taken out
COMMENT_WORDS = 300  # beyond which a letter that names a story is a story of its own
LONG_COMMENT = 500  # the same of a letter that says it answers the story, as Re: does
ASKED, INVITED, KIND_WORDS = 120, 150, 25  # words: of who asks us something and tells no story, of an invitation, of mere thanks
BESIDE = 40  # words that somebody says beside what they ask


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
    r"\bwould like to recall the message\b",  # as Outlook does
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
_SAID_OF = re.compile(r"(?:comment|коментар|відгук|kommentar|commentaire)\w*\s*(?:on|to|до|zu|sur)?\b\s*:?\s*", re.IGNORECASE)
_OUR_NAME = re.compile(r"\s+[-|\u2013\u2014(]\s*[^-|\u2013\u2014()]{1,60}\)?$")  # after a title, as browsers and issues put it
# A sentence that asks us something, and words of what a magazine is asked for beside being sent stories
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_ASKS_US = _any(
    r"\?$",
    r"\b(?:please|could you|can you|would you|kindly)\b.{0,60}\b(?:send|tell|let|quote|e-?mail|advise|ring|call)\b",
    r"\b(?:bitte|könnten sie|senden sie|envoyez|pouvez-vous|was kostet)\b",
    r"\b(?:надішліть|підкажіть|пришлите|подскажите|скільки кошту|сколько стоит)",
    r"\b(?:like|want|wish) to (?:book|place|advertise|know|subscribe)\b|\binterested in (?:an? |your |booking )?(?:ad|advert)",
)
_OF_THE_MAGAZINE = _any(
    r"\b(?:ads?|advert\w*|ad rates?|rate card|media kit|banners?|(?:full|half|quarter|third|whole)[- ]page|inserts?)\b",
    r"\b(?:back issues?|back copies|subscri\w+|deadline|circulation|print run|readership|opening hours|street address)\b",
    r"\b(?:anzeige\w*|werbung|inserat\w*|mediadaten|annonces?|publicité|encart|tarifs?|рекла\w+|оголошення|объявлени\w+|передплат\w*)\b",
    r"\b(?:ring|call|phone) (?:me|us)(?: back)?\b|\bspeak to somebody\b",
)

_THANKS = _any(
    r"\b(?:thanks|thank you|lovely|enjoyed|congratulations|well done|wonderful|great (?:issue|magazine|read)|keep it up)\b",
    r"\b(?:danke|vielen dank|schöne[sr]? heft|merci|bravo)\b|дякую|чудов|спасибо|замечательн",
)


class Told(NamedTuple):
    """What a letter wants, which story it is about (its file's stem), and what the editor should look at."""

    kind: str
    story: str = ""
    remark: str = ""


def told(arrival: Arrival, magazine: Magazine) -> Told:
    """Tells the kinds apart."""
    if arrival.machine == COMPLAINT:
        return Told(UNSUBSCRIBE, remark=f"{COMPLAINT}: the letter inside says to whom it went")
    if arrival.machine and arrival.machine != SENT:
        return Told(NOTICE, remark=f"{arrival.machine}: it is kept, and nobody waits for an answer")
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
    most = LONG_COMMENT if about and about is _titled(arrival, magazine) and _answers_it(arrival.subject) else COMMENT_WORDS
    if to_comments or about and size <= most:
        return Told(COMMENT, stem, remark)
    nothing_else = not (arrival.pictures or arrival.note)
    if arrival.invites and size <= INVITED or nothing_else and (size <= ASKED and _only_asks(wanted) or _only_thanks(arrival)):
        return Told(LETTER, remark=remark)
    if about and not remark:
        remark = f"it names {about.path}: if it is about that story, desk intake --as comment takes it in so"
    sent = "a machine sent it, for a person perhaps: no letter goes out" if arrival.machine else ""
    return Told(STORY, "", remark or sent)


def _only_asks(words: str) -> bool:
    """Whether somebody asks us for something that is not to print a story, and says little else."""
    sentences = [one.strip() for one in _SENTENCE.findall(words)]
    asked = [one for one in sentences if _ASKS_US.search(one) and _OF_THE_MAGAZINE.search(one)]
    return bool(asked) and len(words.split()) - len(" ".join(asked).split()) <= BESIDE


def _only_thanks(arrival: Arrival) -> bool:
    """Whether somebody says a kind word about an issue, and nothing more."""
    return envelope.is_answer(arrival.subject) and len(arrival.text.split()) <= KIND_WORDS and bool(_THANKS.search(arrival.text))


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
