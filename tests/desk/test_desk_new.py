"""desk new: a file that is a good start, and never over another."""

from __future__ import annotations


def test_a_story_stands_in_the_year_of_its_issue_and_is_a_draft(desk):
    done = desk("new", "story", "The", "bent:", "ladder", "--author", "Ann Lee", "--issue", "7", "--day", "2018-12-30")
    assert (done.exit_code, done.stdout) == (0, "content/stories/2019/the-bent-ladder.md\n")
    text = desk.read("content/stories/2019/the-bent-ladder.md")
    assert "title: 'The bent: ladder'\n" in text
    assert "authors: [ann-lee]" in text
    assert "\nissue: 7\n" in text
    checked = desk("check", "--day", "2019-04-01")
    assert checked.exit_code == 0
    assert "its status is draft" in checked.stdout


def test_nothing_is_written_over(desk):
    desk("new", "story", "Once", "--day", "2019-03-01")
    before = desk.files()
    done = desk("new", "story", "Once", "--day", "2018-03-01")
    assert done.exit_code == 1
    assert done.stderr.startswith("content/stories/2019/once.md:0: ")
    assert desk.files() == before
    assert desk("new", "person", "Ann", "Lee").exit_code == 1
    assert desk.files() == before


def test_the_next_issue_follows_the_last(desk):
    done = desk("new", "issue", "The", "hard", "call", "--day", "2019-05-02")
    assert done.stdout == "content/issues/8.md\n#8 comes out on 1 July 2019; stories may come until 17 June 2019.\n"
    assert "theme: The hard call\n" in desk.read("content/issues/8.md")
    assert "date: 2019-07-01" in desk.read("content/issues/8.md")
    assert desk("check", "--day", "2019-05-02").exit_code == 0


def test_the_first_issue_leaves_time_and_takes_nothing_away_that_is_out(desk):
    for file in (desk.root / "content/issues").iterdir():
        file.unlink()
    (desk.root / "content/hello.md").write_text("---\ntitle: Hello\ndate: 2019-05-01\n---\nA word.\n")
    done = desk("new", "issue", "First", "words", "--day", "2019-05-02")
    assert done.stdout == "content/issues/1.md\n#1 comes out on 2 July 2019; stories may come until 18 June 2019.\n"
    assert "1 read = 1 printed + 0 planned" in desk("check", "--day", "2019-05-02").stdout
    desk("new", "story", "A", "day", "--day", "2019-05-02")
    assert "A day" in desk("flatplan", "--day", "2019-05-02").stdout


def test_people_and_businesses_read_back_without_a_problem(desk):
    assert desk("new", "person", "Zoë", "O'Hara").stdout == "content/people/zoe-ohara.md\n"
    assert desk("new", "business", "Lee", "&", "Sons").stdout == "content/businesses/lee-sons.md\n"
    done = desk("check", "--day", "2019-05-01", "--format", "json")
    assert (done.exit_code, done.stdout) == (0, "[]\n")


def test_a_title_without_letters_and_an_unknown_issue_are_refused(desk):
    assert desk("new", "story", "...", "--day", "2019-05-01").exit_code == 1
    assert "there is no issue 9" in desk("new", "story", "Word", "--issue", "9", "--day", "2019-05-01").stderr
    assert not (desk.root / "content/stories").exists()
