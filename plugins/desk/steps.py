"""A step is what an editor does with a submission: take it, ask its author, decline it, carry it to the next issue, be done with it.

Each is written into the log, and whoever sent the submission gets a letter where there is something to say. To take a step again
that was not finished finishes it.
"""

from datetime import date
from pathlib import Path
from typing import Any

from plugins.desk import event as events
from plugins.desk.accept import REQUESTS
from plugins.desk.edit import edited
from plugins.desk.event import Event, editor
from plugins.desk.git import Repository
from plugins.desk.house import CONTENT, Refused, shown, write_whole
from plugins.desk.outgoing import revising
from plugins.desk.printed import was_read
from plugins.desk.progress import ACCEPTED, CONTESTED, DECLINED, DONE, Progress
from plugins.magazine.issue import Issue
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine

BESIDE = (events.WROTE, events.DROPPED, events.POSTED)  # they tell of letters, and not of the submission


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
    if lost or one.state in (DECLINED, DONE) or by != me and one.state != ACCEPTED:
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
    """Declines a submission, with the reason that its author is told."""
    _open(one, root, DECLINED)
    if one.kind in REQUESTS:
        raise Refused(one.submission.folder, f"this is a request to be left alone: desk done {one.submission.reference} when it is seen to")
    if one.state == CONTESTED and (root / one.story).is_file():
        _take_back(one, magazine, root, day)
    _note(one, events.DECLINED, day, editor(root), because=because)
    return revising.told("no", one.submission, magazine, root, day, because=because)


def done(one: Progress, because: str, magazine: Magazine, root: Path, day: date) -> str:
    """Says that a request to be removed or unsubscribed was seen to."""
    if one.kind not in REQUESTS:
        message = f"this is no request but a {one.kind}: desk accept or desk decline {one.submission.reference}"
        raise Refused(shown(one.submission.folder, root), message)
    _note(one, events.DONE, day, editor(root), **({"because": because} if because else {}))
    return revising.told("done", one.submission, magazine, root, day, because=because)


def carry(one: Progress, issue: Issue, magazine: Magazine, root: Path, day: date) -> str:
    """Moves a submission to another issue; of one that was accepted, the story, where its issue is still open."""
    if one.kind in REQUESTS or one.state == DECLINED:
        raise Refused(shown(one.submission.folder, root), f"it is {one.state}, and has no issue")
    if one.state == CONTESTED:
        raise Refused(shown(one.submission.folder, root), revising.contradiction(events.contested(one.submission.log()), one.submission))
    if issue.closed:
        raise Refused(issue.path, f"#{issue.number} is closed: name one that is open")
    if one.state == ACCEPTED:
        _carry_story(one, issue, magazine, root)
        magazine = load(root / CONTENT)
    _note(one, events.CARRIED, day, editor(root), issue=issue.number)
    return revising.told("moved", one.submission, magazine, root, day, issue=issue.number)


def _take_back(one: Progress, magazine: Magazine, root: Path, day: date) -> None:
    """Takes the story away that the other editor made; git keeps it. Raises Refused where readers have it, or it is not saved."""
    story = next((each for each in magazine.stories if each.path == one.story), None)
    if story and was_read(story, magazine, magazine.run(day)):
        raise Refused(one.story, f"readers have it: desk withdraw {story.slug}, or desk accept {one.submission.reference}")
    content = Repository(root, CONTENT)
    asked = content.ask("rm", "--quiet", "--", one.story)
    if asked.returncode:
        raise Refused(one.story, "git does not take it away, as it is not saved like this: desk save, then desk decline again")


def _carry_story(one: Progress, issue: Issue, magazine: Magazine, root: Path) -> None:
    story = next((each for each in magazine.stories if each.path == one.story), None)
    if story is None:
        raise Refused(one.story, "a comment stays with its story" if one.story.startswith(f"{CONTENT}/comments/") else "it is not here")
    closed = next((each for each in magazine.issues if each.number == story.header.issue and each.closed), None)
    if closed:
        raise Refused(one.story, f"it stands in #{closed.number}, which is closed: it stays there")
    if story.header.issue == issue.number:
        return

    def change(header: Any) -> None:
        header["issue"] = issue.number

    file = root / one.story
    write_whole(file, edited(file.read_text(encoding="utf-8"), change, one.story).encode())


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
