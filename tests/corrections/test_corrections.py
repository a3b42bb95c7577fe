"""After print: what was corrected, promised and withdrawn is told where a reader looks for it, once, on its day."""

from __future__ import annotations

import re

import feedparser
import pytest

from tests.helpers import case, magazine, said, site
from tests.printing import press, tree

ISSUES = {
    "issues/96.md": "---\nnumber: 96\ntheme: The client\ndate: 2019-05-01\n---\nDear readers.\n",
    "issues/97.md": "---\nnumber: 97\ntheme: A year on\ndate: 2019-07-01\n---\nAgain.\n",
    "issues/98.md": "---\nnumber: 98\ntheme: Hands\ndate: 2019-09-01\n---\nAgain.\n",
}
CORRECTIONS = """
  - {date: 2019-06-10, kind: correction, text: It was "a" Tuesday.}
  - {date: 2019-06-11, kind: privacy, text: Her name was Vane.}
  - {date: 2019-06-12, kind: correction, text: A comma., minor: true}
  - {date: 2019-08-20, kind: update, text: It has come.}"""
PROMISES = """
  - {text: We ring on Mondays., due: 2019-06-01, kept: 2019-06-20}
  - {text: We ring back., due: 2019-06-02}
  - {text: We write., due: 2019-10-01}"""
STORY = "stories/2019/the-ad.md"


def words(html: str, part: str = "main") -> str:
    """What a reader reads in the main part of a page."""
    return " ".join(re.sub("<[^>]+>", " ", html.split(f"<{part}")[1].split(f"</{part}>")[0]).split())


@pytest.fixture(scope="module")
def magazines(tmp_path_factory):
    """The output of one magazine on several days."""
    folder = tmp_path_factory.mktemp("corrections")
    content = site(folder, {**ISSUES, STORY: case(corrections=CORRECTIONS, promises=PROMISES)})

    def on(day):
        done = press(content, folder / day / "output", day)
        assert done.returncode == 0, done.stderr
        return folder / day / "output"

    return {day: on(day) for day in ("2019-05-01", "2019-07-01", "2019-09-01")}


@pytest.fixture
def page(magazines):
    return lambda day, address: (magazines[day] / address / "index.html").read_text()


def test_a_story_says_what_was_put_right_on_which_day(page):
    before, after = (words(page(day, "stories/the-ad")) for day in ("2019-05-01", "2019-07-01"))
    assert "Corrections" not in before
    assert "Correction, 10 June 2019 It was “a” Tuesday. Privacy, 11 June 2019 Something was changed" in after
    assert not any(kept in after for kept in ("Vane", "A comma", "It has come"))
    assert "Update, 20 August 2019 It has come." in words(page("2019-09-01", "stories/the-ad"))


def test_a_story_says_how_its_promises_stand(page):
    assert "Promised here Due: 1 June 2019 We ring on Mondays. Due: 2 June 2019 We ring back." in words(
        page("2019-05-01", "stories/the-ad")
    )
    after = words(page("2019-07-01", "stories/the-ad"))
    assert "Kept: 20 June 2019 We ring on Mondays." in after
    assert "Due: 2 June 2019, no word yet We ring back. Due: 1 October 2019 We write." in after


def test_the_issue_that_came_out_next_tells_of_both_and_no_other_does(page):
    told = words(page("2019-09-01", "issues/97"))
    assert "Corrections The ad we forgot Privacy, 11 June 2019" in told
    assert "Promised, and kept Kept: 20 June 2019 We ring on Mondays. Promised in #96: The ad we forgot" in told
    assert "Promised, and due by now Due: 2 June 2019, no word yet We ring back." in told
    assert "Promised, and" not in words(page("2019-09-01", "issues/96"))
    latest = words(page("2019-09-01", "issues/98"))
    assert "Update, 20 August 2019 It has come." in latest
    assert "We ring" not in latest


def test_all_of_it_stands_on_one_page_newest_first(page):
    assert "Nothing so far." in words(page("2019-05-01", "corrections"))
    told = words(page("2019-09-01", "corrections"))
    assert re.findall(r"\d+ \w+ 2019", told.split("Promises")[0]) == ["20 August 2019", "11 June 2019", "10 June 2019"]
    assert re.findall("Promises (?:that are due|that stand|kept) ", told) == [
        "Promises that are due ",
        "Promises that stand ",
        "Promises kept ",
    ]
    assert 'href="/corrections/"' in page("2019-09-01", "")


def test_their_feed_has_an_entry_for_each(magazines):
    assert not (magazines["2019-05-01"] / "feeds/corrections.xml").exists()
    early, late = (feedparser.parse((magazines[day] / "feeds/corrections.xml").read_bytes()) for day in ("2019-07-01", "2019-09-01"))
    assert [one.title for one in late.entries] == ["Update: The ad we forgot", "Privacy: The ad we forgot", "Correction: The ad we forgot"]
    assert late.entries[0].link == "https://plain.example/stories/the-ad/#corrections"
    assert [one.id for one in early.entries] == [one.id for one in late.entries][1:]
    assert len({one.id for one in late.entries}) == len({one.published for one in late.entries}) == 3


