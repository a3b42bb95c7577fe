"""What a reader wrote about a story is accepted as a comment: a file of its own in the folder of that story."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.desk.event import ACCEPTED
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT
from plugins.desk.submission import Submission
from plugins.magazine import comment
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG, unknown
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem

STORY = "story"  # the field of the draft that names the story; the place of the finished file says it


def accepted(submission: Submission, root: Path) -> str:
    """The file below content/ that a comment became, where it is there still; nothing where there is none."""
    files = [str(one.said.get("story", "")) for one in submission.log() if one.what == ACCEPTED]
    there = [file for file in files if file.startswith(f"{CONTENT}/{comment.FOLDER}/") and (root / file).is_file()]
    return there[-1].removeprefix(f"{CONTENT}/") if there else ""


def make(submission: Submission, draft: Manuscript, magazine: Magazine, root: Path, day: date) -> tuple[str, str, list[Problem]]:
    """The file below content/ that a draft becomes, its text, and what is missing to make it.

    The same comment is always the same file, also for a desk that was stopped before it could write down that it accepted it.
    """
    data: dict[str, Any] = {name: value for name, value in draft.data.items() if name != STORY}
    about, problems = _story(str(draft.data.get(STORY) or submission.found()[0].get(STORY) or ""), magazine, draft)
    name = slugify(str(data.get("name", ""))) or "reader"
    came = next((one.day for one in submission.log()), day)
    data.setdefault("date", came.isoformat())
    stem = f"{str(data['date'])[:10]}-{name}"
    stem = stem if SLUG.fullmatch(stem) else f"{came}-{name}"
    text, folder = manuscript(data, draft.body), f"{comment.FOLDER}/{about}"
    number, source = 1, f"{folder}/{stem}.md"
    while (there := root / CONTENT / source).exists() and there.read_bytes() != text.encode():  # who wrote twice that day
        number += 1
        source = f"{folder}/{stem}-{number}.md"
    return source, text, problems


def _story(named: str, magazine: Magazine, draft: Manuscript) -> tuple[str, list[Problem]]:
    """The file stem of the story that a comment is about; it may be named by that, by its address or by its headline."""
    stems = {PurePosixPath(one.source).stem: one for one in magazine.stories}
    wanted = named.strip().rstrip("/").rpartition("/")[2].removesuffix(".md")
    for stem, one in stems.items():
        if wanted and wanted in (stem, one.slug) or named.strip().casefold() == one.title.casefold():
            return stem, []
    message = "say which story it is about, by its address" if not wanted else unknown(wanted, stems, "story")
    return "unknown", [Problem(draft.path, draft.line(STORY), "unknown-story", f"`{STORY}`: {message}")]
