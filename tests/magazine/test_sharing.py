"""A sharing image is drawn for every story and issue, the same everywhere, of its words and nothing else."""

import io
import re
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.magazine.page import Later
from plugins.magazine.sharing import HEIGHT, NAME, WIDTH, Poster, drawn, of_story
from plugins.press.hands import processes
from tests.helpers import DAY, MASTHEAD, case, magazine
from tests.printing import press, small_copy

POSTER = Poster("The Bench", "May 2019", "Put right", "A chair", "It came late.", "Bo Lathe", "7", "#a02020", "en")


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_one_for_every_story_and_issue(printed):
    folders = [page.parent for kind in ("stories/*", "*/stories/*", "issues/*") for page in printed.glob(f"{kind}/index.html")]
    folders = [folder for folder in folders if "noindex" not in (folder / "index.html").read_text()]
    assert len(folders) == 5
    assert {size((folder / NAME).read_bytes()) for folder in folders} == {(WIDTH, HEIGHT)}
    assert len(list(printed.rglob(NAME))) == len(folders)  # none of what was withdrawn


def test_a_magazine_can_do_without(tmp_path):
    content = small_copy(tmp_path)
    masthead = content / "masthead.yml"
    masthead.write_text(masthead.read_text() + "sharing_images: false\n")
    assert press(content, tmp_path / "output").returncode == 0
    assert not list((tmp_path / "output").rglob(NAME))
    assert "og:image" not in (tmp_path / "output/index.html").read_text()


def test_copies_of_the_press_draw_the_same_even_after_it_has_drawn_itself():
    here = drawn(POSTER)
    with processes(2) as hands:
        assert list(hands.map(drawn, [POSTER] * 3, timeout=60)) == [here] * 3


def test_words_are_never_commands():
    """What Typst would take for a command is drawn like any other word."""
    assert drawn(POSTER._replace(title="#panic()")) != drawn(POSTER._replace(title=""))
    assert drawn(POSTER._replace(title='#text("x")')) != drawn(POSTER._replace(title="x"))


@settings(max_examples=25)
@given(*[st.text(st.characters(codec="utf-8"))] * 3, st.sampled_from(("en", "uk", "ar", "en-AU", "x-klingon", "")))
def test_anything_can_be_drawn(title, standfirst, byline, language):
    png = drawn(POSTER._replace(title=title, standfirst=standfirst, byline=byline, language=language))
    assert size(png) == (WIDTH, HEIGHT)


def mark(folder, changes):
    run = magazine(folder, {"stories/2019/a.md": case(), **changes})
    placed = run.run(DAY).printed[0]
    (page,) = of_story(run, DAY, placed)
    assert isinstance(page.view, Later)
    return page.view.mark


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"stories/2019/a.md": case("Other words.\n")}, True),
        ({"masthead.yml": MASTHEAD + "telephone: 1300 000 000\n"}, True),
        ({"people/somebody.md": "---\nname: Some Body\n---\n"}, True),
        ({"stories/2019/a.md": case(title="Another headline")}, False),
        ({"people/dana-whitlock.md": "---\nname: Dana Whitlock-Bo\n---\n"}, False),
        ({"masthead.yml": re.sub("(?m)^name: .*", "name: Another", MASTHEAD)}, False),
    ],
)
def test_it_is_drawn_again_only_where_something_on_it_has_changed(tmp_path, changes, same):
    assert (mark(tmp_path / "before", {}) == mark(tmp_path / "after", changes)) == same


def test_a_long_period_stays_inside_its_column():
    """``September–October 2018`` in Ukrainian is wider than the column that it stands in."""
    png = drawn(POSTER._replace(when="вересень–жовтень 2018", language="uk"))
    edge = Image.open(io.BytesIO(png)).convert("RGB").crop((WIDTH - 24, 0, WIDTH, HEIGHT))
    assert edge.getcolors() == [(24 * HEIGHT, (0xA0, 0x20, 0x20))]
