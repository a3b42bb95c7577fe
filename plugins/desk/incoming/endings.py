"""What stands below a letter without being written for it: a signature, "Sent from my phone", a disclaimer, a list's footer."""

import re

from plugins.desk.incoming.quoted import bare

SIGNATURE, FOOTER, DISCLAIMER, LIST, BANNER = (
    "the signature",
    "what a mail program adds",
    "a disclaimer",
    "the footer of a mailing list",
    "a warning of the mail server",
)
LONGEST_SIGNATURE = 20  # lines
SENTENCE = 8  # words of a sentence that is more than a name and a firm
BROKEN = 45  # characters of a line that was broken because it is long
_SENTENCE = re.compile(r"[.!?\u2026][\"'*_\u201d\u2019)]*$")
_ON_A_CARD = re.compile(r"@|\||\bwww\.|(?:\d[ ()+-]*){8}|^\W*(?:sent|typed|gesendet|envoyé|надіслано|отправлено)\b", re.IGNORECASE)
_FOOTER = re.compile(
    r"[-*_\s]{0,4}(?:(?:sent|typed) (?:from|with|using|via) (?:my |the )?[\w .'()\u2019-]{2,50}"
    r"(?:get (?:it|yours|the app)\b[\w ]{0,30}:?\s*)?|get outlook for (?:ios|android|mac).{0,60}|"
    r"(?:diese nachricht wurde )?von meinem [\w .-]{2,30} (?:gesendet|aus gesendet)|gesendet (?:mit|von) [\w .-]{2,50}|"
    r"envoyé (?:de|depuis|à partir de) (?:mon )?[\w .-]{2,50}|"
    r"(?:надіслано|відправлено|отправлено) з?(?:із|з|с)? ?(?:мого|моєї|моего)? ?[\w .-]{2,40}|"
    r"virus[- ]free\.? ?(?:www\.\w+\.com)?|(?:this e-?mail|diese e-mail) (?:has been|wurde) (?:checked|scanned|auf viren).{0,120}|"
    r"yahoo mail: .{0,60}|sent by [\w .-]{2,30} for (?:ios|android))[.<>\s]*(?:<?https?://\S+>?)?[-*_\s]{0,4}",
    re.IGNORECASE,
)
_LEGAL = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bconfidential|\bvertrauliche?|\bconfidentiel|конфіденц|конфиденц",
        r"intended (?:only |solely )?(?:for|recipient)|(?:named|intended) (?:addressee|recipient)|призначен\w+ (?:лише|тільки|виключно)",
        r"received (?:this|it)\b.{0,60}\bin error|by mistake|irrtümlich|par erreur|помилково|ошибочно",
        r"notify the sender|delete (?:this|the|it)\b.{0,40}|privileged|unauthori[sz]ed|disclos|dissemination|знищіть|видаліть",
        r"\b(?:e-?mail|message|communication|transmission|nachricht)\b|лист|повідомлення",
        r"virus|liab(?:le|ility)|do not necessarily (?:represent|reflect)",
    )
)
_GREEN = re.compile(
    r"(?:please )?(?:consider|think of|save) (?:the )?(?:environment|trees?|planet|paper)\b.{0,120}|"
    r".{0,60}\backnowledges? (?:and (?:respect|pay).{0,40} )?(?:the )?(?:traditional|first) (?:owners|custodians|nations)\b.{0,300}",
    re.IGNORECASE,
)
_LIST = re.compile(r"_{20,}|-{20,}|you (?:are receiving|received) this (?:message|e-?mail) because .{0,300}", re.IGNORECASE | re.DOTALL)
_OF_A_LIST = re.compile(r"mailing list|unsubscribe|listinfo|google groups|mailman", re.IGNORECASE)
_BANNER = re.compile(
    r"[\[*_\s]{0,4}(?:caution|warning|external(?: e-?mail| sender)?|увага)\b.{0,20}[:!\]\-].{0,500}", re.IGNORECASE | re.DOTALL
)
_OUTSIDE = re.compile(r"outside|external|unknown senders?|do not click|зовнішн", re.IGNORECASE)


