"""PDF and EPUB: an issue is whole in each, whatever was typed into it, and the same bytes every time."""

import html
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO

import feedparser
import pytest
from pypdf import PdfReader

from tests.pictures import picture
from tests.printing import ROOT, SMALL_DAY, press, small_copy, tree

MEDIA = ("application/pdf", "application/epub+zip")
HOSTILE = 'A "title" #panic("no") $x$ *b* _c_ `d` \\u{41} // f ]} @g ~'
COMMANDS = "#set page(fill: red)\n\n`#panic()` & <b>bold</b> \\$ $$ ~~\n"
BODY = """Before.

![The bench](/images/bench.jpg "As it stood")

![](/images/bench.jpg)

1. One `code`
2. Two

| a | b |
|---|---|
| 1 | 2 |

After, [elsewhere](https://bench.example/x?a=1&b=2).
"""
WIDE = f"A line.\n\n```\n{'x' * 200}\n```\n\n|{' a |' * 12}\n|{'---|' * 12}\n|{' valuable |' * 12}\n\nIt ends.\n"
EMPTY = (  # what an ordinary article may hold
    'Nothing: <em></em> <strong></strong> <sup></sup> <a href="https://none.example/"></a> <span lang="">a</span> <span lang="x">b</span>.'
    '\n\n<h2></h2>\n\n<ul></ul>\n\n<ol start="x"><li>One</li></ol>\n\n<table><tr></tr></table>'
    "\n\n<blockquote></blockquote>\n\nThat was all.\n"
)
LONG = "\n\n".join(f"Paragraph {count}. {'It goes on and says very little more. ' * 9}" for count in range(40))
SIGNS = "\U0001f600 A smile of 12 \u33a1.\n\nThey said \u4f60\u597d to us, and \U0001f44d.\n"
STORY = """---
title: {title}
authors: [ada-quill]
summary: {summary}
date: 2019-02-01
category: columns
{more}---
{body}
"""


def plain(text):
    """A text as it is compared between media: letters and digits alone, whatever was hyphenated or set together."""
    return re.sub(r"[^\w]|_", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The small magazine with both editions, a story of hostile words, and one that may not be printed on paper."""
    folder = tmp_path_factory.mktemp("editions")
    content = small_copy(folder)
    head = content / "masthead.yml"
    head.write_text(head.read_text(encoding="utf-8") + "editions: [web, feed, pdf, epub]\n", encoding="utf-8")
    (content / "images/bench.jpg").write_bytes(picture(800, 500, format="JPEG"))
    said = {"title": "Plain words", "summary": "It is said.", "more": "issue: 7\nimage: {src: images/bench.jpg, alt: A bench}\n"}
    (content / "stories/2019/plain.md").write_text(STORY.format(**said, body=BODY), encoding="utf-8")
    said = {"title": f"'{HOSTILE}'", "summary": f"'{HOSTILE}'", "more": "issue: 7\n"}
    (content / "stories/2019/hostile.md").write_text(STORY.format(**said, body=COMMANDS), encoding="utf-8")
    head.write_text(
        head.read_text(encoding="utf-8")
        .replace("slots: {", "slots: {page: {label: Page, width: 180, height: 265}, ")
        .replace("places: 2", "places: 3")
    )
    for slot in ("page", "card"):
        booked = f"advertiser: lathe-and-son\nslot: {slot}\nheadline: {'Banana' * 7}\ntext: A whole {slot}.\ninsertions: [{{issue: 7}}]\n"
        (content / f"adverts/whole-{slot}.yml").write_text(booked, encoding="utf-8")
    said = {"title": "Wide", "summary": "It is said.", "more": "issue: 7\n"}
    (content / "stories/2019/wide.md").write_text(STORY.format(**said, body=WIDE), encoding="utf-8")
    said = {"title": "Signs \U0001f600", "summary": "It is said.", "more": "issue: 7\n"}
    (content / "stories/2019/signs.md").write_text(STORY.format(**said, body=SIGNS), encoding="utf-8")
    said = {"title": "Empty", "summary": "It is said.", "more": "issue: 7\n"}
    (content / "stories/2019/empty.md").write_text(STORY.format(**said, body=EMPTY), encoding="utf-8")
    said = {"title": "x" * 60, "summary": "It is said.", "more": "issue: 7\n"}
    (content / "stories/2019/long.md").write_text(STORY.format(**said, body=LONG), encoding="utf-8")
    done = press(content, folder / "output")
    assert done.returncode == 0, done.stderr
    assert "/stories/2019/signs.md:2: warning: the faces of the PDF edition lack 1 of its signs: `\U0001f600` is set as" in done.stderr
    return folder / "output"


def pdf(output):
    return PdfReader(BytesIO((output / "issues/7/bench-7.pdf").read_bytes()))


def epub(output):
    return zipfile.ZipFile(output / "issues/7/bench-7.epub")


def web(output):
    """The titles of the issue's page."""
    page = (output / "issues/7/index.html").read_text(encoding="utf-8")
    return [re.sub(r"<[^>]*>", "", title) for title in re.findall(r'<h[23][^>]*><a href="/stories/[^"]*">(.*?)</a>', page)], page


def test_editions_are_linked_with_their_sizes_and_travel_with_the_feed_of_issues(output):
    _, page = web(output)
    there = {kind: (output / f"issues/7/bench-7.{kind}").stat().st_size for kind in ("pdf", "epub")}
    for kind, size in there.items():
        assert re.search(rf'<a href="/issues/7/bench-7\.{kind}" type="[^"]*">{kind.upper()}, {round(size / 1000)} KB</a>', page)
    address = "https://bench.example/issues/7/bench-7"
    files = [(f"{address}.{kind}", media, size) for (kind, size), media in zip(there.items(), MEDIA, strict=True)]
    atom = feedparser.parse((output / "feeds/issues.atom").read_bytes()).entries[0]
    assert [(one.href, one.type, int(one.length)) for one in atom.enclosures] == files
    rss = feedparser.parse((output / "feeds/issues.xml").read_bytes()).entries[0]
    assert [(one.href, one.type, int(one.length)) for one in rss.enclosures] == files[:1]
    item = json.loads((output / "feeds/issues.json").read_bytes())["items"][0]
    assert [(one["url"], one["mime_type"], one["size_in_bytes"]) for one in item["attachments"]] == files


def test_every_story_of_the_issue_is_in_every_edition(output):
    titles, page = web(output)
    assert 'href="/issues/7/bench-7.pdf" type="application/pdf"' in page
    words = plain("".join(sheet.extract_text() for sheet in pdf(output).pages))
    book = plain("".join(epub(output).read(name).decode() for name in epub(output).namelist() if name.endswith(".xhtml")))
    assert len(titles) > 2
    for title in titles:
        assert plain(html.unescape(title)) in words, title
        assert plain(html.unescape(title)) in plain(html.unescape(book)), title


def test_words_are_never_commands(output):
    words = plain("".join(sheet.extract_text() for sheet in pdf(output).pages))
    assert plain('#panic("no") $x$ *b*') in words
    assert plain("#set page(fill: red)") in words


def test_signs_that_no_face_has_give_way_to_their_names(output):
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf(output).pages).split())
    assert "[grinning face] A smile of 12 m2." in words
    assert "They said [\u2026] to us, and [thumbs up sign]." in words
    assert "\U0001f600 A smile" in "".join(epub(output).read(name).decode() for name in epub(output).namelist() if name.endswith(".xhtml"))


