"""What somebody asks of the house in a letter, told by the words: no more mail, something taken out, or only an answer."""

import re

SHORT, REQUEST = 60, 250  # words: of who wants no more mail, and of who asks for something to be taken out
ASKED, SPOKEN = 120, 80  # words: of who asks us something and tells no story, of who speaks to us at all
BESIDE, ASIDE = 40, 15  # words that somebody says beside what they ask, and beside what they say to us
TOLD = 12  # words around what others said, of which a letter consists that tells of it
LONG = 4000  # characters, beyond which nobody asks more than tells
LITTLE = 30  # words of who says of a text that it is not to be printed, and does not answer us


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
    r"\bno more of (?:these|this|your)\b|\b(?:I|we) never (?:signed up|subscribed|asked for (?:these|this|your)\b)",
    r"\bstill (?:comes?|arrives?|get|gets|getting)\b.{0,60}\bplease (?:don.?t|do not|stop)\b",
    r"\baus (?:dem|ihrem) verteiler\b",
    r"\babmelden\b|\babbestellen\b|\bd[ée]s(?:abonner|inscri\w+)|\bne plus (?:m|nous|me|recevoir)\b",
)
# All that is said
_STOP = _any(
    r"\W*(?:please |kindly |just )?(?:stop|remove|cancel)(?: (?:me|it|this|these|that))?(?:,? (?:please|now|thank you|thanks))*\W*"
)
# Nobody says this who tells a story, or who wants more than that
_OFF_THE_LIST = _any(rf"(?:take|get|remove) (?:me|us|my (?:e-?mail )?address(?:es)?) (?:off|from)\b.{{0,40}}\b{_LISTED}\b")
_THING = (
    r"(?:me|us|him|her|it|this|that|(?:my|our|the|this|that|his|her)\b(?:\s+\S+){0,3}?\s+"
    r"(?:name|story|article|text|letter|photo\w*|picture\w*|post|details|data|information|page|comment|business|company|address|"
    r"surname|submission|contribution|manuscript|piece))"
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
    rf"\b(?:видал(?:іть|ити)|прибер(?:іть|ти)|забер(?:іть|ати)|вилуч(?:іть|ити)|зн(?:іміть|яти)|удалит[еь]|убер(?:ите|рать)|сн(?:имите|ять))\b.{{0,40}}\b{_MINE}",
    r"\b(?:відкликаю|відкликати|отзываю) (?:свою |мою |свое |своё )?(?:згоду|согласие)",
    r"\b(?:löschen|entfernen) sie\b|\b(?:retirez|supprimez)\b|\b(?:demande|prie|veuillez)\b.{0,20}\b(?:retirer|supprimer)\b",
    rf"{_ASKS}(?:(?:take|pull)\s+{_THING}|(?:leave|keep) (?:me|us|(?:my|our) name))\s+(?:out|down)\b"
    r"(?=\s*(?:[.,!?;\n]|$|please|again|of (?:it|your|the)\b))",
    rf"\b(?:I|we)(?: hereby|.d like to| would like to| want to| wish to| must| have to)? withdraw (?:{_THING}|from)\b",
    rf"\b(?:could|can|would|will) you\b.{{0,30}}\b(?:make {_THING}.{{0,40}} disappear|take {_THING}.{{0,40}} (?:down|out|off))\b",
    rf"{_ASKS}pull {_THING}(?: down)?\b|\bwant (?:it|this|that|them|my name) (?:corrected|gone|out|off)\b",
    rf"{_ASKS}(?:change|shorten|replace)\s+my (?:\w+ )?(?:sur)?name\b",
    r"\b(?:story|article|piece|text|page|photo|picture)\b.{0,40}\bis about (?:me|us|my \w+|our \w+)\b",
    r"\b(?:printed|published) (?:my|our) (?:\w+ )?(?:sur)?names?\b.{0,60}\bwithout\b",
)
# Said of a text that is here and not printed yet: to be taken so only in an answer, or where little else is said
_NOT_PRINTED = _any(
    r"\b(?:do not|don.?t|never|not to)\s+(?:\w+\s+)?(?:print|publish|run|use|include|feature)\s+"
    r"(?:it|this|that|any|(?:my|our|the|this|that|her|his)\s+(?:\w+\s+)?(?:story|article|text|piece|submission|letter))\b",
    r"\bchanged (?:my|our) minds?\b|\bno longer (?:want|wish)\b|\b(?:forget|scrap|drop|cancel) (?:it|the story|my story|our story)\b",
    r"\b(?:do|does|did)(?: not|n.?t) (?:want|wish|agree) to (?:be (?:in|part|named|printed|published)|appear)\b",
    r"\brather (?:not (?:be|appear|have (?:it|my|this|our))|you (?:did not|didn.?t))\b",
    r"\b(?:client|customer|guest|patient|owner|family|boss) (?:has |have )?(?:said|says) no\b",
    r"\bне (?:друкуйте|публікуйте|печатайте|публикуйте)\b|\bпереду(?:мав|мала|мали)\b",
    r"\b(?:drucken|veröffentlichen) sie\b.{0,30}\bnicht\b|\bne (?:l.|la |le )?(?:publiez|imprimez) pas\b",
)
# The same, asked of us outright: nobody says it beside a story of their own, unless of when, or of a part of it
_BEGGED = _any(
    r"\b(?:please|kindly)\b[^.!?\n]{0,40}\b(?:do not|don.?t|never)\s+(?:\w+\s+)?(?:print|publish|run)\s+"
    r"(?:it|this|that|any|(?:my|our|the|this|that|his|her)\s+(?:\w+\s+)?(?:story|article|text|piece|submission|letter))\b"
    r"(?!\s+(?:before|until|unless|yet|without|with)\b)",
    r"\b(?:прош\w+|будь ласка|пожалуйста)\b[^.!?\n]{0,40}\bне (?:друк|публік|печат|публик)\w+",
)
# What a letter is about that begins so
_UNPRINTED_SUBJECT = _any(
    r"(?:please\s+|kindly\s+)?(?:do not|don.?t|never)\s+(?:print|publish|run)\b.*",
    r"(?:прош\w+\s+|будь ласка,?\s+|пожалуйста,?\s+)?не (?:друк|публік|печат|публик)\w+.*",
)
_REQUEST_SUBJECT = _any(
    r"(?:please |bitte |прошу |будь ласка,? )?"
    r"(?:un-?subscribe\b.{0,40}|відпи\w+.{0,30}|отпи\w+.{0,30}|remove from list)[.!]*"
)
# What others said, told by who heard it: with marks of quotation, after a colon, or before "he said"
_OTHERS = r"(?:(?!(?:I|we|you)\b)[\w'\u2019]+\s+){1,4}?"
_SAYS = r"(?:said|asked|wrote|told|cried|shouted|answered|replied|called|begged)"
_REPORTED = _any(
    rf"[\u201c\u201e\u00ab\"][^\u201c\u201d\u201e\u00ab\u00bb\"]{{3,300}}[\u201c\u201d\u00bb\"]\s*,?\s*{_OTHERS}{_SAYS}\b",
    rf"\b{_OTHERS}{_SAYS}\b[^.!?\n:,]{{0,30}}[:,]\s*[\u201c\u201e\u00ab\"][^\u201c\u201d\u201e\u00ab\u00bb\"]{{3,300}}[\u201c\u201d\u00bb\"]",
    rf"\b{_OTHERS}{_SAYS}\b[^.!?\n:]{{0,30}}:\s*[^.!?\n]{{3,200}}[.!?]",
    rf"[^.!?\n]{{3,200}},\s*{_OTHERS}said(?=\s+(?:to|when|and|on|at|after)\b|\s*[.\n])",
)
# A sentence that asks us something, and words of what a magazine is asked for beside being sent stories
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_ASKS_US = _any(
    r"\?$|\bplease\b",
    r"\b(?:please|could you|can you|would you|kindly)\b.{0,60}\b(?:send|tell|let|quote|e-?mail|advise|ring|call)\b",
    r"\b(?:bitte|könnten sie|senden sie|envoyez|pouvez-vous|was kostet)\b",
    r"\b(?:надішліть|підкажіть|пришлите|подскажите|скільки кошту|сколько стоит)",
    r"\b(?:like|want|wish) to (?:book|place|advertise|know|subscribe|sponsor)\b|\binterested in (?:an? |your |booking )?(?:ad|advert)",
)
_OF_THE_MAGAZINE = _any(
    r"\b(?:ads?|advert\w*|ad rates?|rate card|media kit|banners?|(?:full|half|quarter|third|whole)[- ]page|inserts?)\b",
    r"\b(?:back|inside) cover\b|\brates\b|\bsponsor\w*\b|\b(?:is|does|was) (?:the|your) magazine\b|\binvoice (?:no\.? ?|n[ro]\.? ?|#)?\d",
    r"\b(?:back issues?|back copies|subscri\w+|deadline|circulation|print run|readership|opening hours|street address)\b",
    r"\b(?:anzeige\w*|werbung|inserat\w*|mediadaten|annonces?|publicité|encart|tarifs?|рекла\w+|оголошення|объявлени\w+|передплат\w*)\b",
    r"\b(?:ring|call|phone) (?:me|us)(?: back)?\b|\bspeak to somebody\b",
)
_THANKS = _any(
    r"\b(?:thanks|thank you|lovely|enjoyed|congratulations|well done|wonderful|great (?:issue|magazine|read)|keep it up)\b",
    r"\b(?:danke|vielen dank|schöne[sr]? heft|merci|bravo)\b|дякую|чудов|спасибо|замечательн",
)
# A sentence that is said to the house, and not told; and what is said with a story
_TO_US = _any(
    r"\b(?:you|your|yours)\b|\b(?:ваш\w*|вас|вам|votre|vos|vous)\b|(?-i:\b(?:Sie|Ihnen|Ihr|Ihre\w*)\b)",
    r"^(?:please|kindly)\b|\bour new address\b|\bwe.?ve moved\b|\b(?:dear|hello|hi) editors?\b|\bmy (?:solicitor|lawyer)\b",
)
_OFFERS = _any(
    r"\bhere(?:.s| is| are| comes?)\b|\b(?:attached|enclosed|below|following)\b|\b(?:submit|submitting|submission|contribution)\b",
    r"\bfor (?:your|the) (?:magazine|readers|next issue)\b|\b(?:my|our|a|this) (?:\w+ )?(?:story|tale) (?:for|to)\b",
)


