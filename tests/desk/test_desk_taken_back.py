"""A story that was accepted is declined, or carried: it goes with all that came for it alone, unless readers have it."""

from __future__ import annotations

import pytest

from tests.desk.conftest import DRAFT, git
from tests.pictures import picture

DAY = ("--day", "2019-04-05")
STORY, PERSON, FIRM = "content/stories/2019/the-bent-ladder.md", "content/people/bo-park.md", "content/businesses/park-ladders.md"
ISSUE = "---\nnumber: 7\ntheme: Begin\ndate: 2019-05-01\n"
ORDER = "order:   # as printed\n  - first-words\n"
SHOWN = DRAFT.replace("tags:", "image: {src: pictures/ladder.jpg, alt: A ladder}\ntags:")


@pytest.fixture
def accepted(public):
    """A story with a new person, a new firm and a picture, in the running order, and saved; the yes was sent."""
    found = {"title": "The bent ladder", "author": "Bo Park", "business": "Park Ladders"}
    public.put("content/masthead.yml", public.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    public.submitted("AAAAA", SHOWN, address="bo@park.example", found=found, contact={"telephone": "0491 570 006"})
    public.put("private/submissions/AAAAA/pictures/ladder.jpg", picture(format="JPEG"))
    assert public("accept", "AAAAA", "--issue", "7", *DAY).exit_code == 0
    first = DRAFT.replace("The bent ladder\n", "First words\nissue: 7\n").replace("Bo Park", "ann-lee")
    public.put("content/stories/2019/first-words.md", first)
    public.put("content/issues/7.md", f"{ISSUE}lead: the-bent-ladder\n{ORDER}  - the-bent-ladder   # long\n---\nHello.\n")
    public("post", "--sent", *DAY)
    assert public("save", *DAY).exit_code == 0
    return public


def test_nothing_is_left_of_it_in_the_magazine_and_its_writer_hears_that_it_changed(accepted):
    before = {name for name in accepted.files() if name.startswith("content/")}
    done = accepted("decline", "AAAAA", "--because", "The client said no.", *DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    gone = [line.removeprefix("Taken away: ") for line in done.stdout.splitlines() if line.startswith("Taken away")]
    assert sorted(gone) == [FIRM, "content/images/ladder.jpg", PERSON, STORY]
    assert before - set(accepted.files()) == set(gone)
    assert accepted.read("content/issues/7.md") == f"{ISSUE}{ORDER}---\nHello.\n"
    (letter,) = (accepted.root / "private/outbox").glob("AAAAA-no-*.eml")
    assert "We wrote to you that we would print" in letter.read_text(encoding="utf-8")
    assert "1 declined" in accepted("inbox", *DAY).stdout
    assert accepted("save", *DAY).exit_code == 0
    assert git(accepted.root, "status", "--porcelain") == ""


def test_what_something_else_names_or_somebody_changed_stays(accepted):
    accepted.put("content/people/cy-dow.md", "---\nname: Cy Dow\nbusiness: park-ladders\n---\n")
    accepted.put(PERSON, accepted.read(PERSON) + "He climbs.\n")
    accepted("save", *DAY)
    assert accepted("decline", "AAAAA", "--because", "No.", *DAY).exit_code == 0
    here = [(accepted.root / name).exists() for name in (STORY, PERSON, FIRM)]
    assert here == [False, True, True]


@pytest.mark.parametrize(
    ("so", "said"),
    [
        ("out", "readers have it: desk withdraw the-bent-ladder"),
        ("closed", "#7 is closed with it: desk reopen 7"),
        ("unsaved", "desk save, then desk decline again"),
    ],
)
def test_what_readers_have_and_what_git_does_not_keep_stays(accepted, so, said):
    if so == "closed":
        assert accepted("close", "7", *DAY).exit_code == 0
    elif so == "unsaved":
        accepted.put(STORY, accepted.read(STORY) + "\nMore.\n")
    before = accepted.files()
    done = accepted("decline", "AAAAA", "--because", "No.", "--day", "2019-05-02" if so == "out" else "2019-04-05")
    assert (done.exit_code, said in done.stderr) == (1, True)
    assert {name: raw for name, raw in accepted.files().items() if ".git/" not in name} == {
        name: raw for name, raw in before.items() if ".git/" not in name
    }


def test_it_is_accepted_again_after_all(accepted):
    accepted("decline", "AAAAA", "--because", "No.", *DAY)
    assert accepted("accept", "AAAAA", "--issue", "7", *DAY).exit_code == 0
    assert (accepted.root / STORY).is_file()
    assert "1 accepted" in accepted("inbox", *DAY).stdout


def test_what_is_carried_leaves_the_running_order(accepted):
    accepted.put("content/issues/8.md", "---\nnumber: 8\ntheme: Wait\norder: [the-bent-ladder]\n---\n")
    assert accepted("carry", "AAAAA", "--issue", "8", *DAY).exit_code == 0
    assert accepted.read("content/issues/7.md") == f"{ISSUE}{ORDER}---\nHello.\n"
    assert "order: [the-bent-ladder]" in accepted.read("content/issues/8.md")
    assert "belongs to" not in accepted("check", *DAY).stderr