def test_what_fills_a_page_stands_alone_on_it_and_long_words_stay_in_their_column(output):
    sheets = [sheet.extract_text() for sheet in pdf(output).pages]
    page = next(sheet for sheet in sheets if "A whole page." in sheet)
    assert "The Bench" not in page
    assert "MAR/APR 2019" not in page.upper()
    assert "MAR/APR 2019" in next(sheet for sheet in sheets if "A whole card." in sheet).upper()
    wide = next(sheet for sheet in sheets if "A line." in sheet).replace("\u200b", "")
    assert re.findall("x{9,}", wide)
    assert not re.findall("x{60,}", wide)


def test_the_columns_of_a_storys_last_page_end_together(output):
    lowest = {"left": 842.0, "right": 842.0}

    def seen(text, at, line, *_):
        if text.strip() and len(text) > 30:
            x, y = line[4] * at[0] + at[4], line[5] * at[3] + at[5]
            side = "left" if x < 290 else "right"
            lowest[side] = min(lowest[side], y)

    last = next(sheet for sheet in reversed(pdf(output).pages) if "Paragraph 39." in sheet.extract_text())
    assert "Paragraph 0." not in last.extract_text()
    last.extract_text(visitor_text=seen)
    assert abs(lowest["left"] - lowest["right"]) < 200  # a paragraph and a business card


def test_the_pdf_is_tagged_dated_as_its_issue_and_has_its_pictures(output):
    found = pdf(output)
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in found.trailer["/Root"]["/Metadata"].get_data()
    assert found.metadata.creation_date.year == 2019
    assert any(sheet.images for sheet in found.pages)
    assert "[The bench]" not in "".join(sheet.extract_text() for sheet in found.pages)  # what stands for a picture that is not there
    fonts = {font.get_object()["/BaseFont"] for sheet in found.pages for font in sheet["/Resources"].get("/Font", {}).values()}
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in fonts)  # cut down, and inside


def test_the_epub_holds_what_it_needs(output):
    book = epub(output)
    assert book.infolist()[0].filename == "mimetype"
    assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = book.namelist()
    assert any(name.startswith("book/picture-") for name in names)
    text = "".join(book.read(name).decode() for name in names if name.endswith(".xhtml"))
    contents = book.read("book/contents.xhtml").decode()
    assert '<p class="standfirst">One job, two invoices' in contents
    assert '<itemref idref="contents"/>' in book.read("book/package.opf").decode()
    assert not re.search(r'src="(?!cover|picture)', text)  # nothing is fetched


def test_epubcheck_finds_nothing(needs, output):
    needs("java")
    command = [sys.executable, "-m", "epubcheck", str(output / "issues/7/bench-7.epub")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_the_same_issue_is_the_same_bytes(output, tmp_path):
    done = press(output.parent / "content", tmp_path / "output")
    assert done.returncode == 0, done.stderr
    first, second = tree(output), tree(tmp_path / "output")
    for kind in ("pdf", "epub"):
        name = f"issues/7/bench-7.{kind}"
        assert first[name] == second[name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("print/issue.typ", "#let set = 1\n"),
        ("print/story.typ", "#let set = 1\n"),
        ("epub/story.xhtml", "{% if %}\n"),
        ("epub/nav.xhtml", "{{ nobody.knows }}\n"),
    ],
)
def test_a_fault_in_an_editions_template_is_told_with_its_line(tmp_path, name, words):
    content = small_copy(tmp_path)
    head = content / "masthead.yml"
    head.write_text(head.read_text(encoding="utf-8") + "editions: [web, pdf, epub]\n", encoding="utf-8")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    file = tmp_path / "theme" / name
    file.write_text("\n" + words + file.read_text(encoding="utf-8"), encoding="utf-8")
    settings = tmp_path / "settings.py"
    settings.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nTHEME = {str(tmp_path / 'theme')!r}\n")
    done = press(content, tmp_path / "output", SMALL_DAY, "--settings", str(settings))
    assert done.returncode == 1
    assert f"theme/{name}:2: " in done.stderr
