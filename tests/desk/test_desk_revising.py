"""What waits in the outbox stays so: two editors' decisions against each other, and letters that later steps made untrue."""

from __future__ import annotations

import pytest

from tests.desk.conftest import DRAFT, git

DAY = "2019-04-13"
STORY = "content/stories/2019/the-bent-ladder.md"
MAIL = "mail: {submissions: stories@lantern.example}\n"


def waiting(desk) -> list[str]:
    """The kinds of letters that lie in the outbox."""
    return sorted(file.name.split("-", 1)[1].rpartition("-")[0] for file in (desk.root / "private/outbox").glob("*.eml"))


def text(desk, what: str) -> str:
    (file,) = (desk.root / "private/outbox").glob(f"*-{what}-*.eml")
    return " ".join(file.read_text(encoding="utf-8").split())


def flat(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture
def mailed(desk):
    """A submission of somebody who can be written to, two open issues, and no mail server."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + MAIL)
    for number in (8, 9):
        desk.put(f"content/issues/{number}.md", f"---\nnumber: {number}\ntheme: Wait {number}\n---\n")
    desk.submitted("AAAAA", DRAFT, address="bo@park.example", found={"title": "The bent ladder", "author": "Bo Park"})
    return desk


@pytest.fixture
def apart(mailed, two):
    """Ann accepts what Bo declines, each on a machine of their own; then both have saved."""
    ann, bo = two
    ann("save", "--day", DAY)
    bo("save", "--day", DAY)
    git(bo.root / "private", "config", "user.name", "Bo Dow")
    assert ann("accept", "AAAAA", "--issue", "7", "--day", "2019-04-05").exit_code == 0
    assert bo("take", "AAAAA", "--day", "2019-04-04").exit_code == 0
    assert bo("decline", "AAAAA", "--because", "It is long.", "--day", "2019-04-05").exit_code == 0
    for desk in (ann, bo, ann):
        assert desk("save", "--day", DAY).exit_code == 0
    return ann, bo


def test_a_yes_and_a_no_are_both_kept_back_until_somebody_decides_again(apart):
    for desk in apart:
        assert waiting(desk) == ["no", "yes"]
        out = desk("inbox", "--day", DAY).stdout
        assert "1 both accepted and declined" in flat(out)
        assert "AAAAA  The bent ladder        Bo Park          yes and no     5 Apr   decide\n" in out
        assert "one editor accepted it and another declined it" in flat(desk("status", "AAAAA", "--day", DAY).stdout)
        for more in (["--dry-run"], []):
            done = desk("post", "--day", DAY, *more)
            assert (done.exit_code, done.stdout) == (1, "Nothing is to be sent.\n")
            assert done.stderr.count("Ann Lee accepted it and Bo Dow declined it: decide again (desk accept AAAAA, or ") == 2
        assert "decide again" in desk("carry", "AAAAA", "--issue", "8", "--day", DAY).stderr
        assert waiting(desk) == ["no", "yes"]


def test_who_accepts_again_drops_the_no_and_both_machines_know(apart):
    ann, bo = apart
    done = bo("accept", "AAAAA", "--day", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"AAAAA is accepted, and no longer declined: {STORY}\n" in done.stdout
    assert "as it is accepted now" in flat(done.stdout)
    assert bo("accept", "AAAAA", "--day", DAY).stdout == f"AAAAA is already accepted: {STORY}\n"
    for desk in (bo, ann):
        assert desk("save", "--day", DAY).exit_code == 0
        assert waiting(desk) == ["yes"]
        assert "1 accepted (desk" in desk("inbox", "--day", DAY).stdout
        assert desk("post", "--day", DAY).exit_code == 0


def test_who_declines_again_drops_the_yes_and_takes_the_story_out(apart):
    ann, bo = apart
    done = ann("decline", "AAAAA", "--because", "It is: 'long'\x1f \u200b#1", "--day", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "as it is declined" in done.stdout
    assert not (ann.root / STORY).exists()
    for desk in (ann, bo):
        assert desk("save", "--day", DAY).exit_code == 0
        assert waiting(desk) == ["no"]
        assert "1 declined (desk" in desk("inbox", "--day", DAY).stdout
        assert not (desk.root / STORY).exists()
    # and whoever takes it up again may still accept it
    assert "as it was taken up again" in bo("take", "AAAAA", "--day", DAY).stdout
    assert bo("accept", "AAAAA", "--issue", "7", "--day", DAY).exit_code == 0
    assert waiting(bo) == ["yes"]
    assert "1 accepted (desk" in bo("inbox", "--day", DAY).stdout


def test_a_story_that_readers_have_is_not_taken_out(apart):
    ann, _ = apart
    done = ann("decline", "AAAAA", "--because", "No.", "--day", "2019-05-02")
    assert (done.exit_code, done.stderr.startswith(f"{STORY}:0: readers have it: desk withdraw the-bent-ladder, or ")) == (1, True)
    assert waiting(ann) == ["no", "yes"]


def test_two_editors_who_decide_alike_tell_it_once(mailed, two):
    ann, bo = two
    ann("save", "--day", DAY)
    bo("save", "--day", DAY)
    git(bo.root / "private", "config", "user.name", "Bo Dow")
    ann("decline", "AAAAA", "--because", "It is long.", "--day", "2019-04-05")
    bo("decline", "AAAAA", "--because", "We had one.", "--day", "2019-04-06")
    for desk in (ann, bo, ann):
        assert desk("save", "--day", DAY).exit_code == 0
    assert waiting(ann) == ["no", "no"]
    assert "goes in its place" in ann("post", "--day", DAY).stderr
    assert "We had one." in text(ann, "no")


def test_what_is_asked_twice_before_it_is_sent_is_asked_in_one_letter(mailed):
    mailed("ask", "AAAAA", "How long was it?", "Who bent it?", "--day", "2019-04-03")
    done = mailed("ask", "AAAAA", "Who bent it?", "What did it cost?", "--day", "2019-04-04")
    assert waiting(mailed) == ["questions"]
    lines = done.stdout.splitlines()
    assert lines[0] == "AAAAA is asked."
    assert lines[1].startswith("Letter: private/outbox/AAAAA-questions-")
    assert flat(done.stdout).count(" asks everything") == 1
    assert "- How long was it? - Who bent it? - What did it cost?" in text(mailed, "questions")


def test_what_two_editors_ask_before_it_is_sent_is_asked_in_one_letter(mailed, two):
    ann, bo = two
    for desk in (ann, bo):
        desk("save", "--day", DAY)
    for desk, question in ((ann, "How long was it?"), (bo, "Who bent it?")):
        desk("ask", "AAAAA", question, "--day", "2019-04-04")
    for desk in (ann, bo, ann):
        assert desk("save", "--day", DAY).exit_code == 0
    assert waiting(ann) == ["questions", "questions"]
    assert ann("post", "--day", DAY).exit_code == 0
    asked = text(ann, "questions")
    assert "- How long was it?" in asked
    assert "- Who bent it?" in asked


def test_a_letter_that_waits_follows_its_story_to_another_issue(mailed):
    mailed("ask", "AAAAA", "How long was it?", "--day", "2019-04-03")
    assert "For #7 we need" in text(mailed, "questions")
    mailed("carry", "AAAAA", "--issue", "8", "--day", "2019-04-04")
    assert "For #8 we need" in text(mailed, "questions")
    mailed("carry", "AAAAA", "--issue", "9", "--day", "2019-04-05")
    assert waiting(mailed) == ["moved", "questions"]
    assert "in #9, which" in text(mailed, "moved")
    mailed("accept", "AAAAA", "--day", "2019-04-06")
    assert 'in #9, "Wait 9"' in text(mailed, "yes")
    done = mailed("carry", "AAAAA", "--issue", "8", "--day", "2019-04-07")
    assert 'in #8, "Wait 8"' in text(mailed, "yes")
    assert (done.stdout.count("Letter: "), done.stdout.count("Dropped: ")) == (2, 3)
    assert waiting(mailed) == ["questions", "yes"]


def test_a_renamed_story_is_told_by_its_new_name_and_a_withdrawn_one_not_at_all(mailed):
    mailed("accept", "AAAAA", "--issue", "7", "--day", "2019-04-05")
    mailed("rename", "the-bent-ladder", "a-straight-ladder", "--title", "A straight ladder", "--day", "2019-04-06")
    assert '"The bent ladder" will be' in text(mailed, "yes")
    done = mailed("post", "--dry-run", "--day", DAY)
    assert "goes in its place" in done.stderr
    assert mailed("post", "--day", DAY).exit_code == 0
    assert '"A straight ladder" will be' in text(mailed, "yes")
    mailed("close", "7", "--day", "2019-04-20")
    assert waiting(mailed) == ["in-print", "yes"]
    mailed("withdraw", "a-straight-ladder", "--because", "He asked us to.", "--day", "2019-05-02")
    done = mailed("post", "--day", "2019-05-02")
    assert done.stderr.count("warning: dropped, as the story is withdrawn\n") == 2
    assert (done.exit_code, waiting(mailed)) == (0, [])


def test_a_declined_submission_is_asked_nothing_more(mailed):
    mailed("ask", "AAAAA", "How long was it?", "--day", "2019-04-03")
    done = mailed("decline", "AAAAA", "--because", "It is long.", "--day", "2019-04-04")
    assert ", as it is declined\n" in done.stdout
    assert waiting(mailed) == ["no"]


def test_what_an_editor_changed_by_hand_is_kept_back_and_never_taken_away(mailed):
    mailed("accept", "AAAAA", "--issue", "8", "--day", "2019-04-05")
    (file,) = (mailed.root / "private/outbox").glob("*-yes-*.eml")
    file.write_bytes(file.read_bytes().replace(b"What happens next", b"My dear, what happens next").replace(b"\r\n", b"\n"))
    assert mailed("post", "--day", DAY).exit_code == 0
    done = mailed("carry", "AAAAA", "--issue", "9", "--day", "2019-04-06")
    assert "it says what is no longer so, and you changed it" in flat(done.stdout)
    for _ in range(2):
        done = mailed("post", "--day", DAY)
        assert (done.exit_code, done.stdout) == (1, "Nothing is to be sent.\n")
        assert done.stderr.count("another letter says it too: delete the one that is not to go") == 2
    assert waiting(mailed) == ["yes", "yes"]
    kept = mailed.files()
    file.unlink()
    done = mailed("post", "--day", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert 'in #9, "Wait 9"' in text(mailed, "yes")
    (new,) = (mailed.root / "private/outbox").glob("*-yes-*.eml")
    new.unlink()
    file.write_bytes(kept[str(file.relative_to(mailed.root))])  # or the editor wants their own
    done = mailed("post", "--day", DAY)
    assert (done.exit_code, done.stderr, waiting(mailed)) == (0, "", ["yes"])


def test_letters_are_sent_in_the_order_in_which_they_were_written(mailed):
    mailed("accept", "AAAAA", "--issue", "8", "--day", "2019-04-05")
    mailed("ask", "AAAAA", "Is there a picture?", "--day", "2019-04-05")
    mailed.submitted("BBBBB", DRAFT, address="cy@dow.example", found={"title": "Another", "author": "Cy Dow"})
    mailed("decline", "BBBBB", "--because", "It is long.", "--day", "2019-04-06")
    mailed.submitted("CCCCC", DRAFT, address="di@roe.example", found={"title": "A third", "author": "Di Roe"})
    mailed("decline", "CCCCC", "--because", "It is long.", "--day", "2019-04-04")
    out = mailed("post", "--dry-run", "--day", DAY).stdout
    kinds = [line.rpartition(".eml")[0].rpartition("-")[0] for line in out.splitlines() if ".eml" in line]
    assert kinds == ["CCCCC-no", "AAAAA-yes", "AAAAA-questions", "BBBBB-no"]
