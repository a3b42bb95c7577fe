"""desk save: both repositories checked, committed and pushed; two editors' machines come to the same state."""

from __future__ import annotations

import re
import subprocess

import pytest

from plugins.desk import submission
from tests.desk.conftest import DRAFT, Desk, git, remote
from tests.desk.documents import p, run
from tests.desk.documents import word as docx

LETTER = "The {} ladder\n\nWe lent our ladder to a client for a {}, and on the way back it fell off the trailer.\n\nby Bo Park\n"
DAY = "2019-04-13"


pytestmark = pytest.mark.usefixtures("home")


def test_it_works_without_a_remote_and_says_so(public):
    assert "Never saved" in public("inbox", "--day", DAY).stdout
    public.submitted("AAAAA", DRAFT)
    public("accept", "AAAAA", "--issue", "7", "--day", "2019-04-09")
    done = public("save", "--day", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "private/ is a git repository of its own now.\n" in done.stdout
    assert "private/: Accepted AAAAA; received AAAAA (6 files).\n" in done.stdout
    assert "content/: New people/bo-park, stories/2019/the-bent-ladder (2 files).\n" in done.stdout
    assert " ".join(done.stdout.split()).count("has no remote") == 2
    assert git(public.root, "status", "--porcelain") == git(public.root / "private", "status", "--porcelain") == ""
    assert "private" not in git(public.root, "ls-files")
    public.put("private/submissions/AAAAA/draft.md", DRAFT + "More.\n")
    assert "Last saved 3 days ago; 1 file to save.\n" in public("inbox", "--day", DAY).stdout
    assert "private/: Changed submissions/AAAAA/draft (1 file)." in public("save", "--day", DAY).stdout
    assert "private/: nothing new." in public("save", "--day", DAY).stdout


def test_content_with_errors_is_not_saved_and_the_letters_are_where_somebody_says_so(public):
    public.submitted("AAAAA", DRAFT)
    public.put("content/stories/2019/bad.md", "---\ntitle: [\n---\n")
    done = public("save", "--day", DAY)
    assert done.exit_code == 1
    assert "content/stories/2019/bad.md:3: " in done.stderr
    assert "content:0: it is not saved: mend what is named above" in done.stderr
    done = public("save", "--anyway", "--day", DAY)
    assert done.exit_code == 0
    assert "content/ is not saved: it has errors (desk check).\n" in done.stdout
    assert git(public.root, "status", "--porcelain") == "?? content/stories/\n"
    assert "AAAAA" in git(public.root / "private", "ls-files")


def test_only_the_content_is_committed_and_never_the_letters(public):
    public.put("theme/x.css", "a {}\n")
    public.put("content/people/ann-lee.md", "---\nname: Ann Lee\n---\nPaints houses.\n")
    git(public.root, "add", "theme")
    public("save", "--day", DAY)
    assert git(public.root, "show", "--name-only", "--format=%s", "HEAD").split("\n\n")[1] == "content/people/ann-lee.md\n"
    public.put(".gitignore", "")
    assert "write a line `/private/` into it" in public("save", "--day", DAY).stderr
    public.put("private/x.txt", "Dear editor\n")
    git(public.root, "rm", "-q", "-r", "--cached", "theme")
    subprocess.run("mv private/.git ../kept && git add private/x.txt && mv ../kept private/.git", cwd=public.root, shell=True, check=True)
    assert "private:0: letters are in the magazine's own repository" in public("save", "--day", DAY).stderr


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("issues/.7.md.swp", b"b0VIM 9.0\0\0\xff\0Dear readers\0So Mrs Kowalczyk rang\0"),
        ("issues/7.md~", "Ковальчик rang".encode()),
        (".kept/kowalczyk.md", b"She rang."),
        ("files/letter.docx", docx(p(run("Mrs Marta Kow", "b") + run("alczyk rang.")))),
        ("files/old.zip", docx("", {"letter.docx": docx(p("Marta Kowalczyk rang."))})),
        ("files/list.tsv", "Marta Kowalczyk\t1\n".encode("utf-16")),
        ("files/long.txt", b"word " * 1_000_000 + b"Marta Kowalczyk"),
    ],
)
def test_a_name_is_looked_for_in_every_file_that_would_be_committed(public, name, raw):
    public.put("private/terms/the-ad.yml", "terms: [Marta Kowalczyk]\n")
    public.put(f"content/{name}", raw)
    for command in ("check", "save"):
        done = public(command, "--day", DAY)
        assert done.exit_code == 1
        assert f"content/{name}:" in done.stderr
        assert "must not appear (private/terms/the-ad.yml)" in done.stderr
    assert name not in git(public.root, "ls-files")


