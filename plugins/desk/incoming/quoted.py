"""What a letter quotes of other letters: a reply's quotation is set aside, a forwarded letter is taken out of its cover."""

import re
from datetime import date
from typing import NamedTuple

from plugins.desk.day import read_day
from plugins.desk.incoming import envelope
from plugins.desk.incoming.dialogue import Dialogue

QUOTED, ATTRIBUTION, FORWARDED = "quoted mail", "who is quoted", "the head of a forwarded letter"
# What mail programs write above a letter that they quote whole
_PASSED_ON = re.compile(
    r"[-*_\s]*(?:begin forwarded message|forwarded message|(?:anfang der )?weitergeleitete[nr]? nachricht|message transféré|"
    r"début du message (?:transféré|réexpédié)|(?:початок )?переслан(?:е|ого) (?:повідомлення|листа?)|"
    r"(?:начало )?пересланно(?:е|го) (?:сообщени[ея]|письм[оа])|(?:begin )?doorgestuurd bericht|mensaje reenviado|"
    r"(?:inizio )?messaggio inoltrato|mensagem (?:re)?encaminhada|(?:wiadomość przekazana|przekazana wiadomość)|"
    r"vidarebefordra(?:t|de) (?:meddelande|brev)|videresendt (?:melding|meddelelse))[-:*_\s]*",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-*_\s]*(?:original message|original[- ]nachricht|ursprüngliche nachricht|message d.origine|message original|"
    r"(?:оригінальне|початкове) повідомлення|исходное сообщение|oorspronkelijk bericht|mensaje original|messaggio originale|"
    r"mensagem original|(?:wiadomość oryginalna|oryginalna wiadomość)|(?:ursprungligt|original)\s?meddelande)[-:*_\s]*",
    re.IGNORECASE,
)
# As mail programs write them in English, German, French, Ukrainian, Russian, Dutch, Spanish, Italian, Portuguese, Polish and Swedish
_LABELS = {
    "from": "from|von|de|expéditeur|від(?: кого)?|от(?: кого)?|van|da|od|från|fra",
    "date": "date|sent|gesendet(?: am)?|datum|envoyé(?: le)?|дата|надіслано|відправлено|отправлено|verzonden|fecha|enviad[oa](?: el| em)?|"
    "data|inviato|wysłano|skickat|sendt",
    "subject": "subject|betreff|objet|sujet|тема|onderwerp|asunto|assunto|oggetto|temat|ämne|emne",
    "to": "to|an|à|cc|bcc|kopie|reply-to|message-id|кому|копія|копия|aan|para|a|do|dw|till|til|kopia|antwort an|répondre à",
    "others": "attachments?|importance|priority|organi[sz]ation|anlagen?|anhang|wichtigkeit|priorität|pièces? jointes?|bijlagen?|urgentie|"
    "вкладення|важливість|вложения|важность|adjuntos|importancia|allegati|priorità|anexos|załączniki|ważność|bilagor|prioritet",
}
_LABEL = re.compile(
    r"[>*_\s]{0,12}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")\s{0,2}\*{0,2}\s?:\*{0,2}(?P<value>.*)",
    re.IGNORECASE,
)
MOST_OF_A_COVER = 40  # words above a letter that is passed on
_MOST_HEADERS = 14  # lines of a head, its long lists of recipients broken over several
_SAID = (
    r"On\b.{4,250}\b(?:wrote|writes)\s?:",
    r"Am\b.{4,250}\bschrieb\b.{0,150}:",
    r"Le\b.{4,250}\ba écrit\s?:",
    r".{4,250}\b(?:wrote|schrieb|a écrit|пише|пишет|написа(?:в|ла|л)(?:\(л?а\))?|schreef|escribió|ha scritto|escreveu|"
    r"skrev|napisał(?:a|\(a\))?)(?!\w).{0,150}:",
)
_ATTRIBUTION = re.compile(r"[>*_\s]{0,12}(?:" + "|".join(_SAID) + r")[*_\s]*", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_SIGNS = re.compile(r"[\[*\\&]")
_RULE = re.compile(r"[_\-=*\\\s]{3,}")


class Own(NamedTuple):
    """A letter without what it quotes, and that, with the reason.

    ``between`` are its words with what each answers above it, where they stand between what is quoted.
    """

    text: str
    aside: list[tuple[str, str]]
    between: str = ""


class Forward(NamedTuple):
    """A letter that was passed on: the words above it, its head, who wrote it, and its own words."""

    cover: str
    head: str
    name: str
    address: str
    subject: str
    day: date | None
    text: str


def own_words(text: str, *, reply: bool) -> Own:
    """Parts what a writer wrote from what they quote; a text that is nothing but quotation stays."""
    lines = text.split("\n")
    kept: list[str] = []
    aside: list[tuple[str, str]] = []
    dialogue = Dialogue()
    at = 0
    while at < len(lines):
        said = _attribution(lines, at)
        begins = _next_said(lines, at + said)
        if said and begins < len(lines) and _is_quote(lines[begins]):
            end = _end_of_quote(lines, begins)
            aside += [(ATTRIBUTION, "\n".join(lines[at : at + said])), (QUOTED, "\n".join(lines[begins:end]))]
            dialogue.asks(lines[begins:end])
            at = end
        elif reply and any(map(str.strip, kept)) and (said and not _quotes_below(lines, at) or _whole_letter(lines, at)):
            aside.append((QUOTED, "\n".join(lines[at:])))
            dialogue.points_below(lines[at:])
            break
        elif reply and _is_quote(lines[at]):
            end = _end_of_quote(lines, at)
            aside.append((QUOTED, "\n".join(lines[at:end])))
            dialogue.asks(lines[at:end])
            at = end
        else:
            kept.append(lines[at])
            dialogue.says(lines[at])
            at += 1
    if any(map(str.strip, kept)) or not aside:
        return Own(_without_rule("\n".join(kept)), aside, dialogue.text if reply else "")
    return Own("\n".join(map(_unquoted, lines)), [])


def forwarded(text: str, subject: str, *, forward: bool, reply: bool = False) -> Forward | None:
    """The letter that was passed on inside a text; ``forward`` where the subject says so. None where there is none.

    Of a few words above a longer letter it is not asked what the subject says, unless they are a ``reply``.
    """
    lines = text.split("\n")
    for at, line in enumerate(lines):
        quote = _is_quote(line)  # as Apple does
        line = bare(_unquoted(line))
        passed_on, original = _PASSED_ON.fullmatch(line), _ORIGINAL.fullmatch(line)
        if quote and not forward or not (passed_on or original or _LABEL.match(line)):
            continue
        below = lines[at:]
        head = _next_said(below, 1) if passed_on or original else 0
        if quote or head < len(below) and _is_quote(below[head]):  # also where the words above it stand outside of the quotation
            below = [_unquoted(one) for one in below]
        fields, end = letter_head(below, head)
        if not fields:
            continue
        cover = _without_rule("\n".join(lines[:at]))
        few = MOST_OF_A_COVER if not reply and len(cover.split()) < len(" ".join(below[end:]).split()) else 2
        if not (passed_on or forward or len(cover.split()) < few):
            return None  # a reply that quotes the whole letter below
        body = below[end:]
        said = [one for one in body if one.strip()]
        if said and all(map(_is_quote, said)):
            body = [_unquoted(one) for one in body]
        name, address = envelope.person(fields.get("from", ""))
        inner = envelope.bare_subject(fields.get("subject", "")) or envelope.bare_subject(subject)
        return Forward(cover, "\n".join(below[:end]), name, address, inner, _day(fields.get("date", "")), "\n".join(body).strip("\n"))
    return None


def letter_head(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """The fields above a quoted letter, and where it begins; none where these lines are none: a writer and a day, or a subject."""
    fields: dict[str, str] = {}
    end = at
    last = ""
    while end < len(lines) and len(fields) < _MOST_HEADERS:
        line = bare(lines[end])
        below = _next_said(lines, end)
        if not line and last and below < len(lines) and _LABEL.match(bare(lines[below])):
            line, end = bare(lines[below]), below  # as paragraphs of a page
        if found := _LABEL.match(line):
            last = next(name for name in _LABELS if found[name])
            fields.setdefault(last, found["value"].strip(" *"))
        elif not line or not last or len(fields) > 2 and len(line.split()) > 12:
            break  # the letter's own words, and not a long list of recipients
        else:
            fields[last] = f"{fields[last]} {line.strip(' *')}"
        end += 1
    return (fields, end) if fields.keys() >= {"from"} and fields.keys() & {"date", "subject"} else ({}, at)


def _whole_letter(lines: list[str], at: int) -> bool:
    """Whether a letter is quoted whole from this line on."""
    line = bare(lines[at])
    if _ORIGINAL.fullmatch(line) or _PASSED_ON.fullmatch(line):
        return bool(letter_head(lines, _next_said(lines, at + 1))[0])
    return bool(_LABEL.match(line) and letter_head(lines, at)[0])


def _attribution(lines: list[str], at: int) -> int:
    """How many lines say who is quoted below, as in ``On Monday Ann wrote:``; none where these do not."""
    for count in range(1, 5):
        said = [bare(line) for line in lines[at : at + count]]
        if not said[-1]:
            return 0
        joined = " ".join(said)
        if len(joined) > 400:
            return 0
        if said[-1].endswith(":") and _ATTRIBUTION.fullmatch(joined) and re.search(r"\d|@", joined):
            return count if at + count <= len(lines) else 0
    return 0


def _next_said(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _is_quote(line: str) -> bool:
    return line.lstrip().startswith(">")


def _unquoted(line: str) -> str:
    """A line without the mark of a quotation."""
    return line.lstrip()[1:].removeprefix(" ") if _is_quote(line) else line


def bare(line: str) -> str:
    """A line without its links, emphasis and other signs of Markdown, for those patterns that know plain text."""
    if not _SIGNS.search(line):
        return line.strip()
    line = _LINK.sub(r"\1", line).replace("\\", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return line.replace("**", "").replace("<<", "<").replace(">>", ">").strip() if not _is_quote(line) else line.strip()


def _end_of_quote(lines: list[str], at: int) -> int:
    """The line after a quotation, which empty lines may part."""
    end = at
    while at < len(lines) and (_is_quote(lines[at]) or not lines[at].strip()):
        at += 1
        end = at if _is_quote(lines[at - 1]) else end
    return end


def _quotes_below(lines: list[str], at: int) -> bool:
    return any(map(_is_quote, lines[at:]))


def _without_rule(text: str) -> str:
    """A text without the line across with which a mail program ends it."""
    text = text.rstrip()
    above, _, last = text.rpartition("\n")
    return above.rstrip() if _RULE.fullmatch(last) else text


def _day(said: str) -> date | None:
    """The day of a quoted head, in any of the ways in which mail programs write it."""
    if found := envelope.day(said):
        return found
    words = re.sub(r"\b(?:at|um|à|о|om|a las|alle|às|o|kl)\b.*|,?\s+\d{1,2}:\d\d.*", "", said).strip(" ,")
    return read_day(words)[1]
