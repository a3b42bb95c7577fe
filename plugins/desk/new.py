"""A new file is a good start: every field that the magazine knows, and a remark where one helps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plugins.desk import draft
from plugins.desk.header import scalar
from plugins.desk.house import CONTENT, Refused, shown, write_new
from plugins.desk.numbered import open_issue
from plugins.magazine import directory, issue, story
from plugins.magazine.magazine import Magazine
from plugins.magazine.ordinary import slugify


def new_story(words: str, magazine: Magazine, root: Path, day: date, author: str = "", number: int | None = None) -> Path:
    """Writes an unfinished story and returns its file; raises Refused where it is there already."""
    slug = address(words)
    there = next((one for one in magazine.stories if one.slug == slug), None)
    if there:
        raise Refused(there.path, f"a story called `{slug}` is here already: choose another title")
    meant = open_issue(number, magazine, day) if number is not None else None
    open_now = next((one.number for one in magazine.issues if one.takes(day)), "")
    year = (meant.date if meant else day).year
    known = magazine.directory.person(author)
    lines = [
        "---",
        f"title: {scalar(words)}",
        f"authors: [{scalar(known.slug if known else slugify(author), listed=True) if author else ''}]   # people, by file name",
        "summary:                        # the standfirst, one or two sentences",
        *draft.choice("# topics, one to three:", magazine.vocabulary.topics),
        "tags: []",
        "status: draft                   # take this line out when the story is ready",
        f"issue: {number}" if number else f"{f'# issue: {open_now}':32}# else the one that collects its date",
        f"date: {day.isoformat()}",
        "# early: true                   # printed on its own date, before its issue",
        '# image: {src: images/press.jpg, alt: "what it shows", caption: "", credit: ""}',
        "# lang: en",
        "# slug:                         # its address, where that is not the file name",
        "# category:                     # a department: " + ", ".join(magazine.vocabulary.departments),
        "# businesses: []                # those it tells of, by file name",
        '# first_published: {date: 2018-03-20, where: "", url: "", permission: ""}',
        "# translator:                   # a person or a name",
        *draft.case_lines(magazine),
        "---",
        "",
    ]
    return _write(root, f"{story.FOLDER}/{year}/{slug}.md", lines)


def new_issue(words: str, magazine: Magazine, root: Path, day: date) -> Path:
    """Writes the issue after the last one, with its theme. The first collects from today on: what is out already stays where it is."""
    last = magazine.issues[-1] if magazine.issues else None
    number = last.number + 1 if last else 1
    coming = magazine.masthead.later(last.date if last else day, 1)
    deadline, since = issue.usual_deadline(coming), issue.window_begins(last, coming, magazine.masthead) if last else day
    lines = [
        "---",
        f"number: {number}",
        f"theme: {scalar(words)}",
        "summary:                        # one sentence that makes a reader want it",
        f"# date: {coming}              # follows from the issue before"
        if last
        else f"date: {coming}                # write another day where it is to begin sooner or later",
        f"# deadline: {deadline}          # two weeks before",
        f"# period: {magazine.masthead.period(coming)}",
        f"{'# ' if last else ''}collects: {{from: {since}, until: {deadline}, tags: [], categories: []}}",
        "# lead:                         # the story it opens with",
        "# ink:                          # a name of the masthead's inks, or a hue from 0 to 359",
        "# cover:",
        "order: []                       # slugs, in running order; the rest follow by date",
        "---",
        "",
    ]
    return _write(root, f"{issue.FOLDER}/{number}.md", lines)


def new_card(kind: str, words: str, root: Path) -> Path:
    """Writes a person or a business; ``kind`` is ``people`` or ``businesses``."""
    person = kind == directory.PEOPLE
    lines = [
        "---",
        f"name: {scalar(words)}",
        f"role:                           # {'as in: Editor and publisher' if person else 'what it does, in two or three words'}",
        *(["business:                       # by file name below businesses/"] if person else []),
        "telephone:",
        "email:                          # only where it is meant to be public",
        "website:                        # with https://",
        "postal_address:",
        f'# {"portrait" if person else "logo"}: {{src: images/{address(words)}.jpg, alt: "what it shows"}}',
        "---",
        "",
    ]
    return _write(root, f"{kind}/{address(words)}.md", lines)


def address(words: str) -> str:
    """The file name that a title or a name gives; raises Refused where no letter is left of it."""
    slug = slugify(words)
    if not slug:
        raise Refused(CONTENT, f"`{words}` has no letters to make an address of: use some words")
    return slug


def _write(root: Path, below: str, lines: list[str]) -> Path:
    file = root / CONTENT / below
    if file.exists():
        raise Refused(shown(file, root), "it is there already, and nothing is ever written over: choose other words")
    write_new({file: "\n".join(line.rstrip() for line in lines)}, root)
    return file
