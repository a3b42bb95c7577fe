"""A draft is the story as far as the letter tells it, with a place for everything that the editor must still ask."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from plugins.desk.business_card import SHARED
from plugins.desk.finder import Found
from plugins.desk.furniture import PICTURE, Aside
from plugins.desk.header import scalar
from plugins.desk.incoming.arrival import ASK_AGAIN, LETTER, NOTICE, REMOVE, UNSUBSCRIBE, WINMAIL, Arrival
from plugins.magazine.catalogue import N_
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import fields_of, old_address, web_address
from plugins.magazine.story_header import DESKS_OWN, QUESTIONS, InBrief, StoryHeader

STORY_WORDS, FEW = 50, 12  # words from which on a letter may be a story, and of one that says nothing itself
PAGES = (".html", ".htm", ".mht", ".mhtml")  # of which the day is that on which they appeared
# What somebody does of whose letter nothing is printed
WANTS = {
    UNSUBSCRIBE: "wants no more mail from us",
    REMOVE: "asks for something to be taken out",
    LETTER: "writes to the editors",
    NOTICE: "sends what a machine wrote",
}
OLD = timedelta(days=365)  # a text from before that was probably printed somewhere
# A letter that brings one of these along does not set it
NOT_FROM_LETTERS = (*DESKS_OWN, "status", "issue", "slug")


def case_lines(magazine: Magazine, brief: Mapping[str, str] = {}, agreed: Iterable[str] = ()) -> list[str]:
    """The fields of a case, each with what may stand in it: empty but for what is told ``brief``, and what was ``agreed`` to."""
    words = magazine.vocabulary
    return [
        "# A column, an interview or a letter has a category instead of case, in_brief and consent.",
        "case:",
        "  kind:                         # admission (our fault) or client-problem",
        *choice("  # problem:", words.problems),
        "  problem:",
        *choice("  # remedy:", words.remedies),
        "  remedy:",
        "  result:                       # resolved, partly-resolved or not-resolved",
        "in_brief:",
        *(_answered(name, brief, question) for name, question in zip(fields_of(InBrief), QUESTIONS, strict=True)),
        *(f"# asked in the form: {' '.join(one.split())}" for one in agreed),
        "consent:                        # anonymised, none-involved, composite, or as follows:",
        "# consent: {client: named, given: 2019-03-20, scope: [web, letter, print]}",
    ]


def _answered(name: str, brief: Mapping[str, str], question: str) -> str:
    field = f"  {name}: {scalar(brief[name])}  " if brief.get(name) else f"  {name}:".ljust(32)
    return f"{field}# {question}{' (may be left out)' if name == 'lesson' else ''}"


def _appeared(arrival: Arrival, day: object, magazine: Magazine) -> list[str]:
    """Where a page stood before, so that it is said; at our own host its old address leads on."""
    if not (arrival.url or arrival.site or arrival.day and arrival.suffix in PAGES):
        return []
    try:
        url = web_address(arrival.url)
        parts, ours = urlsplit(url), urlsplit(magazine.masthead.url)
    except ValueError:
        url, parts, ours = "", urlsplit(""), urlsplit("//")
    where = arrival.site or (parts.hostname or "").removeprefix("www.")
    said = {"date": arrival.day or day, "where": where, "url": url}
    first = ", ".join(f"{name}: {scalar(value, name, listed=name != 'date')}" for name, value in said.items() if value)
    lines = [f'first_published: {{{first}, permission: ""}}   # who allows us to print it again?']
    try:
        old = [old_address(unquote(parts.path))] if parts.hostname == ours.hostname and parts.path.strip("/") else []
    except ValueError:
        old = []
    return [*lines, *(f"aliases: [{scalar(one, listed=True)}]   # its old address leads to the story" for one in old)]


def choice(label: str, terms: Iterable[str]) -> list[str]:
    """A remark that lists the words of the vocabulary, a few a line; nothing where any word will do."""
    slugs = list(terms)
    if not slugs:
        return []
    below = label[: label.index("#")] + "#   "
    return textwrap.wrap(" ".join(slugs), 96, initial_indent=label + " ", subsequent_indent=below, break_on_hyphens=False)


def write(
    found: Found, header: dict[str, Any], body: str, magazine: Magazine, arrival: Arrival, reference: str, pictures: Iterable[str] = ()
) -> str:
    """The draft of a submission as a file."""
    own = {name: value for name, value in header.items() if name in fields_of(StoryHeader) and name not in NOT_FROM_LETTERS}
    tags = own.get("tags", [])
    day = own.get("date") or (found.day.isoformat() if found.day else "")
    lines = [
        "---",
        f"# Submission {reference}. Fill in what is empty, then: desk accept {reference}",
        f"title: {_known(found.title)}",
        f"authors: [{', '.join(scalar(one, listed=True) for one in found.authors)}]   # names, or file names below people/",
        f"summary: {_known(own.get('summary', ''))}   # the standfirst, one or two sentences",
        *choice("# topics, one to three:", magazine.vocabulary.topics),
        f"tags: [{', '.join(scalar(one, listed=True) for one in ([tags] if isinstance(tags, str) else tags))}]",
        f"lang: {found.language or magazine.masthead.language}",
        *([f"date: {scalar(day, 'date')}   # as the letter says; take it out where that is the day of another magazine"] if day else []),
        *([f"category: {scalar(own['category'])}"] if isinstance(own.get("category"), str) else []),
        *(f'# image: {{src: {one}, alt: "what it shows", caption: "", credit: ""}}' for one in pictures if one not in body),
        *_appeared(arrival, day, magazine),
        *case_lines(magazine, dict(arrival.brief), arrival.agreed),
        "---",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n" + body


def comment(found: Found, story: str, day: date, body: str, reference: str) -> str:
    """The draft of a comment, in the form of its file; ``story`` is the file of the story it is about, without .md."""
    lines = [
        "---",
        f"# Submission {reference}, a comment. Fill in what is empty, then: desk accept {reference}",
        f"story: {_known(story)}   # which it is about: the name of its file, without .md",
        f"name: {_known(' and '.join(found.authors))}   # as it is to be printed",
        f"date: {day}",
        f"# website: {found.contact.get('website', 'https://')}",
        "# in_reply_to:                  # the name of another comment's file, without .md",
        "# standing: right-of-reply      # where somebody answers whom the story is about",
        "---",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n" + body


def request(kind: str, names: list[str], address: str, body: str, reference: str) -> str:
    """What stands in place of a draft where nothing is to be printed: what is asked for, and by whom."""
    wanted = WANTS[kind]
    who = ", ".join(filter(None, (*names, address))) or "somebody"
    return f"---\n# Submission {reference}: nothing of this is printed. {who} {wanted}.\n---\n{body}"


def _known(value: object) -> str:
    """A value, or nothing at all where it is still to be filled in."""
    return scalar(value) if value else ""


def findings(found: Found) -> dict[str, str]:
    """What was found, in words; nothing is said of what was not."""
    said = {
        "title": found.title,
        "author": ", ".join(found.authors),
        "date": found.day.isoformat() if found.day else "",
        "language": found.language,
        "business": found.business,
    }
    return {name: value for name, value in said.items() if value}


# What the desk asks by itself; letters ask it in the contributor's language
NO_TITLE = N_("What shall the story be called? The letter has no title (its file is called %(stem)s).")
WHICH_STORY = N_("Which story is it about? We could not tell.")
NO_AUTHOR = N_("Who wrote it? The letter has no name on it that we could find.")
UNCLEAR_DAY = N_("Which day is meant by %(day)s? We could not tell.")
OLD_DAY = N_("The letter is dated %(day)s: was it printed somewhere before, and who may allow us to print it again?")
NO_LANGUAGE = N_("Which language is it in? We could not tell, and wrote down the magazine's own.")
OTHER_LANGUAGE = N_("The letter is in a language that the magazine does not print (%(language)s): who would translate it?")
NO_PICTURE = N_("There was a picture in it that did not come along. Could you send it, and say what it shows?")
NO_TEXT = N_("We could not open what came along (%(files)s). Could you send the text itself, in a mail or as a Word file (.docx)?")
ONLY_A_LINK = N_(
    "Your letter has a link and no story, and we open no links. Could you send the text itself, in a mail or as a Word file (.docx)?"
)
ONLY_A_PICTURE = N_("Your letter came as a picture. Could you, or somebody for you, type what it says into a mail?")
CLIENT = N_("Could the client be recognised? Then please ask: may we name them, or shall we hide who they are?")
TOPICS = N_("Which one to three topics does it belong to, and how would you say it in two sentences (the standfirst)?")
ASKED = (
    WHICH_STORY,
    NO_TITLE,
    NO_AUTHOR,
    UNCLEAR_DAY,
    OLD_DAY,
    NO_LANGUAGE,
    OTHER_LANGUAGE,
    NO_PICTURE,
    NO_TEXT,
    ONLY_A_LINK,
    ONLY_A_PICTURE,
    CLIENT,
    TOPICS,
)


def questions(found: Found, aside: list[Aside], magazine: Magazine, arrival: Arrival, day: date) -> list[str]:
    """What an arrival leaves open, as an editor would ask its author; where the story itself is missing, that alone."""
    if missing := _missing(arrival):
        return [missing]
    brief = dict(arrival.brief)
    asked = []
    if not found.title:
        asked.append(NO_TITLE % {"stem": Path(arrival.name).stem if not arrival.subject else arrival.subject})
    if not found.authors:
        asked.append(NO_AUTHOR)
    if found.unclear_day:
        asked.append(UNCLEAR_DAY % {"day": found.unclear_day})
    if found.day and found.day < day - OLD:
        asked.append(OLD_DAY % {"day": found.day})
    if not found.language:
        asked.append(NO_LANGUAGE)
    elif found.language not in magazine.masthead.languages:
        asked.append(OTHER_LANGUAGE % {"language": found.language})
    if any(one.why == PICTURE for one in aside):
        asked.append(NO_PICTURE)
    open_still = [question for name, question in zip(fields_of(InBrief), QUESTIONS, strict=True) if not brief.get(name)]
    return [*asked, *open_still, *([] if arrival.agreed else [CLIENT]), TOPICS]


def _missing(arrival: Arrival) -> str:
    """Asks for a story that lies in a file that nobody here opens, behind a link, or in a picture; nothing where it is here."""
    words = [word for word in arrival.text.split() if not word.startswith("http")]
    if len(words) >= STORY_WORDS or arrival.brief:
        return ""
    unread = [one.name for one in arrival.others if Path(one.name).suffix.lower() in ASK_AGAIN or one.name.lower() == WINMAIL]
    if unread:
        return NO_TEXT % {"files": ", ".join(unread)}
    if SHARED.search(arrival.text) or len(words) < FEW and "http" in arrival.text:
        return ONLY_A_LINK
    return ONLY_A_PICTURE if arrival.pictures and len(words) < FEW else ""