def test_a_correction_moves_the_entry_and_keeps_its_id(magazines):
    days = ("2019-05-01", "2019-07-01", "2019-09-01")
    entries = [feedparser.parse((magazines[day] / "feeds/stories.atom").read_bytes()).entries[0] for day in days]
    assert len({one.id for one in entries}) == len({one.published for one in entries}) == 1
    assert [one.updated[:10] for one in entries] == ["2019-05-01", "2019-06-11", "2019-08-20"]
    assert "It was “a” Tuesday." in entries[1].content[0].value
    issue = feedparser.parse((magazines["2019-09-01"] / "feeds/issues.atom").read_bytes()).entries[1]
    assert "We ring on Mondays." in issue.content[0].value
    assert "It was “a” Tuesday." in issue.content[0].value


def test_a_day_that_goes_by_tells_what_has_come_about(magazines, tmp_path):
    content = site(tmp_path, {**ISSUES, STORY: case(corrections=CORRECTIONS, promises=PROMISES)})
    for day in (*magazines, "2019-05-01"):  # and back again
        assert press(content, tmp_path / "output", day).returncode == 0
        assert tree(tmp_path / "output") == tree(magazines[day])


SECRET = ("Vane", "recipe", "Wilfrid", "wilfrid", "oven.svg", "Her kitchen", "Hush")
PERSON = "---\nname: Wilfrid Hush\n---\nWilfrid Hush bakes.\n"
TOLD = case(
    "Mrs Vane kept her recipe to herself.\n",
    title="The recipe of Mrs Vane",
    summary="Mrs Vane baked.",
    authors="[wilfrid-hush]",
    in_brief="{problem: Mrs Vane., action: Mrs Vane., outcome: Mrs Vane.}",
    image="{src: images/oven.svg, alt: Her kitchen}",
    corrections="[{date: 2019-05-02, text: Mrs Vane is eighty.}]",
    promises="[{text: Mrs Vane rings., due: 2019-05-03}]",
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><title>Her kitchen</title></svg>\n'


def traces(folder):
    """Every file below a folder that holds one of the secret words, in its name or in its bytes."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return sorted(name for name, data in files.items() if any(one in name or one.encode() in data for one in SECRET))


def test_of_a_withdrawn_story_nothing_is_left_in_the_output_nor_in_what_the_press_keeps(tmp_path):
    files = {"stories/2019/told.md": TOLD, "stories/2019/other.md": case(title="Another")}
    content = site(tmp_path, {**files, "people/wilfrid-hush.md": PERSON, "images/oven.svg": DRAWING})
    output, story = tmp_path / "output", content / "stories/2019/told.md"
    for turn in ("The ad", "Another ad", "A third"):  # both trees, and what was kept of them, know of it
        (content / "stories/2019/other.md").write_text(case(title=turn))
        assert press(content, output, "2019-06-01").returncode == 0
    assert len(traces(output.resolve())) > 5
    before = feedparser.parse((output / "feeds/stories.atom").read_bytes())
    identity = next(one.id for one in before.entries if "Vane" in one.title)

    header = "withdrawn: {date: 2019-06-01, reason: She asked us to.}\nslug: withdrawn-1\ntitle:"
    story.write_text(TOLD.replace("title:", header, 1))
    done = press(content, output, "2019-06-01")
    assert done.returncode == 0, done.stderr
    assert traces(output.resolve()) == []
    assert traces(tmp_path / ".press") == ["output/ledger"]  # which still knows the author's own file and the name of the picture
    assert "This story was withdrawn. She asked us to." in words((output / "stories/withdrawn-1/index.html").read_text())
    assert not (output / "stories/told").exists()
    after = feedparser.parse((output / "feeds/stories.atom").read_bytes())
    entry = next(one for one in after.entries if one.id == identity)
    assert "She asked us to." in entry.content[0].value
    assert "Withdrawn, 1 June 2019 This story was withdrawn. She asked us to." in words((output / "corrections/index.html").read_text())


def test_the_ledger_forgets_its_words(tmp_path):
    files = {"stories/2019/told.md": TOLD.replace("wilfrid-hush", "dana-whitlock").replace("images/oven.svg", "images/a.svg")}
    files["comments/told/2019-05-20-ann-lee.md"] = "---\nname: Ann Lee\n---\nMrs Vane told me so.\n"
    content = site(tmp_path, {**files, "images/a.svg": DRAWING.replace("Her kitchen", "A")})
    output, story = tmp_path / "output", content / "stories/2019/told.md"
    assert press(content, output, "2019-06-01").returncode == 0
    assert traces(tmp_path / ".press") != []
    story.write_text(story.read_text().replace("title:", "withdrawn: {date: 2019-06-01}\ntitle:", 1))
    assert press(content, output, "2019-06-01").returncode == 0
    assert traces(tmp_path / ".press") == []
    assert press(content, output, "2019-06-01").returncode == 0
    assert traces(tmp_path / ".press") == []
    first = tree(output)
    assert press(content, output, "2019-06-01", CLEAN="1").returncode == 0
    assert tree(output) == first


def test_who_links_to_a_withdrawn_story_is_warned(tmp_path):
    gone = case(title="Gone", withdrawn="{date: 2019-05-01}")
    link = case("See [what she said]({filename}gone.md).\n")
    read = magazine(tmp_path, {"stories/2019/gone.md": gone, "stories/2019/told.md": link})
    message = "`{filename}gone.md` was withdrawn: see that these words no longer tell of it, and take the link out"
    assert said(read) == [f"content/stories/2019/told.md:11: warning: {message}"]
