"""Below a letter stands its signature, a greeting, a name, a business card: it is taken off where it is certain, and read."""

import re
from typing import NamedTuple

from plugins.desk import business_card
from plugins.desk.business_card import Card
from plugins.desk.furniture import Line, is_prose
from plugins.desk.incoming.quoted import bare
from plugins.desk.names import is_name, without_titles

SIGN_OFF, CARD = "the end of the letter", "the business card"
TAIL = 20  # lines below the last paragraph in which a signature may stand
_FORMAL = (
    r"(?:(?:with|yours|my|our|kind|kindest|best|warm|warmest|many|very best|all the|all)\s)*"
    r"(?:regards|wishes|sincerely|faithfully|truly|rgds)|(?:all the )?best|"
    r"mit (?:freundlich|best|herzlich|lieb|viel)\w+ (?:grüßen|grüssen|gruß|gruss|dank)|"
    r"(?:(?:freundlich|best|lieb|herzlich|schön|viel)\w+ )?(?:grüße|grüsse|gruß|gruss)|hochachtungsvoll|mfg|lg|vg|"
    r"(?:bien |très )?(?:cordialement|sincèrement|amicalement)|bien à vous|(?:(?:meilleures|sincères) )?salutations(?: distinguées)?|"
    r"(?:met )?(?:(?:vriendelijke|hartelijke|met|beste) )*(?:groet|groeten|groetjes)|hoogachtend|mvg|"
    r"(?:з|із|зі) (?:повагою|вдячністю|найкращими побажаннями)|щиро(?: ваш\w*| дякую)?|"
    r"(?:усього|всього|на все) (?:найкращого|доброго|добре)|(?:с|со) (?:уважением|наилучшими пожеланиями)|искренне ваш\w*|"
    r"всего (?:доброго|хорошего)|(?:un |muchos )?(?:cordial(?:es)? )?saludos?(?: cordial(?:es)?)?|(?:muy )?atentamente|atenciosamente|"
    r"(?:com os melhores )?cumprimentos|(?:(?:cordiali|distinti) )?saluti|cordialmente|pozdrawiam(?: serdecznie)?|"
    r"z (?:poważaniem|pozdrowieniami|wyrazami szacunku)|(?:med )?(?:vänliga?|venlige?|vennlig|bästa|bedste|beste) "
    r"(?:hälsning(?:ar)?|hilsen(?:er)?)|mvh"
)
_FRIENDLY = (
    r"(?:(?:many|kind|with) )*thanks|thank you|cheers|love|take care|ta|merci|danke|vielen dank|herzlich(?:st)?|bis bald|à bientôt|bedankt|"
    r"дякую|спасибо|бувайте|gracias|grazie|tack"
)
_FORMAL_SAID, _FRIENDLY_SAID = (re.compile(rf"(?:{words})(?P<more>\b.*)?", re.IGNORECASE) for words in (_FORMAL, _FRIENDLY))
# What may follow it on its line: "and keep up the good work", "aus Wien", and a name
_MORE = re.compile(
    r"(?:\s(?:and|from|for|to|in|again|so|very|und|aus|nach|van|uit|de|depuis|із|з|из)\b[^,.!]{0,60})?(?:\s*[,.!:\u2013\u2014-]+)?\s*(?P<name>.*)"
)
# "Thanks to her I now own a last." tells something
_TELLS = re.compile(r"\S+(?: you)? (?:to|from|in)\b(?! (?:all|every\w+|each|you|the (?:team|editors?))\b).*[.!?\u2026]", re.IGNORECASE)
_RULE = re.compile(r"[-_=*~\s]{2,}|\u2014")
_SHORT_FORM = re.compile(r"\b(?:ltd|inc|co|corp|st|rd|e\.?v|b\.v|s\.a|jr|sr)\.$", re.IGNORECASE)
_BELOW = re.compile(r"P\.?\s?P?\.?S\b[.:]?", re.IGNORECASE)


class Signature(NamedTuple):
    """The lines of a letter that are none of its text, each with what it is, and what was read of them."""

    taken: list[tuple[Line, str]]
    card: Card


def find(body: list[Line], author: str = "") -> Signature:
    """The signature of a letter; ``author`` is who wrote it, where that is known from elsewhere.

    Certain is what stands below a greeting or the author's own name, in short lines to the end. Of anything else only those
    lines are taken that hold nothing but a telephone number or an address, below the last paragraph.
    """
    tail = _tail(body)
    begins = _greeting(tail, author)
    if begins is None:
        begins = _named(tail, author)
    if begins is None:
        return _loose(tail, author)
    above = tail[begins - 1] if begins and _RULE.fullmatch(bare(tail[begins - 1].text)) else None
    greeting, more = _greets(tail[begins].text, author)
    greeting = greeting or bare(tail[begins].text).rstrip(" *_").endswith(",")
    own = tail[begins + 1 :] if greeting else tail[begins:]
    said = [*([more] if more else []), *(line.text for line in own)]
    card = business_card.read(said, author)
    taken = [(above, SIGN_OFF)] if above else []
    taken += [(tail[begins], SIGN_OFF)] if greeting else []
    names = {card.name.casefold(), author.casefold()}
    taken += [(line, SIGN_OFF if _only_named(line.text, names, card.name or author) else CARD) for line in own]
    return Signature(taken, card)