def without_endings(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A letter's own words, and what was set below or above them by others or by habit, each with the reason."""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip("\n"))
    aside: list[tuple[str, str]] = []
    if len(paragraphs) > 1 and _BANNER.fullmatch(paragraphs[0].strip()) and _OUTSIDE.search(paragraphs[0]):
        aside.append((BANNER, paragraphs.pop(0)))
    below: list[tuple[str, str]] = []
    while paragraphs and (why := _legal(paragraphs[-1])):
        above, legal = _parted(paragraphs[-1])
        if len(paragraphs) == 1 and not above:
            break
        below.append((why, legal))
        paragraphs[-1:] = [above] if above else []
    text, found = _without_list("\n\n".join(paragraphs))
    lines, footers = _without_footers(text.split("\n"))
    lines, signature = _without_signature(lines)
    return "\n".join(lines).strip("\n"), [*aside, *footers, *signature, *found, *reversed(below)]


def _legal(paragraph: str) -> str:
    """Why a paragraph is none of the letter; nothing where it is."""
    words = " ".join(paragraph.split())
    if not words:
        return FOOTER
    if _GREEN.fullmatch(words.strip(" *_-").removeprefix("P ")):
        return DISCLAIMER
    return DISCLAIMER if sum(bool(sign.search(words)) for sign in _LEGAL) > 2 else ""


def _parted(paragraph: str) -> tuple[str, str]:
    """A signature, and the disclaimer that stands right below it."""
    lines = paragraph.split("\n")
    for at in range(len(lines) - 1, 0, -1):
        above = lines[:at]
        if all(len(line.split()) <= 8 and not any(sign.search(line) for sign in _LEGAL[:4]) for line in above) and _legal(
            "\n".join(lines[at:])
        ):
            return "\n".join(above), "\n".join(lines[at:])
    return "", paragraph


def _without_list(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text without the lines that a mailing list adds below a line across."""
    for found in list(_LIST.finditer(text))[-3:]:
        footer = text[found.start() :]
        if text[: found.start()].strip() and footer.count("\n") < LONGEST_SIGNATURE and _OF_A_LIST.search(footer):
            return text[: found.start()].rstrip("\n -"), [(LIST, footer)]
    return text, []


def _without_footers(lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    kept = [line for line in lines if not _FOOTER.fullmatch(bare(line))]
    return kept, [(FOOTER, line) for line in lines if _FOOTER.fullmatch(bare(line))]


def _without_signature(lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """A letter without its signature below ``-- `` (RFC 3676, section 4.3), which some programs write without its blank.

    Where the story goes on below it, it is a break between two parts of that.
    """
    for at, line in list(enumerate(lines))[-5 * LONGEST_SIGNATURE :]:
        length = sum(bool(one.strip()) for one in lines[at:]) if bare(line) in ("--", "\u2014") else 0
        few = 0 < length <= (LONGEST_SIGNATURE if line == "-- " else LONGEST_SIGNATURE // 2)
        if few and any(map(str.strip, lines[:at])) and not _goes_on("\n".join(lines[at + 1 :])):
            return lines[:at], [(SIGNATURE, "\n".join(lines[at:]))]
    return lines, []


def _goes_on(below: str) -> bool:
    """Whether a text begins as a story does: with a paragraph of sentences, and not with a name or a way to reach somebody."""
    *broken, last = re.split(r"\n[ \t]*\n", below.strip())[0].split("\n")
    words = " ".join([*broken, last])
    sentence = len(words.split()) >= SENTENCE and _SENTENCE.search(words.rstrip())
    return bool(sentence) and all(len(line) > BROKEN for line in broken) and not _ON_A_CARD.search(words)
