"""What is done to a story after print: correct, withdraw, reply, rename."""

from __future__ import annotations

import pytest

from tests.desk.test_desk_close import LATE, STORY, issue  # noqa: F401 - a fixture

AFTER = "2019-05-20"
ROOF, WALL = "content/stories/2019/the-roof.md", "content/stories/2019/the-wall.md"


@pytest.fixture
def out(issue):  # noqa: F811 - a fixture is asked for by its name
    """The same magazine, closed, with a comment, and a link from one story to the other."""
    issue.put(WALL, STORY.format(title="The wall", more="issue: 7\n") + "\nSee [so]({filename}the-roof.md#top).\n")
    mend(issue, "content/issues/7.md", "date:", "lead: the-roof\norder: [the-roof, the-wall]\ndate:")
    assert issue("close", "7", "--day", LATE).exit_code == 0
    issue.put("content/comments/the-roof/2019-05-03-bo.md", "---\nname: Bo\n---\nWell.\n")
    return issue


def mend(desk, name, old, new):
    text = desk.read(name)
    assert old in text
    desk.put(name, text.replace(old, new))


def fit(desk, day=AFTER):
    done = desk("check", "--day", day)
    return done.exit_code == 0 and not [line for line in done.stderr.splitlines() if "warning: its original" not in line]


def test_an_edit_is_refused_until_it_is_said(out):
    mend(out, ROOF, "Tuesday", "Monday")
    refused = out("check", "--day", AFTER)
    assert refused.exit_code == 1
    assert "it reads differently than when #7 was closed (its text)" in refused.stderr
    before = out.read("content/issues/7.lock.json")
    done = out("correct", "the-roof", "--text", "It was a Monday.", "--day", AFTER)
    assert done.stdout.splitlines()[:2] == [f"wrote {ROOF}", "wrote content/issues/7.lock.json"]
    assert "corrections:\n  - {date: 2019-05-20, text: It was a Monday.}\nmodified: 2019-05-20\n---\n" in out.read(ROOF)
    assert set(before.splitlines()) < set(out.read("content/issues/7.lock.json").splitlines())
    assert fit(out)
    same = out.files()
    assert "stood there already" in out("correct", "the-roof", "--text", "It was a Monday.", "--day", AFTER).stdout
    assert out.files() == same
    mend(out, ROOF, "Monday.\n", "Sunday.\n")
    assert out("check", "--day", AFTER).exit_code == 1


def test_the_word_may_come_before_the_edit(out):
    done = out("correct", "/stories/the-roof/", "--kind", "clarification", "--text", "By bus.", "--day", AFTER)
    assert f"The text is as it was printed: mend it in {ROOF}, then desk check." in " ".join(done.stdout.split())
    mend(out, ROOF, "on a Tuesday", "on a Tuesday, by bus")
    assert "have it written down how it reads now (desk close 7 --again)" in out("check", "--day", AFTER).stderr
    assert "1 entry came into its lock" in out("close", "7", "--again", "--day", AFTER).stdout
    assert fit(out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["the-roof"], "say what was wrong and what is right"),
        (["the-rof", "--text", "x"], "did you mean `the-roof`?"),
        (["the-wall", "--lang", "uk", "--text", "x"], f"{WALL}:0: there is no text of it in `uk`: it is here in en"),
        (["the-roof", "--text", "x", "--day", "2019-04-20"], "readers do not have it on 2019-04-20"),
        (["the-roof", "--text", "<b>x</b>"], "holds markup"),
    ],
)
def test_what_cannot_be_corrected(words, said, out):
    before = out.files()
    done = out("correct", *words, *([] if "--day" in words else ["--day", AFTER]))
    assert done.exit_code == 1
    assert said in done.stderr
    assert out.files() == before


