"""Every rule refuses what it should, in the very words that an editor reads, and only warns of what is not printed yet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plugins.magazine.load import load
from plugins.magazine.problem import errors
from plugins.magazine.proof import ALWAYS, proof
from plugins.magazine.terms import folder_beside, read_terms
from tests.helpers import DAY, NEXT_ISSUE, article, case, magazine, said

REFUSED = Path(__file__).parents[1] / "sites" / "refused"
RULES = sorted(folder.name for folder in REFUSED.iterdir())
WARN_ONLY = {
    "consent-ended",
    "consent-ends-soon",
    "date-of-article-ambiguous",
    "story-named-like-output",
    "unchecked-case",  # make publish refuses it
    "unchecked-edited",
    "unknown-issue",  # a case that waits for an issue nobody has written down is held, and named as such
}
ADVICE = {"write", "use", "give", "say", "take", "put", "name", "tell", "ask", "begin", "mean", "delete", "goes", "wanted", "add"}
OF_A_STORY = [
    rule for rule in RULES if "issue: 96\n" in "".join(f.read_text() for f in (REFUSED / rule / "content").rglob("stories/*/*.md"))
]


def test_there_is_a_refused_site_for_every_kind_of_rule():
    begun = {rule.partition("-")[0] for rule in RULES}
    assert begun >= {
        "unreadable",
        "malformed",
        "missing",
        "date",
        "bad",
        "duplicate",
        "unknown",
        "incomplete",
        "consent",
        "outside",
        "unsafe",
        "markup",
        "unprintable",
        "body",
        "held",
        "issue",
        "masthead",
        "comment",
        "booking",
        "leak",
        "terms",
        "unchecked",
        "closed",
        "conflict",
        "lock",
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_refused_site_says_exactly_this(rule):
    read = load(REFUSED / rule / "content", terms=read_terms(folder_beside(REFUSED / rule / "content")))
    assert said(read) == (REFUSED / rule / "expected.txt").read_text().splitlines()
    assert bool(errors(proof(read, DAY))) == (rule not in WARN_ONLY)


@pytest.mark.parametrize("rule", OF_A_STORY)
def test_the_same_story_in_a_planned_issue_only_warns(rule, tmp_path):
    content = shutil.copytree(REFUSED / rule / "content", tmp_path / "content")
    (content / "issues/97.md").write_text(NEXT_ISSUE)
    for story in content.glob("stories/*/*.md"):
        story.write_text(story.read_text().replace("issue: 96\n", "issue: 97\n"))
    read = load(content)
    stories = {story.path for story in read.stories}
    stopped = [problem for problem in errors(proof(read, DAY)) if problem.path in stories]
    assert {problem.rule for problem in stopped} <= ALWAYS


def test_what_a_planned_issue_only_warns_of_is_an_error_on_its_day(tmp_path):
    read = magazine(tmp_path, {"stories/2019/bad.md": case(issue=97, tags="[weather]"), "issues/97.md": NEXT_ISSUE})
    assert not errors(proof(read, DAY))
    assert [problem.rule for problem in errors(proof(read, DAY.replace(month=7)))] == ["unknown-topic"]


def test_bytes_that_are_not_utf_8(tmp_path):
    read = magazine(tmp_path, {"stories/2019/bad.md": case().encode() + b"Caf\xe9\n", "stories/2019/good.md": case()})
    assert said(read) == ["content/stories/2019/bad.md:12: byte 0xe9 is not UTF-8: save the file again with the encoding UTF-8"]
    assert read.run(DAY).count() == "2 read = 1 printed + 0 planned + 0 held + 0 withdrawn + 1 refused"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ufffe"])
def test_characters_that_nobody_can_see(character, tmp_path):
    read = magazine(tmp_path, {"stories/2019/bad.md": case(f"Some{character}thing.\n"), "a.md": article(f"Any{character}thing.\n")})
    code = f"U+{ord(character):04X}"
    assert said(read) == [
        f"content/a.md:4: warning: the character {code} cannot be seen and is not printed: delete it",
        f"content/stories/2019/bad.md:11: the character {code} cannot be seen and is not printed: delete it",
    ]
    assert all(character not in story.body for story in read.stories)


def test_a_case_over_64_kib_and_an_article_over_1_mib(tmp_path):
    words = "Nine words of text are on this very line.\n\n"
    files = {"stories/2019/bad.md": case(words * 1600), "stories/2019/good.md": case(words * 1300)}
    files |= {"long.md": article(words * 20_000), "too-long.md": article(words * 25_000)}
    read = magazine(tmp_path, files)
    long = (read.content / "too-long.md").stat().st_size
    assert said(read) == [
        "content/stories/2019/bad.md:11: the story is longer than 64 KiB: cut it, or print it in two parts",
        f"content/too-long.md:0: the file is {long:,} bytes long, the most is 1,048,576: split it, or is it a picture?",
    ]


def test_links_of_the_file_system_that_leave_the_content(tmp_path):
    (tmp_path / "secret.md").write_text(article())
    read = magazine(tmp_path, {"good.md": article()})
    for name, target in {
        "away.md": "../secret.md",
        "images": "..",
        "loop.md": "loop.md",
        "nothing.md": "gone.md",
        "again": "people",
    }.items():
        (read.content / name).symlink_to(target)
    away = "this is a link to a place outside the content: copy what is to be printed"
    nowhere = "this is a link to a folder, or to nothing: put the file itself here"
    read = load(read.content)
    assert said(read) == [
        f"content/again:0: {nowhere}",
        f"content/away.md:0: {away}",
        f"content/images:0: {away}",
        f"content/loop.md:0: {nowhere}",
        f"content/nothing.md:0: {nowhere}",
    ]
    assert [story.source for story in read.stories] == ["good.md"]
    assert not any("secret" in name for name in read.files)


def test_names_that_differ_by_unicode_form_alone(tmp_path):
    read = magazine(tmp_path, {"stories/2019/cafe\u0301.md": case(slug="one"), "stories/2019/caf\u00e9.md": case(slug="two")})
    assert [problem.rule for problem in errors(proof(read, DAY))] == ["duplicate-id"]
    assert len(read.stories) == 2


def test_names_that_differ_by_case_alone(tmp_path):
    read = magazine(tmp_path, {"stories/2019/bad.md": case(slug="one"), "stories/2019/Bad.md": case(slug="two")})
    assert [problem.rule for problem in errors(proof(read, DAY))] == ["duplicate-id"]


@pytest.mark.parametrize("name", [b"\xff.md", b"a\nb.md", b"a\x1bb.md"])
def test_names_that_cannot_be_printed(name, tmp_path):
    read = magazine(tmp_path, {})
    with open(bytes(read.content) + b"/" + name, "w") as file:
        file.write(article())
    read = load(read.content)
    assert [problem.rule for problem in errors(proof(read, DAY))] == ["unreadable"]
    assert read.run(DAY).count().endswith("1 refused")


def test_thirty_malformed_manuscripts_at_once(tmp_path):
    slips = [
        {"title": None},
        {"title": "Late: a confession"},
        {"authors": None},
        {"authors": "[dana]"},
        {"summary": None},
        {"tags": "[weather]"},
        {"case": "admission"},
        {"case": ""},
        {"in_brief": None},
        {"in_brief": "{problem: It was late., action: We rang.}"},
        {"consent": None},
        {"consent": "yes"},
        {"consent": "{client: named, scope: [web]}"},
        {"consent": "{client: named, given: 2019-01-01, scope: [print]}"},
        {"date": "soon"},
        {"date": "2019-02-30"},
        {"date": "1066-10-14"},
        {"issue": "May"},
        {"slug": "The Slug"},
        {"category": "sports"},
        {"athor": "dana"},
        {"businesses": "[none]"},
        {"image": "{src: gone.jpg, alt: x}"},
        {"lang": "../x"},
        {"early": "perhaps"},
        {"status": "ready"},
        {"title": '"<b>x</b>"'},
        {"summary": '"\\a bell"'},
        {"corrections": "[{kind: typo, date: 2019-04-01}]"},
        {"aliases": "[../x]"},
    ]
    files = {f"stories/2019/s{at:02}.md": case(**slip) for at, slip in enumerate(slips)}
    read = magazine(tmp_path, files)
    found = errors(proof(read, DAY))
    assert [Path(problem.path).stem for problem in found] == [f"s{at:02}" for at in range(30)]
    for problem in found:
        assert problem.line or problem.rule == "bad-slug"
        assert set(re.findall(r"[a-z]+", problem.message)) & ADVICE, problem.message


def test_what_reaches_outside_the_content_is_a_warning_until_it_is_printed(tmp_path):
    files = {"stories/2019/bad.md": case("[a]({attach}../../../etc/hostname)\n", issue=97), "issues/97.md": NEXT_ISSUE}
    read = magazine(tmp_path, files)
    assert [(problem.rule, problem.severity) for problem in proof(read, DAY)] == [("outside", "warning")]
    assert [problem.rule for problem in errors(proof(read, DAY.replace(month=7)))] == ["outside"]


def test_an_unfinished_case_stops_the_press_once_its_deadline_is_over(tmp_path):
    files = {"stories/2019/bad.md": case(issue=97, status="draft"), "issues/97.md": NEXT_ISSUE}
    read = magazine(tmp_path, files)
    assert not errors(proof(read, DAY.replace(month=6, day=17)))
    assert [problem.rule for problem in errors(proof(read, DAY.replace(month=6, day=18)))] == ["held-after-deadline"]


@pytest.mark.parametrize("day", ["9999-12-31T23:59:00-12:00", "0001-01-01T00:00:00+12:00", "9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_a_problem_and_no_exception(day, tmp_path):
    files = {
        "stories/2019/bad.md": case(issue=None, date=day),
        "a.md": article(date=day),
        "b.md": f"---\ntitle: B\ndate: {day}\n---\nWords.\n",
    }
    assert {problem.path for problem in errors(proof(magazine(tmp_path, files), DAY))} >= {"content/stories/2019/bad.md", "content/b.md"}
