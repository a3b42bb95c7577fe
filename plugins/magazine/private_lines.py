"""A telephone number or an e-mail address in a story that came to the desk was most likely not meant for its readers."""

import re
from collections.abc import Container, Iterator

from plugins.magazine.comment import MAIL
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import WARNING, Problem

# A number that is dialled begins with +, 0 or 1300 and its like, and stands in groups; sums, years and postcodes do not
TELEPHONE = re.compile(
    r"(?<![\w.,$€£#/-])(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|\(0\d{1,4}\) ?|0\d{1,4}[ /.-]|1[38]00[ -])\d[\d ./-]{3,13}\d(?![\w%])"
)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})")


def found(text: str) -> Iterator[tuple[int, str, str]]:
    """Where somebody can be reached in a text: the line, counted from nought, what it is, and as it stands there."""
    for pattern, what in ((MAIL, "an e-mail address"), (TELEPHONE, "a telephone number")):
        for one in pattern.finditer(text) if "@" in text or pattern is TELEPHONE else ():
            if pattern is MAIL or len(digits(one[0])) >= 8 and not _DAY.fullmatch(one[0]):
                yield text.count("\n", 0, one.start()), what, one[0]


def digits(number: str) -> str:
    """A telephone number by which two ways of writing it are the same."""
    return re.sub(r"\D", "", re.sub(r"^\+\d\d(?:\s?\(0\))?", "0", number.strip()))


def rules(magazine: Magazine) -> Iterator[Problem]:
    """A warning for each in a story that the desk accepted, unless it stands on a card, where readers may see it."""
    public: set[str] | None = None
    for story in magazine.stories:
        if not story.header.submission:
            continue
        for number, what, words in found(story.body):
            public = _public(magazine) if public is None else public
            if not _is_public(words, public):
                message = (
                    f"{what} stands in the text ({words}): take it out; where readers are to use it, write it on the page of the "
                    "person or the business"
                )
                yield Problem(story.path, story.manuscript.body_line + number, "contact-in-text", message, WARNING)


def _public(magazine: Magazine) -> set[str]:
    mail = magazine.masthead.mail
    cards = [*magazine.directory.people.values(), *magazine.directory.businesses.values()]
    return {mail.submissions, mail.comments, mail.publisher, *(one.email for one in cards), *(digits(one.telephone) for one in cards)}


def _is_public(words: str, public: Container[str]) -> bool:
    return (words if "@" in words else digits(words)) in public
