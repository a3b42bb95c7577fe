"""A business card in a letter: the name on it, the role and the firm, and how to reach them."""

import re
from typing import NamedTuple

from plugins.desk.incoming.quoted import bare
from plugins.desk.names import is_name, without_titles

_NUMBER = r"(\+?[(\d][\d\s()./\u2013-]{5,22}\d(?:\s*(?:ext|x)\.?\s*\d{1,5})?)"
_TELEPHONE = (
    r"(?:tel|telephone|telefon|teléfono|tél|téléphone|phone|ph|mobile|mobil|mob|cell|direct|office|work|handy|portable|gsm|"
    r"телефон|тел|моб(?:ільний|ильный)?|[tmpdoтм])"
)
_LABEL = {
    "telephone": rf"(?:{_TELEPHONE}\b\s*\.?\s?:?\s*(?:{_TELEPHONE}\b\s*\.?\s?:?\s*)?|(?=[+(0]|1[38]00)){_NUMBER}",
    "fax": rf"(?:fax|telefax|факс|f)\b\s*\.?\s?:?\s*{_NUMBER}",
    "website": r"(?:(?:website|web|url|site|internet|сайт|w)\b\s*:?\s*)?((?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/\S*)?)",
    "email": r"(?:(?:e-?mail|mail|courriel|correo|почта|пошта|e)\b\s*:?\s*)?([^\s@:\[\]<>]+@[^\s@\[\]<>]+\.[^\s@.\[\]<>]+)",
    "postal_address": r"(?:postal address|address|post|adresse|адреса|адрес|a)\s*:\s*(\S.*)",
}
_CONTACT = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _LABEL.items()}
# A street with its number, a town with its postcode
_PLACE = re.compile(
    r"(?=.*\d).*\b(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|court|ct|place|pl|highway|hwy|parade|pde|crescent|terrace|square|way|"
    r"unit|level|suite|floor|p\.?\s?o\.? box|postfach|rue|boulevard|straat|laan|via|calle|вул|просп|ул)\b.*|"
    r".*\d\s?\S*(?:straße|strasse|str\.).*|.*(?:straße|strasse|str\.)\s?\d.*|.*\b[A-Z]{2,3},?\s+\d{4,5}|"
    r"\d{4,5}\s+[^\W\d_]+(?: [^\W\d_]+){0,2}",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:pty|ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|ohg|e\.k|sarl|sas|s\.a|bv|b\.v|nv|ab|oy|srl|s\.r\.l|& (?:sons?|co|daughters?))\b|"
    r"^(?:тов|фоп|ооо|ип)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:manager|director|owner|founder|co-founder|proprietor|partner|head|chief|ceo|cfo|coo|president|principal|chair(?:man|woman)?|"
    r"secretary|treasurer|assistant|officer|consultant|engineer|editor|coordinator|supervisor|foreman|apprentice|agent|adviser|advisor|"
    r"accountant|solicitor|lawyer|architect|electrician|plumber|builder|baker|designer|geschäftsführer(?:in)?|inhaber(?:in)?|leiter(?:in)?|"
    r"meister(?:in)?|gérante?|directeur|directrice|responsable|eigenaar|eigenaresse|bedrijfsleider|директор(?:ка)?|власни(?:к|ця)|"
    r"керівни(?:к|ця)|засновни(?:к|ця)|менеджер(?:ка)?|владелец|основатель|руководитель|заместитель|заступник)\b",
    re.IGNORECASE,
)
# Where people keep documents that they share by a link: nobody is reached there
SHARED = re.compile(
    r"https?://(?:[\w-]+\.)*(?:(?:docs|drive)\.google|dropbox|1drv|onedrive|sharepoint|icloud|wetransfer|we\.tl|box)\b\S*", re.IGNORECASE
)
# On cards, and of no use in a magazine
_NOISE = re.compile(
    r"(?:follow|find|visit|like|book|read) (?:us|me|our|a)\b.*|(?:facebook|linkedin|instagram|twitter|youtube|x|tiktok|xing|viber|telegram|"
    r"whatsapp|skype)(?:\s*:?\s*@?[\w./-]+)?|(?:abn|acn|vat|ust|hrb|siret|kvk|btw|єдрпоу|инн)\b.*|"
    r"@\w+|(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:day)?s?\b.{0,10}\d.*|(?:pronouns:? )?\w+/\w+(?:/\w+)?|[-_=*~|:\s]+",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"<(?:(https?://[^<>\s]*)|mailto:([^<>\s?]*)[^<>\s]*|tel:[^<>\s]*)>")  # Outlook's, behind the words of a link
_WHOSE = re.compile(r"the (?:team|staff|crew|people|folks) (?:at|from|of) ", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    rf"(?<=[\w)])\s+(?=(?:{_TELEPHONE}|fax|f|e-?mail|e|web|website|w)\b\s*[.:]\s*\S|(?:{_TELEPHONE}|fax|f)\s+[+(\d]|"
    r"(?:(?:e|w|web|e-?mail)\s+)?(?:www\.|https?://|[^\s@]+@[^\s@]+\.)\S)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s+[|\u2022\u00b7\u25cf\u25aa/\u2013\u2014-]\s+|\s*[|\u2022\u00b7\u25cf\u25aa]\s*|\t+|[\u260e-\u2709\ufe0f\U0001f300-\U0001faff]+"
)
_ICON = re.compile(r"^[^\w+(@]+|\s+$")