def test_a_story_is_taken_back(out):
    done = out("withdraw", "the-roof", "--because", "She asked us to.", "--day", AFTER)
    assert done.exit_code == 0
    for name in (ROOF, "content/stories/2019/the-roof.uk.md"):
        assert "withdrawn:\n  date: 2019-05-20\n  reason: She asked us to.\n---\n" in out.read(name)
    said = " ".join(done.stdout.split())
    for left in ("make publish", "Feeds:", "Search engines", "git log --oneline --all", f"{WALL} links to it", "7.lock.json keeps its id"):
        assert left in said
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "2 withdrawn" in out("check", "--day", AFTER).stdout
    same = out.files()
    out("withdraw", "the-roof", "--because", "She asked us to.", "--day", "2019-05-21")
    assert out.files() == same


def test_a_story_whose_address_names_somebody_leaves_no_word_behind(out):
    done = out("withdraw", "the-roof", "--neutral", "--because", "She asked us to.", "--day", AFTER)
    assert done.exit_code == 0
    left = {name: raw.decode() for name, raw in out.files().items() if name.startswith("content/")}
    assert not [name for name in left if "the-roof" in name]
    told = [name for name, text in left.items() if "the-roof" in text and not name.endswith(".lock.json")]
    assert told == ["content/stories/2019/withdrawn-1.md", "content/stories/2019/withdrawn-1.uk.md"]  # in their ids
    assert "Tuesday" not in left[told[0]]
    assert "order: [withdrawn-1, the-wall]" in left["content/issues/7.md"]
    check = out("check", "--day", AFTER)
    assert (check.exit_code, "2 withdrawn" in check.stdout) == (0, True)


def test_it_is_said_where_else_its_author_is_named(out):
    mend(out, "content/issues/7.md", "Hello.", "Hello.\n\nWith a roof by Ann Lee.")
    assert out("close", "7", "--again", "--day", LATE).exit_code == 0
    out.put("content/comments/the-wall/2019-05-03-bo.md", "---\nname: Bo\n---\nWell done, Ann\nLee.\n")
    done = out("withdraw", "the-roof", "--neutral", "--because", "She asked us to.", "--day", AFTER)
    said = " ".join(done.stdout.split())
    line = [line for line in out.read("content/issues/7.md").splitlines() if line].index("With a roof by Ann Lee.") + 2
    assert "Ann Lee is still named here, see whether that may stay: content/comments/the-wall/2019-05-03-bo.md:4, " in said
    for place in (f"content/issues/7.md:{line}", "content/people/ann-lee.md:0", "content/people/ann-lee.md:2", f"{WALL}:3"):
        assert f"{place}," in said or f"{place}." in said
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_what_readers_never_had_is_not_withdrawn(out):
    out.put("content/stories/2019/soon.md", STORY.format(title="Soon", more="issue: 8\n"))
    done = out("withdraw", "soon", "--because", "No.", "--day", AFTER)
    assert (done.exit_code, "readers do not have it" in done.stderr) == (1, True)


def test_whoever_a_story_is_about_may_answer_it(out):
    file = out.put("letter.txt", "I was there too.\n\nAnd it was dry.\n")
    for _ in range(2):
        done = out("reply", "the-roof", "--name", "Jo Vale", str(file), "--day", AFTER)
        assert done.stdout == "The reply stands in content/comments/the-roof/2019-05-20-jo-vale.md.\n"
    text = "---\nname: Jo Vale\nstanding: right-of-reply\n---\nI was there too.\n\nAnd it was dry.\n"
    assert out.read("content/comments/the-roof/2019-05-20-jo-vale.md") == text
    assert fit(out)
    private = out.put("private.txt", "Write to jo@vale.example\n")
    done = out("reply", "the-roof", "--name", "Jo", str(private), "--day", AFTER)
    assert (done.exit_code, "an e-mail address is never printed" in done.stderr) == (1, True)


