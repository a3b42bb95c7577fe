"""A magazine of another language speaks it everywhere; one that runs from right to left is mirrored."""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.printing import press
from tests.theme.test_pages import browser  # noqa: F401 - a fixture

UKRAINIAN = {
    "masthead.yml": """\
name: Верстак
short_name: verstak
tagline: Чесні історії з майстерень
number_sign: "№ "
url: https://verstak.example
publisher: Видавництво «Млин»
telephone: 044 555 01 01
postal_address: вул. Млинова, 1
mail: {submissions: a@verstak.example, comments: b@verstak.example, publisher: c@verstak.example}
languages: [uk]
tag_authority: verstak.example,2019
slots: {card: {label: Картка}, strip: {label: Смуга, height: 20, everywhere: true}}
comments: {on: true, days: 60}
""",
    "vocabulary.yml": """\
departments: {put-right: {label: {uk: Виправлено}}, columns: {label: {uk: Колонки}}}
topics: {listening: {label: {uk: Уміння слухати}}}
problems: {late-delivery: {label: {uk: Запізніла доставка}}}
remedies: {refunded: {label: {uk: Повернули гроші}}}
""",
    "people/ada.md": "---\nname: Ада Перо\nrole: редакторка\nbusiness: mlyn\n---\nПише.\n",
    "businesses/mlyn.md": "---\nname: Майстерня «Млин»\ntelephone: 044 555 01 02\n---\n",
    "businesses/farba.md": "---\nname: Крамниця «Фарба»\n---\n",
    "adverts/farba.yml": "advertiser: farba\nslot: card\nheadline: Фарби\ntext: Усі кольори.\ninsertions: [{issue: 7}]\n",
    "adverts/mlyn.yml": "advertiser: mlyn\nslot: strip\nheadline: Борошно\ntext: Щоп’ятниці.\ninsertions: [{issue: 7}]\n",
    "issues/6.md": "---\nnumber: 6\ntheme: Початок\ndate: 2018-03-01\n---\nЛюбі читачі.\n",
    "issues/7.md": "---\nnumber: 7\ntheme: Слово\ndate: 2019-03-01\nsummary: Про слово.\n---\nЛюбі читачі.\n",
    "pages/about.md": "---\ntitle: Про нас\n---\nМи.\n",
    "stories/2018/first.md": """\
---
title: Перша
authors: [ada]
issue: 6
category: columns
tags: [listening]
summary: Перша колонка.
first_published: {where: Газета, date: 2010-01-01}
translator: Іван Ніхто
---
Слова.
""",
    "comments/late/2019-03-02-ivan.md": "---\nname: Іван\ndate: 2019-03-02\n---\nТак і є.\n",
    "comments/late/2019-03-03-ada.md": "---\nname: Ада\ndate: 2019-03-03\nstanding: right-of-reply\n---\nЦе про мене.\n",
}
CASE = """\
---
title: {title}
authors: [ada]
issue: 7
tags: [listening]
summary: Запізнилися.
case: {{kind: {kind}, problem: late-delivery, remedy: refunded, result: {result}}}
in_brief: {{problem: Пізно., action: Сказали., outcome: Добре., lesson: Рахуйте.}}
consent: none-involved
{more}---
Слова, слова.
"""
MORE = """\
corrections: [{date: 2019-03-05, kind: correction, text: Було не так.}, {date: 2019-03-06, kind: privacy}]
promises: [{text: Тепер дзвонимо., due: 2019-03-04}, {text: Рахуємо., kept: 2019-03-07}, {text: Пишемо.}]
"""
UKRAINIAN |= {
    "stories/2019/late.md": CASE.format(title="Пізно", kind="admission", result="partly-resolved", more=MORE),
    "stories/2019/later.md": CASE.format(title="Ще пізніше", kind="client-problem", result="not-resolved", more=""),
    "stories/2019/gone.md": CASE.format(title="Зникла", kind="admission", result="resolved", more="withdrawn: {date: 2019-03-10}\n"),
}
HEBREW = {
    "masthead.yml": "name: השכונה\nurl: https://shchuna.example\nlanguages: [he, en]\ntag_authority: s.example,2019\n",
    "people/dana.md": "---\nname: דנה לוי\n---\nכותבת.\n",
    "issues/7.md": "---\nnumber: 7\ntheme: שנת הלקוח\ndate: 2019-03-01\n---\nקוראים יקרים.\n",
    "stories/2019/chair.md": "---\ntitle: הכיסא\nauthors: [dana]\nissue: 7\nsummary: כיסא.\n---\nהיא אמרה.\n",
    "stories/2019/bill.md": "---\ntitle: The bill\nauthors: [dana]\nissue: 7\nlang: en\nsummary: A bill.\n---\nTwice.\n",
}
# What is the same in every language, or no word for a reader.
NO_WORDS = re.compile(r"https?://\S+|\b\S+@\S+|[\w.-]+\.(example|png|svg|xml|atom|json)\b|\b(RSS|Atom|JSON|Feed|vCard|English)\b")


