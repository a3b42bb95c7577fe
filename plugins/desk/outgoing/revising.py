"""To revise the outbox is to see that every letter in it is still so: one that is not is written anew, joined or dropped.

What an editor changed by hand is never taken away: such a letter is kept back, and they are told.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import event as events
from plugins.desk.event import Event
from plugins.desk.outgoing import ledger, letters
from plugins.desk.outgoing.letters import DONE, IN_PRINT, MOVED, NO, PROOF, QUESTIONS, RECEIPT, YES, Written
from plugins.desk.submission import Submission
from plugins.magazine.magazine import Magazine
from plugins.magazine.story import Story

OF_A_STORY = (YES, MOVED, QUESTIONS, PROOF, IN_PRINT)  # nobody is to hear these of what is not printed
TOLD_ONCE = (YES, NO, MOVED, IN_PRINT, DONE)
READ_ANEW = (YES, MOVED, IN_PRINT, QUESTIONS)  # these name issues, titles and addresses, which may change
DECISION = {YES: events.ACCEPTED, NO: events.DECLINED}


class Change(NamedTuple):
    """What is to be done with a letter, and ``why``: ``new`` is written in its place, and one that is ``held`` stays, unsent."""

    file: Path
    why: str
    new: Written | None = None
    held: bool = False


class Waiting(NamedTuple):
    """A letter in the outbox, and what the log says of it."""

    file: Path
    wrote: Event
    touched: bool  # by an editor

    @property
    def kind(self) -> str:
        return ledger.kind(self.wrote)

    @property
    def of(self) -> dict[str, Any]:
        """What it was to say."""
        said = self.wrote.said.get("of")
        return dict(said) if isinstance(said, dict) else {}


def changes(submission: Submission, magazine: Magazine, root: Path, day: date) -> Iterator[Change]:
    """What has to be done so that the letters about a submission say what is so."""
    log = submission.log()
    for name, (before, why) in ledger.dropped(log).items():
        if (file := root / ledger.OUTBOX / name).exists():  # a desk was stopped, or git kept it
            yield _away(Waiting(file, before, _is_touched(file, before)), why)
    waiting = _waiting(root, log)
    if apart := events.contested(log):
        yield from (Change(one.file, contradiction(apart, submission), held=True) for one in waiting if one.kind != RECEIPT)
        return
    story = letters.story_of(submission, magazine)
    untrue = {one.file: why for one in waiting if (why := _untrue(one, waiting, log, story))}
    for one in waiting:
        if one.file in untrue:
            yield _away(one, untrue[one.file])
    for kind in dict.fromkeys(one.kind for one in waiting):
        alike = [one for one in waiting if one.kind == kind and one.file not in untrue]
        own = [one for one in alike if one.touched]
        if kind in TOLD_ONCE and len(alike) > 1 and own:
            yield from (Change(one.file, "another letter says it too: delete the one that is not to go", held=True) for one in alike)
            continue
        if kind in TOLD_ONCE:
            yield from (Change(one.file, _instead(alike[-1].file, kind)) for one in alike[:-1])
            alike = alike[-1:]
        if alike and kind in READ_ANEW:
            yield from _anew([one for one in alike if kind in TOLD_ONCE or not one.touched], submission, magazine, root, day, log)


def asked(submission: Submission, root: Path) -> list[str]:
    """What the letters ask that wait, apart from those that an editor changed."""
    waiting = _waiting(root, submission.log())
    return [question for one in waiting if one.kind == QUESTIONS and not one.touched for question in one.of.get("questions", [])]


def perform(change: Change, submission: Submission, root: Path, day: date) -> None:
    """Does it; the new letter is there before the old one goes."""
    if change.new:
        letters.put(change.new, submission, root, day)
    if not change.held:
        ledger.drop(change.file, submission, root, day, change.why)


def told(what: str, submission: Submission, magazine: Magazine, root: Path, day: date, **said: Any) -> str:
    """Writes a letter, revises those that wait beside it, and gives the lines that tell an editor of both."""
    file = letters.write(what, submission, magazine, root, day, **said)
    return "\n".join(revised(submission, magazine, root, day, [file]))


def revised(submission: Submission, magazine: Magazine, root: Path, day: date, files: Iterable[Path | None] = ()) -> list[str]:
    """Revises the letters about a submission, and gives the lines that tell of them and of ``files``, which were just written."""
    done = list(changes(submission, magazine, root, day))
    for one in done:
        perform(one, submission, root, day)
    gone = {one.file for one in done if not one.held}
    now = [*(file for file in files if file not in gone), *(one.new.file for one in done if one.new and not one.held)]
    lines = [letters.line(file, submission, magazine, root) for file in dict.fromkeys(now)]
    told = [one for one in done if one.held or one.file not in files]  # nobody has seen the others
    return [*lines, *(f"{'Kept back' if one.held else 'Dropped'}: {one.file.name}, as {one.why}" for one in told)]


def contradiction(apart: list[Event], submission: Submission) -> str:
    """What an editor is told of two decisions that were made without each other."""
    who = " and ".join(f"{one.by or 'somebody'} {one.what} it" for one in apart)
    again = f"desk accept {submission.reference}, or desk decline {submission.reference} --because '...'"
    return f"{who}: decide again ({again})"


def _instead(file: Path, kind: str) -> str:
    """Why a letter gives way to another."""
    return f"{file.name} {'asks everything' if kind == QUESTIONS else 'goes in its place'}"


def _away(one: Waiting, why: str) -> Change:
    """A letter that must not go out; what an editor changed they delete themselves."""
    return Change(one.file, f"{why}, and you changed it: delete it" if one.touched else why, held=one.touched)


def _untrue(one: Waiting, waiting: list[Waiting], log: list[Event], story: Story | None) -> str:
    """Why a letter must not go out; nothing where it may."""
    declined = [at for at, each in enumerate(log) if each.what == events.DECLINED and each in events.decisions(log)]
    again = declined and any(each.what == events.TAKEN for each in log[declined[-1] :])
    if one.kind == NO and events.decisions(log) and (again or not declined):
        return "it was taken up again" if again else "it is accepted now"
    if one.kind in OF_A_STORY and declined and not again:
        return "it is declined"
    if one.kind in OF_A_STORY and story and story.header.withdrawn:
        return "the story is withdrawn"
    if one.kind in DECISION and (sent := _sent(one, log)):
        return f"{sent} was sent, and says it too"
    carried = [each for each in log if each.what == events.CARRIED]
    if one.kind == MOVED and carried and str(one.of.get("issue")) != str(carried[-1].said.get("issue")):
        return f"it is carried to #{carried[-1].said.get('issue')}"
    if one.kind == MOVED and (yes := next((each for each in waiting[: waiting.index(one)] if each.kind == YES), None)):
        return f"{yes.file.name} was not sent yet, and names the issue"
    if one.kind == PROOF and any(each in carried for each in log[log.index(one.wrote) :]):
        return "it was carried since: desk proof makes another"
    return ""


def _sent(one: Waiting, log: list[Event]) -> str:
    """The letter of the same kind that was sent, where nothing was decided otherwise since; else nothing."""
    for name, wrote in ledger.written(log).items():
        since = {each.what for each in log[log.index(wrote) :]} & {events.TAKEN, *events.DECISIONS}
        if name in ledger.posted(log) and ledger.kind(wrote) == one.kind and since <= {DECISION[one.kind]}:
            return name
    return ""


def _anew(ones: list[Waiting], submission: Submission, magazine: Magazine, root: Path, day: date, log: list[Event]) -> Iterator[Change]:
    """What becomes of letters that would read otherwise today; several that ask become one."""
    if not ones or letters.why_not(submission, magazine, root):
        return
    last = ones[-1]
    if last.kind in (YES, IN_PRINT) and events.decisions(log) and not letters.story_of(submission, magazine):
        return  # the story is still on its way from the other editor's machine
    said = last.of
    if last.kind == QUESTIONS:
        said["questions"] = list(dict.fromkeys(question for one in ones for question in one.of.get("questions", [])))
    before = log[: log.index(last.wrote)]
    if letters.composed(last.kind, submission, magazine, root, last.wrote.day, before, said).file == last.file:
        yield from (Change(one.file, _instead(last.file, last.kind)) for one in ones[:-1])
        return
    new = letters.composed(last.kind, submission, magazine, root, day, before, said)
    if not last.touched:
        yield from (Change(one.file, _instead(new.file, last.kind), new) for one in ones)
    elif not _preferred(last, log):
        why = f"it says what is no longer so, and you changed it; {new.file.name} is right: delete the one that is not to go"
        yield Change(last.file, why, new, held=True)


def _preferred(one: Waiting, log: list[Event]) -> bool:
    """Whether an editor took the letter away that was to come in this one's place, and so wants their own to go."""
    same = [name for name, wrote in ledger.written(log).items() if ledger.kind(wrote) == one.kind]
    return any(name not in ledger.posted(log) for name in same[same.index(one.file.name) + 1 :])


def _waiting(root: Path, log: list[Event]) -> list[Waiting]:
    """The letters of a log that lie in the outbox, as they were written one after another."""
    files = ((root / ledger.OUTBOX / name, wrote) for name, wrote in ledger.written(log).items())
    return [Waiting(file, wrote, _is_touched(file, wrote)) for file, wrote in files if file.exists()]


def _is_touched(file: Path, wrote: Event) -> bool:
    return ledger.mark(file.read_bytes()) != wrote.said.get("mark")
