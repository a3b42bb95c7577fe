"""An edition is an issue in one medium. Web, letter, PDF and EPUB are made of the same contents, in the same running order."""

from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from plugins.magazine.advert import Advert, adverts
from plugins.magazine.afterwards import changes_of, told_in
from plugins.magazine.artwork import artwork
from plugins.magazine.business_card import BusinessCard, Image, business_card, image
from plugins.magazine.cover import Cover, cover_of
from plugins.magazine.credits import Credits, credits
from plugins.magazine.furniture import RESULTS, house, in_brief
from plugins.magazine.galley import NO_TEXT, Text
from plugins.magazine.issue import Issue
from plugins.magazine.line import IssueRef, StoryLine, issue_ref, story_line
from plugins.magazine.listing import editor
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.notice import Notice, VowLine, notice, vow_line
from plugins.magazine.picture import PAGE, is_drawing
from plugins.magazine.pictures import files_of
from plugins.magazine.run import PRINTED, Placed, marks_of
from plugins.magazine.voice import Voice, replies, replies_mark

FILES = {"pdf": ("PDF", "application/pdf"), "epub": ("EPUB", "application/epub+zip")}
LETTER = "letter"
Scope = Literal["letter", "print"]

_OWN = Path(__file__).parents[2] / "theme"  # of a theme that only has pages


class Article(NamedTuple):
    """A story of the issue, set."""

    path: str
    id: str
    line: StoryLine
    url: str
    in_brief: tuple[tuple[str, str], ...]
    result: str
    body: Text
    image: Image | None
    cards: tuple[BusinessCard, ...]
    credits: Credits
    corrections: tuple[Notice, ...]  # of this very story, since it was printed
    replies: tuple[Voice, ...]  # of those that it is about


class Edition(NamedTuple):
    """All that an edition of an issue prints; a story whose client did not agree to its medium is not in it."""

    issue: IssueRef
    cover: Cover
    language: str
    ink: str
    wash: str
    published: str
    letter: Text
    editor: str
    lead: str  # the path of the story that it opens with
    articles: tuple[Article, ...]
    adverts: tuple[Advert, ...]  # in the order of the masthead's slots
    corrections: tuple[Notice, ...]  # of earlier issues
    kept: tuple[VowLine, ...]  # promises of earlier issues, and those that are due
    due: tuple[VowLine, ...]
    publisher: str
    postal_address: str
    telephone: str
    home: str
    files: tuple[tuple[str, bytes], ...] = ()  # its pictures, by the addresses that its texts have


def edition(magazine: Magazine, day: date, issue: Issue, scope: Scope) -> Edition:
    """The contents of an issue for a medium: ``print`` is PDF and EPUB, ``letter`` the e-mail."""
    run, head = magazine.run(day), magazine.masthead
    agreed = [one for one in run.in_issue(issue) if one.state == PRINTED and permits(one, scope)]
    lead = leading(issue, agreed)
    standing, told = adverts(magazine, day), told_in(run, issue)
    return Edition(
        issue=issue_ref(magazine, issue, len(agreed)),
        cover=cover_of(magazine, issue),
        language=magazine.language,
        ink=issue.ink.light,
        wash=issue.ink.wash_light,
        published=issue.date.isoformat(),
        letter=magazine.galley(issue).text if issue.letter else NO_TEXT,
        editor=editor(magazine, day).label,
        lead=lead.story.path if lead else "",
        articles=tuple(_article(magazine, day, folio, one) for folio, one in enumerate(agreed, 1)),
        adverts=(*standing.banners(issue), *standing.notices(issue)),
        corrections=tuple(notice(magazine, run, change) for change in told.changes if permits(change.placed, scope)),
        kept=tuple(vow_line(magazine, run, vow) for vow in told.kept if permits(vow.placed, scope)),
        due=tuple(vow_line(magazine, run, vow) for vow in told.due if permits(vow.placed, scope)),
        publisher=head.imprint,
        postal_address=head.postal_address,
        telephone=head.telephone,
        home=head.absolute("/"),
        files=_files(magazine, day, issue, agreed) if scope == "print" else (),  # a letter fetches its own
    )


def leading(issue: Issue, placed: list[Placed]) -> Placed | None:
    """The story that an edition opens with: the issue's lead, or the first of those that are in it."""
    return next((one for one in placed if one.story.slug == issue.lead), placed[0] if placed else None)


def edition_mark(magazine: Magazine, day: date, issue: Issue) -> str:
    """The mark of all that any edition of an issue shows."""
    run = magazine.run(day)
    stories = run.in_issue(issue)
    texts = [magazine.galley(one.story).text.mark for one in stories if one.state == PRINTED]
    letter = magazine.galley(issue).text.mark if issue.letter else ""
    others = (other for one in stories for other in run.translations(one))  # a translation says what became of its original
    shown = marks_of([*stories, *others, *told_in(run, issue).stories])
    replied = [replies_mark(magazine, run, one) for one in stories]
    headers = (one.story.header for one in stories)
    pictures = [image(magazine, header.image, PAGE) for header in headers] if magazine.originals else ""
    booked = adverts(magazine, day).mark(issue)
    return mark(house(magazine, day), magazine.masthead, issue.said, shown, texts, replied, letter, pictures, booked)


