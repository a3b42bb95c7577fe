"""A form asks in its own words; here each answer finds its place: the story, its title, who wrote it and when."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.desk.day import read_day
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.text import cleaned, short_enough
from plugins.desk.transcribe import transcribed
from plugins.desk.tree import tree
from plugins.magazine.model import NotADay, plain_day

# What a question is about, by words of five languages in it; of two that fit, the first in this order
_ABOUT = {
    "theirs": r"^(?!(?:may|can|could|do|does|are|is|would|should|чи|dürfen)\b).*?\b(?:"
    r"(?:client|customer|guest|patient|kunde\w*|клієнт\w*)\W{0,2}s?\W+(?:full |first |last )?"
    r"(?:name|e-?mail|phone|telephone|mobile|address|website|contact)|"
    r"(?:name|e-?mail|phone|telephone|mobile|address|website|contact|ім.я|телефон|пошта) (?:of |des |der |ihre[rs] |вашого )"
    r"(?:the |your |ihres |ihrer )?(?:client|customer|guest|patient|kund|клієнт))",
    "postal": r"postal|street|mailing address|anschrift|поштова адреса|почтовый адрес|adresse postale",
    "role": r"job title|your role|role\b|position\b|occupation|посад|должност|funktion\b|beruf\b|fonction\b",
    "address": r"e-?mail|mail ?address|электронн\w+ почт|електронн\w+ (?:пошт|адрес)|пошта|почта|courriel|correo|mel",
    "agreed": r"^(?:may|can|could|do|does|are|is|would|should) (?:we|you|it|I)\b|^чи (?:мож|ви)|^(?:dürfen wir|darf ich|pouvons-nous)|"
    r"consent|agree|permission|allow|terms|privacy|gdpr|згод|дозвол|соглас|разреш|zustimm|einwillig|datenschutz|consens",
    "title": r"(?:story|article|text|letter) (?:be )?called|call (?:your|the|this) (?:story|article|text|letter)|"
    r"(?:називається|называется) (?:\w+ )?(?:історі|истори|текст|статт|стать)|"
    r"heißt (?:ihre geschichte|ihr text)|s.appelle (?:votre|ton) (?:histoire|texte)|"
    r"title|headline|subject|заголовок|назв|тема листа|titel|überschrift|betreff|titre|sujet|asunto|título",
    "phone": r"phone|mobile|telephone|телефон|handy|téléphone",
    "website": r"web ?site|web ?page|home ?page|url|web address|сайт|webseite|site (?:web|internet)",
    "about": r"client|customer|member|клієнт|kunde|kundin",
    "business": r"business|company|firm|organi[sz]ation|підприємств|компані|фірм|предприят|firma|betrieb|unternehmen|entreprise|société",
    "first": r"(?:first|given|fore) ?name|vorname|prénom|ім.я",
    "last": r"(?:last|family) ?name|surname|nachname|nom de famille|прізвище|фамилия",
    "story": r"story|your text|message|what happened|tell us|testimon|letter|body|comments?|description|"
    r"історі|оповід|розкаж|повідомл|текст|истори|расскаж|сообщени|geschichte|nachricht|erzähl|histoire|message|récit|témoign|historia|mensaje",
    "author": r"name|fullname|author|written by|who are you|автор|як вас|имя|als wer|autor|verfasser|nom|auteur|nombre",
    "day": r"timestamp|submitted|submission date|created|date|day|дата|коли|datum|zeitstempel|horodateur|"
    r"fecha|позначка часу|отметка времени",
}
# The four questions of a case (see QUESTIONS of the story), in the same languages
_BRIEF = {
    "problem": r"what went wrong|what was (?:the problem|wrong)|(?:що|что) (?:пішло не так|пошло не так)|was (?:ging|lief|ist) schief|"
    r"mal (?:passé|tourné)",
    "action": r"what (?:did|have) you do|how did you (?:put|solve|fix|mend)|що ви зробили|что вы сделали|"
    r"was haben sie (?:getan|gemacht|unternommen)|qu.avez-vous fait",
    "outcome": r"how did it (?:end|turn out)|what (?:was|is) the (?:outcome|result)|"
    r"(?:чим|чем) (?:все|усе|це|всё) \w*(?:закін|заверш|законч|конч)|wie (?:ging|endete|ist) (?:es|das)|"
    r"comment (?:cela|ça) s.est (?:terminé|fini)",
    "lesson": r"what would you tell|what (?:did|have) you learn|lesson|що ви порадили|что бы вы посоветовали|"
    r"was würden sie .{0,40}(?:raten|sagen)|que diriez-vous",
}
_BRIEFLY = {name: re.compile(words, re.IGNORECASE) for name, words in _BRIEF.items()}
CARD = {"business": "business", "role": "role", "phone": "telephone", "website": "website", "postal": "postal_address"}
_SITE = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
_ASKED = {name: re.compile(rf"(?<![^\W_])(?:{words})", re.IGNORECASE) for name, words in _ABOUT.items()}
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_HTML = re.compile(r"</?(?:p|div|br|span|strong|em|ul|ol|li|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_YES_OR_NO = re.compile(r"(?:yes|no|так|ні|да|нет|ja|nein|oui|non)\W*", re.IGNORECASE)
MOST_IN_BRIEF = 60  # words of an answer that may stand in brief
LONG = 25  # words of an answer that may be a story though nothing in its question says so


class Answer(NamedTuple):
    """One answer of a form, with the question, or the name of its field."""

    question: str
    text: str


class NoStory(ValueError):
    """Raised for answers among which there is no story."""


def arrival(answers: Iterable[Answer], name: str, raw: bytes, suffix: str, message_id: str = "") -> Arrival:
    """The arrival that the answers of one person are; every answer is in it. Raises NoStory, or Refused where the text is none."""
    given = [Answer(_plain(one.question), one.text.strip()) for one in answers if one.text.strip()]
    place = {at: _place(one) for at, one in enumerate(given)}
    named = [at for at, what in place.items() if what == "story"]
    # a form that asks for the story in pieces: all that is long, one under another
    main = (
        [max(named, key=lambda at: len(given[at].text))]
        if named
        else [at for at, what in place.items() if not what and _is_long(given[at].text)]
    )
    brief = {name: one.text for name, asked in reversed(_BRIEFLY.items()) for one in given if asked.search(one.question)}
    if not main:  # the four questions alone, each answered in a sentence
        main = [at for at, one in enumerate(given) if one.text in brief.values()]
    if len(main) < 2 and not named and not any(_is_long(given[at].text) for at in main):
        raise NoStory
    text, remark = cleaned("\n\n".join(given[at].text for at in main), name)
    formatted = _HTML.search(text) is not None  # a field in which one may
    if formatted:
        text = transcribed(tree(text))
    short_enough(len(text.encode()), name)

    def first(what: str) -> str:
        return next((given[at].text for at, one in place.items() if one == what), "")

    author = first("author") or " ".join(filter(None, (first("first"), first("last"))))
    found = _MAIL.search(first("address"))
    taken = ["title", "day", *(["author"] if first("author") else ["first", "last"])]
    if found and found[0] == first("address"):  # else there are other words beside it
        taken.append("address")
    used = {*main, *(next((at for at, one in place.items() if one == what), main[0]) for what in taken)}
    rest = [f"{one.question}: {one.text}" if one.question else one.text for at, one in enumerate(given) if at not in used]
    day = _day(first("day"))
    rest += [f"{given[at].question}: {given[at].text}" for at, one in place.items() if one == "day" and at in used and not day]
    return Arrival(
        name,
        raw,
        suffix,
        text.strip() + "\n",
        formatted,
        title=" ".join(first("title").split()),
        author=" ".join(author.split()),
        address=found[0] if found else "",
        day=day,
        message_id=message_id,
        note="\n".join(rest),
        card=tuple((field, " ".join(first(place).split())) for place, field in CARD.items() if first(place)),
        brief=tuple((name, " ".join(text.split())) for name, text in sorted(brief.items()) if len(text.split()) <= MOST_IN_BRIEF),
        agreed=tuple(f"{given[at].question}: {given[at].text}" for at, one in place.items() if one == "agreed"),
        remarks=tuple(filter(None, (remark,))),
    )


def asks(words: str) -> str:
    """Which field of a story in brief a question asks for; nothing where it is none of the four."""
    return next((name for name, asked in _BRIEFLY.items() if words.endswith("?") and asked.match(words)), "")


def _plain(question: str) -> str:
    return " ".join(question.replace("_", " ").split()).rstrip(":*").strip()


def _is_long(text: str) -> bool:
    return len(text.split()) >= LONG


def _place(answer: Answer) -> str:
    """What an answer is; a question that names nothing known may still be answered by an address."""
    question = unicodedata.normalize("NFC", answer.question)
    places = [name for name, asked in _ASKED.items() if asked.search(question)]
    fits = {
        "address": _MAIL.search(answer.text) is not None,
        "title": len(answer.text) <= 200 and "\n" not in answer.text,
        "author": len(answer.text.split()) <= 8 and "\n" not in answer.text and not _MAIL.search(answer.text),
        "first": len(answer.text.split()) <= 4,
        "last": len(answer.text.split()) <= 4,
        "day": _day(answer.text) is not None or len(answer.text) <= 40,
        "story": len(answer.text.split()) > 1,
        "agreed": not _is_long(answer.text),
        "theirs": not _is_long(answer.text),
        "about": not _is_long(answer.text),
        "business": len(answer.text.split()) <= 10 and not _YES_OR_NO.fullmatch(answer.text),
        "role": len(answer.text.split()) <= 8,
        "phone": len(re.findall(r"\d", answer.text)) >= 6 and not _is_long(answer.text),
        "website": _SITE.fullmatch(answer.text) is not None,
        "postal": 2 <= len(answer.text.split()) <= 20 and not _MAIL.search(answer.text),
    }
    place = next((name for name in places if fits.get(name, True)), "")
    if not place and _MAIL.fullmatch(answer.text) and not places:
        return "address"
    return place


def _day(text: str) -> date | None:
    """The day of an answer: as ISO 8601 writes it, or as people do; none where it could be two."""
    words = re.sub(r"[T,\s]+\d{1,2}[:.]\d\d.*$", "", text.strip())
    try:
        return plain_day(words.replace("/", "-")) if re.match(r"\d{4}[-/]", words) else read_day(words)[1]
    except NotADay:
        return None
