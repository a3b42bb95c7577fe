"""What the playbook shows: the picture of all cases, and one problem's cases in brief."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from math import sqrt
from typing import NamedTuple

from plugins.magazine.cases import PLAYBOOK, by_problem
from plugins.magazine.catalogue import N_
from plugins.magazine.findable import called
from plugins.magazine.furniture import Head, Site, head, house, in_brief, site
from plugins.magazine.line import StoryLine, story_lines
from plugins.magazine.listing import Counted, Group, Ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.ordinary import slugify
from plugins.magazine.page import Later, Page
from plugins.magazine.run import Placed, marks_of
from plugins.magazine.story_header import Case
from plugins.playbook.words import IN_PART, OPEN, RIGHT, counted, ended, happened

RESULTS = {RIGHT: N_("Put right"), IN_PART: N_("Partly put right"), OPEN: N_("Not put right")}
ONE, WIDEST = 20, 46  # pixels: the disc of one case, and the widest of all


class Disc(NamedTuple):
    """A mark for some cases: its width in pixels, and how many in a hundred were put right, and put right in part."""

    width: int
    right: float
    in_part: float


class Cell(NamedTuple):
    """The cases of one problem that were met with one remedy; none where ``total`` is 0."""

    remedy: str
    address: str = ""
    total: int = 0
    says: str = ""
    disc: Disc | None = None


class Row(NamedTuple):
    """One problem, with a cell for each remedy."""

    problem: Ref
    sentence: str
    total: int
    cells: tuple[Cell, ...]


class PlaybookView(NamedTuple):
    """The table of all cases: problems down, remedies across, the most frequent first."""

    site: Site
    head: Head
    total: int
    told: str
    remedies: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, Disc], ...]


class CaseInBrief(NamedTuple):
    """One case: the story, its steps, and how it ended."""

    line: StoryLine
    steps: tuple[tuple[str, str], ...]
    result: str


class Remedy(NamedTuple):
    """The cases of a problem that were met in one way."""

    anchor: str
    label: str
    sentence: str
    cases: tuple[CaseInBrief, ...]


class ProblemView(NamedTuple):
    """One problem: what it is, how often it was told of, its cases by remedy, and what else it is called."""

    site: Site
    head: Head
    title: str
    sentence: str
    total: int
    told: str
    remedies: tuple[Remedy, ...]
    others: tuple[Counted, ...]
    also: tuple[str, ...]


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """The playbook, and a page for each problem that a printed case tells of."""
    furniture, common = site(magazine, day), house(magazine, day)
    groups = sorted(
        by_problem(magazine, day).values(), key=lambda group: (-len(group.stories), group.ref.label.casefold(), group.ref.address)
    )
    told = [[(case.remedy, case.result) for case in map(_case, group.stories)] for group in groups]
    whole = mark(common, [group.ref for group in groups], told)
    yield Page(PLAYBOOK, "playbook.html", Later(whole, partial(_playbook_view, magazine, day, furniture, groups), listed=bool(groups)))
    counts = tuple(Counted(group.ref, len(group.stories)) for group in groups)
    place = mark(common, counts)
    for group in groups:
        view = Later(
            mark=mark(place, group.ref, marks_of(group.stories)),
            make=partial(_problem_view, magazine, day, furniture, group, counts),
            modified=max(placed.published for placed in group.stories).date(),
        )
        yield Page(group.ref.address, "problem.html", view)


def _case(placed: Placed) -> Case:
    """The header field of a story that was filed as a case."""
    case = placed.story.header.case
    assert case, placed.story.path
    return case


def _by_remedy(stories: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Cases by the anchor of their remedy, in the order in which they came."""
    found: dict[str, list[Placed]] = {}
    for placed in stories:
        found.setdefault(_anchor(_case(placed).remedy), []).append(placed)
    return found


def _anchor(remedy: str) -> str:
    return f"remedy-{slugify(remedy) or 'other'}"