def test_another_name_takes_everything_along(out):
    out.put("private/terms/the-roof.yml", "terms: [Jo]\n")
    done = out("rename", "the-roof", "a-dry-roof", "--day", AFTER)
    assert done.exit_code == 0
    text = out.read("content/stories/2019/a-dry-roof.md")
    assert "aliases: [/stories/the-roof/]\n" in text
    assert "id: tag:lantern.example,2018:2019/the-roof\n" in text
    assert "aliases: [/uk/stories/the-roof/]\n" in out.read("content/stories/2019/a-dry-roof.uk.md")
    assert "lead: a-dry-roof\norder: [a-dry-roof, the-wall]\n" in out.read("content/issues/7.md")
    assert "[so]({filename}a-dry-roof.md#top)" in out.read(WALL)
    names = set(out.files())
    assert {"content/comments/a-dry-roof/2019-05-03-bo.md", "private/terms/a-dry-roof.yml"} < names
    assert not [name for name in names if "the-roof" in name]
    assert fit(out)
    assert out("rename", "the-roof", "a-dry-roof", "--day", AFTER).exit_code == 0  # by its old name, and nothing to do
    mend(out, "content/stories/2019/a-dry-roof.md", "aliases: [/stories/the-roof/]\n", "")
    assert "/stories/the-roof/ was its address" in out("check", "--day", AFTER).stderr
    assert out("rename", "a-dry-roof", "the-roof", "--day", AFTER).exit_code == 0
    assert "aliases: [/stories/a-dry-roof/]" in out.read(ROOF)
    assert fit(out)


def test_another_headline_is_told_to_readers(out):
    assert out("rename", "the-wall", "the-other-wall", "--title", "The other wall", "--day", AFTER).exit_code == 0
    text = out.read("content/stories/2019/the-other-wall.md")
    assert text.startswith("---\ntitle: The other wall\n")
    assert "kind: update, text: 'The headline was: The wall'" in text
    assert fit(out)


@pytest.mark.parametrize("name", ["the-wall", "The Wall", "-"])
def test_a_name_that_is_taken_or_none(name, out):
    before = out.files()
    assert out("rename", "the-roof", name, "--day", AFTER).exit_code in (1, 2)
    assert out.files() == before


def test_a_desk_that_is_stopped_goes_on_where_it_was(out, monkeypatch):
    from plugins.desk import house

    for at in range(8):
        steps = iter(range(at))

        def stopped(source, target, do=house.os.replace, steps=steps):
            if next(steps, None) is None:
                raise KeyboardInterrupt
            do(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(house.os, "replace", stopped)
            out("rename", "the-roof", "a-dry-roof", "--day", AFTER)
    assert out("rename", "the-roof", "a-dry-roof", "--day", AFTER).exit_code == 0
    assert not [name for name in out.files() if "the-roof" in name]
    assert fit(out)


def test_an_author_gets_another_name(out):
    done = out("rename", "people/ann-lee", "ann-park", "--title", "Ann Park", "--day", AFTER)
    assert done.exit_code == 0, done.stderr
    assert out.read("content/people/ann-park.md") == "---\nname: Ann Park\n---\nPaints.\n"
    assert not (out.root / "content/people/ann-lee.md").exists()
    assert "authors: [ann-park]\n" in out.read(ROOF)
    assert "  - {date: 2019-05-20, kind: update, text: The author was called Ann Lee., minor: true}\n" in out.read(ROOF)
    assert fit(out)


def test_a_business_gets_another_name(out):
    done = out("rename", "businesses/paint", "paint-and-co", "--day", AFTER)
    assert done.exit_code == 0, done.stderr
    assert out.read("content/adverts/paint.yml").startswith("advertiser: paint-and-co\nslot: card\n")
    assert fit(out)
    done = out("rename", "people/nobody", "somebody")
    assert (done.exit_code, "is no person that is known here" in done.stderr) == (1, True)


def test_a_rename_that_was_stopped_with_the_translation_moved_already_is_finished(out):
    translated = STORY.format(title="Dach", more="issue: 7\nlang: uk\nid: 'tag:lantern.example,2018:2019/the-roof.uk'\n")
    out.put("content/stories/2019/the-roof.uk.md", translated)
    original = out.read(ROOF)
    assert out("rename", "the-roof", "a-dry-roof", "--day", AFTER).exit_code == 0
    out.put(ROOF, original)  # which goes last
    done = out("rename", "the-roof", "a-dry-roof", "--day", AFTER)
    assert (done.exit_code, done.stderr) == (0, "")
    assert not (out.root / ROOF).exists()
