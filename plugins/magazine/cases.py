"""Cases are filed by their problem: which cases each problem has on a day, and where its page in the playbook is."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from plugins.magazine.listing import Group, Ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.ordinary import slugify
from plugins.magazine.remembered import remembered

PLAYBOOK = "/playbook/"


def problem_ref(magazine: Magazine, problem: str) -> Ref:
    """A problem and its page; a name that makes no address has none."""
    return _refs(magazine)(problem)


@remembered
def _refs(magazine: Magazine) -> Callable[[str], Ref]:
    """The problems of a magazine, each looked up once: thousands of cases share them."""
    return cache(partial(_ref, magazine))


def _ref(magazine: Magazine, problem: str) -> Ref:
    slug = problem if problem in magazine.vocabulary.problems else slugify(problem)
    return Ref(magazine.vocabulary.label("problems", problem, magazine.language), f"{PLAYBOOK}{slug}/" if slug else "")


@remembered
def by_problem(magazine: Magazine, day: date) -> dict[str, Group]:
    """The printed cases of each problem, newest first, by the address of its page; each story once, as in every list."""
    groups: dict[str, Group] = {}
    for placed in magazine.run(day).listed:
        case = placed.story.is_case and placed.story.header.case
        if case and (ref := problem_ref(magazine, case.problem)).address:
            groups.setdefault(ref.address, Group(ref, [])).stories.append(placed)
    return groups


def shown_problem(magazine: Magazine, day: date, problem: str) -> Ref:
    """A problem as it is printed on a day: without its address where no case of it stands in the lists."""
    ref = problem_ref(magazine, problem)
    return ref if ref.address in by_problem(magazine, day) else Ref(ref.label)
