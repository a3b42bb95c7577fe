"""The proof reads the whole magazine before the press runs: unknown names, dead links, consents that end, and all the rest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from plugins.magazine import afterwards, bookings, conversation, faces, hidden, lock_rules, private_lines, references, translation
from plugins.magazine.issue import Issue, open_instead
from plugins.magazine.listing import shown_cards
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import unknown
from plugins.magazine.problem import ERROR, WARNING, Problem, errors, in_order
from plugins.magazine.remembered import remembered
from plugins.magazine.run import HELD, ON_THE_PAGE, PLANNED, PRINTED, Placed, Run
from plugins.magazine.story import Story
from plugins.magazine.story_header import Consent

WARN_BEFORE = timedelta(days=60)  # of a consent that ends
ALWAYS = lock_rules.RULES | {"unreadable", "too-large", "held-after-deadline", "masthead", "missing-date", "unknown-issue", "bad-consent"}
SECRET = frozenset({"terms", hidden.LEAK})  # an error always too: the files themselves lie where everybody can read them


@remembered
def proof(magazine: Magazine, day: date) -> tuple[Problem, ...]:
    """All problems as they stand on a day, in order: errors in what is printed, warnings in all else."""
    return tuple(in_order(_on_day(magazine, magazine.run(day))))


def account(magazine: Magazine, day: date, problems: Iterable[Problem]) -> str:
    """What is held, with the reason, and the count that ends every build; a story with one of these errors counts as refused."""
    run = magazine.run(day)
    refused = {problem.path for problem in errors(problems)}
    held = sorted(f"{path}:0: held: {one.why}\n" for path, one in run.placed.items() if one.state == HELD and path not in refused)
    return "".join(held) + f"{day}: {run.count(refused)}\n"


def _on_day(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """Every problem with the severity it has on the day of the run."""
    planned_issues = {issue.path for issue in magazine.issues if issue.date > run.day}
    cards = {card.path for card in [*magazine.directory.people.values(), *magazine.directory.businesses.values()]}
    unseen = cards - shown_cards(magazine, run.day) - bookings.advertisers(magazine, run.day)
    unseen |= conversation.unseen(run) | bookings.unseen(magazine, run.day)
    for problem in [*magazine.found, *_everywhere(magazine, run)]:
        placed = run.placed.get(problem.path)
        quiet = (
            problem.path in planned_issues
            or problem.path in unseen
            or (placed is not None and placed.state != PRINTED and not placed.story.unplaced)
        )
        yield problem.as_warning() if quiet and problem.rule not in ALWAYS | SECRET else problem


def _everywhere(magazine: Magazine, run: Run) -> Iterator[Problem]:
    yield from _duplicates(magazine, run)
    for placed in run.placed.values():
        header = placed.story.header
        yield from _names(magazine, run, placed.story)
        if header.consent:
            yield from _consent(placed, header.consent, run.day)
        if placed.state == HELD or run.preview:
            yield from _when(placed, run)
    yield from _taken_out(magazine)
    yield from references.rules(magazine, run)
    yield from private_lines.rules(magazine)
    yield from conversation.rules(run)
    yield from afterwards.rules(run, magazine.links, magazine.sources, magazine.label)
    yield from translation.rules(run)
    yield from bookings.rules(magazine, run.day)
    yield from faces.rules(magazine, run)
    yield from hidden.rules(magazine, run)
    yield from lock_rules.rules(magazine, run)
    every = {story.slug: story for story in magazine.stories}
    for issue in magazine.issues:
        yield from _order(magazine, run, issue, every)


def _taken_out(magazine: Magazine) -> Iterator[Problem]:
    """What the cleaner takes out of a case although nothing was found in its text: two readers may differ over a ``<``."""
    enough = {"unsafe-markup", "unsafe-address", "unprintable", "too-deep", "too-large"}
    known = {problem.path for problem in magazine.found if problem.rule in enough}
    for story in magazine.stories:
        if story.is_case and story.marked_up and story.path not in known:
            for what in magazine.galley(story).removed:
                message = f"{what} is not printed: take it out, or write `&lt;` for a bare `<`"
                yield Problem(story.path, story.manuscript.body_line, "unsafe-markup", message)


def _duplicates(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """Two stories at one address, or with one id, also where they differ by case or Unicode form alone.

    Named is the one that readers do not have yet, where there is such a one, else the one that says so in its header.
    """

    def newcomer(story: Story) -> tuple[bool, bool]:
        return run.placed[story.path].state not in ON_THE_PAGE, bool(story.header.id or story.header.slug)

    stories = magazine.stories
    if len({(story.slug.casefold(), story.lang) for story in stories}) == len({story.id.casefold() for story in stories}) == len(stories):
        return
    addresses: dict[tuple[str, str], Story] = {}
    ids: dict[str, Story] = {}
    for story in sorted(stories, key=newcomer):
        first = addresses.setdefault((story.slug.casefold(), story.lang), story)
        if first is not story:
            message = f"`{story.slug}` is the address of {first.path} too: give one of them another `slug`"
            yield Problem(story.path, story.line("slug"), "duplicate-slug", message)
        first = ids.setdefault(story.id.casefold(), story)
        if first is not story:
            message = f"its id is that of {first.path} too ({story.id}): rename the file, or write an `id`"
            yield Problem(story.path, story.line("id"), "duplicate-id", message, ERROR if story.is_case else WARNING)


def _names(magazine: Magazine, run: Run, story: Story) -> Iterator[Problem]:
    """People, businesses, topics and the rest that nobody knows: an error in a case, a warning elsewhere."""
    severity = ERROR if story.is_case else WARNING
    header, words, directory = story.header, magazine.vocabulary, magazine.directory

    def ask(place: tuple[Any, ...], name: str, known: Container[str], kind: str) -> Iterator[Problem]:
        if name not in known:
            yield Problem(story.path, story.line(*place), f"unknown-{kind}", f"`{place[0]}`: {unknown(name, known, kind)}", severity)

    for at, author in enumerate(header.authors):
        # an ordinary article may name a person in words, and a site without a directory whomever it likes
        if story.is_case or directory.people and not directory.person(author):
            yield from ask(("authors", at), author, directory.people, "person")
    for at, business in enumerate(header.businesses):
        yield from ask(("businesses", at), business, directory.businesses, "business")
    for at, topic in enumerate(header.tags if words.topics else ()):  # an empty list of the vocabulary takes any word
        yield from ask(("tags", at), topic, words.topics, "topic")
    if header.category and words.departments and magazine.department(story) not in words.departments:
        yield from ask(("category",), header.category, words.departments, "department")
    if header.case and words.problems:
        yield from ask(("case", "problem"), header.case.problem, words.problems, "problem")
    if header.case and words.remedies:
        yield from ask(("case", "remedy"), header.case.remedy, words.remedies, "remedy")
    if header.issue is not None and header.issue not in run.all_issues and (run.all_issues or story.is_case):
        message = f"there is no issue {header.issue}: write content/issues/{header.issue}.md, or name another"
        to_come = header.issue > max(run.all_issues, default=0)
        yield Problem(story.path, story.line("issue"), "unknown-issue", message, WARNING if to_come else ERROR)


def _consent(placed: Placed, consent: Consent, day: date) -> Iterator[Problem]:
    story = placed.story
    seen = max(day, placed.moment.date()) if placed.moment else None  # the first day on which somebody reads it, or today
    if seen and consent.given and consent.given > seen:
        message = f"the client's consent is dated {consent.given}, which is to come: write the day on which it was given"
        yield Problem(story.path, story.line("consent", "given"), "missing-consent", message)
    if not consent.until or placed.state == HELD:
        return
    line = story.line("consent", "until")
    if seen and placed.state == PLANNED and consent.until < seen:
        message = f"the client's consent ends on {consent.until}, before the story is printed on {seen}: ask the client again"
        yield Problem(story.path, line, "consent-ends", message, WARNING)
    elif consent.until < day:
        message = f"the client's consent ended on {consent.until}: the story is printed as withdrawn; ask the client again"
        yield Problem(story.path, line, "consent-ended", message, WARNING)
    elif consent.until <= day + WARN_BEFORE:
        message = f"the client's consent ends on {consent.until}, then the story is withdrawn: ask the client again"
        yield Problem(story.path, line, "consent-ends", message, WARNING)


def _when(placed: Placed, run: Run) -> Iterator[Problem]:
    """A story that has no day to be printed on, and a case that missed its own."""
    story = placed.story
    if run.preview and placed.state != HELD and story.header.status != "published":
        message = f"its status is {story.header.status}: it is in the preview alone; take the line out to have it printed"
        yield Problem(story.path, story.line("status"), "unfinished", message, WARNING)
    if placed.state != HELD:
        return
    if not story.is_case and story.header.status == "published" and story.header.issue is None and not story.day and not story.unplaced:
        message = "`date` is missing: write year-month-day, or name the issue it belongs to"
        yield Problem(story.path, story.line("date"), "missing-date", message, ERROR)
    if not story.is_case:
        return
    meant = placed.issue or next((i for i in run.all_issues.values() if story.day and story.day <= i.deadline), None)
    if meant and meant.deadline < run.day:
        message = f"the case is held ({placed.why}) and the deadline of #{meant.number} was {meant.deadline}: "
        later = (one for one in run.all_issues.values() if one.number > meant.number)
        message += f"print it, or move it on: {open_instead(later, run.day)}"
        yield Problem(story.path, story.line("status"), "held-after-deadline", message)


def _order(magazine: Magazine, run: Run, issue: Issue, every: Mapping[str, Story]) -> Iterator[Problem]:
    """The running order names stories of this issue and of no other; ``every`` are all there are, by slug."""
    mine = {story.slug for story in run.contents[issue.number]}
    for kind, known in (("tags", magazine.vocabulary.topics), ("categories", magazine.vocabulary.departments)):
        for at, word in enumerate(getattr(issue.collects, kind) if known else ()):
            if word not in known:
                message = f"`collects`: {unknown(word, known, 'topic' if kind == 'tags' else 'department')}"
                yield Problem(issue.path, issue.manuscript.line("collects", kind, at), "unknown-window", message)
    names = [*((("order", at), slug) for at, slug in enumerate(issue.order)), *([(("lead",), issue.lead)] if issue.lead else [])]
    for place, slug in names:
        if slug in mine:
            continue
        line = issue.manuscript.line(*place)
        if slug not in every:
            yield Problem(issue.path, line, "unknown-story", f"`{place[0]}`: {unknown(slug, every, 'story')}")
            continue
        placed = run.placed[every[slug].path]
        if placed.issue is not issue:
            where = f"belongs to #{placed.issue.number}" if placed.issue else f"is held: {placed.why}"
            yield Problem(issue.path, line, "unknown-story", f"`{slug}` {where}: write `issue: {issue.number}` into it")
        elif placed.state == HELD:
            message = f"`{slug}` is held ({placed.why}): finish it, or take it out of the running order"
            yield Problem(issue.path, line, "unknown-story", message)
