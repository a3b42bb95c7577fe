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
    "address": r"e-?mail|mail ?address|электронн\w+ почт|електронн\w+ (?:пошт|адрес)|пошта|почта|courriel|correo|mel",
    "agreed": r"^(?:may|can|could|do|does|are|is|would|should) (?:we|you|it|I)\b|^чи (?:мож|ви)|^(?:dürfen wir|darf ich|pouvons-nous)|"
    r"consent|agree|permission|allow|terms|privacy|gdpr|згод|дозвол|соглас|разреш|zustimm|einwillig|datenschutz|consens",
    "title": r"title|headline|subject|заголовок|назв|тема листа|titel|überschrift|betreff|titre|sujet|asunto|título",
    "phone": r"phone|mobile|telephone|телефон|handy|téléphone",
    "about": r"business|company|firm|organi[sz]ation|website|client|customer|member|підприємств|компані|фірм|клієнт|firma|betrieb|kunde|"
    r"entreprise|société",
    "first": r"(?:first|given|fore) ?name|vorname|prénom|ім.я",
    "last": r"(?:last|family) ?name|surname|nachname|nom de famille|прізвище|фамилия",
    "story": r"story|your text|message|what happened|tell us|testimon|letter|body|comments?|description|"
    r"історі|оповід|розкаж|повідомл|текст|истори|расскаж|сообщени|geschichte|nachricht|erzähl|histoire|message|récit|témoign|historia|mensaje",
    "author": r"name|author|written by|who are you|автор|як вас|имя|als wer|autor|verfasser|nom|auteur|nombre",
    "day": r"timestamp|submitted|submission date|created|date|day|дата|коли|datum|zeitstempel|horodateur|"
    r"fecha|позначка часу|отметка времени",
}
_ASKED = {name: re.compile(rf"(?<![^\W_])(?:{words})", re.IGNORECASE) for name, words in _ABOUT.items()}
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_HTML = re.compile(r"</?(?:p|div|br|span|strong|em|ul|ol|li|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
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
    if not main:
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
        remarks=tuple(filter(None, (remark,))),
    )


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
        "about": not _is_long(answer.text),
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
