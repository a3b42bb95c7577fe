"""What a story's page shows, and which lists a story stands in."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from plugins.magazine import linked_data, sharing
from plugins.magazine.advert import adverts
from plugins.magazine.afterwards import Vow, changes_of
from plugins.magazine.business_card import business_card, image
from plugins.magazine.cases import shown_problem
from plugins.magazine.catalogue import language_name
from plugins.magazine.credits import credits, last_change
from plugins.magazine.feed import feeds_of
from plugins.magazine.findable import also
from plugins.magazine.furniture import RESULTS, WITHDRAWN_TITLE, alternates, head, house, in_brief, marked, site, withdrawn_notice
from plugins.magazine.line import story_line, story_lines
from plugins.magazine.listing import Ref, shown, topic_ref
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.notice import notice, vow_line
from plugins.magazine.page import Later, Page
from plugins.magazine.picture import FACE, PAGE
from plugins.magazine.pictures import picture
from plugins.magazine.run import PRINTED, WITHDRAWN, Placed, Run, marks_of
from plugins.magazine.story_header import StoryHeader
from plugins.stories import mail
from plugins.stories.comments import comments_marks, comments_of, paths_on
from plugins.stories.lists import list_pages
from plugins.stories.related import related_lines, related_marks
from plugins.stories.view import StoryView

OPENING_WORDS = 30  # of a story without a standfirst, for search engines


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """A page for every printed story, and the lists."""
    run = magazine.run(day)
    furniture = site(magazine, day)
    mark_of, posters = _marks(magazine, day), sharing.wanted(magazine)
    for placed in run.printed:
        withdrawn = placed.state == WITHDRAWN
        make = partial(_withdrawn_view if withdrawn else _story_view, magazine, day, placed)
        view = Later(mark_of(placed), make, listed=not withdrawn, modified=_modified(run, placed))
        yield Page(run.address(placed.story), "story.html", view, placed.story.path)
        if posters:
            yield from sharing.of_story(magazine, day, placed)
    yield from list_pages(magazine, day, furniture)


def _marks(magazine: Magazine, day: date) -> Callable[[Placed], str]:
    """Gives the mark of all that a story's page shows."""
    run, common, notices = magazine.run(day), house(magazine, day), adverts(magazine, day)
    said_of, related_to = comments_marks(magazine, day), related_marks(magazine, day)

    def mark_of(placed: Placed) -> str:
        story = placed.story
        said = [common, placed.mark, said_of(placed), notices.mark_beside(placed)]
        said += marks_of((*run.neighbours(placed), *run.translations(placed)))
        if placed.state == PRINTED:  # of a withdrawn story there is no text, and none beside it
            said.append(magazine.galley(story).text.mark)
            said += related_to(placed)
        if case := story.header.case:
            said += shown_problem(magazine, day, case.problem)
        if magazine.preview:
            said.append(repr(marked(magazine, day, paths_on(run, placed))))
        if magazine.originals:
            said.append(pictures(story.header))
        return mark_of_bytes("\n".join(said).encode())

    def pictures(header: StoryHeader) -> str:
        """The same names may stand for other pictures."""
        cards = (magazine.directory.person(name) for name in header.authors)
        faces = [picture(magazine, card.picture.src, FACE) for card in cards if card and card.picture]
        return repr([picture(magazine, header.image.src) if header.image else None, *faces])

    return mark_of


def _modified(run: Run, placed: Placed) -> date:
    changed = last_change(run, placed)
    return max(changed, placed.story.taken_back_on(run.day) or changed) if placed.state == WITHDRAWN else changed


def _story_view(magazine: Magazine, day: date, placed: Placed) -> StoryView:
    """A story's page, on which the magazine speaks the language of the story."""
    run, story, header = magazine.run(day), placed.story, placed.story.header
    magazine = magazine.speaking(story.lang)
    galley = magazine.galley(story)
    lines = story_lines(magazine, day)
    line = lines([placed])[0]._replace(minutes=galley.minutes)
    language, say = magazine.language, magazine.says
    others = run.translations(placed)
    address = run.address(story)
    addresses = {one.story.lang: run.address(one.story) for one in (placed, *others)}
    before, after = (lines([one])[0] if one else None for one in run.neighbours(placed))
    description = line.summary or galley.first_words(OPENING_WORDS)
    topics = tuple(shown(magazine, day, topic_ref(magazine, tag)) for tag in header.tags)
    picture = sharing.picture(magazine, address)
    author_feeds = [feed for ref in line.byline if ref.address for feed in feeds_of("people", run, ref.slug, ref.label)]
    comments = comments_of(magazine, day, placed, line.title)
    case, origin = header.case, credits(magazine, day, placed)
    return StoryView(
        site=site(magazine, day)._replace(banners=adverts(magazine, day).banners(run.shown_issue(placed))),
        head=head(
            magazine,
            day,
            line.title,
            address,
            feeds=[*comments.feeds, *author_feeds],
            language=story.lang,
            alternates=alternates(magazine, addresses),
            description=description,
            ink=line.issue.ink if line.issue else "",
            modified=_modified(run, placed),
            kind="article",
            picture=picture,
            things=linked_data.of_story(magazine, line, description, topics, _modified(run, placed), picture, origin.translator),
        ),
        line=line,
        body=galley.text,
        in_brief=in_brief(magazine, placed),
        result=say.gettext(RESULTS[case.result]) if case and RESULTS[case.result] else "",
        problem=magazine.vocabulary.label("problems", case.problem, language) if case else "",
        remedy=magazine.vocabulary.label("remedies", case.remedy, language) if case else "",
        image=image(magazine, header.image, PAGE),
        cards=tuple(business_card(magazine, day, card) for name in header.authors if (card := magazine.directory.person(name))),
        businesses=tuple(
            shown(magazine, day, Ref(card.name, card.address))
            for slug in header.businesses
            if (card := magazine.directory.businesses.get(slug))
        ),
        topics=topics,
        translations=tuple((p.story.lang, language_name(p.story.lang), run.address(p.story)) for p in others),
        credits=origin,
        previous=before,
        following=after,
        about_you=mail.about_you(magazine, line.title, address) if story.is_case else "",
        problems=marked(magazine, day, paths_on(run, placed)),
        also=also(magazine, placed),
        adverts=adverts(magazine, day).beside(placed),
        comments=comments,
        filed_under=shown_problem(magazine, day, case.problem) if case else Ref(""),
        related=related_lines(magazine, day, placed),
        corrections=tuple(notice(magazine, run, change) for change in changes_of(run, placed)),
        promises=tuple(vow_line(magazine, run, Vow(placed, promise)) for promise in header.promises),
    )


def _withdrawn_view(magazine: Magazine, day: date, placed: Placed) -> StoryView:
    """A withdrawn story keeps its address and loses its words, names and pictures."""
    story, run = placed.story, magazine.run(day)
    magazine = magazine.speaking(story.lang)
    address = run.address(story)
    line = story_line(magazine, day, placed)._replace(title=magazine.says.gettext(WITHDRAWN_TITLE), summary="", byline=(), kind="")
    return StoryView(
        site=site(magazine, day)._replace(banners=adverts(magazine, day).banners(run.shown_issue(placed))),
        head=head(magazine, day, line.title, address, language=story.lang, ink=line.issue.ink if line.issue else "", listed=False),
        line=line,
        problems=marked(magazine, day, [story.path]),
        withdrawn=withdrawn_notice(magazine, placed),
    )
