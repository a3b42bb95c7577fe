"""The press room: outcomes in order, few pieces at a time, and nothing that one piece does takes the others with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.press.room import CHUNK, FEW, Room
from plugins.press.timer import Outcome
from tests.press import pieces
from tests.printing import ROOT, small_copy

MANY = FEW + 16
BAD = MANY // 2
SLOW = "it takes longer than 0.2 seconds"
DIED = "the process that worked on it died: is there enough memory?"


@pytest.fixture
def room():
    made = Room(patience=0.2, count=2)
    yield made
    made.close()


def outcomes(room, work, total, *more, **options):
    return list(room.each(work, ((number, *more) for number in range(total)), total, **options))


@pytest.mark.parametrize("total", [0, 1, FEW, FEW + 1, 500])
def test_outcomes_come_in_order(room, total):
    assert outcomes(room, pieces.double, total) == [Outcome(number * 2) for number in range(total)]


def test_few_pieces_are_done_in_this_process_and_many_in_others(room):
    assert {one.result for one in outcomes(room, pieces.who, FEW)} == {os.getpid()}
    others = {one.result for one in outcomes(room, pieces.who, 100)}
    assert os.getpid() not in others
    assert len(others) == 2


@pytest.mark.parametrize("total", [FEW, 5000])
def test_only_a_few_pieces_are_under_way(room, total):
    drawn, ahead = 0, 0

    def source():
        nonlocal drawn
        for number in range(total):
            drawn += 1
            yield (number,)

    for done, _ in enumerate(room.each(pieces.double, source(), total), 1):
        ahead = max(ahead, drawn - done)
    assert drawn == total
    assert ahead < (1 if total == FEW else CHUNK * 8)  # seven chunks are under way with two processes


@pytest.mark.parametrize("total", [FEW, MANY])
@pytest.mark.parametrize("work", [pieces.spin_at, pieces.search_at])
def test_what_takes_too_long_is_stopped_and_all_others_are_done(room, work, total):
    found = outcomes(room, work, total, BAD % total)
    expected = [Outcome(number) for number in range(total)]
    expected[BAD % total] = Outcome(None, SLOW)
    assert found == expected


def test_the_timer_leaves_nothing_behind(room):
    before = signal.getsignal(signal.SIGALRM)
    outcomes(room, pieces.spin_at, 2, 1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize("total", [FEW, MANY])
def test_a_mistake_of_our_own_comes_out(room, total):
    with pytest.raises(pieces.Fault, match=f"at {BAD % total}"):
        outcomes(room, pieces.fail_at, total, BAD % total)


def test_a_piece_that_its_process_does_not_survive_fails_alone_and_the_room_works_on(room):
    found = outcomes(room, pieces.die_at, 400, 200)
    assert [number for number, one in enumerate(found) if one.failure] == [200]
    assert found[200] == Outcome(None, DIED)
    assert [one.result for one in found if not one.failure] == [number for number in range(400) if number != 200]
    assert outcomes(room, pieces.double, MANY) == [Outcome(number * 2) for number in range(MANY)]


def executor(kind):
    if kind == "threads":
        return ThreadPoolExecutor(2)
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_executor_gives_the_same_outcomes(kind):
    room = Room(hands=executor(kind), patience=0.2)
    try:
        for work, failure in ((pieces.double, ""), (pieces.search_at, SLOW), (pieces.die_at, DIED)):
            expected = [Outcome(number * 2 if work is pieces.double else number) for number in range(MANY)]
            if failure:
                expected[BAD] = Outcome(None, failure)
            more = (BAD,) if failure else ()
            assert outcomes(room, work, MANY, *more) == expected
        with pytest.raises(pieces.Fault):
            outcomes(room, pieces.fail_at, MANY, BAD)
    finally:
        room.close()


def test_what_needs_the_files_of_this_machine_is_done_here():
    class Nobody(ThreadPoolExecutor):
        def submit(self, *_, **__):
            raise AssertionError("it was given away")

    room = Room(hands=Nobody(), count=2)
    try:
        assert outcomes(room, pieces.double, MANY, here=True) == [Outcome(number * 2) for number in range(MANY)]
        with pytest.raises(AssertionError):
            outcomes(room, pieces.double, MANY)
    finally:
        room.close()


PARENT = """
import sys, time
from plugins.press.room import Room
from tests.press import pieces
room = Room(count=2)
print(*{one.result for one in room.each(pieces.who, ((number,) for number in range(100)), 100)}, flush=True)
time.sleep(60)
"""


def test_the_processes_end_with_a_parent_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    children = [int(number) for number in parent.stdout.readline().split()]
    assert len(children) == 2
    assert all(alive(child) for child in children)
    parent.kill()
    parent.wait()
    until = time.monotonic() + 10
    while any(alive(child) for child in children) and time.monotonic() < until:
        time.sleep(0.1)
    assert [child for child in children if alive(child)] == []


SETTING = """
from plugins.press.room import Room
from tests.press import pieces
if __name__ == "__main__":
    pieces.compose(1)
    room = Room(count=2)
    print(all(one.result for one in room.each(pieces.compose, ((number,) for number in range(40)), 40)))
    room.close()
"""


def test_hands_set_also_where_something_was_set_before_they_were_called(tmp_path):
    """Typst's threads do not live on in a copy of the process, which would wait for them for ever."""
    program = tmp_path / "program.py"
    program.write_text(SETTING)
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


KNOWING = """
from plugins.press.room import Room
from tests.press import pieces
room, known = Room(count=2), [str(number) for number in range(400)]
known[7] = known[200] = "die"
assert room.share(known)
found = list(room.each(pieces.look_up, ((number,) for number in range(400)), 400))
print(*(number for number, one in enumerate(found) if one.failure))
print(all(one.result == known[number] for number, one in enumerate(found) if not one.failure))
known[7] = known[200] = "alive"
assert room.share(known)
print({one.result for one in room.each(pieces.look_up, ((number,) for number in (7, 200)), 400)})
room.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of a process on this system")
def test_what_all_hands_know_is_known_too_to_those_that_are_called_after_others_died():
    done = subprocess.run([sys.executable, "-c", KNOWING], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.splitlines(), done.stderr) == (["7 200", "True", "{'alive'}"], "")


def alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


HASTY = """
import sys
from plugins.press import __main__, job, room
class Hasty(room.Room):
    def __init__(self, address):
        super().__init__(address, patience=1, count=2)
job.Room = Hasty
sys.exit(__main__.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("others", [1, MANY])
def test_a_story_that_takes_too_long_is_named_and_nothing_is_printed(tmp_path, others):
    content, output = small_copy(tmp_path), tmp_path / "output"
    for number in range(others):
        (content / f"{number}.md").write_text(f"Title: Day {number}\nDate: 2019-02-01\n\nWords.\n")
    (content / "long.md").write_text("Title: Long\nDate: 2019-02-01\n\n" + "*a* _b_ `c` " * 70_000)
    command = [sys.executable, "-c", HASTY, "--content", str(content), "--output", str(output), "--day", "2019-03-15"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if "warning" not in line]
    assert told[0] == f"{content}/long.md:0: it cannot be set: it takes longer than 1 seconds; make it simpler, or part it"
    assert len([line for line in told if line.startswith(str(content))]) == 1
    assert done.returncode == 1
    assert not output.exists()
