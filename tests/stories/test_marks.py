"""A story's page is made anew where an issue that it names is called something else, and no other story's is."""

from datetime import date

import pytest

from plugins.magazine.furniture import BACK_ISSUES
from plugins.magazine.load import load
from plugins.stories.pages import pages
from tests.helpers import case, issue, site

DAY, CALLED = date(2030, 1, 1), {"theme": "Second thoughts", "period": "Autumn", "summary": "Of legs.", "date": "2015-03-01"}
OTHERS = {"theme": "Legs", "period": "Late summer", "summary": "Of hands.", "date": "2015-03-02"}
FILES = {
    "issues/1.md": issue(1, date="2015-01-01"),
    # every page has the newest issues at its foot
    **{f"issues/{number}.md": issue(number, date=f"2018-01-{number:02}") for number in range(3, 3 + BACK_ISSUES)},
    "stories/2019/alone.md": case(issue=1, tags="[records]", case=None),
    "stories/2019/its-own.md": case(issue=2, case=None),
    "stories/2019/related.md": case(case=None),
}


def marks(folder, called):
    words = "".join(f"{name}: {value}\n" for name, value in called.items())
    made = pages(load(site(folder, {**FILES, "issues/2.md": f"---\nnumber: 2\n{words}---\n"})), DAY)
    return {page.source.rpartition("/")[2]: page.view.mark for page in made if page.template == "story.html"}


@pytest.mark.parametrize("name", OTHERS)
def test_what_an_issue_is_called_hangs_on_the_stories_in_it_and_on_those_that_name_one(tmp_path, name):
    before, after = marks(tmp_path, CALLED), marks(tmp_path, CALLED | {name: OTHERS[name]})
    assert len(before) == 3
    assert {story for story in before if before[story] != after[story]} == {"its-own.md", "related.md"}