def own(words: str) -> str:
    """The words of a short letter without what others said in them, of who tells that; all of them where little else is left."""
    if len(words) > LONG:
        return words
    left = _REPORTED.sub(" ", words)
    return left if len(left.split()) >= TOLD else words


def wants_no_mail(subject: str, text: str) -> bool:
    """Whether somebody wants no more mail."""
    words, size = own(f"{subject}\n{text}"), len(text.split())
    asked = size <= SHORT and _UNSUBSCRIBE.search(words) or size <= REQUEST and _OFF_THE_LIST.search(words)
    return bool(_REQUEST_SUBJECT.fullmatch(subject) or _STOP.fullmatch(text) or asked)


def taken_out(subject: str, text: str, *, answers: bool = False) -> str:
    """The words with which somebody asks for something to be taken out, or, in an answer to us, not to be printed."""
    words, size = own(f"{subject}\n{text}"), len(text.split())
    asked = _REMOVE.search(words) if size <= REQUEST else _REMOVE.search(subject)
    if not asked and size <= (REQUEST if answers else LITTLE):
        asked = _NOT_PRINTED.search(own(text) if answers else words)
    asked = asked or _UNPRINTED_SUBJECT.fullmatch(subject) or (_BEGGED.search(words) if size <= ASKED else None)
    return asked[0] if asked else ""


def seems_taken_out(words: str) -> str:
    """The same of a longer letter, which perhaps only tells of it."""
    asked = _REMOVE.search(words) or _NOT_PRINTED.search(words)
    return asked[0] if asked else ""


def only_asks(words: str) -> bool:
    """Whether somebody asks us for something that is not to print a story, and says little else."""
    if len(words.split()) > ASKED:
        return False
    words = own(words)
    asked = [one for one in _sentences(words) if _ASKS_US.search(one) and _OF_THE_MAGAZINE.search(one)]
    return bool(asked) and len(words.split()) - len(" ".join(asked).split()) <= BESIDE


def speaks_to_us(text: str) -> bool:
    """Whether somebody says a few words to the house rather than telling a story, and offers none."""
    if len(text.split()) > SPOKEN or _OFFERS.search(text):
        return False
    said = [one for one in _sentences(own(text)) if _TO_US.search(one)]
    return bool(said) and len(own(text).split()) - len(" ".join(said).split()) <= ASIDE


def thanks(text: str) -> bool:
    """Whether somebody says a kind word."""
    return bool(_THANKS.search(text))


def _sentences(words: str) -> list[str]:
    return [one.strip() for one in _SENTENCE.findall(words)]
