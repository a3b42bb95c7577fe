"""The parity gate: what an issue promises is in every edition of it, or nothing is printed."""

import re
import shutil
from datetime import date

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Page, Printed, Sheet
from plugins.proof import parity
from tests.pictures import picture
from tests.press.workshop import Workshop
from tests.printing import SMALL

EDITIONS = ["web", "feed", "letter", "pdf", "epub"]
DAY = "2019-05-10"  # both issues are out
CORRECTED = "corrections: [{date: 2019-04-02, text: The price was forty-four dollars and not forty.}]\n"
PROMISED = "promises: [{text: We weigh each leg., kept: 2019-04-03}, {text: We count them too., due: 2019-04-04}]\n"
CREDITED = "translator: Di Over\nfirst_published: {where: The Planed Edge}\n"
LONG = " ".join(f"Sentence number {count} of a long story, which says nothing else." for count in range(60))
STORY = """---
title: {title}
authors: [ada-quill]
summary: It is said.
date: 2019-02-01
category: columns
issue: 7
{more}---
{body}
"""
REPLIED = """---
name: The man with the saw
date: 2019-04-05
standing: right-of-reply
---
I sawed what I was told to.

Nobody asked me since.
"""
TOLD = "She asked us what each of the lines on it meant, and we found that we did not know."
WEB_ALONE = (
    "tags: [listening]\n"
    "case: {kind: client-problem, problem: overcharge, remedy: refunded, result: resolved}\n"
    "in_brief: {problem: A bill that nobody could explain., action: We read it aloud., outcome: She laughed.}\n"
    "consent: {client: named, given: 2019-01-20, scope: [web]}\n"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The small magazine with all editions, once printed: artwork, a correction, a long story, and one for the web alone."""
    shop = Workshop(tmp_path_factory.mktemp("parity"))
    shutil.rmtree(shop.content)
    shutil.copytree(SMALL, shop.content)
    shop.options["--day"] = DAY
    head = shop.read("content/masthead.yml").replace("places: 2", "places: 3")
    shop.write("content/masthead.yml", f"{head}editions: [{', '.join(EDITIONS)}]\n")
    shop.write("content/images/legs.jpg", picture(700, 400, format="JPEG"))
    photograph = "advertiser: lathe-and-son\nslot: card\nimage: {src: images/legs.jpg, alt: Legs}\nurl: https://lathe.example\n"
    shop.write("content/adverts/photograph.yml", photograph + "insertions:\n  - issue: 7\n")
    four_legs = "content/stories/2019/four-legs-and-a-lie.md"
    shop.write("content/comments/four-legs-and-a-lie/2019-04-05-the-man.md", REPLIED)
    shop.write("content/images/bench.jpg", picture(600, 400, format="JPEG"))
    shop.write("content/images/stairs.png", picture(300, 200))
    more, art = (
        "image: {src: images/chair.svg, alt: A chair}\n",
        '![A bench](/images/bench.jpg "As it stood")\n\n![Stairs](/images/stairs.png)',
    )
    shop.write("content/stories/2019/art.md", STORY.format(title="Of pictures", more=more, body=f"It begins.\n\n{art}\n\nIt ends."))
    shop.write(four_legs, shop.read(four_legs).replace("consent: ", CORRECTED + PROMISED + "consent: "))
    long = STORY.format(title="A long one", more=CREDITED, body=f"{LONG}\n\nSo it ended with a very last word.")
    shop.write("content/stories/2019/long.md", long)
    shop.write("content/stories/2019/web-alone.md", STORY.format(title="Not on paper", more=WEB_ALONE, body=TOLD))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 0, done.said
    return shop


PRINT, EPUB_STORY, EPUB_END, CSS = "print/issue.typ", "epub/story.xhtml", "epub/notices.xhtml", "epub/book.css"
PIECES, TEXT = "letter/pieces.html", "letter/letter.txt"
STAIRS = "content/adverts/stairs.yml:5: the insertion (slot `card`)"
PHOTOGRAPH = "content/adverts/photograph.yml:6: the insertion (slot `card`)"
FOUR_LEGS, LONG_ONE = "content/stories/2019/four-legs-and-a-lie.md", "content/stories/2019/long.md:2: the story is missing"
ON_THE_ROOF = "content/stories/2019/on-the-roof.md:2: the story is missing"
CARD = "content/people/bo-lathe.md:2: the business card of Bo Lathe beside `four-legs-and-a-lie`"
LETTER = "content/issues/7.md:9: the editor's letter is missing"
PROMISE = f"{FOUR_LEGS}:11: the promise is missing"
CORRECTION = f"{FOUR_LEGS}:10: the correction of 2019-04-02"
REPLY = "content/comments/four-legs-and-a-lie/2019-04-05-the-man.md:6: the right of reply beside `four-legs-and-a-lie`"
STAIRS_SHOWN = "content/stories/2019/art.md:2: the picture \u201cStairs\u201d beside `art`"
CHAIR_SHOWN = "content/stories/2019/art.md:2: the picture \u201cA chair\u201d beside `art`"
ASIDE = r'<aside class="advert" id="{{ one.anchor }}"'
# what is taken out of which template, how it is told, and in which edition
GONE = {
    "PDF: the insertions": (PRINT, r"#let shown-row\(row\) = ", "#let shown-row(row) = none; let nothing(row) = ", STAIRS),
    "PDF: their artwork": (PRINT, r"align\(center, art\(said\.pictures\.at\(one\.image\.address\).*\)", "", PHOTOGRAPH),
    "PDF: where they lead": (PRINT, r"(?m)^ +address-of\(one\)$", "", "content/adverts/bench-banner.yml:6: the insertion (slot `banner`)"),
    "PDF: hidden insertions": (PRINT, r"#let shown-row\(row\) = (.*)", r"#let shown-row(row) = hide(\1)", STAIRS),
    "PDF: insertions beside the paper": (
        PRINT,
        r"\.\.row\.shown\.map\(framed\)",
        "..row.shown.map(one => move(dx: 400mm, framed(one)))",
        STAIRS,
    ),
    "PDF: a story behind its title": (PRINT, r"  body\(one\.body\)\n|parts\(one\.body\) \+ ", "", LONG_ONE),
    "PDF: the end of a story": (PRINT, r"(body|parts)\(one\.body\)", r"\1(one.body.slice(0, 1))", LONG_ONE),
    "PDF: the cards": (PRINT, r"for each in one\.cards \{ card\(each\) \}|\.\.one\.cards\.map\(card\),", "", CARD),
    "PDF: a correction of a story": (PRINT, r"for each in one\.corrections .*|\.\.one\.corrections\.map.*", "", CORRECTION),
    "PDF: a reply": (PRINT, r"\.\.replies-of\(one\),", "", REPLY),
    "PDF: corrections": (PRINT, r"each in said\.corrections", "each in ()", CORRECTION),
    "PDF: promises that were kept": (PRINT, r"each in said\.kept", "each in ()", PROMISE),
    "PDF: promises that are due": (PRINT, r"each in said\.due", "each in ()", PROMISE),
    "PDF: who translated a story": (PRINT, r"one\.credits\.translator\.label\)\),\)", '"")),)', LONG_ONE),
    "PDF: where a story was first published": (PRINT, r"\[ \]; one\.credits\.first_published;", "", LONG_ONE),
    "PDF: the editor's letter": (PRINT, r"(letter-parts = )(parts.said\.letter, mark: false. \+ )", r"\1", LETTER),
    "PDF: pictures in a text": (PRINT, r"node\.tag == \"img\" \{ picture\(node\) \}", 'node.tag == "img" { }', STAIRS_SHOWN),
    "PDF: pictures above a text": (PRINT, r"art\(said\.pictures\.at\(one\.image\.file\.address\).*\)", "", CHAIR_SHOWN),
    "EPUB: the insertions": (EPUB_END, r"(?s){% for one in edition\.adverts %}.*?{% endfor %}", "", STAIRS),
    "EPUB: their artwork": (EPUB_END, r'<img src="{{ shown.*?/>', "Legs", PHOTOGRAPH),
    "EPUB: hidden insertions": (EPUB_END, ASIDE, f'{ASIDE} hidden="hidden"', STAIRS),
    "EPUB: insertions that a style hides": (CSS, r"\Z", ".advert { display: none; }\n", STAIRS),
    "EPUB: insertions in a comment": (EPUB_END, rf"(?s){ASIDE}(.*?)</aside>", r"<!-- \1 -->", STAIRS),
    "EPUB: a story behind its title": (EPUB_STORY, r"{{ body\|safe }}", "", LONG_ONE),
    "EPUB: the bylines": (EPUB_STORY, r'<p class="byline">.*</p>|<b>{{ card.*?</b>', "", ON_THE_ROOF),
    "EPUB: promises that are due": (EPUB_END, r"edition\.due", "()", PROMISE),
    "EPUB: who translated a story": (EPUB_STORY, r"name=one\.credits\.translator\.label", "name=1", LONG_ONE),
    "EPUB: where a story was first published": (EPUB_STORY, r"{{ one\.credits\.first_published }}", "", LONG_ONE),
    "EPUB: the editor's letter": ("epub/letter.xhtml", r"{{ body\|safe }}", "", LETTER),
    "EPUB: the cards": (EPUB_STORY, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "EPUB: a correction of a story": (EPUB_STORY, r"{% for each in one\.corrections %}", "{% for each in () %}", CORRECTION),
    "EPUB: a reply": (EPUB_STORY, r"{{ words\|safe }}", "", REPLY),
    "EPUB: corrections": (EPUB_END, r"{% for each in edition\.corrections %}", "{% for each in () %}", CORRECTION),
    "EPUB: chapters that nobody comes to": ("epub/package.opf", r"(?s){% for one in chapters %}\n<itemref.*?{% endfor %}", "", LONG_ONE),
    "EPUB: pictures in a text": (EPUB_STORY, r"{{ body\|safe }}", "{{ body|striptags|safe }}", STAIRS_SHOWN),
    "EPUB: pictures above a text": (EPUB_STORY, r"{% if picture %}", "{% if false %}", CHAIR_SHOWN),
    "letter: the insertions": (PIECES, r'(?s)<div class="advert".*?</div>\n{% endmacro', "{% endmacro", STAIRS),
    "letter: their artwork": (PIECES, r"{{ image\(shown\(one\.image\).*?}}", "Legs", PHOTOGRAPH),
    "letter: hidden insertions": (PIECES, r'<div class="advert"', '<div class="advert" style="display: none"', STAIRS),
    "letter: insertions that a style hides": ("letter/letter.css", r"\Z", ".advert { display: none }\n", STAIRS),
    "letter: the end of a story": (PIECES, r"{{ set_text\(one\.body, where\)", "{{ set_text(one.body, where)[:90]", LONG_ONE),
    "letter: a story behind its title": (PIECES, r"{{ set_text\(one\.body, where\)\|safe }}", "", LONG_ONE),
    "e-mail: a story behind its title": (PIECES, r"(set_text\(one\.body, where\)\|safe) }}", r"\1 if not css }}", LONG_ONE),
    "letter: promises that were kept": ("letter/letter.html", r"edition\.kept", "()", PROMISE),
    "letter: who translated a story": (PIECES, r"name=one\.credits\.translator\.label", "name=1", LONG_ONE),
    "letter: the editor's letter": ("letter/letter.html", r"{{ set_text\(letter, .*?}}", "", LETTER),
    "letter: pictures in a text": (PIECES, r"{{ set_text\(one\.body, where\)", "{{ set_text(one.body, where)|striptags", STAIRS_SHOWN),
    "letter: pictures above a text": (PIECES, r"{{ image\(file, one\.image\.alt\) }}", "", CHAIR_SHOWN),
    "letter: the cards": (PIECES, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "letter: a correction of a story": (PIECES, r"{% for each in one\.corrections %}", "{% for each in () %}", CORRECTION),
    "letter: a reply": (PIECES, r"{% for reply in one\.replies %}", "{% for reply in () %}", REPLY),
    "letter: corrections": ("letter/letter.html", r"{% for one in edition\.corrections %}", "{% for one in () %}", CORRECTION),
    "plain-text e-mail: the insertions": (TEXT, r"(?s)({% macro advert.one. %}).*?({% endmacro %})", r"\1\2", STAIRS),
    "plain-text e-mail: a story behind its title": (TEXT, r"{{ set_text\(one\.body, one\.url\)\|plain }}", "", LONG_ONE),
    "plain-text e-mail: the end of a story": (
        TEXT,
        r"{{ set_text\(one\.body, one\.url\)\|plain",
        "{{ (set_text(one.body, one.url)|plain)[:90]",
        LONG_ONE,
    ),
    "plain-text e-mail: the editor's letter": (TEXT, r"{{ set_text\(letter, .*?}}", "", LETTER),
    "plain-text e-mail: the cards": (TEXT, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "plain-text e-mail: a reply": (TEXT, r"{{ set_text\(reply\.body, one\.url\)\|plain }}", "", REPLY),
    "plain-text e-mail: corrections": (TEXT, r"{% for one in edition\.corrections %}", "{% for one in () %}", CORRECTION),
    "web: the contents": ("templates/issue.html", r"{% for line in view\.lines %}", "{% for line in () %}", LONG_ONE),
    "web: a story behind its title": ("templates/story.html", r"{{ set\.text\(view\.body.*?}}", "", LONG_ONE),
    "web: a story that is hidden": ("templates/story.html", r'<div class="body">', '<div class="body" hidden>', LONG_ONE),
    "web: the editor's letter": ("templates/issue.html", r"{{ view\.letter\|safe }}", "", LETTER),
    "web: promises that were kept": ("templates/issue-afterwards.html", r'"kept", view\.kept', '"kept", ()', PROMISE),
    "web: corrections": ("templates/issue-afterwards.html", r'"corrections", view\.corrections', '"corrections", ()', CORRECTION),
    "web: a reply": ("templates/right-of-reply.html", r"{{ reply\.body\|safe }}", "", REPLY),
    "web: the cards": ("templates/story.html", r"{% for card in view\.cards %}", "{% for card in () %}", CARD),
}


@pytest.mark.parametrize("what", GONE)
def test_what_is_taken_out_of_an_edition_stops_the_press(what, shop):
    template, words, instead, told = GONE[what]
    state, before = shop.saved(), shop.seen()
    name = f"theme/{template}"
    changed = re.sub(words, instead, shop.read(name))
    assert changed != shop.read(name)
    shop.write(name, changed)
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    assert shop.seen() == before
    missing = f"missing in the {what.partition(':')[0]} edition of #"
    assert any(line.startswith(told) and missing in line for line in done.said), done.said


THANKS = "And so we said to each of them: Thank you."
HARDLY = {  # title and body
    "thanks-for-all": ("Thanks for all", f"Nobody had asked us.\n\n{THANKS}"),
    "thanks": ("Thanks", "Thank you."),
    "smile": ("A smile", ":)"),
    "first-of-two": ("First of two", f"{THANKS}\n\nFirst.\n\n{THANKS}"),
    "second-of-two": ("Second of two", f"{THANKS}\n\nSecond.\n\n{THANKS}"),
    "leftward": ("שלום לכולם", f"זה סיפור בעברית עם מילים ומספרים 123.\n\n{'היא אמרה שוב את הדבר. ' * 40}\n\nסוף הסיפור, שָׁלוֹם, כאן."),
    "linked": ("Linked", "See [one](https://one.example/), [two](https://two.example/) and [three](https://three.example/)."),
    "rightward": ("The word שלום", "They say שלום לכולם there, and here they do not. " * 3),
}


def test_no_story_is_missed_that_is_there(shop):
    """However short it is, however like another, and whichever way its letters run."""
    state = shop.saved()
    for name, (title, body) in HARDLY.items():
        lang = "lang: he\n" if name == "leftward" else ""
        text = STORY.format(title=title, more=lang, body=body)
        writer = "bo-lathe" if name in ("thanks", "smile", "second-of-two") else "ada-quill"
        shop.write(f"content/stories/2019/{name}.md", text.replace("ada-quill", writer))
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 0, done.said


def test_a_story_is_nowhere_that_its_client_did_not_agree_to(shop):
    page = (shop.output / "stories/web-alone/index.html").read_text()
    assert "She asked us what each of the lines" in page
    state = shop.saved()
    shop.write("theme/epub/notices.xhtml", shop.read("theme/epub/notices.xhtml").replace("</body>", f"<p>{TOLD}</p></body>"))
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    told = [
        line for line in done.said if line.startswith("content/stories/2019/web-alone.md:11: the story stands in the EPUB edition of #7")
    ]
    assert told, done.said
    assert "its client did not agree to that" in told[0]


def test_an_edition_that_nobody_prints_is_missed(shop):
    state = shop.saved()
    shop.write("pelicanconf.py", shop.read("pelicanconf.py").replace('    "plugins.print",\n', ""))
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    assert any(
        line.startswith("content/issues/7.md:0: the PDF edition of #7 (output/issues/7/bench-7.pdf) is not there") for line in done.said
    )


@pytest.mark.parametrize("kind", ["xml", "atom", "json"])
@pytest.mark.parametrize("words", ["From the ground up.", "A long one", "forty-four dollars"])
def test_a_feed_without_something_is_told_of(kind, words, shop):
    magazine, page = load(shop.content, "content"), Page(f"/feeds/issues.{kind}", "", None)
    feed = (shop.output / page.file).read_bytes()

    def told(feed):
        printed = Printed((), (), lambda file: Sheet(), [page], lambda file: feed)
        return [problem.message for _, problem in parity.check(magazine, date.fromisoformat(DAY), printed)]

    missing = f"missing in the feed edition of #{'8' if words.startswith('forty') else '7'}"
    assert not any(words in message for message in told(feed))
    assert any(missing in message and words in message for message in told(feed.replace(words.encode(), b"")))


def test_an_edition_that_has_not_changed_is_not_read_again(shop, monkeypatch):
    state = shop.saved()
    shop.write("content/adverts/stairs.yml", shop.read("content/adverts/stairs.yml").replace("From the ground up.", "Up, from the ground."))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 0, done.said
    seven = shop.seen()["issues/7/bench-7.pdf"]
    shop.restore(state)
    assert shop.finish(shop.start(shop.output)).status == 0
    assert shop.seen()["issues/7/bench-7.pdf"] != seven
