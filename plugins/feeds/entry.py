"""A feed entry is a story, or an issue, as a subscriber gets it: the whole text, and all that a reader sorts it by."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape

from plugins.feeds.adverts import advertisements
from plugins.feeds.afterwards import below_a_story, below_an_issue, linked
from plugins.feeds.view import Author, Category, Enclosure, Entry, printable
from plugins.magazine.credits import credits
from plugins.magazine.edition import edition_files
from plugins.magazine.furniture import in_brief, withdrawn_notice
from plugins.magazine.galley import Text
from plugins.magazine.issue import Issue
from plugins.magazine.line import issue_ref
from plugins.magazine.listing import Ref, byline, department_ref, topic_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.pictures import length_of, picture
from plugins.magazine.run import WITHDRAWN, Placed, Run

SUMMARY_WORDS = 50  # of a story without a standfirst, as Pelican does it
# the machine's own table of media types differs from one machine to the next
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def story_entry(magazine: Magazine, run: Run, placed: Placed, identity: str, updated: datetime) -> Entry:
    """A story in its own language; of one that was withdrawn nothing but the notice is left, under the same id."""
    story, magazine = placed.story, magazine.speaking(placed.story.lang)
    address = magazine.masthead.absolute(run.address(story))
    bare = Entry(identity, address, magazine.says.gettext("Withdrawn"), language_tag(story.lang), placed.published, updated, (), (), "", ())
    if placed.state == WITHDRAWN:
        notice = withdrawn_notice(magazine, placed)
        return printable(bare._replace(summary=notice, parts=(_paragraph(notice),)))
    image = story.header.image
    shown = enclosure(magazine, image.src) if image else None
    galley = magazine.galley(story)
    title = magazine.words(story, story.title)
    summary = magazine.words(story, story.header.summary) or galley.first_words(SUMMARY_WORDS) or title
    below = (_credits(magazine, run, placed), below_a_story(magazine, run, placed))
    parts = [part for part in (_in_brief(magazine, placed), _figure(magazine, placed, shown), galley.text, *below) if part]
    entry = bare._replace(
        title=title,
        authors=tuple(_author(magazine, ref) for ref in byline(magazine, placed)),
        categories=_categories(magazine, placed),
        summary=summary,
        parts=tuple(parts) or (_paragraph(summary),),
        image=shown.address if shown else "",
        enclosures=(shown,) if shown else (),
    )
    return printable(entry)


def issue_entry(magazine: Magazine, run: Run, issue: Issue, updates: dict[str, datetime]) -> Entry:
    """An issue: its cover, the editor's letter, its contents in running order, its advertisements, and its editions as files."""
    head, ref = magazine.masthead, issue_ref(magazine, issue)
    address, cover = head.absolute(issue.address), head.absolute(f"{issue.address}cover.svg")
    contents = run.in_issue(issue)
    # a minute after the first of the running order, so that it stands apart from every story
    appeared = head.midnight(issue.date) + timedelta(minutes=len(run.contents[issue.number]))
    name = f"{ref.label}, {ref.period}" + (f": {ref.theme}" if ref.theme != ref.label else "")
    shown = magazine.says.gettext("The cover of %(issue)s") % {"issue": name}
    parts: list[str | Text] = [
        f'<p><img src="{escape(cover)}" alt="{escape(shown)}"></p>',
        magazine.galley(issue).text,
        "<ol>\n" + "\n".join(_line(magazine, run, placed) for placed in contents) + "\n</ol>" if contents else "",
        below_an_issue(magazine, run, issue),
        advertisements(magazine, run, issue),
    ]
    entry = Entry(
        id=f"tag:{head.authority}:issues/{issue.number}",
        address=address,
        title=name,
        language=language_tag(head.language),
        published=appeared,
        # the list of contents changes when a story is taken back, and with nothing else that happens to one
        updated=max([appeared, *(updates[p.story.path] for p in contents if p.state == WITHDRAWN)]),
        authors=(magazine_author(magazine),),
        categories=(),
        summary=ref.summary or name,
        parts=tuple(part for part in parts if part),
        image=cover,
        enclosures=tuple(Enclosure(head.absolute(one.address), one.media_type, one.size) for one in edition_files(magazine, issue)),
    )
    return printable(entry)


