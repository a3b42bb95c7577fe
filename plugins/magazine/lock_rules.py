"""What was closed stays as readers know it: no text is changed in silence, and nothing vanishes, moves or comes in afterwards."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from plugins.magazine.address import INTRASITE, find
from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.bookings import free_in
from plugins.magazine.issue import Issue, open_instead
from plugins.magazine.lock import Entry, Lock, LockedInsertion, LockedIssue, LockedLetter, LockedStory, Reads
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.picture import is_picture
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.remembered import remembered
from plugins.magazine.run import HELD, ON_THE_PAGE, WITHDRAWN, Placed, Run
from plugins.magazine.story import Story
from plugins.magazine.wording import LENGTH, marked, paragraphs

# Errors also where no reader has the issue yet: it was closed
RULES = frozenset({"lock", "closed-story", "closed-text", "closed-id", "closed-address", "closed-issue", "closed-insertion"})
_PARTS = {
    "title": "headline",
    "summary": "standfirst",
    "in_brief": "case in brief",
    "body": "text",
    "pictures": "pictures",
    "byline": "byline",
}
_FIELDS = {"pictures": "image", "byline": "authors"}


def reads_of(magazine: Magazine, story: Story) -> Reads:
    """What a reader reads of a story today."""
    return Reads.of(story.wording, _pictures(magazine, story), _byline(magazine, (*story.header.authors, story.header.translator)))


def reads_of_insertion(magazine: Magazine, booking: Booking, one: Insertion) -> str:
    """The mark of what an insertion was printed as."""
    image = [one.image.alt or "", _file(magazine, one.image.src)] if one.image else []
    return marked([booking.advertiser, one.slot, one.headline, one.text, one.url, *image])


def letter_of(issue: Issue) -> str:
    """The mark of an editor's letter and of what stands above it."""
    return marked([issue.theme, issue.summary, *paragraphs(issue.letter)])


def entries_of(magazine: Magazine, run: Run, issue: Issue) -> Iterator[Entry]:
    """The lock of an issue as it reads now."""
    for placed in run.placed.values():
        if placed.issue is issue and placed.state != HELD:
            yield entry_of(magazine, run, placed.story)
    yield from insertions_of(magazine, issue.number)
    yield LockedLetter(letter=letter_of(issue))
    yield LockedIssue(issue=issue.number, date=issue.date)


def insertions_of(magazine: Magazine, number: int) -> Iterator[LockedInsertion]:
    """The advertisements of an issue as they read now."""
    for booking, one in _insertions(magazine, number):
        yield LockedInsertion(insertion=booking.slug, reads=reads_of_insertion(magazine, booking, one))


def entry_of(magazine: Magazine, run: Run, story: Story) -> LockedStory:
    """One story as it reads now."""
    corrections = len(story.header.corrections)
    return LockedStory(story=story.id, address=run.address(story), corrections=corrections, reads=reads_of(magazine, story))


@remembered
def locked(magazine: Magazine) -> frozenset[str]:
    """The files whose words are under lock."""
    ids = {id for lock in magazine.locks for id in lock.stories}
    numbers = {lock.number for lock in magazine.locks}
    issues = (issue.path for issue in magazine.issues if issue.number in numbers)
    return frozenset([*(story.path for story in magazine.stories if story.id in ids), *issues]) if magazine.locks else frozenset()


