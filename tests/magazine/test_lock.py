"""What a closed issue promises: nothing in it changes in silence, and what is no change is not taken for one."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from plugins.magazine.load import load
from plugins.magazine.lock import written
from plugins.magazine.lock_rules import entries_of
from plugins.magazine.problem import errors
from plugins.magazine.proof import proof
from tests.helpers import DAY, MASTHEAD, NEXT_ISSUE, case, issue, site
from tests.printing import ROOT

BODY = 'We "rang" her -- twice.\n\nAnd [said so]({filename}/stories/2019/b.md).\n\n![A leg](images/leg.svg)\n'
LEG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 0h1"/></svg>\n'
BOOKING = "advertiser: paint\nslot: card\nheadline: We paint\ntext: Walls.\ninsertions: [{issue: 96}, {issue: 97}]\n"
FILES = {
    "masthead.yml": MASTHEAD + "slots: {card: {places: 2}}\n",
    "stories/2019/a.md": case(BODY, image="{src: images/leg.svg, alt: A leg, caption: Ours}", id="'tag:plain.example,2019:2019/a'"),
    "stories/2019/b.md": case("Another.\n", id="'tag:plain.example,2019:2019/b'"),
    "stories/2019/a.uk.md": case("Ми.\n", lang="uk", translator="dana-whitlock"),
    "images/leg.svg": LEG,
    "issues/97.md": NEXT_ISSUE,
    "businesses/paint.md": "---\nname: Paint & Co\n---\n",
    "adverts/paint.yml": BOOKING,
}
A, B, UK = "stories/2019/a.md", "stories/2019/b.md", "stories/2019/a.uk.md"
NEW = "{date: 2019-05-20, text: It was once.}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small magazine whose #96 is closed."""
    return closed(site(tmp_path, FILES))


def closed(content: Path) -> Path:
    read = load(content)
    run = read.run(DAY)
    (content / "issues/96.lock.json").write_text(written(entries_of(read, run, run.all_issues[96])), "utf-8")
    return content


def added(before: str, after: str) -> str:
    """Both locks in one."""
    lines = {*before.splitlines(), *after.splitlines()} - {"[", "]"}
    return "\n".join(["[", *sorted(lines, key=lambda line: ('{"issue"' in line, line)), "]\n"])


def change(content: Path, name: str, old: str, new: str) -> None:
    text = (content / name).read_text()
    assert re.search(old, text), old
    (content / name).write_text(re.sub(old, new, text, count=1))


def correct(content: Path, name: str, *corrections: str) -> None:
    """Has a story with these corrections and no others."""
    text = re.sub("corrections: .*\n", "", (content / name).read_text())
    (content / name).write_text(text.replace("---\n", f"---\ncorrections: [{', '.join(one for one in corrections if one)}]\n", 1))


def found(content: Path) -> list[tuple[str, str]]:
    """The errors: which rule, and where."""
    return [(one.rule, one.path.removeprefix("content/")) for one in errors(proof(load(content), DAY))]


def test_what_was_closed_is_fit_to_print(content):
    assert not proof(load(content), DAY)


