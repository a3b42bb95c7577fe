"""Looks for every story of an issue on the web: in its contents, and whole on a page of its own; and for all else on the issue's page."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape

from plugins.magazine.due import StoryDue, corrections, editors_letter, held, promises, story_due
from plugins.magazine.issue import Issue
from plugins.magazine.leaf import Leaf, leaf_of_html
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.page import Page, Printed
from plugins.magazine.passages import passages
from plugins.magazine.problem import Problem
from plugins.magazine.run import PRINTED, Placed, Run
from plugins.proof.medium import WEB, Copy
from plugins.proof.reading import Reading

_SHEET = re.compile(r'<link\b[^<>]*\brel="stylesheet"[^<>]*\bhref="([^"]*)"|<link\b[^<>]*\bhref="([^"]*)"[^<>]*\brel="stylesheet"')
_MAY_HIDE = re.compile(r"<!--|<(?:template|noscript)\b|<[^<>]*\s(?:hidden\b|style=)")


def check(magazine: Magazine, day: date, printed: Printed) -> Iterator[tuple[str, Problem]]:
    """All of a printed issue that its page lacks, every story that its contents do not lead to, or that is not whole on its page."""
    run, root = magazine.run(day), magazine.masthead.root
    issues = {issue.address: issue for issue in run.issues}
    stories: dict[str, tuple[Issue, Placed]] = {}
    for issue in run.issues:
        stories |= {run.address(one.story): (issue, one) for one in run.in_issue(issue) if one.state == PRINTED}
    for page, sheet in printed.sheets:
        if page.address in issues:
            copy = Copy(magazine, page, issues[page.address], WEB)
            for placed in held(run, copy.issue, None):
                address = root + run.address(placed.story)
                if address not in sheet.links:
                    yield copy.lacks(story_due(magazine, day, placed).story, f"its place in the contents ({address})")
            yield from _issue(copy, run, printed)
        elif page.address in stories:
            issue, placed = stories[page.address]
            yield from _story(Copy(magazine, page, issue, WEB), story_due(magazine, day, placed), printed)


def _issue(copy: Copy, run: Run, printed: Printed) -> Iterator[tuple[str, Problem]]:
    """The editor's letter, and what became of earlier stories since the issue before."""
    letter, told = tuple(editors_letter(copy.magazine, copy.issue)), (*corrections(run, copy.issue, None), *promises(run, copy.issue, None))
    html = printed.read(copy.page.file).decode("utf-8", "replace") if letter or told else ""
    plain = not letter or copy.magazine.galley(copy.issue).html.strip() in html
    if plain and not _MAY_HIDE.search(html) and all(_stands(html, one.words) for due in told for one in due.passages):
        return
    reading = Reading([leaf(html, copy.magazine, printed)], {})
    for due in (*letter, *told):
        if lacks := reading.lacks(due):
            yield copy.lacks(due, lacks)


def _story(copy: Copy, one: StoryDue, printed: Printed) -> Iterator[tuple[str, Problem]]:
    magazine, story = copy.magazine, one.placed.story
    html = printed.read(copy.page.file).decode("utf-8", "replace")
    beside = (*one.cards, *one.corrections, *one.replies)
    words = [passage.words for due in (one.story, *beside) for passage in due.passages]
    words += [passage.words for passage in (*one.byline, *one.credits, *one.above)]
    # thousands of pages are whole, and of these it is soon seen
    seen = html.partition("<main")[2].partition("</main")[0] or html.partition("<body")[2]
    plain = magazine.galley(story).html.strip() in seen and not _MAY_HIDE.search(html)
    if plain and all(_stands(seen, each) or _stands(seen, magazine.words(story, each)) for each in words):
        return
    reading = Reading([leaf(html, magazine, printed)], {})
    if lacks := reading.lacks(one.story) or reading.first_lacking((*one.byline, *one.credits, *one.above, *passages(one.text))):
        yield copy.lacks(one.story, lacks)
    for due in beside:
        if lacks := reading.lacks(due):
            yield copy.lacks(due, lacks, f" beside `{story.slug}`")


def _stands(html: str, words: str) -> bool:
    return words in html or escape(words, quote=False) in html


def leaf(html: str, magazine: Magazine, printed: Printed) -> Leaf:
    """A page as it is seen, with the stylesheets that it names; its pictures are known by their bytes, as far as they are ours."""
    head = magazine.masthead

    def file(address: str) -> str:
        path = address.removeprefix(head.url) if address.startswith(head.url) else address.removeprefix(head.root)
        return Page(path, "", None).file if path.startswith("/") else ""

    def picture(address: str) -> str:
        name = file(address)
        return mark_of_bytes(printed.read(name)) if name and name in printed.files else ""

    sheets = (file(one or other) for one, other in _SHEET.findall(html))
    styles = "\n".join(printed.read(name).decode("utf-8", "replace") for name in sheets if name and name in printed.files)
    return leaf_of_html(html, "", styles, picture)
