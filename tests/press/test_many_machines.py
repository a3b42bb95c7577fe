"""``PRESS=dask://host:8786``: workers elsewhere print the very same bytes, and whatever becomes of them, no wrong page."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time

import pytest

from tests.press import pieces
from tests.printing import press, small_copy, tree

ORDINARY = "Title: Day {0}\nDate: 2019-02-{1:02}\nTags: listening\n\nWe *rang* her, see [the day before]({{filename}}/{2}).\n"
RESTRUCTURED = "Night {0}\n========\n\n:date: 2019-01-{1:02}\n\nWe *rang* her.\n\n.. code-block:: python\n\n   print({0})\n"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers on this machine."""
    import distributed

    folder = str(tmp_path_factory.mktemp("workers"))
    options = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL, "local_directory": folder}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **options) as made, distributed.Client(made) as client:
        yield made, client


@pytest.fixture
def workers(needs, request):
    needs("distributed")
    return request.getfixturevalue("cluster")


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """The small magazine with ordinary articles of both kinds, more than are done without other hands."""
    made = small_copy(tmp_path_factory.mktemp("many"))
    for number in range(60):
        (made / f"day-{number:02}.md").write_text(ORDINARY.format(number, number % 28 + 1, f"day-{max(0, number - 1):02}.md"))
    for number in range(30):
        (made / f"night-{number:02}.rst").write_text(RESTRUCTURED.format(number, number % 28 + 1))
    return made


@pytest.fixture(scope="module")
def alone(content, tmp_path_factory):
    """What is printed without workers."""
    output = tmp_path_factory.mktemp("alone") / "output"
    done = press(content, output, PRESS="")
    assert done.returncode == 0, done.stderr
    return tree(output)


def address(made):
    return made.scheduler_address.replace("tcp://", "dask://")


def test_workers_print_the_same_bytes(workers, content, alone, tmp_path):
    made, _ = workers
    before = made.scheduler.transition_counter
    done = press(content, tmp_path / "output", PRESS=address(made))
    assert done.returncode == 0, done.stderr
    assert made.scheduler.transition_counter - before > 20  # they did have a part in it
    assert tree(tmp_path / "output") == alone
    assert "PRESS" not in done.stderr


@pytest.mark.parametrize("killed", [1, 2])
def test_workers_that_are_killed_at_work_leave_no_wrong_page(workers, content, alone, tmp_path, killed):
    made, client = workers
    client.wait_for_workers(2, timeout=20)
    victims = list(client.run(os.getpid).values())[:killed]
    begun = made.scheduler.transition_counter + 10

    def kill() -> None:
        until = time.monotonic() + 20
        while made.scheduler.transition_counter < begun and time.monotonic() < until:
            time.sleep(0.001)
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = press(content, tmp_path / "output", PRESS=address(made))
    killer.join()
    assert made.scheduler.transition_counter >= begun
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "output") == alone


def test_a_worker_with_other_code_prints_nothing(workers, content, tmp_path):
    made, client = workers
    client.wait_for_workers(2, timeout=20)
    client.run(pieces.become_another_press)
    try:
        done = press(content, tmp_path / "output", PRESS=address(made))
    finally:
        client.run(pieces.become_itself)
    assert done.returncode == 1
    assert "has another press" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("wrong", ["dask://127.0.0.1:9", "dask://127.0.0.1", "tcp://127.0.0.1:9", "dask://"])
def test_an_address_where_nobody_works_is_told_within_seconds(needs, content, tmp_path, wrong):
    needs("distributed")
    begun = time.monotonic()
    done = press(content, tmp_path / "output", PRESS=wrong)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"PRESS={wrong}: ")
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begun < 15
    assert not (tmp_path / "output").exists()
