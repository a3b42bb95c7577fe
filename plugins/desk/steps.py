"""A step is what an editor does with a submission: take it, ask its author, decline it, carry it to the next issue, be done with it.

Each is written into the log, and whoever sent the submission gets a letter where there is something to say. To take a step again
that was not finished finishes it.
"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from plugins.desk import event as events
from plugins.desk.accept import REQUESTS, UNPRINTED
from plugins.desk.edit import edited_file
from plugins.desk.event import Event, editor
from plugins.desk.house import CONTENT, Refused, shown, write_over
from plugins.desk.incoming.arrival import LETTER
from plugins.desk.outgoing import revising
from plugins.desk.progress import ACCEPTED, CONTESTED, DECLINED, DONE, Progress
from plugins.desk.renaming import in_order, running
from plugins.desk.taking_back import take_back
from plugins.magazine.issue import Issue, open_instead
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine

# They tell of letters, and not of the submission
BESIDE = (events.WROTE, events.DROPPED, events.POSTED, events.RETURNED, events.NOTED)


def take(one: Progress, magazine: Magazine, root: Path, day: date, *, over: bool = False) -> list[str]:
    """Says that this editor works on a submission, and gives the lines that tell which letters are no longer so.

    Raises Refused where another editor works on it, unless it is to be taken ``over``.
    """
    me = editor(root)
    lost = one.state == ACCEPTED and not (root / one.story).is_file()
    if lost and not over:
        raise Refused(one.story, "it was made of this submission and is not here: desk save brings it, or begin again with --over")
    by = next((each.by for each in reversed(one.submission.log()) if each.what == events.TAKEN), None)
    if by is not None and by != me and one.state not in (ACCEPTED, DECLINED, DONE) and not over:
        message = f"{by or 'another editor'} works on it: ask them, or take it over with --over"
        raise Refused(shown(one.submission.draft, root), message)
    if lost or one.state in (DECLINED, DONE) or (by != me or one.unread) and one.state != ACCEPTED:
        _note(one, events.TAKEN, day, me)
    return revising.revised(one.submission, magazine, root, day)


def ask(one: Progress, questions: list[str], magazine: Magazine, root: Path, day: date) -> str:
    """Asks the author these questions, or those that the intake found; gives the line that tells of the letter."""
    _open(one, root, ACCEPTED)  # a portrait may still be wanted
    said, _ = one.submission.found()
    found = said.get("questions", [])
    questions = questions or (found if isinstance(found, list) else [])
    if not questions:
        raise Refused(shown(one.submission.draft, root), f"there is nothing to ask: desk ask {one.submission.reference} 'the question'")
    _note(one, events.ASKED, day, editor(root), questions=questions)
    everything = list(dict.fromkeys([*revising.asked(one.submission, root), *questions]))
    return revising.told("questions", one.submission, magazine, root, day, questions=everything)


def decline(one: Progress, because: str, magazine: Magazine, root: Path, day: date) -> str:
    """Declines a submission, with the reason that its author is told; what was made of it is taken away while nobody has read it."""
    _open(one, root, DECLINED, ACCEPTED)
    if one.kind in UNPRINTED:
        message = f"nothing of it is to be printed: desk done {one.submission.reference} when it is seen to"
        raise Refused(shown(one.submission.folder, root), message)
    gone: list[str] = []
    if one.state == ACCEPTED or one.state == CONTESTED and (root / one.story).is_file():
        gone = take_back(one, magazine, root, day)
    _note(one, events.DECLINED, day, editor(root), because=because)
    letter = revising.told("no", one.submission, magazine, root, day, because=because)
    return "\n".join([*(f"Taken away: {path}" for path in gone), letter])


def done(one: Progress, because: str, magazine: Magazine, root: Path, day: date) -> str:
    """Says that a request was seen to, or an answer about a story that is accepted, or that somebody was reached whom our letter
    did not reach; or answers a letter with ``because``.
    """
    if one.kind not in UNPRINTED and not one.returned and not (one.unread and one.state == ACCEPTED):
        message = f"this is no request but a {one.kind}: desk accept or desk decline {one.submission.reference}"
        raise Refused(shown(one.submission.folder, root), message)
    _note(one, events.DONE, day, editor(root), **({"because": because} if because else {}))
    if one.kind not in REQUESTS and not (one.kind == LETTER and because):
        return ""
    return revising.told("done", one.submission, magazine, root, day, because=because)


def carry(one: Progress, issue: Issue, magazine: Magazine, root: Path, day: date) -> str:
    """Moves a submission to another issue that is open; of one that was accepted, the story, where its own issue is still open."""
    if one.kind in UNPRINTED or one.state == DECLINED:
        raise Refused(shown(one.submission.folder, root), f"it is {one.state}, and has no issue")
    if one.state == CONTESTED:
        raise Refused(shown(one.submission.folder, root), revising.contradiction(events.contested(one.submission.log()), one.submission))
    if why := issue.why_not(day):
        raise Refused(issue.path, f"{why}: {open_instead(magazine.issues, day)}")
    if one.state == ACCEPTED:
        _carry_story(one, issue, magazine, root, day)
        magazine = load(root / CONTENT)
    _note(one, events.CARRIED, day, editor(root), issue=issue.number)
    return revising.told("moved", one.submission, magazine, root, day, issue=issue.number)


def _carry_story(one: Progress, issue: Issue, magazine: Magazine, root: Path, day: date) -> None:
    story = next((each for each in magazine.stories if each.path == one.story), None)
    if story is None:
        raise Refused(one.story, "a comment stays with its story" if one.story.startswith(f"{CONTENT}/comments/") else "it is not here")
    now = magazine.run(day).placed[story.path].issue
    if now and now.why_not(day):
        raise Refused(one.story, f"it stands in #{now.number}, and {now.why_not(day)}: it stays there")
    if story.header.issue == issue.number:
        return

    def change(header: Any) -> None:
        header["issue"] = issue.number

    forgotten = partial(in_order, old=story.slug)  # where it was to stand in the other issue
    left = [path for path in running(story.slug, magazine) if path != issue.path]
    files = {root / path: edited_file(root / path, forgotten, path) for path in left}
    write_over({**files, root / one.story: edited_file(root / one.story, change, one.story)}, root)


def _open(one: Progress, root: Path, *but: str) -> None:
    """Raises Refused where a submission is over, unless in one of these ways."""
    if one.state in (ACCEPTED, DECLINED, DONE) and one.state not in but:
        where = f" as {one.story}" if one.story else ""
        again = "" if one.state == ACCEPTED else f"; desk take {one.submission.reference} opens it again"
        raise Refused(shown(one.submission.folder, root), f"it is {one.state}{where} since {one.since}{again}")


def _note(one: Progress, what: str, day: date, by: str, **said: Any) -> None:
    """Writes an event down, unless it is what was written down last."""
    log = one.submission.log()
    last = next((each for each in reversed(log) if each.what not in BESIDE), None)
    over = events.over(log, what) if what in events.DECISIONS else {}
    before = {name: value for name, value in last.said.items() if name != events.OVER} if last else {}
    if over or not last or last._replace(number=0, said=before).written != Event(0, what, day, by, said).written or last.what != what:
        one.submission.note(what, day, by, **said, **over)
