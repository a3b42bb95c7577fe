"""Which issue a story falls into, when it is printed, in what order, and that the count adds up."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.magazine.proof import proof
from plugins.magazine.run import HELD, PLANNED, PRINTED, WITHDRAWN
from tests.helpers import DAY, article, case, issue, magazine

JULY = date(2019, 7, 1)
NEXT = issue(97, date=JULY)


def placed(folder, text, day=DAY, name="stories/2019/it.md", **files):
    read = magazine(folder, {name: text, "issues/97.md": NEXT, **files})
    (one,) = read.run(day).placed.values()
    return one


def test_a_story_belongs_to_the_issue_it_names(tmp_path):
    one = placed(tmp_path, case(issue=97, date="2019-03-01"))
    assert (one.issue.number, one.state) == (97, PLANNED)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2019-02-16", None),
        ("2019-02-17", None),
        ("2019-03-10", 96),
        ("2019-04-17", 96),
        ("2019-04-18", 97),
        ("2019-06-17", 97),
        ("2019-06-18", None),
    ],
)
def test_else_to_the_issue_whose_days_hold_its_own(day, number, tmp_path):
    files = {"issues/96.md": issue(96, date="2019-05-01", collects="{from: 2019-02-18}")}
    one = placed(tmp_path, case(issue=None, date=day), **files)
    assert (one.issue and one.issue.number) == number
    assert (one.state == HELD) == (number is None)


def test_the_day_of_acceptance_stands_in_for_a_missing_date(tmp_path):
    one = placed(tmp_path, case(issue=None, submission="{reference: K7, accepted: 2019-04-10}"))
    assert (one.issue.number, one.state) == (96, PRINTED)


def test_the_day_that_is_written_down_goes_before_the_day_of_acceptance(tmp_path):
    one = placed(tmp_path, case(issue=None, date="2019-05-20", submission="{reference: K7, accepted: 2019-04-10}"))
    assert one.issue.number == 97


@pytest.mark.parametrize(
    ("collects", "number"),
    [
        ("{tags: [listening]}", 96),
        ("{tags: [records]}", 97),
        ("{categories: [put-right]}", 96),
        ("{categories: [columns]}", 97),
        ("{tags: [listening], categories: [columns]}", 97),
    ],
)
def test_an_issue_may_collect_topics_and_departments_alone(collects, number, tmp_path):
    files = {
        "issues/96.md": issue(96, date="2019-05-01", collects=collects),
        "issues/97.md": issue(97, date=JULY, collects="{from: 2019-01-01}"),
    }
    assert placed(tmp_path, case(issue=None, date="2019-04-01"), **files).issue.number == number


def test_a_closed_issue_collects_no_more(tmp_path):
    files = {"issues/96.lock.json": "{}", "issues/97.md": issue(97, date=JULY, collects="{from: 2019-01-01}")}
    assert placed(tmp_path, case(issue=None, date="2019-04-01"), **files).issue.number == 97
    assert placed(tmp_path, case(issue=96, date="2019-04-01"), **files).issue.number == 96


def test_a_case_that_no_issue_collects_is_held_and_says_why(tmp_path):
    one = placed(tmp_path, case(issue=None, date="2012-01-01"))
    assert (one.state, one.why) == (HELD, "no open issue collects it")
    one = placed(tmp_path, case(issue=None))
    assert (one.state, one.why) == (HELD, "it has no date and names no issue")


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_what_is_no_more_than_a_draft_is_held(status, tmp_path):
    assert placed(tmp_path, case(status=status)).why == f"its status is {status}"


def test_an_early_story_is_printed_on_its_own_day(tmp_path):
    text = case(issue=97, date="2019-04-20", early="true")
    assert placed(tmp_path, text).state == PRINTED
    assert placed(tmp_path, text, date(2019, 4, 19)).state == PLANNED
    assert placed(tmp_path, text).published.date() == date(2019, 4, 20)


def test_a_date_after_its_issue_is_not_early(tmp_path):
    one = placed(tmp_path, case(issue=96, date="2019-05-20", early="true"))
    assert (one.state, one.published.date()) == (PRINTED, DAY)


def test_an_ordinary_article_of_no_issue_is_printed_on_its_date(tmp_path):
    text = article(date="2018-04-01 10:20")
    assert placed(tmp_path, text, date(2018, 3, 31), name="it.md").state == PLANNED
    one = placed(tmp_path, text, date(2018, 4, 1), name="it.md")
    assert (one.state, one.issue, f"{one.published:%H:%M}") == (PRINTED, None, "10:20")


def test_what_the_desk_accepted_is_held_where_no_issue_collects_it(tmp_path):
    text = "---\ntitle: A column\ndate: 2012-01-01\nsubmission: {reference: K7, accepted: 2012-01-02}\n---\nWords.\n"
    assert placed(tmp_path, text).state == HELD


def test_the_publication_day_is_that_of_the_place_where_the_magazine_is_made(tmp_path):
    head = "name: A\ntag_authority: a.example,2019\ntime_zone: Australia/Sydney\n"
    text = article(date="2018-04-01T20:00:00+00:00")  # the morning of the second, in Sydney
    assert placed(tmp_path, text, date(2018, 4, 1), "it.md", **{"masthead.yml": head}).state == PLANNED
    assert placed(tmp_path, text, date(2018, 4, 2), "it.md", **{"masthead.yml": head}).state == PRINTED


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn": "{date: 2019-05-01, reason: She asked.}"},
        {"consent": "{client: named, given: 2018-01-01, scope: [web], until: 2019-04-30}"},
    ],
)
def test_a_withdrawn_story_is_printed_as_its_notice(change, tmp_path):
    one = placed(tmp_path, case(**change))
    assert one.state == WITHDRAWN


def test_consent_holds_to_the_end_of_its_last_day(tmp_path):
    text = case(consent="{client: named, given: 2018-01-01, scope: [web], until: 2019-05-01}")
    assert placed(tmp_path, text).state == PRINTED
    assert placed(tmp_path, text, DAY + timedelta(days=1)).state == WITHDRAWN


def test_the_running_order_is_the_written_one_then_by_date_then_by_slug(tmp_path):
    days = {"e": "2019-03-03", "d": "2019-03-02", "c": "2019-03-02", "b": "2019-03-04", "a": "2019-03-09", "f": None}
    files = {f"stories/2019/{name}.md": case(date=day, slug="x" if name == "c" else name) for name, day in days.items()}
    read = magazine(tmp_path, {**files, "issues/96.md": issue(96, date=DAY, lead="b", order="[b, a]")})
    run = read.run(DAY)
    assert [story.slug for story in run.contents[96]] == ["b", "a", "d", "x", "e", "f"]
    minutes = [one.published for one in run.in_issue(run.all_issues[96])]
    assert [later - sooner for sooner, later in zip(minutes[1:], minutes, strict=False)] == [timedelta(minutes=1)] * 5
    assert minutes[-1] == read.masthead.midnight(DAY)
    assert [one.story.slug for one in run.printed] == ["b", "a", "d", "x", "e", "f"]


def test_a_translation_shares_its_minute_and_its_issue(tmp_path):
    files = {"stories/2019/a.md": case(), "stories/2019/b.md": case(), "stories/2019/a.uk.md": case(issue=None, title="Реклама")}
    run = magazine(tmp_path, files).run(DAY)
    assert [story.slug for story in run.contents[96]] == ["a", "b"]
    assert {(p.story.slug, p.published.minute, run.address(p.story)) for p in run.printed} == {
        ("a", 1, "/stories/a/"),
        ("a", 1, "/uk/stories/a/"),
        ("b", 0, "/stories/b/"),
    }
    assert [p.story.lang for p in run.listed] == ["en", "en"]


def test_a_preview_prints_drafts_and_a_build_does_not(tmp_path):
    files = {"stories/2019/a.md": case(status="draft"), "stories/2019/b.md": case(status="skip")}
    assert magazine(tmp_path, files).run(DAY).count().startswith("2 read = 0 printed")
    assert magazine(tmp_path, files, preview=True).run(DAY).count() == "2 read = 1 printed + 0 planned + 1 held + 0 withdrawn + 0 refused"


def test_editors_make_the_first_open_issue_to_come_or_the_last_where_all_are_closed(tmp_path):
    files = {f"issues/{number}.md": issue(number, date=day) for number, day in ((95, "2019-03-01"), (97, "2019-07-01"), (98, "2019-09-01"))}
    assert magazine(tmp_path, files).preview_day(DAY) == date(2019, 7, 1)
    read = magazine(tmp_path, files | {"issues/97.lock.json": "[]"})
    assert read.preview_day(DAY) == date(2019, 9, 1)
    # an old issue that nobody closed is not made any more
    read = magazine(tmp_path, files | {"issues/97.lock.json": "[]", "issues/98.lock.json": "[]"})
    assert read.preview_day(DAY) == date(2019, 9, 1)


slips = st.fixed_dictionaries(
    {},
    optional={
        "issue": st.sampled_from([None, 96, 97, 98, "soon"]),
        "date": st.sampled_from(["2019-03-01", "2019-05-05", "2012-01-01", "never", "2031-01-01"]),
        "status": st.sampled_from(["draft", "hidden", "skip", "published", "odd"]),
        "early": st.sampled_from(["true", "false", "?"]),
        "withdrawn": st.sampled_from(["{reason: x}", "yes"]),
        "slug": st.sampled_from(["one", "two", "A B"]),
        "lang": st.sampled_from(["en", "uk", "?"]),
        "consent": st.sampled_from(["{client: named, until: 2019-04-01}", "no", None]),
        "title": st.sampled_from([None, "Late: late", "Fine"]),
    },
)
texts = st.one_of(
    slips.map(lambda fields: case(**fields)),
    slips.map(lambda fields: article(**fields)),
    st.sampled_from(["", "---\n", "---\nx", "\ufeff", "---\n---\n"]),
)


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["stories/2019/a.md", "stories/2019/b.md", "stories/2018/a.md", "stories/2019/a.uk.md", "c.md", "d/e.md", "f.rst"]),
        texts,
    ),
    st.dates(date(2018, 1, 1), date(2032, 1, 1)),
)
def test_the_count_adds_up_for_any_magazine(files, day):
    with tempfile.TemporaryDirectory() as folder:
        read = magazine(Path(folder), {**files, "issues/97.md": NEXT})
        proof(read, day)
        total, _, parts = read.run(day).count().partition(" read = ")
        numbers = [int(part.split()[0]) for part in parts.split(" + ")]
        assert [part.split()[1] for part in parts.split(" + ")] == ["printed", "planned", "held", "withdrawn", "refused"]
        assert int(total) == sum(numbers) == len(files)
        assert len(read.run(day).printed) == numbers[0] + numbers[3]