DIFFERENT = {
    "title": (A, "The ad", "An ad"),
    "summary": (A, "One paid", "No paid"),
    "in brief": (A, "It came", "It did not come"),
    "body": (A, "twice", "thrice"),
    "byline": (A, "authors: .*", "authors: [ed-bo]"),
    "another name": ("people/dana-whitlock.md", "name: .*", "name: Dana Bo"),
    "translator": (UK, "translator: .*", "translator: Ed Bo"),
    "translation": (UK, "Ми", "Ви"),
    "picture": ("images/leg.svg", "M1", "M2"),
    "caption": (A, "caption: Ours", "caption: Theirs"),
    "another picture": (A, r"\(images/leg.svg\)", "(images/arm.svg)"),
    "no picture": (A, "image: .*\n", ""),
    "an old correction changed": (B, "Another", "One more"),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_a_story_that_reads_differently_needs_a_new_correction(what, content):
    (content / "people/ed-bo.md").write_text("---\nname: Ed Bo\n---\n")
    (content / "images/arm.svg").write_text(LEG.replace("M1", "M3"))
    correct(content, B, "{date: 2019-05-10, text: Before.}")
    closed(content)
    change(content, *DIFFERENT[what])
    if what == "an old correction changed":
        change(content, B, "Before", "And now")
    paths = {path for rule, path in found(content) if rule == "closed-text"}
    assert paths
    assert paths == {path for _, path in found(content)}
    for path in paths:
        correct(content, path, "{date: 2019-05-10, text: Before.}" if path == B else "", "{date: 2019-05-20, kind: privacy}")
    assert not found(content)
    assert {one.rule for one in proof(load(content), DAY)} == {"corrected"}


SAME = {
    "blanks in the header": (A, "title: ", "title:    "),
    "a remark": (A, "title: .*", r"\g<0>   # hers"),
    "quotation marks in the header": (A, "title: (.*)", r'title: "\1"'),
    "fields in another order": (A, r"(summary: .*\n)(tags: .*\n)", r"\2\1"),
    "typographic marks": (A, '"rang"', "\u201crang\u201d"),
    "a dash": (A, " -- ", " \u2013 "),
    "lines broken elsewhere": (A, " twice", "\ntwice"),
    "an empty line more": (A, "twice.\n", "twice.  \n\n"),
    "a topic": (A, "listening", "listening, records"),
    "where a link leads": (A, "b.md", "../2019/b.md"),
    "a picture under another name": (A, "image: {src: images/leg.svg", "image: {src: images/same.svg"),
    "a promise": (A, "consent", "promises: [{text: We ring., due: 2019-07-01}]\nconsent"),
}


@pytest.mark.parametrize("what", SAME)
def test_what_no_reader_sees_is_no_change(what, content):
    (content / "images/same.svg").write_text(LEG)
    change(content, *SAME[what])
    assert not proof(load(content), DAY)


def test_line_ends_of_windows_are_no_change(content):
    (content / A).write_bytes((content / A).read_bytes().replace(b"\n", b"\r\n"))
    assert not proof(load(content), DAY)


def test_what_is_taken_back_may_say_anything_and_stand_anywhere(content):
    taken = "---\ntitle: Gone\nissue: 96\nslug: withdrawn-1\nid: 'tag:plain.example,2019:2019/a'\nwithdrawn: {date: 2019-04-30}\n---\n"
    (content / A).write_text(taken)
    (content / UK).unlink()
    assert {rule for rule, _ in found(content)} == {"closed-story"}  # the translation is not taken back
    (content / UK).write_text(taken.replace("2019/a'", "2019/a.uk'\nlang: uk"))
    assert not found(content)


def test_a_story_whose_consent_ended_may_say_anything(content):
    named = "consent: {client: named, given: 2019-01-01, scope: [web], until: 2019-04-30}"
    change(content, A, "consent: .*", named)
    change(content, A, "twice", "thrice")
    assert not found(content)


def test_a_lock_is_added_to_and_the_last_entry_counts(content):
    lock = content / "issues/96.lock.json"
    before = lock.read_text()
    change(content, B, "Another", "A second")
    correct(content, B, NEW)
    read = load(content)
    run = read.run(DAY)
    text = written([*entries_of(read, run, run.all_issues[96])])
    lock.write_text(added(before, text))
    assert not proof(load(content), DAY)
    change(content, B, "A second", "Another")  # as it was at first, and readers were told otherwise
    assert found(content) == [("closed-text", B)]
    change(content, B, "Another", "A second")
    change(content, B, "corrections: .*\n", "")
    assert found(content) == [("closed-text", B)]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[", '[{"issue": 95, "date": "2019-05-01"}]', '[{"issue": 96}]', "[1]", '[{"what": 1}]', "<<<<<<< ours", "\x00"],
)
def test_a_lock_that_cannot_be_read_stops_the_press(text, content):
    (content / "issues/96.lock.json").write_text(text)
    assert found(content) == [("lock", "issues/96.lock.json")]


def test_a_planned_issue_that_is_closed_is_held_to_it(content):
    (content / "stories/2019/c.md").write_text(case("Soon.\n", issue=97))
    read = load(content)
    run = read.run(DAY)
    (content / "issues/97.lock.json").write_text(written(entries_of(read, run, run.all_issues[97])))
    assert not found(content)
    change(content, "stories/2019/c.md", "Soon", "Later")
    assert found(content) == [("closed-text", "stories/2019/c.md")]


def test_a_translation_may_come_later(content):
    (content / "stories/2019/b.uk.md").write_text(case("Ще.\n", lang="uk"))
    assert not proof(load(content), DAY)


def test_an_editors_letter_that_was_changed_is_named(content):
    change(content, "issues/96.md", "Dear readers", "Dear all")
    assert [(one.rule, one.severity) for one in proof(load(content), DAY)] == [("closed-letter", "warning")]


def test_an_issue_that_moves_to_another_day_or_goes(content):
    change(content, "issues/96.md", "date: .*", "date: 2019-04-30")
    assert ("closed-issue", "issues/96.md") in found(content)
    (content / "issues/96.md").unlink()
    assert ("closed-issue", "issues/96.lock.json") in found(content)


def test_an_advertisement_may_be_said_to_have_been_missed(content):
    change(content, "adverts/paint.yml", "{issue: 96}", "{issue: 96, missed: it was left out}")
    assert not found(content)
    change(content, "adverts/paint.yml", "{issue: 96, missed: it was left out}, ", "")
    assert found(content) == [("closed-insertion", "issues/96.lock.json")]


def test_other_branches_of_a_lock_merge(tmp_path):
    """Two editors correct two stories that stand one below the other in the lock."""
    content = closed(site(tmp_path, {**FILES, "issues/98.md": issue(98, date="2019-09-01")}))

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-c", "user.name=E", "-c", "user.email=e@plain.example", *words],
            cwd=content,
            check=True,
            text=True,
            capture_output=True,
        ).stdout

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "closed")
    for branch, name in (("one", A), ("two", B)):
        git("checkout", "-q", "-b", branch, "main")
        correct(content, name, NEW)
        change(content, name, r"(?s)\n---\n.*", "\n---\nOther words.\n" if name == B else "\n---\nOther.\n")
        lock = content / "issues/96.lock.json"
        before = lock.read_text()
        closed(content)
        lock.write_text(added(before, lock.read_text()))
        git("commit", "-qam", branch)
    git("merge", "-q", "-m", "both", "one")
    assert not [one for one in proof(load(content), DAY) if one.rule != "missing-alt"]


def test_of_the_sample_magazine_what_is_out_is_closed():
    read = load(ROOT / "content")
    assert {lock.number for lock in read.locks} == {issue.number for issue in read.issues if issue.date <= DAY}
    assert not errors(proof(read, DAY))