def permits(placed: Placed, scope: Scope) -> bool:
    """Whether the client of a story agreed to a medium; one who is not named is asked for none."""
    consent = placed.story.header.consent
    return not consent or not consent.scope or scope in consent.scope


def _files(magazine: Magazine, day: date, issue: Issue, placed: list[Placed]) -> tuple[tuple[str, bytes], ...]:
    """The pictures of an issue, each in the format that everything can show. A medium that is carried about has them inside."""
    if not magazine.originals and not any(is_drawing(name) for name in magazine.files):
        return ()
    art, root = artwork(magazine, day), magazine.masthead.root
    known = {f"/{quote(name)}": magazine.content / name for name in art.copied if is_drawing(name)}
    for wanted in art.pictures:
        one, path = next(files_of(magazine, wanted))
        known[one.address] = Path(path)
    shown = _shown(magazine, day, issue, placed)
    return tuple((root + address, known[address].read_bytes()) for address in sorted(shown & known.keys()))


def drawings(magazine: Magazine, day: date, issue: Issue, scope: Scope) -> tuple[tuple[str, bytes], ...]:
    """The drawings (SVG) of an issue by their addresses, for a medium that shows none as they are."""
    if not any(is_drawing(name) for name in magazine.files):
        return ()
    placed = [one for one in magazine.run(day).in_issue(issue) if one.state == PRINTED and permits(one, scope)]
    shown, copied = _shown(magazine, day, issue, placed), artwork(magazine, day).copied
    known = {f"/{quote(name)}": magazine.content / name for name in copied if is_drawing(name)}
    return tuple((magazine.masthead.root + address, known[address].read_bytes()) for address in sorted(shown & known.keys()))


def _shown(magazine: Magazine, day: date, issue: Issue, placed: list[Placed]) -> set[str]:
    """The addresses of all that these stories, the issue's letter and its advertisements show or lead to."""
    standing, root = adverts(magazine, day), magazine.masthead.root
    texts = [one.story for one in placed] + ([issue] if issue.letter else [])
    found = {link.removeprefix(root) for text in texts for link in magazine.galley(text).links}
    heads = [image(magazine, one.story.header.image, PAGE) for one in placed]
    found |= {one.file.address for one in heads if one}
    return found | {one.image.address for one in (*standing.banners(issue), *standing.notices(issue)) if one.image}


class EditionFile(NamedTuple):
    """An edition that is a file. Its ``size`` in bytes is known when it is set, which is before the pages that name it are."""

    name: str
    address: str
    media_type: str
    size: int = 0


def edition_files(magazine: Magazine, issue: Issue) -> tuple[EditionFile, ...]:
    """The editions of an issue that are files."""
    stem = f"{issue.address}{magazine.masthead.stem}-{issue.number}"
    wanted = magazine.masthead.editions if not magazine.preview else ()
    sizes = magazine.sizes
    files = ((name, f"{stem}.{kind}", media) for kind, (name, media) in FILES.items() if kind in wanted)
    return tuple(EditionFile(name, address, media, sizes.get(address, 0)) for name, address, media in files)


def letter_address(magazine: Magazine, issue: Issue) -> str:
    """The page that shows the letter of an issue; nothing where the magazine sends none."""
    return f"{issue.address}{LETTER}/" if LETTER in magazine.masthead.editions else ""


def _article(magazine: Magazine, day: date, folio: int, placed: Placed) -> Article:
    run, story = magazine.run(day), placed.story
    galley, case = magazine.galley(story), story.header.case
    cards = [card for name in story.header.authors if (card := magazine.directory.person(name))]
    own = magazine.speaking(story.lang)
    return Article(
        path=story.path,
        id=story.id,
        line=story_line(magazine, day, placed, folio)._replace(minutes=galley.minutes),
        url=magazine.masthead.absolute(run.address(story)),
        in_brief=in_brief(magazine, placed),
        result=own.says.gettext(RESULTS[case.result]) if case and RESULTS[case.result] else "",
        body=galley.text,
        image=image(magazine, story.header.image, PAGE),
        cards=tuple(business_card(magazine, day, card) for card in cards),
        credits=credits(magazine, day, placed),
        corrections=tuple(notice(magazine, run, change) for change in changes_of(run, placed)),
        replies=replies(magazine, run, placed),
    )


def theme_file(magazine: Magazine, name: str) -> str:
    """A file of the theme by which an edition is set; the press's own where the magazine's theme has none."""
    own = (magazine.theme or _OWN) / name
    return (own if own.is_file() else _OWN / name).read_text(encoding="utf-8")
