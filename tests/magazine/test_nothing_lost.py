"""What an author wrote is printed or named: no word goes missing on the way."""

from datetime import date

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Page, collisions
from plugins.magazine.problem import errors
from plugins.magazine.proof import proof
from tests.helpers import DAY, article, case, issue, magazine, said

PATH = "content/stories/2019/a.md"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "Good #41 is late", "`#41 is late` would be a comment"),
        ("summary", "#41", "`#41` would be a comment"),
        ("title", "&Sons of Ours said sorry", "begins with `&`"),
        ("in_brief", "{problem: It was late, and wet, action: We rang., outcome: It came.}", "`and wet` has no value"),
    ],
)
def test_words_that_yaml_would_eat_are_named(tmp_path, field, value, words):
    lines = said(magazine(tmp_path, {"stories/2019/a.md": case(**{field: value})}))
    assert [line for line in lines if line.startswith(f"{PATH}:") and words in line]


@pytest.mark.parametrize("value", ['"Good #41 is late"', "Good number 41  # a note to ourselves", "A#1"])
def test_quotes_and_notes_to_oneself_are_fine(tmp_path, value):
    assert said(magazine(tmp_path, {"stories/2019/a.md": case(title=value)})) == []


def test_every_warning_is_told_with_its_place(tmp_path):
    files = {f"stories/2019/s{n}.md": case(issue=97, summary=None) for n in range(9)} | {"issues/97.md": issue(97, date="2019-07-01")}
    lines = said(magazine(tmp_path, files))
    assert [line.split(":")[0] for line in lines] == [f"content/stories/2019/s{n}.md" for n in range(9)]


def test_an_id_that_two_stories_have_is_the_fault_of_the_one_to_come(tmp_path):
    files = {
        "stories/2019/b.md": case(id="tag:x,2019:one"),
        "stories/2019/a.md": case(id="tag:x,2019:one", issue=97),
        "issues/97.md": issue(97, date="2019-07-01"),
    }
    found = proof(magazine(tmp_path, files), DAY)
    assert [(problem.path, problem.rule, problem.severity) for problem in found] == [(PATH, "duplicate-id", "warning")]


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        ("{client: named, given: 2019-06-01, scope: [web]}", "which is to come"),
        ("{client: named, given: 2019-04-01, until: 2019-03-01, scope: [web]}", "before it was given"),
    ],
)
def test_a_consent_has_days_that_can_be(tmp_path, consent, words):
    read = magazine(tmp_path, {"stories/2019/a.md": case(consent=consent)})
    assert [problem for problem in errors(proof(read, DAY)) if words in problem.message]


def test_a_window_asks_for_words_that_are_known(tmp_path):
    window = "{tags: [listning], categories: [Columns]}"
    lines = said(magazine(tmp_path, {"issues/96.md": issue(96, date="2019-05-01", collects=window)}))
    assert [line.partition(": ")[2] for line in lines] == [
        "`collects`: `Columns`: did you mean `columns`?",
        "`collects`: `listning`: did you mean `listening`?",
    ]


def test_a_case_that_names_an_issue_of_the_past_that_never_was(tmp_path):
    assert errors(proof(magazine(tmp_path, {"stories/2019/a.md": case(issue=9)}), DAY))
    assert not errors(proof(magazine(tmp_path, {"stories/2019/a.md": case(issue=99)}), DAY))


def test_an_ordinary_site_may_number_its_articles(tmp_path):
    read = magazine(tmp_path, {"issues/96.md": None, "a.md": article(issue="96")})
    assert [placed.state for placed in read.run(DAY).placed.values()] == ["printed"]


def test_a_rule_ends_a_plain_header_as_in_pelican(tmp_path):
    read = magazine(tmp_path, {"a.md": "Title: A\nDate: 2019-01-01\n---\nBody\n"})
    assert read.galley(read.sources["a.md"]).html == "<p>Body</p>"


def test_long_titles_make_addresses_that_fit_a_disk(tmp_path):
    read = magazine(tmp_path, {"a.md": article(title="word " * 150)})
    assert 80 < len(read.sources["a.md"].slug) <= 100
    assert [problem.rule for problem in errors(proof(magazine(tmp_path, {"stories/2019/a.md": case(slug="a" * 101)}), DAY))] == ["bad-slug"]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [("/a/", "/a/", True), ("/a/", "/A/", True), ("/robots.txt", "/robots.txt/", True), ("/a/", "/b/", False), ("/a.txt", "/a/", False)],
)
def test_two_pages_that_cannot_stand_together(first, second, clash):
    found = collisions([Page(first, "x.html", None), Page(second, "x.html", None, "content/x.md")])
    assert [problem.path for problem in found] == (["content/x.md"] if clash else [])


def test_a_drawing_that_holds_a_program_is_named(tmp_path):
    files = {
        "images/bad.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "images/good.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    assert said(magazine(tmp_path, files)) == [
        "content/images/bad.svg:0: warning: the drawing holds a program, and is not printed: save it again without"
    ]


def test_the_pages_of_a_site_may_have_the_names_of_ours(tmp_path):
    content = tmp_path / "content"
    (content / "pages").mkdir(parents=True)
    (content / "masthead.yml").write_text("name: A\nurl: https://a.example\ntag_authority: a.example,2019\n")
    (content / "pages/archive.md").write_text("Title: Ours\n\nText.\n")
    read = load(content)
    assert [page.address("en") for page in read.standing] == ["/pages/archive/"]
    assert not errors(proof(read, date(2019, 5, 1)))
