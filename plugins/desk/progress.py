"""How far a submission has come is told by its events, and by whether its draft is fit to print."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import accept, hiding
from plugins.desk import event as events
from plugins.desk.accept import REQUESTS, UNPRINTED, Made
from plugins.desk.event import Event
from plugins.desk.house import CONTENT, shown
from plugins.desk.incoming.arrival import LETTER, NOTICE, STORY
from plugins.desk.submission import Submission
from plugins.desk.trial import Trial
from plugins.magazine.issue import Issue, earliest_open
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import UNPRINTABLE, Manuscript, read
from plugins.magazine.problem import errors
from plugins.magazine.proof import proof

# In the order in which an editor sees to them; the last three are over. Contested is what one accepted and another declined
REQUESTED, CONTESTED, READY, ANSWERED, NEW, WRITTEN, TAKEN, WAITS, CARRIED, ACCEPTED, DECLINED, DONE = (
    "requested contested ready answered new written taken waits carried accepted declined done".split()
)
ORDER = (REQUESTED, CONTESTED, READY, ANSWERED, NEW, WRITTEN, TAKEN, WAITS, CARRIED, ACCEPTED, DECLINED, DONE)
OVER = ORDER[-3:]


class Progress(NamedTuple):
    """Where a submission stands, since which day, and by whose hand; ``story`` is what was made of it.

    ``issue`` is the number of the issue that it was carried to. ``asked`` says what is waited for, ``returned`` which letter of
    ours did not arrive, ``unread`` that an answer came since somebody last worked on it.
    """

    submission: Submission
    state: str
    kind: str
    title: str
    author: str
    since: date | None
    by: str = ""
    issue: int | None = None
    asked: str = ""
    story: str = ""
    returned: str = ""
    unread: bool = False

    @property
    def waits_as(self) -> str:
        """The state in which it waits for an editor: who answers what is accepted wants to be read too."""
        return ANSWERED if self.unread and self.state in OVER else self.state

    @property
    def order(self) -> tuple[int, date, str]:
        """Sorts what is to be done first before the rest."""
        return ORDER.index(self.waits_as), self.since or date.max, self.submission.reference


def progress(submissions: Iterable[Submission], trial: Trial, root: Path, day: date) -> list[Progress]:
    """How far each of these has come on a day, what is to be seen to first before the rest."""
    stories, coming = accept.accepted(trial.magazine), earliest_open(trial.magazine.issues, day)
    past = {one.number for one in trial.magazine.issues if not one.takes(day)}
    made: dict[str, Made] = {}
    found = []
    for one in submissions:
        said, _ = one.found()
        log, kind = one.log(), str(said.get("kind") or STORY)
        told = _from_events(log, kind, f"{CONTENT}/{stories[one.reference]}" if one.reference in stories else "", coming, past)
        story = trial.magazine.sources.get(stories.get(one.reference, ""))
        draft = story.manuscript if story else read(one.draft, shown(one.draft, root), strict=True)[0]
        again = told["state"] == ANSWERED and any(each.what == events.DECLINED for each in events.decisions(log))
        if draft and told["state"] not in OVER and kind not in UNPRINTED and _looks_finished(draft) and not again:
            made[one.reference] = accept.make(one, trial.magazine, root, day)
        title, author = _about(said, draft, trial.magazine)
        found.append(Progress(one, kind=kind, title=title, author=author, returned=_returned(log), unread=_unread(log), **told))
    fit = _fit(made, trial, root, day)
    return sorted((_with_draft(one, fit) for one in found), key=lambda one: one.order)


def _from_events(log: list[Event], kind: str, story: str, coming: Issue | None, past: set[int]) -> dict[str, Any]:
    """Where it stands. ``coming`` is the issue that is worked on; ``past`` are those that nothing comes into any more."""
    last = {one.what: at for at, one in enumerate(log)}

    def at(*what: str) -> int:
        return max((last.get(one, -1) for one in what), default=-1)

    def told(state: str, what: str, **more: Any) -> dict[str, Any]:
        since = log[last[what]].day if what in last else log[0].day if log else None
        return {"state": state, "since": since, "by": log[last[what]].by if what in last else "", **more}

    taken_up, decided = at(events.TAKEN), {one.what for one in events.decisions(log)}
    accepted = str(log[last[events.ACCEPTED]].said.get("story", "")) if events.ACCEPTED in last else ""
    if len(decided) > 1:
        return told(CONTESTED, events.DECLINED, story=story or accepted)
    if story or events.ACCEPTED in decided and at(events.ACCEPTED) > taken_up:
        return told(ACCEPTED, events.ACCEPTED, story=story or accepted)
    if kind in REQUESTS:
        return told(*((DONE, events.DONE) if at(events.DONE) > at(events.ANSWERED, events.TAKEN) else (REQUESTED, events.RECEIVED)))
    if kind in (LETTER, NOTICE):
        seen_to = at(events.DONE) > at(events.ANSWERED, events.TAKEN) or kind == NOTICE and not at(events.TAKEN) > 0
        return told(*((DONE, events.DONE) if seen_to else (WRITTEN, events.RECEIVED)))
    if at(events.DECLINED) > max(taken_up, at(events.ANSWERED, events.CARRIED)):
        return told(DECLINED, events.DECLINED)
    number = str(log[last[events.CARRIED]].said.get("issue", "")) if events.CARRIED in last else ""
    if number.isascii() and number.isdigit() and int(number) not in past and (coming is None or int(number) > coming.number):
        return told(CARRIED, events.CARRIED, issue=int(number))
    if _unapproved(log):
        return told(WAITS, events.PROOFED, asked="approval")
    if at(events.ASKED) > at(events.ANSWERED):
        return told(WAITS, events.ASKED, asked="an answer")
    if at(events.ANSWERED) > taken_up:
        return told(ANSWERED, events.ANSWERED)
    return told(TAKEN, events.TAKEN) if taken_up >= 0 else told(NEW, events.RECEIVED)


def not_reached(address: str, why: str) -> str:
    """Says whom a letter of ours did not reach, as far as a report tells."""
    return f"our letter did not reach {address or 'its reader'}{f' ({why})' if why else ''}"


def _returned(log: list[Event]) -> str:
    """Which letter of ours did not arrive, in a sentence; nothing once another was sent, or they wrote, or somebody saw to it."""
    last = {one.what: at for at, one in enumerate(log)}
    at = last.get(events.RETURNED, -1)
    if at < 0 or any(last.get(one, -1) > at for one in (events.POSTED, events.ANSWERED, events.DONE)):
        return ""
    return not_reached(plain(log[at].said.get("address", "")), plain(log[at].said.get("because", "")))


def _unread(log: list[Event]) -> bool:
    """Whether an answer came after the last thing that an editor did; a request that came so is a submission of its own."""
    by_us = (events.TAKEN, events.ASKED, events.ACCEPTED, events.DECLINED, events.CARRIED, events.DONE)
    last = next((one for one in reversed(log) if one.what in by_us or one.what == events.ANSWERED and "request" not in one.said), None)
    return last is not None and last.what == events.ANSWERED


def _unapproved(log: list[Event]) -> set[str]:
    """Who was sent a proof (the author, the client) and has not agreed to it yet."""
    readers: set[str] = set()
    for one in log:
        if one.what == events.PROOFED:
            readers.add(str(one.said.get("reader", "")))
        elif one.what == events.APPROVED:
            readers.discard(str(one.said.get("reader", "")))
    return readers


def _with_draft(one: Progress, fit: set[str]) -> Progress:
    """What is fit to print is ready, whatever was asked before; only an approval is waited for."""
    ready = one.submission.reference in fit and one.state not in (CARRIED, CONTESTED) and one.asked != "approval"
    return one._replace(state=READY, asked="") if ready else one


def _looks_finished(draft: Manuscript) -> bool:
    """Whether it is worth trying out: most drafts are still as the intake made them."""
    return not draft.is_case or bool(draft.data.get("consent") and draft.data.get("in_brief"))


def _fit(made: dict[str, Made], trial: Trial, root: Path, day: date) -> set[str]:
    """The references of those drafts that could be accepted: all of them are tried out at once."""
    files: dict[str, str | Path] = {}
    tried = {}
    for reference, one in made.items():
        if one.draft is None or one.there or errors(one.problems) or one.source in files:
            continue
        tried[reference] = one
        files |= {name: new for name, new in one.files.items() if name not in files}
    if not tried:
        return set()
    magazine = trial.tried(files)
    found, kept_out = proof(magazine, day), hiding.kept_out(magazine, files, hiding.at_hand(root), day)

    def is_fit(one: Made) -> bool:
        assert one.draft is not None, one.submission
        wrong = errors(accept.problems_of(one, magazine, found, day))
        return kept_out.isdisjoint(one.files) and not any(each.path == one.draft.path for each in wrong)

    return {reference for reference, one in tried.items() if is_fit(one)}


def _about(said: dict[str, Any], manuscript: Manuscript | None, magazine: Magazine) -> tuple[str, str]:
    """Title and author: as the story or the draft has them, else as the letter, with nothing in them that a terminal would obey."""
    draft = manuscript.data if manuscript else {}
    inner = said.get("found")
    inner = inner if isinstance(inner, dict) else {}
    authors = draft.get("authors") or draft.get("name") or said.get("author") or inner.get("author") or said.get("address") or ""
    title = draft.get("title") or said.get("title") or inner.get("title") or said.get("subject") or said.get("from") or ""
    known = (magazine.directory.person(str(one)) or one for one in (authors if isinstance(authors, list) else [authors]))
    return plain(title), plain([one if isinstance(one, str) else one.name for one in known])


def plain(value: Any) -> str:
    """A value of a header as words on one line."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(UNPRINTABLE.sub("", text).split())
