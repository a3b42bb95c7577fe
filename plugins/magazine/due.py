"""What an edition of an issue is due to hold: the editor's letter, each story whole, each reply, insertion, correction and business card.

It is read from the content, never from what an edition is made of, so that the finished files can be held against it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from plugins.magazine.afterwards import WITHDRAWAL, Change, told_in
from plugins.magazine.comment import Comment
from plugins.magazine.conversation import conversation
from plugins.magazine.dates import long_day
from plugins.magazine.directory import Card
from plugins.magazine.edition import Scope, permits
from plugins.magazine.galley import pictures_of
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.passages import Passage, passages
from plugins.magazine.pictures import picture
from plugins.magazine.run import PRINTED, Placed, Run
from plugins.magazine.story import Story
from plugins.magazine.story_header import Correction

SAID = ("its headline", "its text")  # of an insertion, in its own words


class Due(NamedTuple):
    """One thing that must be there, with the place in the content that it comes from: its ``line`` is asked for where it is missing."""

    what: str
    path: str
    line: Callable[[], int]
    passages: tuple[Passage, ...]
    link: str = ""
    picture: str = ""  # its address
    alt: str = ""
    booked: bool = False


class StoryDue(NamedTuple):
    """A story, and what must stand with it."""

    placed: Placed
    story: Due
    byline: tuple[Passage, ...]
    credits: tuple[Passage, ...] = ()  # who translated it, and where it stood before
    above: tuple[Passage, ...] = ()  # its standfirst, its steps in brief
    text: str = ""  # all of it, as set HTML
    pictures: tuple[Due, ...] = ()  # above it and in its text
    cards: tuple[Due, ...] = ()
    corrections: tuple[Due, ...] = ()
    replies: tuple[Due, ...] = ()


def in_words(value: Any, put: Callable[[str], str]) -> Any:
    """The same, with all that must be read in the words of an edition."""
    if put is str or isinstance(value, Placed):
        return value
    if isinstance(value, Passage):
        return value._replace(words=put(value.words))
    if isinstance(value, (Due, StoryDue)):
        return type(value)(*(in_words(one, put) for one in value))
    return tuple(in_words(one, put) for one in value) if isinstance(value, tuple) else value


def title_due(magazine: Magazine, placed: Placed) -> StoryDue:
    """What must be read of a story where its title stands alone: that, and its byline. What stands above its text may be there too."""
    story, writers = placed.story, _writers(magazine, placed.story)
    title = Due("the story", story.path, partial(story.line, "title"), (Passage("its title", story.title),))
    names = [card.name for card in writers] if len(writers) == len(story.header.authors) else []
    return StoryDue(placed, title, tuple(Passage("its byline", name) for name in names), above=tuple(_above(story)))


def story_due(magazine: Magazine, day: date, placed: Placed) -> StoryDue:
    """What must be read of a story that is printed whole."""
    story = placed.story
    corrected = [(at, one) for at, one in enumerate(story.header.corrections) if one in story.corrections(day)]
    return title_due(magazine, placed)._replace(
        credits=tuple(_credits(magazine, story)),
        text=(magazine.galley(story) if placed.state == PRINTED else magazine.set(story)).html,
        pictures=tuple(_pictures(magazine, story)) if placed.state == PRINTED else (),
        cards=tuple(_card(magazine, card) for card in _writers(magazine, story)),
        corrections=tuple(_correction(magazine.language, story, at, one) for at, one in corrected),
        replies=tuple(_reply(magazine, one) for one in conversation(magazine.run(day), placed).replies),
    )


def _writers(magazine: Magazine, story: Story) -> list[Card]:
    return [card for name in story.header.authors if (card := magazine.directory.person(name))]


def withheld(run: Run, issue: Issue, scope: Scope | None) -> list[Placed]:
    """The stories of an issue that an edition must not hold: those taken back, and those whose clients did not agree to it."""
    placed = run.in_issue(issue)
    return [one for one in placed if one.state != PRINTED or scope and not permits(one, scope)]


def held(run: Run, issue: Issue, scope: Scope | None) -> list[Placed]:
    """The stories of an issue that an edition must hold, in running order."""
    return [one for one in run.in_issue(issue) if one.state == PRINTED and (not scope or permits(one, scope))]


def insertions(magazine: Magazine, issue: Issue) -> Iterator[Due]:
    """Everything that was booked for an issue."""
    for booking in magazine.bookings:
        firm = magazine.directory.businesses.get(booking.advertiser)
        for one in booking.insertions:
            if one.issue != issue.number or one.missed or not firm or one.slot not in magazine.masthead.slots:
                continue
            shown = picture(magazine, one.image.src) if one.image else None
            set_words = [*zip(SAID, (one.headline, one.text), strict=True), ("its telephone number", firm.telephone)]
            said = [("its advertiser", firm.name), *(set_words if not one.image else [])]
            yield Due(
                f"the insertion (slot `{one.slot}`)",
                booking.path,
                partial(booking.line, one),
                tuple(Passage(name, words) for name, words in said if words),
                one.url or firm.website,
                shown.address if shown else "",
                one.image.alt or "" if one.image else "",
                booked=True,
            )


def editors_letter(magazine: Magazine, issue: Issue) -> Iterator[Due]:
    """What the editor wrote for an issue, where anything was written."""
    said = passages(magazine.galley(issue).html) if issue.letter else ()
    if said:
        yield Due("the editor's letter", issue.path, lambda: issue.manuscript.opened().body_line, said)


def corrections(run: Run, issue: Issue, scope: Scope | None) -> Iterator[Due]:
    """What was put right since the issue before, of stories that stood in such an edition."""
    for change in told_in(run, issue).changes:
        story = change.placed.story
        if change.kind != WITHDRAWAL and (not scope or permits(change.placed, scope)):
            found = ((at, one) for at, one in enumerate(story.header.corrections) if (one.kind, one.date, one.text) == _of(change))
            yield from (_correction(run.masthead.language, story, at, one) for at, one in list(found)[:1])


def promises(run: Run, issue: Issue, scope: Scope | None) -> Iterator[Due]:
    """What was promised in such an edition before, and was kept since the last one, or is due."""
    told = told_in(run, issue)
    for placed, promise in (*told.kept, *told.due):
        story = placed.story
        if not scope or permits(placed, scope):
            line = partial(story.line, "promises", story.header.promises.index(promise))
            day = promise.kept if (placed, promise) in told.kept else promise.due
            when = (Passage("its day", long_day(day, run.masthead.language)),) if day else ()
            yield Due("the promise", story.path, line, (Passage("its text", promise.text), *when))


def _of(change: Change) -> tuple[str, date, str]:
    return change.kind, change.day, change.words


def _correction(language: str, story: Story, at: int, one: Correction) -> Due:
    said: tuple[Passage, ...] = (Passage("its text", one.text),)
    if not one.text or one.kind == "privacy":
        said = (Passage("the title of its story", story.title), Passage("its day", long_day(one.date, language)))
    return Due(f"the correction of {one.date}", story.path, partial(story.line, "corrections", at), said)


def _reply(magazine: Magazine, reply: Comment) -> Due:
    said = (Passage("its writer\u2019s name", reply.header.name), *passages(magazine.galley(reply).html))
    return Due("the right of reply", reply.path, lambda: reply.manuscript.opened().body_line, said)


def _pictures(magazine: Magazine, story: Story) -> Iterator[Due]:
    """The picture above a story, and those of our own in its text, as far as anything is said of them."""
    head, root = story.header.image, magazine.masthead.root
    above = picture(magazine, head.src) if head else None
    inside = pictures_of(magazine.galley(story).html)
    found = {address.removeprefix(root): words for address, words in inside if address.startswith(f"{root}/")}
    if head and above:
        found.setdefault(above.address, head.alt or "")
    under = [("its caption", head.caption), ("its credit", head.credit)] if head else []
    for address, words in found.items():
        if words:  # one without any only decorates
            said = tuple(Passage(*one) for one in under if one[1]) if above and address == above.address else ()
            yield Due(f"the picture \u201c{words}\u201d", story.path, partial(story.line, "title"), said, picture=address, alt=words)


def _credits(magazine: Magazine, story: Story) -> Iterator[Passage]:
    header = story.header
    if header.translator:
        card = magazine.directory.person(header.translator)
        yield Passage("its translator", card.name if card else header.translator)
    if header.first_published and header.first_published.where:
        yield Passage("where it was first published", header.first_published.where)


def _card(magazine: Magazine, card: Card) -> Due:
    firm = magazine.directory.businesses.get(card.business)
    said = [("the name", card.name), ("the role", card.role), ("the business", firm.name if firm else "")]
    said.append(("the telephone number", magazine.directory.reach(card).telephone))
    found = tuple(Passage(name, words) for name, words in said if words)
    return Due(f"the business card of {card.name}", card.path, partial(card.manuscript.line, "name"), found)


def _above(story: Story) -> Iterator[Passage]:
    """What stands between a story's title and its text."""
    if story.header.summary:
        yield Passage("its standfirst", story.header.summary)
    brief = story.header.in_brief
    for name in ("problem", "action", "outcome", "lesson"):
        if brief and getattr(brief, name):
            yield Passage(f"its {name} in brief", getattr(brief, name))
