"""What a list from elsewhere says of whether somebody wants mail: its columns are called in many ways, and none of them is passed over."""

import re

STATUS, KIND, WANTS, LEFT, UNKNOWN = "status", "kind", "wants", "left", "unknown"
_WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])")
_WHEN = r"(?: (?:at|on|time|date|timestamp|am|utc))*"
# What columns are called (in small letters, one blank between words), the first that fits
_COLUMNS = {
    "": re.compile(
        r"(?:opt ?in|subscri\w+|sign ?up|confirm\w*)(?: \w+)* (?:ip|source|id|by)|(?:opt ?in|subscribed|sign ?up) (?:at|on|time|date)"
    ),
    KIND: re.compile(r"state|type|(?:subscriber|subscription) (?:type|state)"),
    STATUS: re.compile(r"(?:[\w-]+ )*(?:status|статус)|subscription"),
    LEFT: re.compile(
        r"(?:is |has |email |e mail )?(?:un ?subscri|unsub|opt(?:ed)? ?out|bounce|block|black ?list|suppress|delet|remov|complain"
        r"|cleaned|clean (?:time|campaign)|disabl|inactive|abgemeldet"
        r"|abmeld|ausgetragen|gelöscht|відпис|отпис|видален|удал[её]н|désabonn|désinscri)\w*(?: \w+)*"
        rf"|(?:email |e mail )?disabled{_WHEN}|(?:do not|don t|no) (?:e ?mail|mail|contact|send)\w*"
    ),
    WANTS: re.compile(
        r"(?:is |has |email |e mail |newsletter )?(?:subscribed|confirmed|active|enabled|verified|opt(?:ed)? ?in|double opt ?in|angemeldet"
        r"|bestätigt|aktiv|підписан\w*|підтверджен\w*|подписан\w*|подтвержд[её]н\w*|abonnée?|inscrite?|confirmée?)"
        rf"(?: to (?:e ?mails?|newsletter))?{_WHEN}|confirm{_WHEN}|(?:email |marketing )?consent"
    ),
    UNKNOWN: re.compile(
        r".*(?:subscri|unsub|\bopt\b|opt(?:ed)? ?(?:in|out)|permission|consent|confirm|verified|active|bounce|suppress|blocked|delet"
        r"|disabled|abgemeldet|angemeldet|abonn|désinscri|підпис|відпис|подпис|отпис|einwillig|zustimm|згод|соглас|gdpr|dsgvo|newsletter|mailable).*"
    ),
}
_WANTS = re.compile(
    r"(?:(?:email |actively )?subscribe[dr]|active|enabled|confirmed|verified|(?:double |single )?opt(?:ed)? ?in|regular|premium|free|paid"
    r"|comped|gifted|trial|trialed|member|ok|valid|deliverable|yes|y|true|t|1|on|ja|j|oui|o|так|да|x|angemeldet|aktiv|bestätigt|actif|abonné)"
)
_NOTHING = re.compile(r"|no|n|false|f|0|off|never|nein|non|ні|нет|null|none|nil|na|n a|0000 .*|not \w+")
_DAY = re.compile(r".*\d{4}.*|\d{1,2} \d{1,2} \d{2}.*")
# What the services call those who are not to be written to
_GONE = re.compile(
    r"(?:un(?:sub|act|conf|ver|deliv)|non ?subscri|not |never|block|black|disab|clean|bounc|compl(?:ain|$)|remov|inact|spam|suppress"
    r"|pending|delet|opt(?:ed)? ?out|expired|invalid|archiv|abgemeldet|відпис|отпис|désabonn|désinscri).*"
)
_BESIDE = re.compile(  # beside an address whose columns have no names, where a word may be a name
    r"unsubscribed?|unconfirmed|unactivated|bounced|pending|deleted|block ?listed|black ?listed|opted ?out|cleaned|inactive|suppressed"
    r"|complained|abgemeldet|відписа(?:ний|на|вся|лась)|отписан\w*|отписал\w*|désabonnée?|désinscrite?"
)


def meaning(column: str) -> str:
    """What a column says of its readers: one of the words above, nothing where it says nothing of it."""
    words = _plain(_WORDS_RUN_TOGETHER.sub(" ", column))
    return next((what for what, called in _COLUMNS.items() if called.fullmatch(words)), "")


def says_no(what: str, cell: str) -> str:
    """What a cell says of a reader who is not to be written to, where its column has such a meaning; nothing of any other reader."""
    return "" if _wanted(what, _plain(cell)) else cell or "nothing"


def beside(cell: str) -> bool:
    """Whether a cell of a column without a name says so."""
    return bool(_BESIDE.fullmatch(_plain(cell)))


def _wanted(what: str, cell: str) -> bool:
    if what == LEFT:
        return bool(_NOTHING.fullmatch(cell))
    if what == WANTS:
        return bool(_WANTS.fullmatch(cell) or _DAY.fullmatch(cell) and not _NOTHING.fullmatch(cell))
    return not _GONE.fullmatch(cell) and (what == KIND or not cell or bool(_WANTS.fullmatch(cell)))


def _plain(words: str) -> str:
    return " ".join(re.split(r"[\W_]+", words.casefold())).strip()
