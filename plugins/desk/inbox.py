"""The inbox says in one sentence how the coming issue stands, and lists what waits for an editor, the most pressing first."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from plugins.desk import submission
from plugins.desk.outgoing import outbox
from plugins.desk.progress import (
    ACCEPTED,
    ANSWERED,
    CARRIED,
    CONTESTED,
    DECLINED,
    DONE,
    NEW,
    ORDER,
    OVER,
    READY,
    REQUESTED,
    TAKEN,
    WAITS,
    WRITTEN,
    Progress,
    progress,
)
from plugins.desk.save import age
from plugins.desk.telling import WIDTH
from plugins.desk.trial import Trial
from plugins.magazine.dates import long_day
from plugins.magazine.issue import Issue, earliest_open
from plugins.magazine.magazine import Magazine
from plugins.magazine.numbers import in_words
from plugins.magazine.proof import proof

LACKS = ("missing-artwork", "missing-file", "bad-picture", "unsafe-markup")  # rules that a booking without a printable picture breaks
COLUMNS = (5, 21, 15, 13, 6, 10)  # with two blanks between them, 80
HEADS = ("ref", "title", "from", "state", "since", "next")
# What is to be done next, by state
NEXT = {
    REQUESTED: "see to it",
    CONTESTED: "decide",
    READY: "accept",
    ANSWERED: "read it",
    NEW: "take",
    WRITTEN: "answer it",
    TAKEN: "finish",
    WAITS: "",
    CARRIED: "",
    ACCEPTED: "",
    DECLINED: "",
    DONE: "",
}
# One and many, in the order of the sentence
COUNTED = {
    REQUESTED: ("1 request to be left alone", "{} requests to be left alone"),
    CONTESTED: ("1 both accepted and declined", "{} both accepted and declined"),
    READY: ("1 ready", "{} ready"),
    ANSWERED: ("1 answered", "{} answered"),
    NEW: ("1 new", "{} new"),
    WRITTEN: ("1 letter to answer", "{} letters to answer"),
    TAKEN: ("1 in hand", "{} in hand"),
    WAITS: ("1 waits for an answer", "{} wait for answers"),
}
RETURNED = ("1 letter of ours came back", "{} letters of ours came back")
ADVERTS = ("1 advertisement lacks artwork", "{} advertisements lack artwork")
LETTERS = ("1 letter to post", "{} letters to post")
DOUBTED = ("1 letter on its way or in doubt", "{} letters on their way or in doubt")


def inbox(trial: Trial, root: Path, day: date | None, *, every: bool = False) -> Iterator[str]:
    """The lines that the inbox prints, on a day, today where none is given; ``every`` lists also what is over."""
    magazine = trial.magazine
    day = day or magazine.masthead.today()
    found = progress(submission.every(root), trial, root, day)
    yield from sentence(found, magazine, root, day)
    yield age(root, magazine.masthead.zone, day)
    rows = [one for one in found if every or one.waits_as not in OVER]
    if rows:
        yield ""
        yield row(HEADS)
        yield from (row(cells(one)) for one in rows)
    if back := [one for one in found if one.returned]:
        yield ""
        for one in back:
            yield from textwrap.wrap(f"{one.submission.reference}: {one.returned}.", WIDTH, subsequent_indent="  ")
    over = [one.state for one in found if one.waits_as in OVER]
    if over and not every:
        yield ""
        yield f"Over: {', '.join(f'{over.count(state)} {state}' for state in OVER if state in over)} (desk inbox --all)."


def sentence(found: Iterable[Progress], magazine: Magazine, root: Path, day: date) -> Iterator[str]:
    """How the coming issue stands."""
    found = list(found)
    states = [one.waits_as for one in found]
    counts = [_counted(states.count(state), COUNTED[state]) for state in ORDER if state in COUNTED and state in states]
    if back := sum(bool(one.returned) for one in found):
        counts.append(_counted(back, RETURNED))
    issue = earliest_open(magazine.issues, day)
    if issue and (lacking := _lacking(magazine, issue, day)):
        counts.append(_counted(lacking, ADVERTS))
    if waiting := len(outbox.waiting(root)):
        counts.append(_counted(waiting, LETTERS))
    if doubted := sum(not outbox.posted(file, root) for file in outbox.in_doubt(root)):  # such as a desk leaves that was killed
        counts.append(_counted(doubted, DOUBTED))
    text = f"{_evenings(issue, magazine, day)}: {', '.join(counts) or 'nothing waits for you'}."
    yield from textwrap.wrap(text, WIDTH)


def row(texts: Iterable[str]) -> str:
    """One line of a table, each text in its column."""
    cut = (text if len(text) <= width else text[: width - 1].rstrip() + "\u2026" for text, width in zip(texts, COLUMNS, strict=True))
    return "  ".join(text.ljust(width) for text, width in zip(cut, COLUMNS, strict=True)).rstrip()


def cells(one: Progress) -> tuple[str, ...]:
    """What the table says of a submission."""
    return one.submission.reference, one.title, one.author, state_of(one), short(one.since), _next(one)


def _next(one: Progress) -> str:
    """What is to be done next: an answer is read before anything."""
    if one.unread and one.state == READY:
        return "read, take"
    return one.asked or NEXT[one.waits_as]


def state_of(one: Progress) -> str:
    """Its state in a few words."""
    if one.state in (REQUESTED, WRITTEN):
        return one.kind
    if one.state == TAKEN and one.by:
        return f"has {one.by}"
    if one.state == CONTESTED:
        return "yes and no"
    return f"to #{one.issue}" if one.state == CARRIED else one.state


def short(day: date | None) -> str:
    """A day in six letters, as in 3 Apr."""
    return f"{day.day} {long_day(day).split()[1][:3]}" if day else ""


def _counted(number: int, words: tuple[str, str]) -> str:
    return words[0] if number == 1 else words[1].format(number)


def _evenings(issue: Issue | None, magazine: Magazine, day: date) -> str:
    """How long it is to the deadline."""
    if issue is None:
        return "No issue is open"
    left, name = (issue.deadline - day).days, magazine.masthead.numbered(issue.number)
    if left < 0:
        ago = "yesterday" if left == -1 else f"{in_words(-left)} days ago"
        return f"The deadline of {name} was {ago}"
    if left == 0:
        return f"The last evening for {name}"
    return "One evening left" if left == 1 else f"{in_words(left).capitalize()} evenings left"


def _lacking(magazine: Magazine, issue: Issue, day: date) -> int:
    """How many advertisements of an issue have no artwork that can be printed."""
    wrong = {(one.path, one.line) for one in proof(magazine, day) if one.rule in LACKS}
    due = ((booking, one) for booking in magazine.bookings for one in booking.insertions if one.issue == issue.number and not one.missed)
    return sum((booking.path, booking.line(one, "image")) in wrong for booking, one in due)