def _tail(body: list[Line]) -> list[Line]:
    """The lines below the last paragraph, a postscript apart."""
    said = [line for line in body if line.words]
    end = len(said)
    for at in range(len(said) - 1, max(len(said) - 6, 0), -1):
        if _BELOW.match(bare(said[at].text)):
            end = at
    last = next((at for at in range(end - 1, -1, -1) if is_prose(said[at].text) and not _greets(said[at].text)[0]), 0)
    return said[max(last + 1, end - TAIL) : end]


def _greets(line: str, author: str = "") -> tuple[bool, str]:
    """Whether a line is a greeting at the end of a letter, and the name that may stand on it.

    "Thanks, Bo" may as well be said to somebody in the story, unless Bo is who wrote it.
    """
    words = bare(line).strip(" *_>")
    formal = _FORMAL_SAID.fullmatch(words)
    found = formal or _FRIENDLY_SAID.fullmatch(words)
    more = _MORE.fullmatch(found["more"] or "") if found and len(words.split()) <= 14 else None
    if not more or not formal and _TELLS.fullmatch(words):
        return False, ""
    name = without_titles(more["name"]).strip(" ,.")
    apart = formal and re.search(r"[,.!:\u2013\u2014-]", more[0][: more.start("name") - more.start()])
    named = _is_author(name, author) or apart and (is_name(name) or business_card.is_first_name(name, ""))
    return bool(not name or named), name


def _greeting(tail: list[Line], author: str) -> int | None:
    """Where a greeting begins the end of a letter; None where it is none, or words of the text may stand below it."""
    for at in range(len(tail) - 1, -1, -1):
        words, below = bare(tail[at].text).strip(" *_"), tail[at + 1 :]
        greets, name = _greets(words, author)
        formal = greets and _FORMAL_SAID.match(words) is not None and words.strip(" ,.").lower() != "best"
        reached = formal and any(map(_holds_contact, below))  # then a motto may stand there as well
        if greets and not reached and not all(map(_is_short, below)):
            return None
        if greets and (name or formal or below and _names_somebody(below, author)):
            return at
        signed = len(below) == 1 and is_name(without_titles(bare(below[0].text).lstrip("-\u2013\u2014 ")))
        if signed and words.endswith(",") and len(words.split()) <= 4:  # "Until Monday,"
            return at
    return None


def _names_somebody(below: list[Line], author: str) -> bool:
    first = business_card.pieces(below[0].text)
    return bool(first) and (_is_author(first[0], author) or is_name(first[0]) or business_card.is_first_name(first[0], ""))


def _named(tail: list[Line], author: str) -> int | None:
    """Where the author's own name begins the end of a letter, or any name with a card below it."""
    for at, line in enumerate(tail):
        said, below = business_card.pieces(line.text), tail[at + 1 :]
        if not said or not all(map(_is_short, below)):
            continue
        if _is_author(said[0], author) and (not below or len(said) > 1 or all(map(_is_on_a_card, below))):
            return at
        reached = any(business_card.is_contact(one.text) for one in below)
        ruled = at and _RULE.fullmatch(bare(tail[at - 1].text))
        if is_name(said[0]) and not author and reached and (ruled or len(below) <= 6):
            return at
        if ruled and reached and (is_name(said[0]) or len(said) > 1):
            return at
    return None


def _loose(tail: list[Line], author: str) -> Signature:
    """Ways to reach somebody that stand below the text without a greeting or a name, and the firm above them."""
    lines = [line for line in tail if business_card.is_contact(line.text)]
    if not lines:
        return Signature([], Card())
    above = [line for line in tail if line.number < lines[0].number]
    words = bare(above[-1].text) if above else ""
    alike = [line for line in above if bare(line.text) == words]
    is_firm = len(words.split()) <= 6 and words[:1].isupper() and not re.search(r"[.!?,:\"\u201d]$", words)
    firm = words if is_firm and (author or len(alike) > 1) else ""
    card = business_card.read([line.text for line in lines])
    taken = [*((line, CARD) for line in alike if firm), *((line, CARD) for line in lines)]
    return Signature(taken, card._replace(business=firm))


def _is_author(words: str, author: str) -> bool:
    said = without_titles(words).strip(" ,-\u2013\u2014").casefold()
    return bool(author) and said in (author.casefold(), author.split()[0].casefold())


def _only_named(line: str, names: set[str], name: str) -> bool:
    words = without_titles(bare(line).strip(" *_,-\u2013\u2014"))
    return words.casefold() in names or business_card.is_first_name(words, name)


def _holds_contact(line: Line) -> bool:
    return any(business_card.contact_of(one)[0] for one in business_card.pieces(line.text))


def _reaches(words: str) -> bool:
    return all(business_card.contact_of(one)[0] for one in business_card.pieces(words))


def _is_on_a_card(line: Line) -> bool:
    return len(line.words.split()) <= 8 or _reaches(line.text)


def _is_short(line: Line) -> bool:
    """Whether a line may stand in a signature: short, and no sentence."""
    words = bare(line.text).strip(" *_")
    if _RULE.fullmatch(words) or _reaches(words):
        return True
    sentence = re.search(r"[.!?\u2026][\"'\u201d\u2019)]*$", words) and not _SHORT_FORM.search(words)
    return len(words.split()) <= 14 and (not sentence or len(words.split()) <= 3) and not words.startswith((">", "#", "- ", "* "))