def test_nothing_is_saved_while_a_merge_is_open(public):
    public("save", "--day", DAY)
    (public.root / ".git/MERGE_HEAD").write_text(git(public.root, "rev-parse", "HEAD"))
    done = public("save", "--day", DAY)
    assert (done.exit_code, done.stderr.startswith("content:0: a merge is open there: finish it")) == (1, True)


def test_letters_are_never_pushed_to_where_the_magazine_is(public, tmp_path_factory):
    public("save", "--day", DAY)
    for folder in (public.root, public.root / "private"):
        git(folder, "remote", "add", "origin", str(remote(tmp_path_factory, "one.git")) if folder == public.root else "x")
    git(public.root / "private", "remote", "set-url", "origin", git(public.root, "remote", "get-url", "origin").strip())
    assert "private:0: its remote is that of the magazine" in public("save", "--day", DAY).stderr


def test_a_remote_that_cannot_be_reached_loses_nothing(public):
    public("save", "--day", DAY)
    git(public.root, "remote", "add", "origin", str(public.root / "nowhere.git"))
    public.put("content/people/ann-lee.md", "---\nname: Ann Lee\n---\nPaints houses.\n")
    done = public("save", "--day", DAY)
    assert done.exit_code == 1
    assert "content:0: git fetch does not work (" in done.stderr
    assert "check the network and the address (git remote -v), then desk save again" in done.stderr
    assert git(public.root, "status", "--porcelain", "content") == ""


def test_two_editors_come_to_the_same_state(two, tmp_path_factory):
    letters = tmp_path_factory.mktemp("letters")
    for word in ("bent", "lost", "long", "short"):
        (letters / f"{word}.txt").write_text(LETTER.format(word, word))
    references = {}
    for desk, day in zip(two, ("2019-04-03", "2019-04-04"), strict=True):  # the same folder of letters at both
        said = desk("intake", str(letters), "--day", day).stdout
        references = dict(re.findall(r"(\w+)\.txt: taken in as (\w+)", said))
    assert len(references) == 4
    bent, lost, long, short = (references[word] for word in ("bent", "lost", "long", "short"))
    one, other = two
    for desk, mine, asked in ((one, bent, long), (other, lost, short)):
        desk("take", mine, "--day", "2019-04-05")
        desk("ask", asked, "Who was it?", "--day", "2019-04-05")
        desk.put(f"private/submissions/{mine}/draft.md", DRAFT.replace("bent ladder", f"ladder {mine.lower()}"))
        assert desk("accept", mine, "--issue", "7", "--day", "2019-04-06").exit_code == 0
    other("decline", long, "--because", "Too long.", "--day", "2019-04-07")
    for desk in (one, other, one):
        done = desk("save", "--day", DAY)
        assert (done.exit_code, done.stderr) == (0, ""), done.stdout
    assert one("inbox", "--all", "--day", DAY).stdout == other("inbox", "--all", "--day", DAY).stdout
    states = dict(re.findall(r"^(\w{5})  .* (accepted|declined|waits) ", one("inbox", "--all", "--day", DAY).stdout, re.MULTILINE))
    assert states == {bent: "accepted", lost: "accepted", long: "declined", short: "waits"}
    assert one("check", "--day", DAY).exit_code == 0
    for desk in two:  # the next evening, and git's own commands in place of the desk's
        desk("take", short, "--over", "--day", "2019-04-10")
        git(desk.root / "private", "add", "-A")
        git(desk.root / "private", "commit", "-qm", "Work")
        git(desk.root / "private", "pull", "-q", "--no-rebase", "--no-edit")
        git(desk.root / "private", "push", "-q")
    git(one.root / "private", "pull", "-q")
    kept = [{name: raw for name, raw in desk.files().items() if ".git" not in name.split("/")} for desk in two]
    assert kept[0] == kept[1]


