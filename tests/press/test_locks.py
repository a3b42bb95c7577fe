"""The desk and the press, which know a picture in different ways, find the same in it."""

from datetime import date

from plugins.magazine.load import load
from plugins.magazine.lock import written
from plugins.magazine.lock_rules import entries_of
from tests.helpers import case
from tests.pictures import picture
from tests.printing import SMALL_DAY, press, small_copy


def test_a_picture_under_lock(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    (content / "images/leg.jpg").write_bytes(picture())
    story = content / "stories/2019/a-leg.md"
    text = case("![A leg](images/leg.jpg)\n", authors="[ada-quill]", tags="[listening]", issue=7, case=None, in_brief=None, consent=None)
    story.write_text(text.replace("---\n", "---\nimage: {src: images/leg.jpg, alt: A leg}\n", 1))
    read = load(content)  # as the desk does, which opens no picture to its end
    run = read.run(date.fromisoformat(SMALL_DAY))
    (content / "issues/7.lock.json").write_text(written(entries_of(read, run, run.all_issues[7])))
    assert press(content, output).returncode == 0
    assert press(content, output).returncode == 0
    (content / "images/leg.jpg").write_bytes(picture(300))
    refused = press(content, output)
    assert (refused.returncode, "(its pictures)" in refused.stderr) == (1, True)
