"""Which machine wrote a letter, where no person did: a mail server, somebody's notice of absence, a newsletter, a shop."""

import re
from typing import TYPE_CHECKING

from plugins.desk.incoming.arrival import ABSENCE, COMPLAINT, NEWSLETTER, REPORT, SENT, SYSTEM
from plugins.desk.incoming.envelope import Envelope, header
from plugins.desk.incoming.report import by_a_server, is_report

if TYPE_CHECKING:
    from email.message import Message

READ = 20_000  # characters of it in which an address is looked for
FEW = 150  # words of what a machine writes that does not say so in its headers
AWAY = 40  # words of a notice of absence of which nothing but its subject says so: people write stories about them
_AWAY = re.compile(
    r"(?:auto(?:matic)?(?:ally)?[- ]?(?:reply|response|generated reply)|out of (?:the )?office|on (?:leave|vacation|holiday) re:|"
    r"abwesenheit\w*|automatische antwort|automatisch antwoord|afwezig\w*|réponse automatique|absence du bureau|respuesta automática|"
    r"risposta automatica|resposta automática|автоматична відповідь|автовідповід\w*|автоматический ответ|автоответ\w*|"
    r"自動(?:応答|返信)|自动回复)(?:\W*$|\s*[:\uff1a(\[\u2013\u2014-]|\s+(?:re|aw)\b|\s+\w+\s*:)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"\b(?:re|aw)\s*:", re.IGNORECASE)
_AWAY_FIELDS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Mail-Autoreply")
_NOBODY = re.compile(
    r"(?:[\w.-]*\bno[-._]?reply|do[-._]?not[-._]?reply|nicht[-._]?antworten|auto[-._]?confirm|notifications?|alerts?)\b", re.IGNORECASE
)
_SHOP = re.compile(r"(?:orders?|shop|store|billing|invoices?|shipping|shipments?|tracking|deliver\w*|parcels?|payments?)\b", re.IGNORECASE)
_THING_SOLD = (
    r"(?:order|parcel|package|shipment|delivery|invoice|receipt|payment|statement|bestellung|rechnung|sendung|commande|"
    r"замовлення|посилк\w+)"
)
_SOLD = re.compile(
    rf"\b(?:your|ihre|votre|ваш[ае]?)\s(?:\w+\s)?{_THING_SOLD}\b|\b{_THING_SOLD}\b.{{0,12}}(?:#|\bn[ro]\b|№|\d{{3}})", re.IGNORECASE
)
# Said by who sends us a text with the program that sends their newsletters
_OFFERED = re.compile(
    r"\b(?:guest (?:article|post|column)|your (?:readers|magazine|(?:next|coming) (?:issue|edition))|submission|contribution|"
    r"(?:for|to) (?:publication|print|publish)|(?:our|my) story)\b|ваш\w* (?:читач\w+|журнал\w*|читател\w+)|ihre\w* (?:leser|zeitschrift)",
    re.IGNORECASE,
)
# What mail programs send by themselves about a letter that was opened, in words alone
_SEEN = re.compile(
    r"\breacted (?:to your (?:message|e?-?mail)|via \w+)|\bwas (?:read|displayed|deleted without being read) on\s+(?:\w+,?\s+)?\d",
    re.IGNORECASE,
)
_SEEN_WORDS = 40
_DISCUSSED = ("List-Post", "Mailing-List", "X-Mailman-Version", "X-Google-Group-Id")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)")


def is_nobody(address: str) -> bool:
    """Whether nobody reads what is written to an address."""
    return _NOBODY.match(address) is not None


def told(message: "Message", head: Envelope, text: str) -> str:
    """Which machine wrote a letter, in the words of an arrival; nothing where a person did (RFC 3834, section 5; RFC 2369)."""
    few, submitted = len(text.split()) <= FEW, header(message, "Auto-Submitted", 40).lower()
    if message.get_content_type() == "multipart/report" and "feedback-report" in header(message, "Content-Type").lower():
        return COMPLAINT  # RFC 5965
    if is_report(message, head):
        return REPORT
    away = submitted.startswith("auto-replied") or any(header(message, one) for one in _AWAY_FIELDS)
    precedence = header(message, "Precedence").lower()
    sure = head.asked or header(message, "X-Auto-Response-Suppress") or len(text.split()) <= AWAY or _ANSWERS.search(head.about)
    absent = sure and _AWAY.match(head.about) or head.asked and precedence in ("bulk", "junk")
    if away or precedence == "auto_reply" or few and absent:
        return ABSENCE
    if few and len(text.split()) <= _SEEN_WORDS and _SEEN.search(text):
        return SYSTEM
    listed = header(message, "List-Unsubscribe") and not any(header(message, one).upper() not in ("", "NO") for one in _DISCUSSED)
    if listed and not head.asked and not _OFFERED.search(f"{head.subject}\n{text}"):
        return NEWSLETTER
    if few and _SHOP.match(head.address) and _SOLD.search(head.subject):
        return SYSTEM
    nobody = is_nobody(head.address)
    generated = submitted.startswith("auto") and not header(message, "Reply-To")  # with it, somebody filled in a form
    if not nobody and not generated:
        return ""
    return SYSTEM if (nobody or few) and not _names_somebody(head, text[:READ]) else SENT


def _names_somebody(head: Envelope, text: str) -> bool:
    """Whether an address stands in a text that is neither of its sender's house nor ours, as a form tells it, or who carries files."""
    houses = {one.rpartition("@")[2] for one in (head.address.lower(), *head.sent_to)}
    return any(house.lower() not in houses for house in _ADDRESS.findall(text))


def quoted(head: Envelope) -> str:
    """The same of a letter that somebody passed on with its text, of whose headers only these are left."""
    return REPORT if by_a_server(head) else ABSENCE if _AWAY.match(head.about) else ""
