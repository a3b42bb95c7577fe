"""Translations: who made them, of what, and whether the original has moved on since."""

import re

import pytest

from plugins.magazine import catalogue as catalogues
from tests.helpers import DAY, case, magazine, said
from tests.press.edits import put
from tests.printing import press, small_copy

ENGLISH, UKRAINIAN = "stories/2019/a.md", "stories/2019/a.uk.md"
OLDER = "its original (content/stories/2019/a.md) was changed on 2019-04-30: bring it up to date"


def pair(original=None, translation=None):
    return {ENGLISH: case(**(original or {})), UKRAINIAN: case(lang="uk", translator="dana-whitlock", **(translation or {}))}


@pytest.mark.parametrize(
    ("original", "translation", "told"),
    [
        ({"early": "true", "date": "2019-04-01", "modified": "2019-04-30"}, {"modified": "2019-04-02"}, True),
        ({"early": "true", "date": "2019-04-01", "modified": "2019-04-30"}, {"modified": "2019-04-30"}, False),
        ({"early": "true", "date": "2019-04-01", "corrections": "[{date: 2019-04-30, text: No.}]"}, {}, True),
        ({"early": "true", "date": "2019-04-01", "corrections": "[{date: 2019-04-30, minor: true}]"}, {}, False),
        ({"early": "true", "date": "2019-04-01"}, {"modified": "2019-04-30"}, False),
    ],
)
def test_an_editor_is_told_of_a_translation_that_its_original_left_behind(tmp_path, original, translation, told):
    lines = said(magazine(tmp_path, pair(original, translation), label="content"))
    assert [line for line in lines if OLDER in line and line.startswith("content/stories/2019/a.uk.md:")] == lines if told else not lines


@pytest.fixture
def changed(tmp_path):
    """The small magazine, whose one translation is older than its original by now."""
    content = small_copy(tmp_path)
    english, ukrainian = content / "stories/2019/a-word.md", content / "stories/2019/a-word.uk.md"
    english.write_text(put(put(english.read_text(), "translator", None, "a.md"), "modified", "2019-03-10", "a.md"))
    ukrainian.write_text(put(ukrainian.read_text(), "translator", "Іван Ніхто", "a.md"))
    done = press(content, tmp_path / "output", SEARCH="0")
    assert done.returncode == 0, done.stderr
    return lambda name: (tmp_path / "output" / name).read_text()


def test_and_so_is_a_reader_on_its_page_and_in_its_feed(changed):
    page = changed("uk/stories/a-word/index.html")
    note = re.search('<p class="note">(.*?)</p>', page)[1]
    assert note == (
        'Переклад: Іван Ніхто. Оригінал: <a href="/stories/a-word/" hreflang="en" lang="en">English</a>. '
        "Його змінено 10\u00a0березня 2019, уже після цього перекладу."
    )
    assert '"translator": {"@type": "Person", "name": "' in page
    feed = changed("uk/feeds/stories.xml")
    assert "Переклад: Іван Ніхто." in feed
    assert "Його змінено 10\u00a0березня 2019" in feed
    assert "<title>The Bench, Українська</title>" in feed


def test_a_ukrainian_page_of_an_english_magazine_speaks_ukrainian_around_its_text(changed):
    page = changed("uk/stories/a-word/index.html")
    assert '<a class="skip" href="#main">Перейти до тексту</a>' in page
    assert re.search(
        r'<p>Текст: <b>.*</b>.*<a href="/issues/7/">#7, березень–квітень 2019</a> <span class="minutes">1\u00a0хв читання', page
    )
    assert re.search('<li class="ink-7"><a href="/issues/7/"><b>#7</b> <span lang="en">', page)
    assert not [word for word in ("Subscribe", "Archive", "Advertisement<", "min read", "In brief") if word in page]


def test_its_neighbours_are_named_in_their_language_where_they_have_one(tmp_path):
    content = small_copy(tmp_path)
    first = content / "stories/2019/the-invoice-twice.md"
    (content / "stories/2019/the-invoice-twice.uk.md").write_text(
        put(put(first.read_text(), "title", "Рахунок двічі", "a.md"), "lang", "uk", "a.md")
    )
    assert press(content, tmp_path / "output", SEARCH="0").returncode == 0
    page = (tmp_path / "output/uk/stories/a-word/index.html").read_text()
    assert '<a rel="prev" href="/uk/stories/the-invoice-twice/"><small>Попередня</small> <b>Рахунок двічі</b></a>' in page


def test_pages_of_standing_matter_point_at_each_other_too(tmp_path):
    content = small_copy(tmp_path)
    (content / "pages/about.uk.md").write_text("---\ntitle: Про нас\n---\nМи.\n")
    assert press(content, tmp_path / "output", SEARCH="0").returncode == 0
    home = "https://bench.example/about/"
    wanted = [("en", home), ("uk", "https://bench.example/uk/about/"), ("x-default", home)]
    for name in ("about", "uk/about"):
        page = (tmp_path / "output" / name / "index.html").read_text()
        assert re.findall('<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page) == wanted
    assert "Останні випуски" in page


def test_a_language_that_the_pages_do_not_speak_is_told(tmp_path):
    lines = said(magazine(tmp_path, {"stories/2019/b.md": case(lang="de")}))
    assert lines == [
        "plugins/magazine/catalogues/de.po:0: warning: the pages speak no Deutsch: their labels are in another language; "
        "`desk words de --gather` begins a catalogue"
    ]


def test_words_that_nobody_translated_are_told_and_a_broken_catalogue_stops_the_press(tmp_path, monkeypatch):
    monkeypatch.setattr("plugins.magazine.catalogue.FOLDER", tmp_path)
    (tmp_path / "de.po").write_text('msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr "Zwei"\nDrei\n')
    for remembered in (catalogues.catalogue, catalogues._named):
        remembered.cache_clear()
    try:
        lines = said(magazine(tmp_path, {"stories/2019/b.md": case(lang="de")}), DAY)
    finally:
        for remembered in (catalogues.catalogue, catalogues._named):
            remembered.cache_clear()
    assert lines[0].startswith(
        "plugins/magazine/catalogues/de.po:1: warning: 1 of 2 words around texts are not in Deutsch: `desk words de`"
    )
    assert lines[1].startswith("plugins/magazine/catalogues/de.po:6: this is no line of a catalogue")
