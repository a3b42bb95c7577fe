"""A reading is all that one file says by itself: its header, the story in it, where it links to, and what is wrong with it."""

from pathlib import Path
from typing import NamedTuple

from plugins.magazine import booking, comment, directory, issue, standing, story, survey
from plugins.magazine.booking import Booking
from plugins.magazine.comment import Comment
from plugins.magazine.directory import Card
from plugins.magazine.issue import IssueHeader
from plugins.magazine.manuscript import MARKDOWN, RESTRUCTURED, STRANGERS, Manuscript, read, read_yaml
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import fit
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.standing import Standing
from plugins.magazine.story import Story
from plugins.magazine.survey import Link

ARTICLE = "article"
TEXTS = MARKDOWN + RESTRUCTURED
# What a file of the magazine's own folders is known by; an ordinary site may have a folder of that name.
KNOWN_BY = {directory.PEOPLE: "name", directory.BUSINESSES: "name", issue.FOLDER: "number"}


Item = Story | Card | Standing | Comment | Booking | IssueHeader  # an issue is more than its own file says


class Reading(NamedTuple):
    """One file as it was read: the ``item`` of the magazine that it is. Where it could not be read there is none, and no manuscript."""

    source: str
    kind: str
    manuscript: Manuscript | None
    item: Item | None
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]

    @property
    def story(self) -> Story | None:
        """The story that it is; None where it is something else."""
        return self.item if isinstance(self.item, Story) else None

    def closed(self) -> "Reading":
        """The same with the manuscript of a story closed; all others are looked into whenever a magazine is read."""
        if not self.manuscript or not isinstance(self.item, Story):
            return self
        manuscript = self.manuscript.closed()
        return self._replace(manuscript=manuscript, item=self.item._replace(manuscript=manuscript))


def kind_of(source: str) -> str:
    """What a file may be by its place: of a folder of the magazine, or ``article``; nothing where it is no text."""
    if source.startswith(f"{booking.FOLDER}/"):
        return booking.FOLDER if source.endswith(booking.SUFFIX) else ""
    if not source.lower().endswith(TEXTS):
        return ""
    top = source.split("/")[0] if "/" in source else ""
    if top == comment.FOLDER:
        return top if source.endswith(comment.SUFFIX) else ""
    return top if top in (issue.FOLDER, directory.PEOPLE, directory.BUSINESSES, standing.FOLDER) else ARTICLE


def read_file(content: Path, label: str, source: str, masthead: Masthead, raw: bytes | None = None, *, skimmed: bool = False) -> Reading:
    """Reads one file below ``content``; ``label`` is what problems call that folder, ``raw`` its bytes where they are at hand.

    Of a file that is ``skimmed`` nobody asks what its body links to, or what must not be printed in it. Nothing in the file
    makes this raise.
    """
    kind = kind_of(source)
    manuscript, found = read_manuscript(content, label, source, raw)
    if manuscript is None:
        return Reading(source, kind, None, None, (), tuple(found))
    given = manuscript.data
    if kind in KNOWN_BY and {"title", "date"} <= set(given) and KNOWN_BY[kind] not in given:
        kind = ARTICLE
    if kind == comment.FOLDER and (strange := comment.no_comment(manuscript)):
        return Reading(source, kind, None, None, (), tuple(strange))
    problems = found if manuscript.is_case or kind != ARTICLE else [problem.as_warning() for problem in found]
    strict = manuscript.is_case if kind == ARTICLE else kind not in (standing.FOLDER, comment.FOLDER)
    links, found = ((), []) if skimmed else _survey(manuscript, strict)
    if kind == comment.FOLDER:
        links, more = comment.without_pictures(manuscript.path, links)
        found += more
    item, more = _item(kind, manuscript, source, masthead)
    return Reading(source, kind, manuscript, item, links, (*problems, *found, *more))


def _item(kind: str, manuscript: Manuscript, source: str, masthead: Masthead) -> tuple[Item, list[Problem]]:
    """What a manuscript of a kind is, and what is wrong with it."""
    if kind == standing.FOLDER:
        return standing.read_standing(manuscript, source, masthead)
    if kind == comment.FOLDER:
        return comment.read_comment(manuscript, source, masthead)
    if kind == booking.FOLDER:
        return booking.read_booking(manuscript)
    if kind == issue.FOLDER:
        return fit(IssueHeader, manuscript)
    return story.read_story(manuscript, source, masthead) if kind == ARTICLE else directory.read_card(kind, manuscript)


def read_manuscript(content: Path, label: str, source: str, raw: bytes | None = None) -> tuple[Manuscript | None, list[Problem]]:
    """The manuscript alone of such a file, and what is wrong with it as a file; None where it cannot be read."""
    kind = kind_of(source)
    if kind == booking.FOLDER:
        return read_yaml(content / source, f"{label}/{source}", raw)
    strict = (kind != ARTICLE or source.startswith(f"{story.FOLDER}/")) and kind != standing.FOLDER and source.endswith(".md")
    manuscript, problems = read(content / source, f"{label}/{source}", strict=strict, raw=raw)
    if manuscript and kind == comment.FOLDER:
        manuscript.syntax = STRANGERS
    return manuscript, problems


def _survey(manuscript: Manuscript, strict: bool) -> tuple[tuple[Link, ...], list[Problem]]:
    """The links of a body, and what must not be printed in it: an error where it is ``strict``, elsewhere it is taken out."""
    found, targets = (survey.survey if manuscript.syntax in ("yaml", STRANGERS) else survey.skim)(manuscript.body)
    problems = []
    for one in found:
        severity = {} if one.rule == "too-deep" or strict else {"severity": WARNING}
        problems.append(Problem(manuscript.path, manuscript.body_line + one.line, one.rule, one.message, **severity))
    return tuple(link._replace(line=link.line + manuscript.body_line) for link in targets), problems