def test_where_both_changed_one_draft_nothing_is_forced(two):
    one, other = two
    one.submitted("AAAAA", DRAFT)
    one("save", "--day", DAY)
    other("save", "--day", DAY)
    for desk, words in ((one, "We bent it twice."), (other, "We broke it.")):
        desk.put("private/submissions/AAAAA/draft.md", DRAFT.replace("We bent it.", words))
    assert one("save", "--day", DAY).exit_code == 0
    done = other("save", "--day", DAY)
    assert done.exit_code == 1
    assert "private/submissions/AAAAA/draft.md:0: two editors changed it in different ways\n" in done.stderr
    assert "We broke it." in other.read("private/submissions/AAAAA/draft.md")
    assert git(other.root / "private", "status", "--porcelain") == ""


@pytest.mark.parametrize("begun", ["apart", "together"])
@pytest.mark.parametrize("where", ["private", "content"])
def test_what_is_printed_of_a_conflict_names_every_file_and_works_when_it_is_typed(two, where, begun):
    names = {"private": ["notes/a b.txt", "notes/other.txt"], "content": ["content/people/ann-lee.md", "content/people/bo.md"]}[where]
    names = [name if where == "content" else f"private/{name}" for name in names]

    def wrote(desk, words):
        for name in names:
            desk.put(name, f"---\nname: Ann Lee\n---\n{words}\n")

    one, other = two
    if begun == "together":
        wrote(one, "Paints.")
        assert [desk("save", "--day", DAY).exit_code for desk in (one, other)] == [0, 0]
    for desk, words in ((one, "Paints houses."), (other, "Paints boats.")):
        wrote(desk, words)
    assert one("save", "--day", DAY).exit_code == 0
    done = other("save", "--day", DAY)
    assert done.exit_code == 1
    assert [line for line in done.stderr.split("\n") if line.endswith("different ways")] == [
        f"{name}:0: two editors changed it in different ways" for name in names
    ]
    commands = [line.strip() for line in done.stderr.split("\n") if line.startswith("  ")]
    for command in commands:
        if command.startswith("("):
            wrote(other, "Paints houses and boats.")
        elif command != "desk save":
            asked = subprocess.run(command, shell=True, cwd=other.root, capture_output=True, text=True)
            assert asked.returncode == ("pull" in command), (command, asked.stderr)
    assert commands[-1] == "desk save"
    for desk in (other, one):
        done = desk("save", "--day", DAY)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "houses and boats" in desk.read(names[0])


@pytest.mark.parametrize("names", [("main", "master"), ("master", "main")])
@pytest.mark.parametrize("late", [True, False])
def test_a_second_machine_begins_as_the_manual_says_whatever_git_calls_its_first_branch(public, tmp_path_factory, monkeypatch, names, late):
    theirs, second = names

    def first_is(name):
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "init.defaultBranch")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", name)

    first_is(theirs)
    address = remote(tmp_path_factory, "letters.git")
    other = object.__new__(Desk)
    other.root = tmp_path_factory.mktemp("second") / "magazine"
    git(public.root.parent, "clone", "-q", str(public.root), str(other.root))
    first_is(second)
    if not late:  # it clones what is still empty
        git(other.root, "clone", "-q", str(address), "private")
    public.submitted("AAAAA", DRAFT)
    public("save", "--day", DAY)
    git(public.root, "-C", "private", "remote", "add", "origin", str(address))
    assert public("save", "--day", DAY).exit_code == 0
    if late:
        git(other.root, "clone", "-q", str(address), "private")
    else:
        other("save", "--day", DAY)
    assert "AAAAA  The bent ladder" in other("inbox", "--day", DAY).stdout
    other("take", "AAAAA", "--day", DAY)
    assert "private/: pushed to origin." in other("save", "--day", DAY).stdout
    assert " of others brought in" in public("save", "--day", DAY).stdout
    assert git(public.root / "private", "ls-remote", "--heads", "origin").count("refs/heads/") == 1