class Card(NamedTuple):
    """What stands on a card; ``contact`` by the names of the directory's fields."""

    name: str = ""
    role: str = ""
    business: str = ""
    contact: dict[str, str] = {}  # each card is made with its own


def read(lines: list[str], author: str = "") -> Card:
    """Reads the lines of a card; ``author`` is who wrote the letter, where that is known."""
    contact: dict[str, str] = {}
    places: list[str] = []
    others: list[str] = []
    firm = ""
    for piece in (one for line in lines for one in pieces(line)):
        kind, value = contact_of(piece)
        if kind == "postal_address":
            places.append(value)
        elif kind:
            contact.setdefault(kind, value)
        elif whose := _WHOSE.match(piece):
            firm = firm or piece[whose.end() :]
        elif not _NOISE.fullmatch(piece):
            others.append(piece)
    if places:
        contact["postal_address"] = ", ".join(dict.fromkeys(places))
    contact.pop("fax", None)
    name = next((one for one in others if author and _same(one, author)), "")
    name = name or next((one for one in others[:1] if is_name(without_titles(one)) and not _ROLE.search(one) and not _FIRM.search(one)), "")
    rest = [one for one in others if one != name and not is_first_name(one, name or author) and not _with_others(one, name or author)]
    role, business = _role_and_firm(rest, name or author, contact)
    return Card(author if author and _same(name, author) else without_titles(name), role, firm or business, contact)


def pieces(line: str) -> list[str]:
    """What stands on a line of a card, one after another."""
    line = without_titles(_LED_TO.sub(lambda found: f"\t{found[1] or found[2] or ''}\t", bare(line)).strip(" *_"))
    found = [_ICON.sub("", one).strip(" *_,;") for one in _APART.split(_NEXT_LABEL.sub("\t", line))]
    out: list[str] = []
    for one in filter(None, found):
        first, comma, rest = one.partition(", ")
        told = comma and not contact_of(one)[0] and (is_name(first) or _ROLE.search(first)) and rest and not re.search(r"\d", one)
        reached = comma and contact_of(rest)[0] in ("telephone", "email", "website")  # Lee Sewing, (02) 5550 0100
        out += [first, rest] if told or reached else [one]
    return [without_titles(one) for one in out]


def contact_of(piece: str) -> tuple[str, str]:
    """Which way to reach somebody a piece of a line is, and the way itself; nothing where it is none."""
    if SHARED.fullmatch(piece):
        return "", ""
    for name, pattern in _CONTACT.items():
        if (found := pattern.fullmatch(piece)) and (name != "telephone" or len(re.findall(r"\d", found[1])) >= 6):
            return name, found[1].strip()
    return ("postal_address", piece) if len(piece.split()) <= 14 and _PLACE.fullmatch(piece) else ("", "")


def is_contact(line: str) -> bool:
    """Whether a line holds nothing but ways to reach somebody."""
    said = pieces(line)
    kinds = [contact_of(one)[0] for one in said]
    return bool(said) and all(kinds) and set(kinds) != {"postal_address"} or bool(_CONTACT["postal_address"].fullmatch(bare(line)))


def is_first_name(words: str, name: str) -> bool:
    """Whether it is the first word of a name, or a single word with a capital where the name is not known."""
    first = re.sub(r"\s+x{1,3}$", "", words).strip(" ,.!-\u2013\u2014")
    return first == name.split()[0] if name else bool(re.fullmatch(r"[A-ZА-ЯҐЄІЇÀ-Þ][\w'\u2019-]{1,20}", first))


def _same(words: str, author: str) -> bool:
    return without_titles(words).casefold() == author.casefold()


def _with_others(words: str, name: str) -> bool:
    """Whether somebody signs with somebody else: ``Ann and Bo Lee``."""
    return bool(name) and re.match(rf"{re.escape(name.split()[0])} (?:and|&|und|та|et) ", words) is not None


def _role_and_firm(rest: list[str], name: str, contact: dict[str, str]) -> tuple[str, str]:
    """The role and the firm among what is left of a card."""
    rest = [one for one in dict.fromkeys(rest) if len(one.split()) <= 8 and not re.search(r"[!?,:\u201d\"]$|[^\W\d_]{4,}\.$", one)]
    domain = re.sub(r"[\W_]", "", contact.get("email", "").partition("@")[2] + contact.get("website", "")).lower()
    last = name.split()[-1].lower() if name else ""

    def of_firm(words: str) -> bool:
        said = re.findall(r"\w{4,}", words.lower())
        return bool(_FIRM.search(words)) or any(one in domain for one in said) or last in said

    firm = next((one for one in rest if of_firm(one)), "")
    role = next((one for one in rest if one != firm and _ROLE.search(one)), "")
    left = [one for one in rest if one not in (role, firm)]
    if not firm and left and contact:  # as they stand on most cards, the firm below the role
        firm = left[-1]
        left.pop()
    if not role and left and contact and rest.index(left[0]) < rest.index(firm):
        role = left[0]
    return role, firm
