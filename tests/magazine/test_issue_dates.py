"""What an issue does not say follows from the frequency and from the issue before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.masthead import DAYS, MONTHS, Masthead
from tests.helpers import issue, magazine

EVERY = [*DAYS, *MONTHS]


def issues(folder, frequency, **more):
    head = f"name: A\ntag_authority: a.example,2019\nfrequency: {frequency}\n"
    return magazine(folder, {"masthead.yml": head, "issues/96.md": issue(96, date="2019-05-01"), "issues/97.md": issue(97, **more)}).issues


@pytest.mark.parametrize(
    ("frequency", "day", "first", "second"),
    [
        ("weekly", date(2019, 5, 8), "1 May 2019", "8 May 2019"),
        ("fortnightly", date(2019, 5, 15), "1 May 2019", "15 May 2019"),
        ("monthly", date(2019, 6, 1), "May 2019", "June 2019"),
        ("bimonthly", date(2019, 7, 1), "May/Jun 2019", "Jul/Aug 2019"),
        ("quarterly", date(2019, 8, 1), "May/Jul 2019", "Aug/Oct 2019"),
        ("half-yearly", date(2019, 11, 1), "May/Oct 2019", "Nov 2019/Apr 2020"),
        ("yearly", date(2020, 5, 1), "2019", "2020"),
    ],
)
def test_date_period_deadline_and_window_are_derived(frequency, day, first, second, tmp_path):
    before, after = issues(tmp_path, frequency)
    assert (before.period, after.period, after.date) == (first, second, day)
    assert after.deadline == day - timedelta(days=14)
    assert (after.collects.since, after.collects.until) == (before.deadline + timedelta(days=1), after.deadline)


def test_what_is_written_down_goes_before_what_is_derived(tmp_path):
    _, after = issues(
        tmp_path,
        "bimonthly",
        date="2019-07-03",
        deadline="2019-06-01",
        period="Winter 2019",
        collects="{from: 2019-05-05, until: 2019-05-20}",
    )
    assert (after.date, after.deadline, after.period) == (date(2019, 7, 3), date(2019, 6, 1), "Winter 2019")
    assert (after.collects.since, after.collects.until) == (date(2019, 5, 5), date(2019, 5, 20))


def test_a_number_that_is_left_out_leaves_its_time_out_too(tmp_path):
    read = magazine(tmp_path, {"issues/99.md": issue(99)})
    assert [one.date for one in read.issues] == [date(2019, 5, 1), date(2019, 11, 1)]


@given(st.sampled_from(EVERY), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 40))
def test_issues_never_share_a_day_and_always_come_later(frequency, day, steps):
    head = Masthead(frequency=frequency)
    assert head.later(day, steps) > head.later(day, steps - 1) >= day - timedelta(days=3)
    if frequency in MONTHS:
        assert head.later(day, steps).day == min(day.day, 28)
