"""The flatplan: ten seconds tell an editor what stands between an issue and the press."""

import pytest

from plugins.magazine.flatplan import flatplan
from plugins.magazine.load import load
from tests.desk.conftest import MASTHEAD, Desk

SLOTS = "slots:\n  full-page: {label: Full page, width: 180, height: 265}\n  card: {label: Card, width: 90, height: 55, places: 4}\n"
CASE = """---
title: {title}
authors: [ann-lee]
summary: A ladder came back bent.
tags: [listening]
issue: 7
status: {status}
case: {{kind: admission, problem: damage, remedy: replaced, result: resolved}}
in_brief: {{problem: Bent., action: Bought one., outcome: {outcome}}}
consent: none-involved
---
We bent it, and bought another one the same day.
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.put("content/masthead.yml", MASTHEAD + SLOTS + "department_mix: {put-right: 6}\n")
    desk.put("content/stories/2019/ladder.md", CASE.format(title="The ladder", status="published", outcome="It stands."))
    desk.put("content/stories/2019/tap.md", CASE.format(title="The tap", status="draft", outcome="It drips."))
    desk.put("content/stories/2019/gate.md", CASE.format(title="The gate", status="published", outcome='""'))
    desk.put("content/businesses/okafor.md", "---\nname: Okafor\n---\n")
    desk.put("content/businesses/brooks.md", "---\nname: Brooks\n---\n")
    good = "advertiser: okafor\nslot: card\nheadline: Two trucks\ninsertions: [{issue: 7}, {issue: 8}]\n"
    desk.put("content/adverts/okafor.yml", good)
    desk.put("content/adverts/brooks.yml", "advertiser: brooks\nslot: full-page\ninsertions: [{issue: 7}]\n")
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Again\n---\n")
    return desk


def said(desk, *words):
    done = desk("flatplan", *words)
    assert done.exit_code == 0
    assert max(map(len, done.stdout.split("\n"))) <= 80
    return done.stdout


def test_the_first_lines_say_what_stands_in_the_way(desk):
    first = said(desk, "7", "--day", "2019-04-11").partition("\n\n")[0].replace("\n", " ")
    assert first == (
        "Six days to the deadline. Between #7 and the press: one story is a draft, one story is not fit to print, "
        "one advertisement lacks something. It still has no running order, no summary."
    )


@pytest.mark.parametrize(
    ("day", "when"),
    [("2019-04-16", "is tomorrow."), ("2019-04-17", "is today."), ("2019-04-18", "was one day ago."), ("2019-04-30", "ago.")],
)
def test_the_deadline_comes_and_goes(desk, day, when):
    assert said(desk, "7", "--day", day).startswith("The deadline was" if "ago" in when else f"The deadline {when}")
    assert when in said(desk, "7", "--day", day)


def test_every_story_and_every_slot_stands_there_with_what_it_lacks(desk):
    lines = said(desk, "--day", "2019-04-11").split("\n")
    assert [line.split()[-1] for line in lines if line[:2].strip().isdigit()] == ["brief", "10", "draft"]
    assert any(line.startswith("    Full page       Brooks") and line.endswith("lacks artwork") for line in lines)
    assert any(line.strip() == "Card            Okafor" for line in lines)
    assert "    Free: Card (3)" in lines
    assert "Departments: Put right 3 of 6" in lines


def test_an_issue_that_lacks_nothing_says_so(desk):
    desk.put("content/adverts/brooks.yml", "advertiser: brooks\nslot: full-page\nheadline: Hi\ninsertions: [{issue: 7}]\n")
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Again\nsummary: Once more.\norder: [gate]\n---\nHello.\n")
    desk.put(
        "content/stories/2019/gate.md", CASE.format(title="The gate", status="published", outcome="Shut.").replace("issue: 7", "issue: 8")
    )
    assert said(desk, "8", "--day", "2019-05-02").startswith("Forty-six days to the deadline. Nothing stands between #8 and the press.\n")


def test_an_issue_that_is_not_there_is_named(desk):
    done = desk("flatplan", "40")
    there_is_none = "there is no issue 40: those here are #7 to #8, and desk new issue THEME begins #9"
    assert (done.exit_code, done.stderr) == (1, f"content/issues/40.md:0: {there_is_none}\n")


def test_the_plan_knows_of_no_other_issues_stories(desk):
    magazine = load(desk.root / "content", preview=True)
    plan = flatplan(magazine, magazine.issues[1])
    assert (plan.rows, [place.booking for place in plan.places if place.booking]) == ((), ["okafor"])


def test_forty_long_stories_and_none_fit_a_terminal(desk):
    for number in range(40):
        story = CASE.format(title=f"A headline that never ends, about a tile and a boiler {number}", status="draft", outcome='""')
        story = story.replace("[ann-lee]", "[bo, jo, someone-with-a-long-name]").replace("none-involved", "anonymised")
        desk.put(f"content/stories/2019/long-{number}.md", story)
    missed = "missed: they rang at noon of the very day to say that it was not to run"
    desk.put("content/adverts/late.yml", f"advertiser: brooks\nslot: card\nheadline: x\ninsertions: [{{issue: 7, {missed}}}]\n")
    plan = said(desk, "7")
    assert "    Put right, bo, jo, someone-with-a-long-name      " in plan
    assert missed in " ".join(plan.split())
    assert "    No story is in it yet.\n" in said(desk, "8")
