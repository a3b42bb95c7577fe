"""The playbook: every case by problem, remedy and result, and what members did about one problem."""

import re
from datetime import date

import pytest

from plugins.playbook.pages import pages
from plugins.playbook.words import ended, happened, in_words
from tests.helpers import DAY, case, magazine

RIGHT, IN_PART, OPEN = "resolved", "partly-resolved", "not-resolved"
WORDS = """\
problems:
  late-delivery:
    label: {en: Late delivery}
    sentence: {en: "It came, but after it was needed."}
    about: {en: late deliveries}
    did: {en: delivered late}
  damage: {label: {en: Damage}}
remedies:
  refunded: {label: {en: Refunded}}
  redone: {label: {en: Redone}}
departments: {put-right: {label: {en: Put right}}}
topics: {listening: {label: {en: Listening}}}
"""


def filed(problem="late-delivery", remedy="refunded", result=RIGHT, kind="admission", **more):
    return case(case=f"{{kind: {kind}, problem: {problem}, remedy: {remedy}, result: {result}}}", **more)


def views(folder, stories, day=DAY):
    read = magazine(folder, {"vocabulary.yml": WORDS, **{f"stories/2019/{name}.md": text for name, text in stories.items()}})
    return {page.address: page.made.view for page in pages(read, day)}


def shape(html):
    """A table as a reader hears it: its rows, the words of each cell."""
    table = html.split("<table>")[1].split("</table>")[0]
    rows = (re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("<tr>")[1:])
    return [[" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in row] for row in rows]


def test_the_picture_is_a_table_and_each_of_its_marks_leads_to_its_cases(printed):
    html = (printed / "playbook/index.html").read_text()
    assert shape(html) == [
        ["Problem", "Refunded", "Told the truth", "All cases"],
        ["Late delivery", "", "Told the truth 1 case: put right in part", "1"],
        ["Overcharge", "Refunded 1 case: put right", "", "1"],
    ]
    assert '<td><a href="/playbook/late-delivery/#remedy-told-the-truth">' in html


def test_a_problem_sets_its_cases_in_brief_under_one_another(printed):
    html = (printed / "playbook/late-delivery/index.html").read_text()
    case = html.split('<h2 id="remedy-told-the-truth">')[1].split("</article>")[0]
    assert '<a href="/stories/four-legs-and-a-lie/">Four legs and a “lie”</a>' in case
    assert re.findall("<dd>(.*?)</dd>", case) == ["The chair was late.", "I said why.", "She waited.", "Count the legs."]
    assert '<p class="result">Partly put right</p>' in case
    assert not (printed / "playbook/damage").exists()


def test_readers_find_it_from_every_page_from_the_archive_and_from_a_storys_problem(printed):
    assert all('<li><a href="/playbook/">' in page.read_text() for page in printed.resolve().rglob("index.html"))
    assert 'href="/playbook/">The playbook has every case by its problem.</a>' in (printed / "archive/index.html").read_text()
    assert '<dd><a href="/playbook/overcharge/">Overcharge</a></dd>' in (printed / "stories/the-invoice-twice/index.html").read_text()


def test_what_is_planned_withdrawn_or_a_translation_is_not_counted(tmp_path):
    found = views(
        tmp_path,
        {
            "a": filed(),
            "a.uk": filed(problem="damage", lang="uk"),
            "b": filed(problem="damage", withdrawn="{date: 2019-05-01}"),
            "c": filed(problem="damage", issue=None, date="2019-06-01"),
        },
    )
    assert list(found) == ["/playbook/", "/playbook/late-delivery/"]
    assert found["/playbook/"].total == 1


def test_the_most_frequent_stand_first_and_the_disc_of_more_cases_is_wider(tmp_path):
    stories = {f"s{at}": filed("damage", "redone" if at else "refunded", (RIGHT, OPEN, RIGHT, IN_PART)[at]) for at in range(4)}
    whole = views(tmp_path, {**stories, "late": filed()})["/playbook/"]
    assert [(row.problem.label, row.total) for row in whole.rows] == [("Damage", 4), ("Late delivery", 1)]
    assert whole.remedies == ("Redone", "Refunded")
    many, one = whole.rows[0].cells
    assert (many.says, one.says) == ("3 cases: 1 put right, 1 put right in part, 1 not put right", "1 case: put right")
    assert many.disc.width > one.disc.width
    assert (many.disc.right, many.disc.in_part) == (33.33, 33.33)
    assert whole.told == "Three cases were put right, one in part, and one was not."


def test_a_problem_says_its_count_in_words(tmp_path):
    people = {f"people/p{at}.md": f"---\nname: Person {at}\n---\nWrites.\n" for at in range(3)}
    stories = {f"stories/2019/s{at}.md": filed(result=OPEN if at == 1 else RIGHT, authors=f"[p{at}]") for at in range(3)}
    stories["stories/2019/t.md"] = filed(kind="client-problem")
    read = magazine(tmp_path, {"vocabulary.yml": WORDS, **people, **stories})
    view = next(page.made.view for page in pages(read, DAY) if page.address == "/playbook/late-delivery/")
    assert (
        view.told
        == "Three members delivered late. In one more story the problem was a client’s. Three cases were put right and one was not."
    )
    assert view.sentence == "It came, but after it was needed."


def test_a_magazine_without_cases_has_an_empty_playbook_that_nobody_is_sent_to(tmp_path):
    found = views(tmp_path, {}, date(2019, 5, 1))
    assert list(found) == ["/playbook/"]
    assert (found["/playbook/"].rows, found["/playbook/"].site.cases, found["/playbook/"].head.listed) == ((), False, False)


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([RIGHT], "It was put right."),
        ([OPEN], "It was not put right."),
        ([RIGHT] * 2, "Both were put right."),
        ([RIGHT] * 7, "All seven were put right."),
        ([IN_PART] * 3, "All three were put right in part."),
        ([OPEN] * 2, "Neither was put right."),
        ([OPEN] * 21, "None of the twenty-one was put right."),
        ([RIGHT] * 5 + [OPEN] * 2, "Five cases were put right and two were not."),
        ([RIGHT, IN_PART], "One case was put right and one in part."),
        ([IN_PART] * 2 + [OPEN], "Two cases were put right in part and one was not."),
        ([], ""),
    ],
)
def test_how_cases_ended_in_words(results, words):
    assert ended(results) == words


def test_who_tells_of_it_in_words():
    assert happened(1, 1, 0, "") == "One member tells of it."
    assert happened(6, 5, 0, "delivered late") == "Five members, in six stories, delivered late."
    assert happened(0, 0, 2, "delivered late") == "In two stories the problem was a client’s."
    assert [in_words(number) for number in (0, 12, 20, 99, 1200)] == ["no", "twelve", "twenty", "ninety-nine", "1,200"]
