"""The press may remember what it likes: what it prints is what it would print if it remembered nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.press.edits import EDITS
from tests.press.workshop import Built, Kill, Workshop, differences, printed
from tests.printing import ROOT

SEQUENCES = int(os.environ.get("EDITS", "12"))  # EDITS=300 plays more of them, with AT_RANDOM=1 other ones every time
PROFILE = settings(
    max_examples=SEQUENCES,
    derandomize="AT_RANDOM" not in os.environ,
    database=None,
    print_blob=True,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)

BUILDING = {
    "twice_within_a_second",
    "moved_back",
    "printed_without_memory",
    "printed_for_once",
    "printed_by_bare_pelican",
}  # edits with a build between


class Step(NamedTuple):
    """One edit and a build after it; ``compare`` says whether it is also held against a clean build."""

    edit: str
    number: int
    compare: bool = True


steps = st.builds(Step, st.sampled_from(sorted(EDITS)), st.integers(0, 999), st.integers(0, 2).map(lambda one: not one))


def compared(shop: Workshop, told: object) -> Built:
    """Builds where readers look and in an empty place, both at once, and holds the one against the other."""
    before = shop.seen()
    here, there = shop.start(shop.output), shop.clean()
    here, there = shop.finish(here), shop.finish(there)
    assert (here.status, here.said) == (there.status, there.said), told
    if here.status:
        assert there.printed is None, told
    assert differences(here.printed, before if here.status else there.printed) == [], told
    return here


def play(shop: Workshop, sequence: Iterable[Step]) -> None:
    """Plays edits, each with a build. One that makes the magazine unfit to print is undone before the next."""
    played = []
    assert shop.finish(shop.start(shop.output)).status == 0
    for step in [*sequence, None]:
        played.append(step)
        fit = shop.saved()
        if step:
            EDITS[step.edit](shop, step.number)
        before = shop.seen()
        done = compared(shop, played) if not step or step.compare else shop.finish(shop.start(shop.output))
        if done.status:
            assert shop.seen() == before, played
            shop.restore(fit)


@PROFILE
@given(st.lists(steps, min_size=4, max_size=12))
def test_after_any_edits_the_output_is_that_of_a_clean_build(sequence):
    with tempfile.TemporaryDirectory() as folder:
        play(Workshop(Path(folder)), sequence)


ISSUES_AS_FILES = [  # words alone, what an advertisement is, who is in an issue, and back again
    [Step("body", 1), Step("headline", 0), Step("title", 3, compare=False), Step("issue_of_a_story", 2), Step("printed_without_memory", 0)],
    [Step("artwork", 1), Step("order", 1, compare=False), Step("withdrawn", 4), Step("moved_back", 3)],
]


@settings(PROFILE, max_examples=max(SEQUENCES // 12, 1))
@given(st.lists(steps, min_size=2, max_size=5))
@example(ISSUES_AS_FILES[0])
@example(ISSUES_AS_FILES[1])
def test_after_any_edits_the_editions_are_those_of_a_clean_build(sequence):
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(Path(folder))
        shop.write("content/masthead.yml", f"{shop.read('content/masthead.yml')}editions: [web, feed, letter, pdf, epub]\n")
        play(shop, sequence)


@pytest.mark.skipif("EDITS" not in os.environ, reason="left out: EDITS=300 also plays every kind of edit by itself")
@pytest.mark.parametrize("kind", sorted(EDITS))
def test_every_kind_of_edit_is_played_and_undone(kind, tmp_path):
    shop = Workshop(tmp_path)
    before, first = shop.saved(), shop.finish(shop.start(shop.output))  # in an empty place, and so a clean build itself
    for number in (5, 24):
        EDITS[kind](shop, number)
        compared(shop, (kind, number))
        shop.restore(before)
        undone = shop.finish(shop.start(shop.output))
        assert (undone.status, undone.said) == (first.status, first.said)
        assert differences(undone.printed, first.printed) == []


EVENTS = ["open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink"]
kills = st.builds(Kill, st.sampled_from(EVENTS), st.integers(0, 3) | st.integers(0, 200))
EACH = [[(Step("title", 4 + at), Kill(event, number)) for at, event in enumerate(EVENTS)] for number in (0, 1)]


@settings(PROFILE, max_examples=max(SEQUENCES // 5, 1))
@given(st.none() | kills, st.lists(st.tuples(steps, st.none() | kills), min_size=1, max_size=4))
@example(None, EACH[0])
@example(Kill("os.symlink", 0), EACH[1])
def test_killed_at_any_step_the_output_is_whole_and_the_next_build_is_right(at_first, sequence):
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(Path(folder))
        shop.finish(shop.start(shop.output, at_first))
        assert differences(shop.seen(), None) == [] or differences(shop.seen(), shop.finish(shop.clean()).printed) == [], at_first
        for step, kill in sequence:
            before, fit = shop.seen(), shop.saved()
            EDITS[step.edit](shop, step.number)
            before = shop.seen() if step.edit in BUILDING else before
            clean = shop.finish(shop.clean())
            shop.finish(shop.start(shop.output, kill))
            after = before if clean.status else clean.printed
            assert differences(shop.seen(), before) == [] or differences(shop.seen(), after) == [], (step, kill)
            if clean.status:
                shop.restore(fit)
        for number in (15, 30, 45):  # both standing trees come to light
            assert compared(shop, (sequence, number)).status == 0
            EDITS["tagline"](shop, number)  # which no lock keeps from being changed


def test_another_press_prints_everything_again(tmp_path):
    shop = Workshop(tmp_path)
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-B", "-m", "plugins.press", "--day", "2019-03-15", "--output"]
    environment = {**os.environ, "PYTHONPATH": ""}

    def run(output: Path) -> dict:
        subprocess.run([*command, str(output)], cwd=tmp_path, env=environment, capture_output=True, check=True)
        return printed(output)

    first = run(shop.output)
    source = tmp_path / "plugins/magazine/furniture.py"
    source.write_text(source.read_text().replace("Partly put right", "Put right in part"))
    second = run(shop.output)
    assert differences(second, first) == ["differs: stories/four-legs-and-a-lie/index.html"]
    assert differences(second, run(tmp_path / "clean/output")) == []


def _put_a_folder_in_its_place(shop: Workshop) -> None:
    shop.output.unlink()
    shop.output.mkdir()


MEDDLED = {
    "the link is gone": lambda shop: shop.output.unlink(),
    "a folder stands in its place": _put_a_folder_in_its_place,
    "everything printed is gone": lambda shop: shutil.rmtree(shop.root / ".press"),
    "the tree that is read is gone": lambda shop: shutil.rmtree(shop.output.resolve()),
    "a page is gone": lambda shop: (shop.output / "archive/index.html").unlink(),
    "a page is another": lambda shop: (shop.output / "archive/index.html").write_text("meddled"),
    "a file came along": lambda shop: (shop.output / "archive/theirs.html").write_text("theirs"),
}


@pytest.mark.parametrize("what", MEDDLED)
def test_what_others_did_to_the_output_is_mended(what, tmp_path):
    shop = Workshop(tmp_path)
    for number in (2, 4):  # both trees are there
        assert shop.finish(shop.start(shop.output)).status == 0
        EDITS["title"](shop, number)
    MEDDLED[what](shop)
    compared(shop, what)
