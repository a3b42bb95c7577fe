"""Ordinary articles are read and set exactly as Pelican itself would read and set them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from pelican.readers import MarkdownReader, RstReader
from pelican.settings import read_settings

from plugins.magazine import ordinary
from plugins.magazine.galley import STOCK_MARKDOWN, set_as_stock
from plugins.magazine.manuscript import read
from tests.helpers import article, magazine

SETTINGS = read_settings()
KNOWN = {"title", "date", "modified", "authors", "tags", "category", "summary", "slug", "status", "lang"}

MARKDOWN_HEADERS = {
    "plain": "Title: A day\nDate: 2019-04-01\nCategory: Notes\nTags: one, two\nAuthor: Dana\nSlug: a-day\nSummary: Short.\n",
    "authors": "Title: A day\nDate: 2019-04-01 10:20\nAuthors: Dana, Ray\nModified: 2019-04-02 08:00\n",
    "authors-last-name-first": "Title: A day\nDate: 2019-04-01\nAuthors: Whitlock, Dana; Dimitriou, Ray\n",
    "semicolons": "Title: A day\nDate: 2019-04-01\nTags: one, two; three\n",
    "capitals": "TITLE: A day\ndate: 2019-04-01\nTAGS: One,Two\n",
    "colon-in-value": "Title: Late: a confession\nDate: 2019-04-01T09:30\n",
    "empty-line-ends-it": "Title: A day\nDate: 2019-04-01\n\nTags: words of the text\n",
    "date-in-words": "Title: A day\nDate: 1 April 2019 5:30 pm\nModified: Tue, 02 Apr 2019 11:00:00\n",
    "date-american": "Title: A day\nDate: 04/21/2019\n",
    "date-year-month-day-slashes": "Title: A day\nDate: 2019/04/01\n",
    "zone": "Title: A day\nDate: 2019-04-01T10:00:00+10:00\n",
    "entities": "Title: Bread &amp; butter\nDate: 2019-04-01\n",
    "trailing-spaces": "Title:   A day   \nDate:  2019-04-01  \nTags:  one ,  two ,\n",
    "empty-fields": "Title: A day\nDate: 2019-04-01\nTags:\nAuthor:\nSlug:\n",
    "status-lang": "Title: A day\nDate: 2019-04-01\nStatus: draft\nLang: fr\n",
    "fenced": "---\nTitle: A day\nDate: 2019-04-01\nTags: one, two\nAuthor: Dana\n---\n",
    "fenced-colon": "---\nTitle: Late: a confession\nDate: 2019-04-01 10:20\n---\n",
    "doubled-tags": "Title: A day\nDate: 2019-04-01\nTags: one, one, two\n",
    "no-space": "Title:A day\nDate:2019-04-01\n",
    "indented": "  Title: A day\n  Date: 2019-04-01\n",
    "cyrillic": "Title: Один день\nDate: 2019-04-01\nTags: слово, діло\nAuthor: Дана\n",
}
RST_HEADERS = {
    "plain": "A day\n#####\n\n:date: 2019-04-01 10:20\n:category: Notes\n:tags: one, two\n:author: Dana\n:slug: a-day\n:summary: Short.\n",
    "overlined": "=====\nA day\n=====\n\n:date: 2019-04-01\n:modified: 2019-04-02\n:authors: Dana, Ray\n",
    "capitals": "A day\n-----\n\n:Date: 2019-04-01\n:Tags: One, Two\n",
    "semicolons": "A day\n=====\n\n:date: 2019-04-01\n:authors: Whitlock, Dana; Dimitriou, Ray\n:tags: a, b; c\n",
    "two-lines": "A day\n=====\n\n:date: 2019-04-01\n:tags: one,\n  two\n:summary: One\n    two three\n:lang: fr\n",
    "colon": "Late: a confession\n==================\n\n:date: 2019-04-01\n:status: draft\n",
    "date-in-words": "A day\n~~~~~\n\n:date: 1 April 2019 5:30 pm\n",
    "cyrillic": "Один день\n#########\n\n:date: 2019-04-01\n:tags: слово, діло\n",
}


def _as_pelican_reads(reader, file: Path) -> dict[str, object]:
    _, metadata = reader(SETTINGS).read(str(file))
    left_out = object  # Pelican's mark for a field without a value
    metadata = {name: value for name, value in metadata.items() if value and type(value) is not left_out}
    if "author" in metadata:
        metadata.setdefault("authors", [metadata["author"]])
    return {name: _plainly(name, metadata[name]) for name in KNOWN & set(metadata)}


def _plainly(name: str, value: object) -> object:
    if name in ("tags", "authors"):
        return [str(one) for one in value]
    if name in ("date", "modified"):
        return value.isoformat()
    return " ".join(html.unescape(re.sub("<[^>]*>", "", str(value))).split())


def _as_we_read(file: Path) -> dict[str, object]:
    manuscript, problems = read(file, file.name)
    given, _, _ = ordinary.header(manuscript, file.name, KNOWN, at_home=False)
    assert not problems
    return {name: value for name, value in given.items() if value}


@pytest.mark.parametrize("name", MARKDOWN_HEADERS)
def test_a_markdown_header_is_read_as_pelican_reads_it(name, tmp_path):
    file = tmp_path / "article.md"
    file.write_text(MARKDOWN_HEADERS[name] + "\nSome words.\n")
    assert _as_we_read(file) == _as_pelican_reads(MarkdownReader, file)


@pytest.mark.parametrize("name", RST_HEADERS)
def test_a_restructured_header_is_read_as_pelican_reads_it(name, tmp_path):
    file = tmp_path / "article.rst"
    file.write_text(RST_HEADERS[name] + "\nSome words.\n")
    assert _as_we_read(file) == _as_pelican_reads(RstReader, file)


BODIES = {
    "words": "Some *words*, some **strong**, some `code`.\n\nAnother paragraph.\n",
    "quotes": "\"Straight\" quotes -- and dashes... stay 'as they' are.\n",
    "lists": "* one\n* two\n    * deeper\n\n1. first\n2. second\n",
    "table": "a | b\n:--|--:\n1 | 2\n",
    "code": "```python\nprint('x')\n```\n\n    indented code\n",
    "footnotes": "A note.[^1]\n\n[^1]: The note.\n",
    "abbreviations": "The HTML page.\n\n*[HTML]: Hyper Text\n",
    "definitions": "Apple\n:   A fruit.\n",
    "attributes": "# Head {: #head .big }\n\nA line\n{: .note }\n",
    "html": '<div class="box">\n<p>Raw</p>\n</div>\n\n<div markdown="1">\n*set*\n</div>\n',
    "links": "[a]({filename}b.md) ![c]({static}/d.png \"e\") <https://plain.example/> [f][g]\n\n[g]: https://plain.example/ 'h'\n",
    "quote": "> quoted\n> lines\n\nAfter.\n",
    "like-a-header": "Note: this is a paragraph.\n\nMore.\n",
    "cyrillic": "Слово й діло.\n\n## Заголовок\n",
    "entities": "Bread &amp; butter &copy; & <b>more</b> 1 < 2\n",
    "rules": "One\n\n---\n\nTwo  \nbroken\n",
    "spaces": "\n\n  Three spaces before.  \n\n\tA tab.\n\n",
}


@pytest.mark.parametrize("name", BODIES)
def test_an_ordinary_body_is_set_as_pelican_sets_it_byte_for_byte(name, tmp_path):
    file = tmp_path / "article.md"
    file.write_text("Title: A day\nDate: 2019-04-01\n\n" + BODIES[name])
    manuscript, _ = read(file, file.name)
    content, _ = MarkdownReader(SETTINGS).read(str(file))
    assert set_as_stock(manuscript.body, SETTINGS["MARKDOWN"]) == content
    assert set_as_stock(manuscript.body, STOCK_MARKDOWN) == content


def test_two_articles_that_are_set_one_after_another_do_not_mix():
    note = "A note.[^1]\n\n[^1]: The note.\n"
    first = set_as_stock(note, STOCK_MARKDOWN)
    set_as_stock("[x]: https://plain.example/\n\n*[HTML]: Hyper Text\n", STOCK_MARKDOWN)
    assert set_as_stock(note, STOCK_MARKDOWN) == first
    assert set_as_stock("[x] HTML\n", STOCK_MARKDOWN) == "<p>[x] HTML</p>"


def test_a_first_paragraph_that_looks_like_a_header_is_text():
    assert set_as_stock("Note: this is text.\n", STOCK_MARKDOWN) == "<p>Note: this is text.</p>"


def test_every_address_of_a_tag_is_made_whole(tmp_path):
    body = '<video src="{static}/images/a.mp4" poster="{static}/images/b.jpg"></video>\n'
    files = {"news.md": article(body), "images/a.mp4": b"a", "images/b.jpg": b"b"}
    read = magazine(tmp_path, files)
    html = read.galley(read.sources["news.md"]).html
    assert 'src="/images/a.mp4"' in html
    assert 'poster="/images/b.jpg"' in html