def magazine_author(magazine: Magazine) -> Author:
    """Whom a feed is by: the publisher, or the magazine itself."""
    return Author(magazine.masthead.imprint, magazine.masthead.absolute("/"))


def language_tag(language: str) -> str:
    """A language as feeds name it (BCP 47): ``pt-BR`` for ``pt_BR``; nothing for a word that is no such name."""
    tag = language.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _paragraph(words: str) -> str:
    return f"<p>{escape(words, quote=False)}</p>"


def _in_brief(magazine: Magazine, placed: Placed) -> str:
    items = [f"<li><strong>{label}:</strong> {escape(words, quote=False)}</li>" for label, words in in_brief(magazine, placed)]
    return "<ul>\n" + "\n".join(items) + "\n</ul>" if items else ""


def _credits(magazine: Magazine, run: Run, placed: Placed) -> str:
    """Who translated it, from what, and where it appeared first; nothing of most stories."""
    said, say, lines = credits(magazine, run.day, placed), magazine.says, []
    absolute = magazine.masthead.absolute
    if said.translator.label:
        who = said.translator
        name = linked(who.label, absolute(who.address)) if who.address else escape(who.label, quote=False)
        lines.append(say.gettext("Translated by %(name)s.") % {"name": name})
    if said.original:
        link = linked(said.original.name, absolute(said.original.address))
        lines.append(say.gettext("The original:") + f" {link}.")
        if said.original.changed:
            older = say.gettext("It was changed on %(day)s, after this translation was made.")
            lines.append(older % {"day": said.original.changed})
    if said.first_published:
        link = linked(said.first_published, said.first_url) if said.first_url else escape(said.first_published, quote=False)
        lines.append(say.gettext("First published:") + f" {link}.")
    return f"<p>{' '.join(lines)}</p>" if lines else ""


def _figure(magazine: Magazine, placed: Placed, shown: Enclosure | None) -> str:
    image = placed.story.header.image
    if not image or not shown:
        return ""
    words = [magazine.words(placed.story, text) for text in (image.caption, image.credit) if text]
    caption = f"<figcaption>{escape(' '.join(words), quote=False)}</figcaption>" if words else ""
    return f'<figure><img src="{escape(shown.address)}" alt="{escape(image.alt or "")}">{caption}</figure>'


def enclosure(magazine: Magazine, source: str) -> Enclosure | None:
    """A story's picture as it is printed; none where there is no such file, which the proof has said already."""
    shown = picture(magazine, source) if source in magazine.files else None
    if not shown:
        return None
    suffix = shown.address.rpartition(".")[2].lower()
    length = length_of(magazine, source) or magazine.files[source]
    return Enclosure(magazine.masthead.absolute(shown.address), MEDIA_TYPES.get(suffix, "application/octet-stream"), length)


def _author(magazine: Magazine, ref: Ref) -> Author:
    return Author(ref.label, magazine.masthead.absolute(ref.address) if ref.address else "")


def _categories(magazine: Magazine, placed: Placed) -> tuple[Category, ...]:
    """The department and the topics, in the language of the story where the vocabulary has it."""
    vocabulary, language = magazine.vocabulary, placed.story.lang
    refs = [("departments", department_ref(magazine, placed)), *(("topics", topic_ref(magazine, tag)) for tag in placed.story.header.tags)]
    found: dict[str, Category] = {}
    for kind, ref in refs:
        slug = ref.slug
        label = vocabulary.label(kind, slug, language) if slug in getattr(vocabulary, kind) else ref.label
        if label:
            found.setdefault(slug or label, Category(slug or label, label))
    return tuple(found.values())


def _line(magazine: Magazine, run: Run, placed: Placed) -> str:
    """A story in the contents of its issue."""
    story, address = placed.story, magazine.masthead.absolute(run.address(placed.story))
    if placed.state == WITHDRAWN:
        return f"<li>{linked(magazine.says.gettext('Withdrawn'), address)}</li>"
    title = linked(magazine.words(story, story.title), address)
    names = escape(", ".join(ref.label for ref in byline(magazine, placed)), quote=False)
    standfirst = magazine.words(story, story.header.summary)
    return f"<li>{title}, {names}" + (f"<br>{escape(standfirst, quote=False)}" if standfirst else "") + "</li>"
