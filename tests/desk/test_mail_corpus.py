"""Every kind of message becomes a submission, or is refused with the reason; none takes too long, too much, or a crash."""

import resource
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from plugins.desk.house import Refused
from plugins.desk.incoming.arrivals import arrivals
from plugins.desk.incoming.bounded import MEMORY, SECONDS
from plugins.desk.intake import Intake
from plugins.magazine.load import load
from tests.desk import corpus

DAY = date(2019, 4, 2)
MASTHEAD = "mail: {submissions: stories@lantern.example, comments: letters@lantern.example}\n"
PALLET = "---\ntitle: The pallet that never came\nauthors: [ann-lee]\ndate: 2019-03-01\nslug: the-pallet\n---\nIt never came.\n"


@pytest.fixture
def magazine(desk):
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + MASTHEAD)
    desk.put("content/stories/2019/the-pallet.md", PALLET)
    return desk


def spent() -> float:
    """Seconds of the processor's time that this process and those it began have used."""
    here, there = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return here.ru_utime + here.ru_stime + there.ru_utime + there.ru_stime


def test_every_message_has_an_outcome(magazine, tmp_path):
    samples = corpus.samples()
    assert len(samples) >= 150
    assert len({one.name for one in samples}) == len(samples)
    taking = Intake(load(tmp_path / "content"), tmp_path, DAY)
    table: dict[str, Counter] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    wrong = []
    for at, one in enumerate(samples):
        file = magazine.put(f"in/{at:03}.eml", one.raw)
        began = spent()
        became, said = outcome(taking, file)
        took = spent() - began
        slowest[one.group] = max(slowest[one.group], took)
        table[one.group][became] += 1
        if became == corpus.REFUSED and not said.startswith(f"{file}:0: "):
            wrong.append((one.name, "refused without its name", said))
        if one.becomes not in ("", became) or one.says not in said or one.never and one.never in said:
            wrong.append((one.name, became, said[-600:]))
    for group, counted in table.items():
        outcomes = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
        print(f"{group:16}{sum(counted.values()):4}  slowest {slowest[group]:4.1f} s  {outcomes}")
    assert not wrong, "\n\n".join(map(str, wrong))
    assert max(slowest.values()) < SECONDS * 2  # the message, and then its words


def test_no_message_takes_more_memory_than_it_may(magazine, tmp_path):
    heavy = [one for one in corpus.samples() if one.group in ("deep", "broken") or "picture" in one.name or "bomb" in one.name]
    for at, one in enumerate(heavy):
        magazine.put(f"in/{at:03}.eml", one.raw)
    desk = [sys.executable, "-m", "plugins.desk", "--root", str(tmp_path), "intake", str(tmp_path / "in"), "--day", "2019-04-02"]
    # a process of its own asks, for what a process held before it became another one counts as well
    ask = "import resource, subprocess as s, sys; s.run(sys.argv[1:], capture_output=True); "
    ask += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", ask, *desk], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert int(done.stdout) * 1024 < MEMORY, done  # the largest of all its processes, whole
    assert len(list((tmp_path / "private/submissions").iterdir())) > 30


def outcome(taking: Intake, file: Path) -> tuple[str, str]:
    """What became of a message, and its draft, its answer or the reason why it was refused."""
    kinds, said = [], ""
    for arrival in arrivals(file):
        try:
            if isinstance(arrival, Refused):
                raise arrival
            taken = taking.take(arrival)
        except Refused as why:
            kinds.append(corpus.REFUSED)
            said += str(why)
            continue
        here = taken.submission
        if not (taken.reading or taken.answered):
            kinds.append(f"the same as {here.reference}")
            continue
        found, problems = here.found()
        assert problems == []
        assert file.read_bytes() in [one.read_bytes() for one in (*here.folder.glob("original*"), *here.folder.glob("answers/*.eml"))]
        kinds.append(taken.answered or str(found["kind"]))
        written = sorted(here.folder.glob("answers/*.txt")) if taken.answered else [here.draft]
        said += "".join(one.read_text("utf-8") for one in written)
    assert kinds, file
    return kinds[0], said
