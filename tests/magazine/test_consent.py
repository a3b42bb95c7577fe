"""A client's consent ends by itself: an editor hears of it in time, and after its last day the story is a notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.helpers import NEXT_ISSUE, case, magazine, said, site
from tests.printing import press, tree

LAST = date(2019, 8, 31)
NAMED = "{client: named, given: 2019-03-20, scope: [web, letter, print], until: 2019-08-31}"
STORY = "stories/2019/named.md"
ENDS = "the client's consent ends on 2019-08-31, then the story is withdrawn: ask the client again"
ENDED = "the client's consent ended on 2019-08-31: the story is printed as withdrawn; ask the client again"


@pytest.mark.parametrize(
    ("days", "state", "message"),
    [
        (-61, "printed", ""),
        (-60, "printed", ENDS),
        (-1, "printed", ENDS),
        (0, "printed", ENDS),
        (1, "withdrawn", ENDED),
        (400, "withdrawn", ENDED),
    ],
)
def test_how_a_story_stands_around_the_last_day(days, state, message, tmp_path):
    read = magazine(tmp_path, {STORY: case(consent=NAMED)})
    day = LAST + timedelta(days=days)
    assert [placed.state for placed in read.run(day).placed.values()] == [state]
    assert said(read, day) == ([f"content/{STORY}:9: warning: {message}"] if message else [])


def test_an_editor_hears_of_a_consent_that_ends_before_print(tmp_path):
    read = magazine(tmp_path, {STORY: case(consent=NAMED.replace("08-31", "06-30"), issue=97), "issues/97.md": NEXT_ISSUE})
    message = "the client's consent ends on 2019-06-30, before the story is printed on 2019-07-01: ask the client again"
    assert said(read) == [f"content/{STORY}:9: warning: {message}"]


def test_a_translation_ends_with_its_original(tmp_path):
    files = {STORY: case(consent=NAMED), "stories/2019/named.uk.md": case(consent="anonymised", lang="uk", slug="named", checked="x")}
    placed = magazine(tmp_path, files).run(LAST + timedelta(days=1)).placed.values()
    assert {one.state for one in placed} == {"withdrawn"}


def test_on_the_day_after_nothing_of_it_is_left_though_no_file_has_changed(tmp_path):
    content, output = site(tmp_path, {STORY: case("A word like quandong.\n", consent=NAMED)}), tmp_path / "output"
    for day, there in ((LAST, True), (LAST + timedelta(days=1), False)):
        done = press(content, output, day.isoformat())
        assert done.returncode == 0, done.stderr
        assert any(b"quandong" in data for data in tree(output).values()) is there
    assert b"This story was withdrawn" in tree(output)["stories/named/index.html"]
    kept = [path for path in (tmp_path / ".press").rglob("*") if path.is_file() and b"quandong" in path.read_bytes()]
    assert not kept