def _playbook_view(magazine: Magazine, day: date, furniture: Site, groups: list[Group]) -> PlaybookView:
    everything = [placed for group in groups for placed in group.stories]
    vocabulary, language, say = magazine.vocabulary, magazine.language, magazine.says
    columns = sorted(_by_remedy(everything).items(), key=lambda column: (-len(column[1]), column[0]))
    labels = {anchor: vocabulary.label("remedies", _case(stories[0]).remedy, language) for anchor, stories in columns}
    table = [(group, _by_remedy(group.stories)) for group in groups]
    most = max((len(stories) for _, cells in table for stories in cells.values()), default=1)

    def cell(ref: Ref, anchor: str, stories: list[Placed]) -> Cell:
        results = [_case(placed).result for placed in stories]
        if not results:
            return Cell(labels[anchor])
        return Cell(labels[anchor], f"{ref.address}#{anchor}", len(results), counted(results, say), _disc(results, most))

    rows = (
        Row(
            problem=group.ref,
            sentence=vocabulary.sentence("problems", group.ref.slug, language),
            total=len(group.stories),
            cells=tuple(cell(group.ref, anchor, cells.get(anchor, [])) for anchor in labels),
        )
        for group, cells in table
    )
    return PlaybookView(
        site=furniture,
        head=head(
            magazine,
            day,
            say.gettext("Playbook"),
            PLAYBOOK,
            description=say.gettext("Every case in %(magazine)s by problem, remedy and result.") % {"magazine": furniture.name},
            listed=bool(groups),
        ),
        total=len(everything),
        told=ended((_case(placed).result for placed in everything), say),
        remedies=tuple(labels.values()),
        rows=tuple(rows),
        legend=tuple((say.gettext(label), _disc([result], 1)) for result, label in RESULTS.items()),
    )


def _disc(results: Sequence[str], most: int) -> Disc:
    """The mark of some cases: its area grows with their number, and ``most`` of them fit the widest."""
    width = min(ONE * sqrt(len(results)), WIDEST * sqrt(len(results) / most)) if most > 1 else ONE
    share = 100 / len(results)
    return Disc(max(12, round(width)), round(results.count(RIGHT) * share, 2), round(results.count(IN_PART) * share, 2))


def _problem_view(magazine: Magazine, day: date, furniture: Site, group: Group, counts: tuple[Counted, ...]) -> ProblemView:
    vocabulary, language, ref = magazine.vocabulary, magazine.language, group.ref
    sentence = vocabulary.sentence("problems", ref.slug, language)
    groups = sorted(_by_remedy(group.stories).items(), key=lambda found: (-len(found[1]), found[0]))
    return ProblemView(
        site=furniture,
        head=head(
            magazine,
            day,
            ref.label,
            ref.address,
            description=sentence or magazine.says.gettext("What members did about it: %(problem)s.") % {"problem": ref.label},
            modified=max(placed.published for placed in group.stories).date(),
        ),
        title=ref.label,
        sentence=sentence,
        total=len(group.stories),
        told=_count(magazine, group),
        remedies=tuple(_remedy(magazine, day, anchor, stories) for anchor, stories in groups),
        others=tuple(one for one in counts if one.ref != ref),
        also=called(magazine, ("problems", ref.slug)),
    )


def _count(magazine: Magazine, group: Group) -> str:
    """``Seven members delivered late. Five cases were put right and two were not.``"""
    admitted = [placed for placed in group.stories if _case(placed).kind == "admission"]
    members = {name for placed in admitted for name in placed.story.header.authors[:1]}
    term = magazine.vocabulary.problems.get(group.ref.slug)
    did = term.did.get(magazine.language, "") if term else ""
    who = happened(len(admitted), len(members), len(group.stories) - len(admitted), did, magazine.says)
    return f"{who} {ended((_case(placed).result for placed in group.stories), magazine.says)}"


def _remedy(magazine: Magazine, day: date, anchor: str, stories: list[Placed]) -> Remedy:
    vocabulary, language, remedy = magazine.vocabulary, magazine.language, _case(stories[0]).remedy
    lines = story_lines(magazine, day)(stories)
    return Remedy(
        anchor=anchor,
        label=vocabulary.label("remedies", remedy, language),
        sentence=vocabulary.sentence("remedies", remedy, language),
        cases=tuple(
            CaseInBrief(line, in_brief(magazine, placed), magazine.says.gettext(RESULTS[_case(placed).result]))
            for line, placed in zip(lines, stories, strict=True)
        ),
    )
