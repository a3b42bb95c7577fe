"""What became of it: a submission is looked up by whatever its writer says on the telephone, and told in sentences."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plugins.desk import event as events
from plugins.desk import submission as submissions
from plugins.desk.event import Event
from plugins.desk.incoming.arrival import NOTICE
from plugins.desk.progress import (
    ACCEPTED,
    CARRIED,
    CONTESTED,
    DECLINED,
    DONE,
    READY,
    REQUESTED,
    TAKEN,
    WAITS,
    WRITTEN,
    Progress,
    plain,
    progress,
)
from plugins.desk.submission import Submission
from plugins.desk.trial import Trial
from plugins.magazine.dates import long_day
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import UNPRINTABLE
from plugins.magazine.run import PRINTED, Placed
from plugins.magazine.story import Story

NOT_SAID = (
    "message_id",
    "from",
    "text",
    "words",
    "original",
    "mark",
    "of",
    events.OVER,
)  # of an event: marks for machines, and files that are named elsewhere
MOST = 12  # of what is found; more is nothing to read out


def status(words: str, trial: Trial, root: Path, day: date) -> Iterator[str]:
    """The lines that tell of every submission and story that these words name: a reference, a name, a title, an address."""
    magazine = trial.magazine
    found = [one for one in submissions.every(root) if one.reference == words.strip().upper()]
    stories = [one for one in magazine.stories if _is_meant(words, one, magazine)]
    paths = {one.path for one in stories}
    all_told = progress(found or submissions.every(root), trial, root, day)
    told = [one for one in all_told if found or one.story in paths or _meets(words, one.title, one.author, *_sender(one))]
    stories = [one for one in stories if one.path not in {each.story for each in told}]
    for submission in told[:MOST]:
        yield from of_submission(submission, magazine, day)
    for story in stories[: MOST - len(told[:MOST])]:
        yield f"{story.title}, by {_authors(story, magazine)}"
        yield f"  {in_print(story, magazine, day)}"
    if more := len(told) + len(stories) - MOST if len(told) + len(stories) > MOST else 0:
        yield f"and {more} more: say another word of it."


def of_submission(one: Progress, magazine: Magazine, day: date) -> Iterator[str]:
    """What became of a submission."""
    log = one.submission.log()
    came = next((each.day for each in log if each.what == events.RECEIVED), None)
    yield f"{one.submission.reference}  {one.title or 'no title'}{f', from {one.author}' if one.author else ''}"
    yield f"  {f'Came on {long_day(came)}; ' if came else ''}{in_sentence(one)}."
    if one.returned:
        yield f"  {one.returned[:1].upper()}{one.returned[1:]}."
    story = next((each for each in magazine.stories if each.path == one.story), None)
    if story:
        yield f"  {in_print(story, magazine, day)}"


def in_sentence(one: Progress) -> str:
    """Where it stands, as it is said to somebody."""
    since = f" on {long_day(one.since)}" if one.since else ""
    said = {
        ACCEPTED: f"accepted{since}",
        DECLINED: f"declined{since}",
        DONE: "what a machine wrote, and kept" if one.kind == NOTICE else f"seen to{since}",
        REQUESTED: f"asks to be left alone ({one.kind}), and is not seen to yet",
        WRITTEN: "a letter to the editors, and not answered yet",
        CONTESTED: f"one editor accepted it and another declined it{since}, and somebody has to decide again",
        CARRIED: f"carried to #{one.issue}{since}",
        WAITS: f"waits for {one.asked}, asked for{since}",
        TAKEN: f"{one.by or 'an editor'} works on it since{since.removeprefix(' on')}",
        READY: "finished, and not accepted yet",
    }
    return said.get(one.state, f"{one.state}{since}" if one.state == events.ANSWERED else "nobody has taken it yet")


def in_print(story: Story, magazine: Magazine, day: date) -> str:
    """Where a story is printed, or when it will be."""
    placed: Placed = magazine.run(day).placed[story.path]
    issue = f" in {magazine.masthead.numbered(placed.issue.number)}" if placed.issue else ""
    if placed.state == PRINTED:
        return f"Printed{issue} on {long_day(placed.published.date())}: {magazine.masthead.absolute(magazine.run(day).address(story))}"
    return f"{placed.state.capitalize()}{issue}{': ' + placed.why if placed.why else ''}. It stands in {story.path}."


def happened(one: Event) -> str:
    """An event on one line."""
    said = "; ".join(plain(value) for name, value in one.said.items() if name not in NOT_SAID)
    return f"{long_day(one.day)}  {one.what}{f' by {one.by}' if one.by else ''}{f': {said}' if said else ''}"


def letters(one: Submission) -> Iterator[tuple[str, str]]:
    """What was written about a submission since it came, each with a head that says by whom and when; what it answers itself first."""
    between = one.found()[0].get("between")
    if between:
        yield "Answered line by line", UNPRINTABLE.sub("", str(between))
    said = {events.ANSWERED: "Answer", events.NOTED: "Written by a machine", events.RETURNED: "Report"}
    for each in one.log():
        file = one.folder / str(each.said.get("words", ""))
        if each.what in said and file.is_file():
            by = plain(each.said.get("from", ""))
            yield (
                f"{said[each.what]}, {long_day(each.day)}{f', {by}' if by else ''}",
                UNPRINTABLE.sub("", file.read_text("utf-8", "replace")),
            )


def _sender(one: Progress) -> list[str]:
    said, _ = one.submission.found()
    contact: Any = said.get("contact")
    return [plain(said.get("address") or ""), *(plain(value) for value in (contact.values() if isinstance(contact, dict) else ()))]


def _is_meant(words: str, story: Story, magazine: Magazine) -> bool:
    return _meets(words, story.title, _authors(story, magazine), story.slug)


def _authors(story: Story, magazine: Magazine) -> str:
    known = magazine.directory.people
    return ", ".join(known[one].name if one in known else one for one in story.header.authors) or magazine.masthead.name


def _meets(words: str, *told: str) -> bool:
    """Whether each of the words stands in what is told, accents and capitals apart."""
    text = _folded(" ".join(told))
    return all(word.rstrip("/").rpartition("/")[2] in text for word in _folded(words).split())  # of an address its end


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