def printed(folder: Path, files: dict[str, str]) -> tuple[Path, str]:
    for name, text in files.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text)
    done = press(folder / "content", folder / "output", "2019-03-15", SEARCH="0")
    assert done.returncode == 0, done.stderr
    return folder / "output", done.stderr


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory):
    return printed(tmp_path_factory.mktemp("uk"), UKRAINIAN)


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory):
    return printed(tmp_path_factory.mktemp("he"), HEBREW)


def file_at(output: Path, address: str) -> Path:
    path = urlsplit(address).path
    return output / (f"{path}index.html" if path.endswith("/") else path).lstrip("/")


def read_aloud(page: str) -> str:
    """Everything in a page that reaches a reader or a listener."""
    page = re.sub(r"<script.*?</script>|<style.*?</style>|<meta (?!name=.description).*?>", "", page, flags=re.DOTALL)
    said = re.findall(r'\s(?:alt|title|aria-label|placeholder|data-(?!root|pagefind)[\w-]+|content)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub("<[^>]*>", " ", page), *said]))


def test_another_masthead_language_prints_the_whole_site_in_it(ukrainian):
    output, said = ukrainian
    assert "untranslated" not in said
    pages = sorted(output.resolve().rglob("*.html"))
    assert len(pages) >= 30
    for page in pages:
        text = page.read_text()
        assert '<html lang="uk" class=' in text
        words = re.findall(r"[A-Za-z]{2,}", NO_WORDS.sub(" ", read_aloud(text)))
        assert (page, sorted(set(words))) == (page, [])


def test_so_do_its_feeds_and_what_is_told_to_machines(ukrainian):
    output, _ = ukrainian
    for feed in sorted(output.resolve().rglob("*.xml")):
        titles = re.findall(r"<(?:title|description|category[^>]*)>([^<]*)</", feed.read_text())
        assert (feed, [title for title in titles if re.search("[A-Za-z]{2,}", re.sub("&[a-z]+;", "", title))]) == (feed, [])
    trail = re.search('"BreadcrumbList".*', (output / "stories/late/index.html").read_text())[0].encode().decode("unicode_escape")
    assert '"name": "Випуски"' in trail


def test_a_page_from_right_to_left_is_mirrored_and_marks_what_is_not(hebrew):
    output, said = hebrew
    assert "catalogues/he.po:0: warning: the pages speak no עברית" in said
    page = (output / "stories/chair/index.html").read_text()
    assert '<html lang="he" dir="rtl" class=' in page
    assert '<header class="masthead" lang="en">' in page  # there is no catalogue, and a reader is told what is read aloud
    issue = (output / "issues/7/index.html").read_text()
    assert 'lang="en" dir="ltr"><a href="/en/stories/bill/">The bill</a>' in issue
    other = (output / "en/stories/bill/index.html").read_text()
    assert '<html lang="en" class=' in other
    assert '<b lang="he" dir="rtl">הכיסא</b>' in other
    assert "שנת הלקוח</text>" in (output / "issues/7/cover.svg").read_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fills_the_page_from_the_other_side(hebrew, browser, width):  # noqa: F811
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", lambda route: route.fulfill(path=file_at(hebrew[0], route.request.url)))
    page.goto("https://shchuna.example/stories/chair/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    middle = "document.querySelector('{}').getBoundingClientRect()"
    assert page.evaluate(f"{middle.format('.masthead .name a')}.right") > width * 0.8
    assert page.evaluate(f"{middle.format('h1')}.right") > width * 0.8
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
