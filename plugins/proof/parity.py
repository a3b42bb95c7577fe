"""Holds every finished edition against its issue: what one reader is given, no other goes without."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html import unescape

from plugins.magazine.due import (
    SAID,
    Due,
    StoryDue,
    corrections,
    editors_letter,
    held,
    in_words,
    insertions,
    promises,
    story_due,
    title_due,
    withheld,
)
from plugins.magazine.edition import leading
from plugins.magazine.fits import SUMMARY, TITLE, WHOLE, fit_said
from plugins.magazine.issue import Issue
from plugins.magazine.leaf import Leaf, bare, marks_of_picture
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, Printed
from plugins.magazine.passages import passages
from plugins.magazine.picture import is_drawing
from plugins.magazine.problem import Problem
from plugins.magazine.run import WITHDRAWN, Placed, Run
from plugins.magazine.typography import runs_leftward
from plugins.proof import web
from plugins.proof.entries import entries
from plugins.proof.medium import BOUND, FEED, LETTER, RULE, Copy, Medium
from plugins.proof.reading import SHORT, Reading, Stretch

_LINK = re.compile(r'<a\b[^<>]*?\shref="(https?://[^"]*)"')
_HOLDS = re.compile(r'\bdata-holds="([^"]*)"')
ENOUGH = 30  # characters that no two texts have in common by chance
Found = Iterator[tuple[str, Problem]]


def check(magazine: Magazine, day: date, printed: Printed) -> Found:
    """Everything that an edition lacks, and every story in one whose client did not agree to it. A preview has no editions."""
    if magazine.preview:
        return
    yield from web.check(magazine, day, printed)
    run, ask = magazine.run(day), Asked(magazine, day, printed)
    editions, whole = _editions(magazine, run), set[tuple[int, str]]()
    for address, (issue, medium) in editions.items():
        copy = Copy(magazine, Page(address, "", None), issue, medium)
        if copy.page.file not in printed.files:
            message = f"{copy.name} is not there: name its plugin in PLUGINS (pelicanconf.py), or take it out of the masthead's `editions`"
            yield copy.page.file, Problem(issue.path, 0, RULE, message)
    for page in printed.others:
        if page.address in editions:
            leaves = [Leaf(*one) for one in printed.sheet(page.file).leaves]
            yield from ask.of(Copy(magazine, page, *editions[page.address]), leaves)
        elif "feed" in magazine.masthead.editions and page.address.startswith("/feeds/issues."):
            for issue, html in entries(page.address, printed.read(page.file), magazine, run.issues):
                if (issue.number, html) not in whole:  # one feed says what the others say
                    found = list(ask.of(Copy(magazine, page, issue, FEED), [web.leaf(html, magazine, printed)]))
                    yield from found
                    if not found:
                        whole.add((issue.number, html))
    for page, _ in printed.sheets:
        if page.address in editions:
            html = printed.read(page.file).decode("utf-8", "replace")
            holds = _HOLDS.search(html)
            leaf = web.leaf(html, magazine, printed)
            yield from ask.of(Copy(magazine, page, *editions[page.address]), [leaf], unescape(holds[1]) if holds else "")


def _editions(magazine: Magazine, run: Run) -> dict[str, tuple[Issue, Medium]]:
    """What the masthead asks for besides web and feed, by address."""
    asked, found = magazine.masthead.editions, dict[str, tuple[Issue, Medium]]()
    for issue in run.issues:
        stem = f"{issue.address}{magazine.masthead.stem}-{issue.number}"
        found |= {f"{stem}.{kind}": (issue, medium) for kind, medium in BOUND.items() if kind in asked}
        if "letter" in asked:
            found[f"{issue.address}letter/"] = (issue, LETTER)
    return found


class Asked:
    """Asks one edition after another for all that is due in it. What is due is worked out once."""

    def __init__(self, magazine: Magazine, day: date, printed: Printed):
        self.magazine, self.printed, self.run = magazine, printed, magazine.run(day)
        self.story = cache(lambda path: story_due(magazine, day, self.run.placed[path]))
        self.title = cache(lambda path: title_due(magazine, self.run.placed[path]))
        self.insertions = cache(lambda number: tuple(insertions(magazine, self.run.all_issues[number])))
        self.print_of = cache(self._print_of)

    def of(self, copy: Copy, leaves: list[Leaf], holds: str = "") -> Found:
        """Everything that is wrong with one edition; of a letter ``holds`` is what it says of its own length."""
        medium, booked = copy.medium, self.insertions(copy.issue.number)
        if not medium.shows:
            booked = tuple(one._replace(picture="") for one in booked)
        placed = held(self.run, copy.issue, medium.scope)
        fit, lead = fit_said(holds, len(placed)), leading(copy.issue, placed)
        placed = placed[: fit.most]
        due_of = self.story if medium.whole else self.title
        medium.put(" ".join(due_of(one.story.path).text for one in placed))  # all signs are asked for at once
        stories = [in_words(due_of(one.story.path), medium.put) for one in placed]
        pictures = [one for each in stories for one in each.pictures] if medium.shows else []
        prints: dict[str, set[str]] = {}
        for due in (*booked, *pictures):  # several may say different things of one picture
            prints.setdefault(due.picture, set()).update(self.print_of(due.picture, due.alt) if due.picture else ())
        reading = Reading(leaves, prints, [one.story.passages[0].words for one in stories] if medium.whole else ())
        before: tuple[int, StoryDue] | None = None  # the last story that has its own place
        for one, stretch in zip(stories, reading.stretches(stories), strict=True):
            how = (fit.lead if lead and one.story.path == lead.story.path else fit.rest) if medium.whole else TITLE
            lacks = self._lacks(reading, one, stretch, how, medium.put)
            if stretch.start is not None and how == WHOLE:
                if not lacks and before and stretch.start < before[0]:
                    lacks = f"its place behind `{before[1].placed.story.slug}` in the running order"
                before = stretch.start, one
            if lacks:
                yield copy.lacks(one.story, lacks)
                continue
            beside = f" beside `{one.placed.story.slug}`"
            for due in (*one.cards, *one.corrections, *one.replies) if how == WHOLE else ():
                if lacks := reading.lacks(due, stretch.leaves):
                    yield copy.lacks(due, lacks, beside)
            for due in one.pictures if how == WHOLE and pictures else ():
                # a picture that lies elsewhere is nowhere to be known by; the letter leads to one that it cannot show
                if (
                    prints[due.picture]
                    and (lacks := reading.lacks(due, stretch.leaves))
                    and not reading.leads(self.magazine.masthead.absolute(due.picture))
                ):
                    yield copy.lacks(due, lacks, beside)
        letter = editors_letter(self.magazine, copy.issue) if fit.letter else ()
        told = (*corrections(self.run, copy.issue, medium.scope), *promises(self.run, copy.issue, medium.scope))
        others = [in_words(one, medium.put) for one in (*letter, *booked, *told)]
        for due in others:
            if lacks := reading.lacks(due):
                yield copy.lacks(due, lacks)
        yield from _doubled(copy, reading, stories, others)
        for other in withheld(self.run, copy.issue, medium.scope) if medium.scope else ():
            yield from self._withheld(copy, reading, other, stories)

    def _lacks(self, reading: Reading, one: StoryDue, stretch: Stretch, how: str, put: Callable[[str], str]) -> str:
        """What of a story an edition lacks that holds so much of it."""
        lacks = reading.lacks(one.story) or reading.first_lacking((*one.byline, *(one.above[:1] if how == SUMMARY else ())), stretch.leaves)
        if lacks or how != WHOLE:
            return lacks
        if not stretch.titled:
            return f"its title above its text (\u201c{one.story.passages[0].words}\u201d)"
        said = " ".join(passage.words for passage in (*one.above, *passages(one.text)))
        for name in one.byline:  # which also stands on a card, and may in the text
            cards = sum(due.passages[0].words == name.words for due in one.cards)
            if not runs_leftward(name.words) and reading.times(name.words, stretch.leaves) < 1 + cards + bare(said).count(bare(name.words)):
                return f"{name.name} (\u201c{name.words}\u201d)"
        lacks = reading.first_lacking((*one.above, *one.credits, *in_words(passages(one.text), put)), stretch.leaves)
        elsewhere = (unescape(link) for link in _LINK.findall(one.text))
        return lacks or next((f"where it leads ({link})" for link in elsewhere if not reading.leads(link)), "")

    def _withheld(self, copy: Copy, reading: Reading, placed: Placed, stories: list[StoryDue]) -> Found:
        """A story that must not be there, known by any of its words that no other story has."""
        story, others = placed.story, Reading([Leaf("", one.words) for each in stories for one in (*each.above, *passages(each.text))], {})
        withheld = self.story(story.path)
        for passage in (*withheld.above, *passages(withheld.text)):
            if len(passage.words) >= ENOUGH and reading.holds(passage.words) and not others.holds(passage.words):
                gone = placed.state == WITHDRAWN
                why = "it was taken back" if gone else "its client did not agree to that"
                message = f"the story stands in {copy.name}, and {why}: {passage.name} was found (\u201c{passage.words}\u201d); "
                message += f"see that {copy.medium.template} leaves it out"
                line = story.line("withdrawn") if gone and story.header.withdrawn else story.line("consent", "scope")
                yield copy.page.file, Problem(story.path, line, RULE, message)
                return

    def _print_of(self, address: str, alt: str) -> set[str]:
        """The marks under which a picture may stand, of its bytes as they are printed for the web."""
        file = Page(address, "", None).file
        return marks_of_picture(self.printed.read(file), alt, is_drawing(address)) if file in self.printed.files else set()


def _doubled(copy: Copy, reading: Reading, stories: list[StoryDue], others: list[Due]) -> Found:
    """Every story that begins and ends, and every insertion whose words stand there, more often than all texts have them together.

    Of an insertion that is artwork alone nothing is told.
    """
    head, texts = copy.magazine.masthead, [passages(one.text) for one in stories]
    heads = [one.words for each in stories for one in (*each.story.passages, *each.byline, *each.above)]
    often = bare(" ".join([head.name, head.tagline, head.publisher, copy.issue.theme, *heads]))  # stands wherever a template says it again
    beside = [*others, *(due for each in stories for due in (*each.pictures, *each.cards, *each.corrections, *each.replies))]
    said = [one.words for text in (*texts, *(due.passages for due in beside)) for one in text]
    everything = bare(" ".join(said))

    def doubled(words: str) -> bool:
        return bare(words) not in often and reading.times(words) > everything.count(bare(words))

    ends = [(one.story, [text[at].words for at in (0, -1)] if text else [""], ENOUGH) for one, text in zip(stories, texts, strict=True)]
    booked = [
        (due, [one.words for one in due.passages if one.name in SAID and len(bare(one.words)) >= SHORT], SHORT)
        for due in others
        if due.booked
    ]
    for due, known, least in (*ends, *booked):
        if known and all(len(words) >= least and doubled(words) for words in known):
            message = f"{due.what} stands twice in {copy.name}; see that {copy.medium.template} has it once"
            yield copy.page.file, Problem(due.path, due.line(), RULE, message)
