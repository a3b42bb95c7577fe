"""A year ago in the magazine: what an issue's page says of the one before it by a year."""

from datetime import date

import pytest

from plugins.issues.pages import pages
from tests.helpers import case, issue, magazine

NOW = date(2019, 5, 1)


def then(folder, files, day=NOW, of=96):
    read = magazine(folder, {"stories/2018/a.md": case(issue=90), "stories/2018/b.md": case(issue=90, title="The second"), **files})
    view = next(page.made.view for page in pages(read, day) if page.address == f"/issues/{of}/")
    return view.year_ago


def test_the_issue_of_a_year_before_with_its_lead(tmp_path):
    found = then(tmp_path, {"issues/90.md": issue(90, date="2018-05-01", lead="b"), "issues/89.md": issue(89, date="2018-03-01")})
    assert (found.issue.label, found.lead.title) == ("#90", "The second")


def test_a_lead_that_was_withdrawn_leaves_its_place_to_the_first_story(tmp_path):
    files = {"issues/90.md": issue(90, date="2018-05-01", lead="b"), "stories/2018/b.md": case(issue=90, withdrawn="{date: 2019-04-01}")}
    assert then(tmp_path, files).lead.address == "/stories/a/"


@pytest.mark.parametrize("day", ["2018-03-01", "2018-07-01", "2019-03-01"])
def test_half_a_year_before_is_not_a_year(tmp_path, day):
    assert then(tmp_path, {"issues/90.md": issue(90, date=day)}) is None
