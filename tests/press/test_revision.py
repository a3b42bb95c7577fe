"""Where only words have changed, the press prints the pages that show them and reads nothing else of the magazine."""

from datetime import date
from pathlib import Path

import pytest

from plugins.magazine.load import load
from plugins.magazine.lock import written
from plugins.magazine.lock_rules import entries_of
from plugins.press import job
from plugins.press.__main__ import main
from tests.pictures import picture
from tests.printing import SMALL_DAY, press, small_copy, tree

STORY = "stories/2019/the-invoice-twice.md"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A printed magazine; ``build`` tells whether the whole of it had to be read for a change."""
    content, output = small_copy(tmp_path), tmp_path / "output"
    whole = []
    run = job.Job.run
    monkeypatch.setattr(job.Job, "run", lambda self, *more: (whole.append(1), run(self, *more))[1])

    def build() -> bool:
        whole.clear()
        assert main(["--content", str(content), "--output", str(output), "--day", SMALL_DAY]) == 0
        assert press(content, tmp_path / "clean/output", CLEAN="1").returncode == 0
        assert tree(output) == tree(tmp_path / "clean/output")
        return bool(whole)

    assert build()
    return content, output, build


def change(content: Path, before: str, after: str, name: str = STORY) -> None:
    text = (content / name).read_text()
    assert before in text
    (content / name).write_text(text.replace(before, after))


def test_other_words_are_printed_wherever_they_stand(shop):
    content, output, build = shop
    change(content, "paid twice.", "paid two times over.")
    assert not build()
    told = {name for name, data in tree(output).items() if b"paid two times over." in data}
    assert {"stories/the-invoice-twice/index.html", "feeds/stories.atom", "feeds/stories.json", "topics/listening/feed.xml"} <= told


def test_one_revision_after_another(shop):
    content, _, build = shop
    change(content, "paid twice.", "paid two times.")
    assert not build()
    change(content, "paid two times.", "paid both.")
    assert not build()
    change(content, "Up", "High up", "stories/2019/on-the-roof.md")  # which is not printed yet
    assert build()
    change(content, "paid both.", "paid twice.")
    assert not build()


def test_words_under_lock_are_for_the_proof(shop):
    content, output, build = shop
    read = load(content)
    run = read.run(date.fromisoformat(SMALL_DAY))
    placed = next(one for one in run.printed if one.story.source == STORY)
    (content / f"issues/{placed.issue.number}.lock.json").write_text(written(entries_of(read, run, placed.issue)))
    assert build()
    before = tree(output)
    change(content, "paid twice.", "paid two times.")
    refused = press(content, output)
    assert (refused.returncode, "it reads differently" in refused.stderr) == (1, True)
    assert tree(output) == before
    change(content, "\ntitle:", f"\ncorrections: [{{date: {SMALL_DAY}, text: It was twice.}}]\ntitle:")
    assert build()
    assert tree(output) != before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("paid twice.", "paid [twice](/stories/four-legs-and-a-lie/)."),
        ("paid twice.", "paid ![a bill](images/bill.png)."),
        ("paid twice.", "paid twice.\n\n> Twice is once too often.\n"),
        ("paid twice.", "paid twice. " + "And again. " * 300),
        ("title: ", "title: Once more, "),
        ("paid twice.", "paid <b>twice</b>."),
    ],
    ids=["link", "picture", "pull-quote", "longer", "title", "tag"],
)
def test_where_more_than_words_may_have_changed_the_whole_magazine_is_read(shop, before, after):
    content, _, build = shop
    (content / "images").mkdir(exist_ok=True)
    (content / "images/bill.png").write_bytes(picture())
    assert build()
    change(content, before, after)
    assert build() or "<b>" in after


def test_what_a_refused_build_read_is_not_taken_for_what_was_printed(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    story = next(path for path in sorted(content.rglob("stories/**/*.md")) if "paid twice." in path.read_text())
    good = story.read_text()
    bad = good.replace("title: ", "an_unknown_field: yes\ntitle: ", 1)
    for text, status in ((bad, 1), (good, 0), (bad, 1)):
        story.write_text(text)
        assert press(content, output).returncode == status