def test_a_clone_that_came_empty_because_the_remote_means_another_branch_is_filled_by_its_first_save(two):
    one, other = two
    one.submitted("AAAAA", DRAFT)
    one("save", "--day", DAY)
    address = git(one.root / "private", "remote", "get-url", "origin").strip()
    git(one.root, "-C", address, "symbolic-ref", "HEAD", "refs/heads/master")
    (other.root / "private").rename(other.root / "before")
    git(other.root, "clone", "-q", address, "private")
    assert not (other.root / "private/submissions").exists()
    assert other("save", "--day", DAY).exit_code == 0
    assert "AAAAA" in other("inbox", "--day", DAY).stdout
    assert git(other.root / "private", "ls-remote", "--heads", "origin").count("refs/heads/") == 1


def test_what_is_right_alone_and_wrong_together_is_not_pushed(two):
    for at, desk in enumerate(two):
        desk.put(f"content/stories/201{at + 7}/same.md", DRAFT.replace("Bo Park", "ann-lee").replace("title", "issue: 7\ntitle"))
    one, other = two
    assert one("save", "--day", DAY).exit_code == 0
    done = other("save", "--day", "2019-05-02")
    assert done.exit_code == 1
    assert "`same` is the address of" in done.stderr
    assert "others' work and yours together" in done.stderr
    assert submission.every(other.root) == []


def test_names_that_the_other_editor_brings_are_looked_for_before_the_content_is_pushed(two):
    one, other = two
    one.put("private/terms/AAAAA.yml", "terms: [Kowalczyk]\n")
    assert one("save", "--day", DAY).exit_code == 0
    other.put("content/people/di-roe.md", "---\nname: Di Roe\n---\nA cousin of Kowalczyk.\n")
    before = git(other.root, "ls-remote", "origin")
    done = other("save", "--day", DAY)
    assert done.exit_code == 1
    assert "content/people/di-roe.md:4: `Kowalczyk` must not appear" in done.stderr
    assert "others' work and yours together" in done.stderr
    assert git(other.root, "ls-remote", "origin") == before
    assert "?? content/people/di-roe.md" in git(other.root, "status", "--porcelain")


def test_what_a_merge_made_doubtful_is_told_when_it_is_saved(two):
    slots = "slots: {full-page: {label: Full page, width: 180, height: 265}}\n"
    for desk, firm in zip(two, ("ada", "bea"), strict=True):
        desk.put("content/masthead.yml", desk.read("content/masthead.yml") + slots)
        desk.put(f"content/businesses/{firm}.md", f"---\nname: {firm}\n---\n")
        assert desk("new", "booking", firm, "--slot", "full-page", "--issue", "7", "--day", DAY).exit_code == 0
        order = desk.read(f"content/adverts/{firm}.yml").replace("headline:", "headline: Buy").replace("text:", "text: Here")
        desk.put(f"content/adverts/{firm}.yml", order.replace("url:", "url: https://firm.example"))
    one, other = two
    assert one("save", "--day", DAY).stderr == ""
    done = other("save", "--day", DAY)
    assert done.exit_code == 0
    assert "content/adverts/bea.yml:8: warning: `full-page` of #7 is booked already, and takes 1" in done.stderr
    assert "content/: 1 warning in all (desk check).\n" in done.stdout
    assert "content/: 1 warning in all" in other("save", "--day", DAY).stdout
    told = one("save", "--day", DAY)
    assert "is booked already" in told.stderr
