"""To accept is to make a story of a draft: it is checked in its place first, then all its files are written or none."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plugins.desk import hiding
from plugins.desk.event import ACCEPTED, editor
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, PRIVATE, Refused, shown, write_new
from plugins.desk.submission import DRAFT, Submission
from plugins.magazine import directory, story
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import Manuscript, read
from plugins.magazine.model import SLUG
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import ERROR, WARNING, Problem, in_order
from plugins.magazine.proof import proof
from plugins.magazine.run import Placed

ONLY_WARNED = ("consent-ends", "consent-ended")  # of a case, whatever else is wrong is an error
LAST = ("id", "submission", "checked")


class Accepted(NamedTuple):
    """What was written (nothing where it was accepted before), where the story stands, and what was remarked."""

    story: str
    written: list[str]
    problems: list[Problem]
    state: str = ""


def accept(submission: Submission, magazine: Magazine, root: Path, day: date, issue: int | None = None) -> Accepted:
    """Makes a story of a submission's draft.

    Where the story would break a rule nothing is written and ``problems`` holds errors, against the draft and its
    lines. Raises Refused where a file cannot be written.
    """
    before = next((one for one in magazine.stories if _reference(one) == submission.reference), None)
    if before:
        return Accepted(before.path, [], [])
    path = shown(submission.draft, root)
    draft, found = read(submission.draft, path, strict=True)
    if draft is None:
        return Accepted("", [], found)
    data, cards, problems = _with_authors(draft, magazine, submission)
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
    source = f"{story.FOLDER}/{_year(magazine, issue, data, day)}/{slug}.md"
    _finish(data, magazine, submission.reference, source, day, issue)
    if hiding.is_anonymised(data):
        data["checked"] = hiding.mark_for(source, manuscript(data, draft.body))
    files = {f"{CONTENT}/{source}": manuscript(data, draft.body), **cards}
    if (root / CONTENT / source).exists():
        message = f"there is a story {CONTENT}/{source} already: give this one another title, or a `slug`"
        problems.append(Problem(path, draft.line("slug"), "duplicate-slug", message))
        return Accepted("", [], in_order([*found, *problems]))
    try:
        more, state = _proof(files, source, draft, root, day)
    except OSError as error:
        message = f"the story cannot be tried out ({error}): check the disk and the rights of {PRIVATE}/ and {CONTENT}/"
        raise Refused(PRIVATE, message) from error
    problems = in_order([*found, *problems, *more])
    if any(one.severity == ERROR for one in problems):
        return Accepted("", [], problems)
    write_new({root / name: text for name, text in files.items()}, root)
    submission.note(ACCEPTED, day, editor(root), story=f"{CONTENT}/{source}", **{"from": DRAFT})
    return Accepted(f"{CONTENT}/{source}", list(files), problems, state)


def _reference(one: story.Story) -> str:
    return one.header.submission.reference if one.header.submission else ""


def _year(magazine: Magazine, issue: int | None, data: dict[str, Any], day: date) -> int:
    """The year of its issue, else of the day on which it was accepted."""
    named = str(issue if issue is not None else data.get("issue", ""))
    return next((one.date for one in magazine.issues if str(one.number) == named), day).year


def _finish(data: dict[str, Any], magazine: Magazine, reference: str, source: str, day: date, issue: int | None) -> None:
    """Adds to the header what the desk alone writes, and takes out the mark of a draft."""
    data.pop("status", None)
    for name in LAST:
        data.pop(name, None)
    if issue is not None:
        data["issue"] = issue
    data["id"] = f"tag:{magazine.masthead.authority}:{source.removeprefix(story.FOLDER + '/').rpartition('.')[0]}"
    data["submission"] = {"reference": reference, "accepted": day.isoformat()}


def _with_authors(draft: Manuscript, magazine: Magazine, submission: Submission) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    """The header with people by file name, and the files of those whom the directory does not know."""
    data = dict(draft.data)
    given = data.get("authors", [])
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        return data, {}, []  # the models say what is wrong with it
    slugs: list[str] = []
    cards: dict[str, str] = {}
    problems = []
    for at, name in enumerate(names):
        known = magazine.directory.person(name)
        slug = known.slug if known else slugify(name)
        if not SLUG.fullmatch(slug):
            message = f"`{name}` has no letters to make a file name of: write the author's name"
            problems.append(Problem(draft.path, draft.line("authors", at), "missing-author", message))
        elif not known and slug in magazine.directory.people:
            there = magazine.directory.people[slug]
            message = f"`{name}` would be {there.path}, which is {there.name}: write `{slug}` where that is the same person"
            problems.append(Problem(draft.path, draft.line("authors", at), "unknown-person", message))
        elif not known and SLUG.fullmatch(name):
            message = f"nobody is called `{name}` in people/: write the name as it is to be printed"
            problems.append(Problem(draft.path, draft.line("authors", at), "unknown-person", message))
        elif not known:
            log, broken = submission.found() if not cards else ({}, [])
            problems += broken
            cards |= _cards(slug, name, magazine, log)
        slugs.append(slug)
    data["authors"] = list(dict.fromkeys(slugs))
    return data, cards, problems


def _cards(slug: str, name: str, magazine: Magazine, log: dict[str, Any]) -> dict[str, str]:
    """The files of a new person and of the business on the card in the letter; an e-mail address is not made public."""
    found, contact = log.get("found"), log.get("contact")
    firm = str(found.get("business", "")) if isinstance(found, dict) else ""
    contact = contact if isinstance(contact, dict) else {}
    known = {key: str(contact[key]) for key in ("telephone", "website", "postal_address") if contact.get(key)}
    if known.get("website", "").lower().startswith("www."):
        known["website"] = "https://" + known["website"]
    firm_slug = slugify(firm)
    if not firm_slug:
        return {f"{CONTENT}/{directory.PEOPLE}/{slug}.md": manuscript({"name": name, **known}, "")}
    cards = {f"{CONTENT}/{directory.PEOPLE}/{slug}.md": manuscript({"name": name, "business": firm_slug}, "")}
    if firm_slug not in magazine.directory.businesses:
        cards[f"{CONTENT}/{directory.BUSINESSES}/{firm_slug}.md"] = manuscript({"name": firm, **known}, "")
    return cards


def _proof(files: dict[str, str], source: str, draft: Manuscript, root: Path, day: date) -> tuple[list[Problem], str]:
    """Reads a copy of the magazine with the new files in place; the magazine itself is not touched.

    Says what is wrong with the new files, in the draft's lines, and what will become of the story.
    """
    private = root / PRIVATE
    private.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".proof-", dir=private) as folder:
        copy = Path(folder)
        shutil.copytree(root / CONTENT, copy / CONTENT, symlinks=True, copy_function=_link)
        for name, text in files.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8", newline="\n")
        loaded = load(copy / CONTENT)
        new = {name.removeprefix(f"{CONTENT}/"): text for name, text in files.items()}
        before = load(root / CONTENT)
        known = set(proof(before, day))
        # also what the new files do to the others, such as taking their address
        problems = [one for one in proof(loaded, day) if one.path in files or one not in known and one.severity == ERROR]
        problems += hiding.passed(source, loaded, new, hiding.at_hand(root), day)
        one = loaded.sources.get(source)
        placed = loaded.run(day).placed[one.path] if one else None
        hard = {found._replace(severity=WARNING) for found in loaded.found if found.severity == ERROR}
    state = _state(placed) if placed else ""
    return [_in_draft(p, one, draft, p in hard) if p.path in files else p for p in problems], state


def _state(placed: Placed) -> str:
    issue = f" in #{placed.issue.number}" if placed.issue else ""
    return f"{placed.state}{issue}{': ' + placed.why if placed.why else ''}"


def _link(from_file: str, to_file: str) -> None:
    """Copies a file by a link where the disk can: thousands of pictures in no time."""
    try:
        os.link(from_file, to_file, follow_symlinks=False)
    except OSError:
        shutil.copy2(from_file, to_file)


def _in_draft(problem: Problem, one: story.Story | None, draft: Manuscript, hard: bool) -> Problem:
    """A problem of the story that would be, as one of the draft; not the less an error for being printed later."""
    is_case = one is not None and one.is_case and problem.rule not in ONLY_WARNED
    severity = ERROR if hard or is_case else problem.severity
    if one is None or problem.path != one.path:
        return problem._replace(path=draft.path, line=draft.line("authors"), severity=severity)
    if problem.line >= one.manuscript.body_line:
        return problem._replace(path=draft.path, line=problem.line - one.manuscript.body_line + draft.body_line, severity=severity)
    line = _empty_field(problem, one.manuscript, draft) or next(_lines(problem.line, one.manuscript, draft), 1)
    return problem._replace(path=draft.path, line=line if problem.line else 0, severity=severity)


def _empty_field(problem: Problem, made: Manuscript, draft: Manuscript) -> int:
    """The line of a field that stands empty in the draft, and so not at all in the story that would be; 0 where there is none."""
    names = re.findall(r"`([\w-]+)`", problem.message)[:2]
    places = [tuple(names), tuple(reversed(names)), tuple(names[:1])]
    return next((draft.lines[place] for place in places if place in draft.lines and place not in made.lines), 0)


def _lines(line: int, made: Manuscript, draft: Manuscript) -> Iterator[int]:
    """The lines of the draft on which stands what is on a line of the story, the nearest first."""
    places = [place for place, number in made.lines.items() if number == line and place]
    for place in sorted(places, key=len):
        if place in draft.lines:
            yield draft.lines[place]