def rules(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """Everything that is not as it was when its issue was closed."""
    if not magazine.locks:
        return
    by_id = {story.id: story for story in magazine.stories}
    old = {alias.rstrip("/") for story in magazine.stories for alias in story.header.aliases}
    closed = {lock.number: lock for lock in magazine.locks}
    for lock in magazine.locks:
        issue = run.all_issues.get(lock.number)
        if issue is None:
            message = f"#{lock.number} is closed and its file is gone: put content/issues/{lock.number}.md back"
            yield Problem(lock.path, 0, "closed-issue", message)
            continue
        found = [*_issue(lock, issue), *_booked(magazine, lock, run.day)]
        for id, entries in lock.stories.items():
            story = by_id.get(id)
            if story:
                found += _story(magazine, run, lock, entries, run.placed[story.path], old)
            elif not magazine.unread:  # it may be the file that could not be read
                found.append(_gone(magazine, run, lock, entries))
        yield from (_with_way_out(one, lock, run) for one in found)
    slugs = {id: story.slug for id, story in by_id.items()}
    for placed in run.placed.values():
        into = closed.get(placed.issue.number) if placed.issue else None
        if not into or placed.state == HELD or placed.story.id in into.stories:
            continue
        translates = placed.story.slug in (slugs.get(id) for id in into.stories)  # which may come at any time
        if not translates and not _former(run, placed, into, by_id):
            message = f"#{into.number} is closed and this story was not in it: {open_instead(magazine.issues, run.day)}"
            yield _with_way_out(Problem(placed.story.path, placed.story.line("issue"), "closed-story", message), into, run)


def _with_way_out(problem: Problem, lock: Lock, run: Run) -> Problem:
    """What may also be done as long as nobody has read the issue; an early story is out before it."""
    placed = run.placed.get(problem.path)
    if run.day >= lock.date or problem.severity != ERROR or placed and placed.state in ON_THE_PAGE:
        return problem
    return problem._replace(message=f"{problem.message}; or, before {lock.date}, desk close {lock.number} --again locks it as it is now")


def _issue(lock: Lock, issue: Issue) -> Iterator[Problem]:
    if issue.date != lock.date:
        message = f"#{lock.number} is closed, and came out on {lock.date}, not on {issue.date}: write `date: {lock.date}`"
        yield Problem(issue.path, issue.manuscript.line("date"), "closed-issue", message)
    if lock.letters and letter_of(issue) not in lock.letters:
        message = f"the editor's letter, or what stands above it, was changed since #{lock.number} was closed: say so in the next issue, "
        message += f"and have it written down (desk close {lock.number} --again)"
        yield Problem(issue.path, issue.manuscript.body_line, "closed-letter", message, WARNING)


def _gone(magazine: Magazine, run: Run, lock: Lock, entries: tuple[LockedStory, ...]) -> Problem:
    """A story that nobody has any more by its id: it is another one's now, or the story is gone."""
    last = entries[-1]
    there = next((story for story in magazine.stories if run.address(story) == last.address), None)
    if there:
        message = f"its id was another when #{lock.number} was closed, and readers know it by that: write `id: {last.story}`"
        return Problem(there.path, there.line("id"), "closed-id", message)
    message = f"the story of {last.address} was printed in #{lock.number} and is not here: put its file back, with `id: {last.story}`"
    return Problem(lock.path, lock.line(last.story), "closed-story", f"{message}; desk withdraw takes one back")


def _former(run: Run, placed: Placed, lock: Lock, by_id: dict[str, Story]) -> bool:
    """Whether a story with another id is one that the lock knows, of which that is said already."""
    address = run.address(placed.story)
    return any(entries[-1].address == address and id not in by_id for id, entries in lock.stories.items())


def _story(magazine: Magazine, run: Run, lock: Lock, entries: tuple[LockedStory, ...], placed: Placed, old: set[str]) -> Iterator[Problem]:
    story, number = placed.story, lock.number
    problem = partial(Problem, story.path)
    if placed.state == WITHDRAWN or story.header.withdrawn:
        return  # readers get a notice in its place, under its id
    if placed.issue is None or placed.issue.number != number:
        yield problem(story.line("issue"), "closed-story", f"it was printed in #{number}, which is closed: write `issue: {number}`")
    elif placed.state == HELD:
        message = f"it was printed in #{number}, which is closed, and is held ({placed.why}): mend that, or take it back (desk withdraw)"
        yield problem(story.line("status"), "closed-story", message)
    for address in dict.fromkeys(one.address for one in entries):
        if address != run.address(story) and address.rstrip("/") not in old:
            message = f"{address} was its address when #{number} was closed, and leads nowhere now: write `aliases: [{address}]`"
            yield problem(story.line("slug"), "closed-address", message)
    last = entries[-1].corrections
    if len(story.header.corrections) < last:
        message = f"a correction was taken out, and readers were told of it: put it back (#{number} is closed)"
        yield problem(story.line("corrections"), "closed-text", message)
        return
    before, now = [one.reads for one in entries if one.corrections == last], reads_of(magazine, story)
    if now in before:
        return
    if len(story.header.corrections) > last:
        message = f"it was corrected since #{number} was closed: have it written down how it reads now (desk close {number} --again)"
        yield problem(story.line("corrections"), "corrected", message, WARNING)
        return
    parts = [part for part in Reads._fields if getattr(now, part) != getattr(before[-1], part)]
    said = ", its ".join(_PARTS[part] for part in parts)
    language = "" if story.lang == magazine.masthead.language else f" --lang {story.lang}"
    line = story.manuscript.body_line if parts[0] == "body" else story.line(_FIELDS.get(parts[0], parts[0]))
    message = f"it reads differently than when #{number} was closed (its {said}): say what was changed and why "
    yield problem(line, "closed-text", f"{message}(desk correct {story.slug}{language} --text ...), or put it back")


def _booked(magazine: Magazine, lock: Lock, day: date) -> Iterator[Problem]:
    """The advertisements of a closed issue; one that was found to be missing may be said to have missed it."""
    missed = {b.slug for b in magazine.bookings for one in b.insertions if one.issue == lock.number and one.missed}
    seen = set()
    for booking, one in _insertions(magazine, lock.number):
        seen.add(booking.slug)
        line = booking.line(one)
        if booking.slug not in lock.insertions:
            message = f"#{lock.number} is closed and this advertisement was not in it: {free_in(magazine, one.slot, day)}"
            yield Problem(booking.path, line, "closed-insertion", message)
        elif reads_of_insertion(magazine, booking, one) not in lock.insertions[booking.slug]:
            message = f"the advertisement was another when #{lock.number} was closed: put it back, "
            message += "and write what is new into an insertion to come (`- {issue: ..., headline: ...}`)"
            yield Problem(booking.path, line, "closed-insertion", message)
    for slug in sorted(lock.insertions.keys() - seen - missed):
        message = f"`{slug}` had an advertisement in #{lock.number}, which is closed, and it is gone: put `issue: {lock.number}` back "
        message += f"into content/adverts/{slug}.yml, or say there why it was missed"
        yield Problem(lock.path, lock.line(slug), "closed-insertion", message)


def _insertions(magazine: Magazine, number: int) -> Iterator[tuple[Booking, Insertion]]:
    for booking in magazine.bookings:
        yield from ((booking, one) for one in booking.insertions if one.issue == number and not one.missed)


def _byline(magazine: Magazine, names: tuple[str, ...]) -> str:
    """The names as they are printed."""
    cards = ((name, magazine.directory.person(name)) for name in names if name)
    return marked([card.name if card else name for name, card in cards])


def _pictures(magazine: Magazine, story: Story) -> str:
    """The pictures of a story with what stands below them, by what is in their files and not by how these are called."""
    image, said = story.header.image, []
    if image:
        said += [image.alt or "", image.caption, image.credit, _file(magazine, image.src)]
    for link in magazine.links.get(story.path, ()):
        inside = INTRASITE.match(link.target)
        name = find(inside[2].strip(), story.source) if inside else find(link.target, "")
        if name in magazine.files and (link.picture or is_picture(name)):
            said.append(_file(magazine, name))
    return marked(said) if said else ""


def _file(magazine: Magazine, name: str) -> str:
    """The mark of a picture's bytes; of one that is not there, none."""
    known = magazine.originals.get(name)
    if known and known.mark:
        return known.mark[:LENGTH]
    return mark_of_bytes((magazine.content / name).read_bytes())[:LENGTH] if name in magazine.files else ""
