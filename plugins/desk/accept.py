"""To accept is to make a story of a draft: it is tried out in its place first, then all its files are written or none."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import event as events
from plugins.desk import hiding, reader_comment
from plugins.desk.cards import authors
from plugins.desk.event import ACCEPTED, CARRIED, TAKEN, Event, editor
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, Refused, shown, write_new
from plugins.desk.incoming.arrival import COMMENT, LETTER, NOTICE, REMOVE, UNSUBSCRIBE
from plugins.desk.indraft import in_draft
from plugins.desk.printed import in_all_languages
from plugins.desk.submission import DRAFT, UNHEARD, Submission, unheard
from plugins.desk.trial import Trial
from plugins.magazine import story
from plugins.magazine.comment import Comment
from plugins.magazine.issue import open_instead
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import Manuscript, read
from plugins.magazine.model import SLUG
from plugins.magazine.ordinary import slugify
from plugins.magazine.picture import is_picture
from plugins.magazine.problem import ERROR, WARNING, Problem, in_order
from plugins.magazine.proof import proof
from plugins.magazine.run import Placed

LAST = ("id", "submission", "checked")
REQUESTS = (REMOVE, UNSUBSCRIBE)
UNPRINTED = (*REQUESTS, LETTER, NOTICE)  # of these nothing is printed
PICTURES, IMAGES = "pictures", "images"  # where a submission's pictures lie, and where the magazine's do


class Made(NamedTuple):
    """What a draft would become: ``source`` is its file below content/, ``files`` everything that would be written.

    The problems are those that can be told without the rest of the magazine. ``there`` says that it was accepted before.
    """

    submission: Submission
    draft: Manuscript | None
    source: str
    files: dict[str, str | Path]
    problems: list[Problem]
    there: bool = False


class Plan(NamedTuple):
    """The same, tried out: all that is wrong with it, told of the draft, and what will become of the story."""

    made: Made
    problems: list[Problem]
    magazine: Magazine
    day: date
    state: str = ""

    @property
    def fit(self) -> bool:
        """Whether it may be written."""
        return not self.made.there and not any(one.severity == ERROR for one in self.problems)


def plan(submission: Submission, trial: Trial, root: Path, day: date, issue: int | None = None) -> Plan:
    """Tries out what accepting a submission would do; the magazine itself is not touched."""
    made = make(submission, trial.magazine, root, day, issue)
    if made.there or made.draft is None:
        return Plan(made, made.problems, trial.magazine, day)
    if made.source in trial.magazine.files or (root / CONTENT / made.source).exists():
        return Plan(made, in_order([*made.problems, _taken(made)]), trial.magazine, day)
    try:
        magazine = trial.tried(made.files)
        leaks = hiding.passed(made.source, magazine, made.files, hiding.at_hand(root), day)
        problems = problems_of(made, magazine, [*proof(magazine, day), *leaks], day)
        if any(one.severity == ERROR and one.path.startswith(f"{CONTENT}/") for one in problems):
            # also what the new files do to the others, such as taking their address
            known = set(proof(trial.magazine, day))
            problems = [one for one in problems if one not in known]
    except OSError as error:
        raise Refused(CONTENT, f"the story cannot be tried out ({error}): check the disk and the rights of {CONTENT}/") from error
    one = magazine.sources.get(made.source)
    return Plan(made, problems, magazine, day, _state(magazine.run(day).placed[one.path]) if one else "")


def write(planned: Plan, root: Path) -> list[str]:
    """Writes everything that was planned, the story last, and gives the files; of one accepted before, nothing.

    Raises Refused where a file cannot be written. A desk that is stopped in the middle leaves no story, and goes on when it
    is asked again.
    """
    made = planned.made
    submission, target = made.submission, f"{CONTENT}/{made.source}"
    files = {} if made.there else {root / CONTENT / name: _content(new) for name, new in made.files.items()}
    write_new(files, root)
    log = submission.log()
    over = events.over(log, ACCEPTED)  # somebody declined it
    if over or not any(one.what == ACCEPTED and one.said.get("story") == target for one in log):
        submission.note(ACCEPTED, planned.day, editor(root), story=target, **{"from": DRAFT}, **over)
    return [shown(file, root) for file in files]


def make(submission: Submission, magazine: Magazine, root: Path, day: date, issue: int | None = None) -> Made:
    """Makes of a draft what it would become, without asking whether the magazine can take it."""
    before = accepted(magazine).get(submission.reference) or reader_comment.accepted(submission, root)
    if before:
        return Made(submission, None, before, {}, [], there=True)
    path = shown(submission.draft, root)
    kind, log = submission.found()[0].get("kind"), submission.log()
    told = [one for one in log if one.what in (ACCEPTED, TAKEN)]
    if kind in UNPRINTED or told and told[-1].what == ACCEPTED and told[-1] in events.decisions(log):
        message = f"nothing of it is printed: desk done {submission.reference} says that it was seen to"
        if kind not in UNPRINTED:
            message = f"it was accepted as {told[-1].said.get('story')}, which is not here: desk save brings it"
        return Made(submission, None, "", {}, [Problem(path, 0, "not-here", message)])
    draft, found = read(submission.draft, path, strict=True)
    if draft is None:
        return Made(submission, None, "", {}, found)
    if request := unheard(submission, root):
        return Made(submission, None, "", {}, [*found, Problem(path, 0, "unheard-request", UNHEARD.format(request=request))])
    if kind == COMMENT:
        source, text, problems = reader_comment.make(submission, draft, magazine, root, day)
        return Made(submission, draft, source, {source: text}, [*found, *problems], there=(root / CONTENT / source).exists())
    who = authors(draft, magazine, submission)
    data, problems = dict(draft.data), [*found, *(who.problems if who else ())]
    if who:
        data["authors"] = who.slugs
    slug = str(data.get("slug") or slugify(str(data.get("title", ""))))
    if not SLUG.fullmatch(slug):
        if data.get("slug"):
            message = "the story has no address: use small letters, digits and hyphens"
            problems.append(Problem(path, draft.line("slug"), "bad-slug", message))
        else:
            message = "`title` is missing: give the story a headline, of which its address is made"
            problems.append(Problem(path, draft.line("title"), "missing-title", message))
        slug = f"untitled-{submission.reference.lower()}"  # so that all else can be said too; it is not written
        data |= {"slug": slug, "title": data.get("title") or "Untitled"}
    issue = issue or _carried(log, data)
    source = f"{story.FOLDER}/{_year(magazine, issue, data, day)}/{slug}.md"
    pictures, body = _pictures(submission, data, draft.body, root)
    _finish(data, magazine, submission.reference, source, day, issue)
    if hiding.is_anonymised(data):
        data["checked"] = hiding.mark_for(source, manuscript(data, body))
    cards = who.cards if who else {}
    return Made(submission, draft, source, {**pictures, **cards, source: manuscript(data, body)}, problems)


def problems_of(made: Made, magazine: Magazine, found: Iterable[Problem], day: date) -> list[Problem]:
    """What is wrong with a draft's files in a magazine that was tried with them, and every error elsewhere, in order.

    ``found`` is everything that was found in that magazine on a day.
    """
    assert made.draft is not None, made.submission
    mine = {f"{CONTENT}/{name}" for name in made.files}
    target = f"{CONTENT}/{made.source}"
    texts: list[story.Story | Comment] = [*magazine.stories, *magazine.comments]
    one = next((one.manuscript for one in texts if one.path == target), None)
    hard = {each._replace(severity=WARNING) for each in magazine.found if each.severity == ERROR and each.path in mine}
    late = _too_late(made, magazine, day)
    if late:  # which says it better
        found = (each for each in found if (each.path, each.rule) != (target, "closed-story"))
    told = [in_draft(each, one, made.draft, each in hard) if each.path in mine else each for each in found]
    return in_order([*made.problems, *late, *(each for each in told if each.severity == ERROR or each.path == made.draft.path)])


def _too_late(made: Made, magazine: Magazine, day: date) -> list[Problem]:
    """What keeps a story out of its issue, which is closed or out; a translation may come at any time."""
    one = magazine.sources.get(made.source)
    issue = magazine.run(day).placed[one.path].issue if one else None
    if made.draft is None or one is None or issue is None or len(in_all_languages(one, magazine)) > 1 or not issue.why_not(day):
        return []
    message = f"{issue.why_not(day)}: {open_instead(magazine.issues, day)}"
    return [Problem(made.draft.path, made.draft.line("issue"), "closed-story", message)]


def accepted(magazine: Magazine) -> dict[str, str]:
    """The stories that were made of submissions, as files below content/, by reference."""
    return {one.header.submission.reference: one.source for one in magazine.stories if one.header.submission}


def _taken(made: Made) -> Problem:
    assert made.draft is not None, made.submission
    message = f"there is a story {CONTENT}/{made.source} already: give this one another title, or a `slug`"
    return Problem(made.draft.path, made.draft.line("slug"), "duplicate-slug", message)


def _content(new: str | Path) -> str | bytes:
    return new if isinstance(new, str) else new.read_bytes()


def _carried(log: list[Event], data: dict[str, Any]) -> int | None:
    """The issue that a draft was carried to, where its header names none."""
    carried = [one.said.get("issue") for one in log if one.what == CARRIED]
    return int(str(carried[-1])) if carried and "issue" not in data else None


def _year(magazine: Magazine, issue: int | None, data: dict[str, Any], day: date) -> int:
    """The year of its issue, else of the day on which it was accepted."""
    named = str(issue if issue is not None else data.get("issue", ""))
    return next((one.date for one in magazine.issues if str(one.number) == named), day).year


def _pictures(submission: Submission, data: dict[str, Any], body: str, root: Path) -> tuple[dict[str, str | Path], str]:
    """The pictures of a submission that its draft shows, under the names that they get, and the body with those names."""
    files: dict[str, str | Path] = {}
    image = data.get("image")
    for file in _sorted(submission.folder / PICTURES):
        name = f"{IMAGES}/{file.name}"
        there = root / CONTENT / name
        same = there.is_file() and there.read_bytes() == file.read_bytes()
        if there.exists() and not same:
            name = f"{IMAGES}/{submission.reference.lower()}-{file.name}"
        here = re.compile(rf"(?<![\w/]){PICTURES}/{re.escape(file.name)}(?![\w.])")
        shows = isinstance(image, dict) and str(image.get("src", "")) == f"{PICTURES}/{file.name}"
        if shows:
            data["image"] = {**image, "src": name}  # type: ignore[dict-item]  # it is a mapping: that was asked
        if (shows or here.search(body)) and not same:
            files[name] = file
        body = here.sub(f"{{static}}/{name}", body)
    return files, body


def _sorted(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.glob("*") if is_picture(file.name)) if folder.is_dir() else ()


def _finish(data: dict[str, Any], magazine: Magazine, reference: str, source: str, day: date, issue: int | None) -> None:
    """Adds to the header what the desk alone writes, and takes out the mark of a draft."""
    data.pop("status", None)
    for name in LAST:
        data.pop(name, None)
    if issue is not None:
        data["issue"] = issue
    data["id"] = f"tag:{magazine.masthead.authority}:{source.removeprefix(story.FOLDER + '/').rpartition('.')[0]}"
    data["submission"] = {"reference": reference, "accepted": day.isoformat()}


def _state(placed: Placed) -> str:
    issue = f" in #{placed.issue.number}" if placed.issue else ""
    return f"{placed.state}{issue}{': ' + placed.why if placed.why else ''}"
