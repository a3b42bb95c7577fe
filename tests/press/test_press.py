"""The press as an editor meets it: what it prints, what it refuses, and that a refusal changes nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.printing import ROOT, SMALL, SMALL_DAY, press, small_copy, tree

BROKEN = "stories/2019/the-invoice-twice.md"


def break_story(content: Path) -> None:
    story = content / BROKEN
    story.write_text(story.read_text().replace("in_brief:", "in_breif:"))


def test_prints_every_address_of_the_contract(printed):
    addresses = """
        / /issues/ /issues/7/ /issues/7/cover.svg /stories/four-legs-and-a-lie/ /uk/stories/a-word/ /departments/put-right/
        /departments/put-right/feed.xml /topics/listening/ /topics/listening/feed.xml /people/ada-quill/
        /people/ada-quill/card.vcf /people/ada-quill/feed.xml /businesses/lathe-and-son/ /businesses/lathe-and-son/card.vcf
        /archive/ /archive/2019/ /subscribe/ /share-your-story/ /contact/ /about/ /privacy/ /colophon/ /corrections/ /feeds/corrections.xml
        /404.html /feeds/stories.xml /feeds/stories.atom /feeds/stories.json /feeds/issues.xml /feeds/issues.atom
        /feeds/issues.json /uk/feeds/stories.xml /feeds/archive/7.atom /sitemap.xml /robots.txt /_headers /_redirects
        /stories/three-legs/ /theme/magazine.css
    """.split()
    missing = [a for a in addresses if not (printed / (a[1:] + ("index.html" if a.endswith("/") else ""))).is_file()]
    assert missing == []


def test_the_count_ends_the_build_and_adds_up(tmp_path):
    done = press(SMALL, tmp_path / "output")
    assert done.stderr.splitlines()[-1] == "2019-03-15: 6 read = 4 printed + 1 planned + 0 held + 1 withdrawn + 0 refused"


def test_what_is_held_is_named_with_its_reason(tmp_path):
    content = small_copy(tmp_path)
    story = content / BROKEN
    story.write_text(story.read_text().replace("consent:", "status: draft\nconsent:"))
    issue = content / "issues/7.md"
    issue.write_text(
        issue.read_text().replace(", the-invoice-twice]", "]").replace("date: 2019-03-01", "date: 2019-03-01\ndeadline: 2019-03-01")
    )
    done = press(content, tmp_path / "output", "2019-02-20")
    assert f"{content}/{BROKEN}:0: held: its status is draft" in done.stderr.splitlines()


def test_a_refusal_says_where_and_leaves_the_output_as_it_was(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    before = tree(output)
    break_story(content)
    (content / "stories/2019/a-word.md").write_text("---\ntitle: [\n---\n")
    done = press(content, output)
    assert done.returncode == 1
    assert f"{content}/{BROKEN}:8: `in_breif`: did you mean `in_brief`?" in done.stderr.splitlines()
    assert any(line.startswith(f"{content}/stories/2019/a-word.md:") for line in done.stderr.splitlines())
    assert tree(output) == before


def test_the_same_fault_in_a_planned_issue_is_a_warning(tmp_path):
    content = small_copy(tmp_path)
    planned = content / "stories/2019/on-the-roof.md"
    planned.write_text(planned.read_text().replace("in_brief:", "in_breif:"))
    done = press(content, tmp_path / "output")
    assert done.returncode == 0
    assert f"{planned}:9: warning: `in_breif`: did you mean `in_brief`?" in done.stderr.splitlines()


def test_nothing_of_a_planned_issue_is_in_the_output(printed):
    found = [name for name, data in tree(printed).items() if b"roof" in data.lower() or "roof" in name or b"Cy Unprinted" in data]
    assert found == []


def test_on_its_day_the_planned_issue_is_the_front_page(tmp_path):
    assert press(SMALL, tmp_path / "output", "2019-05-01").returncode == 0
    assert "The second leg" in (tmp_path / "output/index.html").read_text()
    assert (tmp_path / "output/images/roof.svg").is_file()


def test_nothing_of_a_withdrawn_story_is_left_but_its_notice(printed):
    traces = [name for name, data in tree(printed).items() if b"Vane" in data or b"recipe" in data]
    assert traces == []
    assert "Its client asked us to." in (printed / "stories/taken-back/index.html").read_text()


def test_same_input_same_bytes(printed, tmp_path):
    again = press(SMALL, tmp_path / "output", SMALL_DAY, PYTHONHASHSEED="7", TZ="America/New_York", LC_ALL="C")
    assert again.returncode == 0
    assert tree(tmp_path / "output") == tree(printed)


def test_bare_pelican_prints_the_same_bytes(printed, tmp_path):
    command = [
        str(Path(sys.executable).with_name("pelican")),
        str(SMALL),
        "-s",
        str(ROOT / "pelicanconf.py"),
        "-o",
        str(tmp_path / "output"),
    ]
    done = subprocess.run([*command, "-e", f'DAY="{SMALL_DAY}"'], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "output") == tree(printed)


def test_a_preview_prints_what_is_wrong_on_the_page_it_is_wrong_with(tmp_path):
    content = small_copy(tmp_path)
    break_story(content)
    done = press(content, tmp_path / "output", SMALL_DAY, "--preview")
    assert done.returncode == 0
    page = (tmp_path / "output/stories/the-invoice-twice/index.html").read_text()
    assert "PREVIEW" in page
    assert "did you mean `in_brief`?" in page
    assert "did you mean" not in (tmp_path / "output/stories/a-word/index.html").read_text()
    assert "Disallow: /\n" in (tmp_path / "output/robots.txt").read_text()
    assert '<meta name="robots" content="noindex">' in page


def test_a_preview_is_of_the_earliest_issue_to_come(tmp_path):
    content = small_copy(tmp_path)
    for number, year in ((8, 2098), (9, 2099)):
        (content / f"issues/{number}.md").write_text(f"---\nnumber: {number}\ntheme: Far off\ndate: {year}-05-01\n---\nSoon.\n")
    command = [sys.executable, "-m", "plugins.press", "--preview", "--content", str(content), "--output", str(tmp_path / "output")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "of 2098-05-01" in (tmp_path / "output/index.html").read_text()


def test_a_readers_page_shows_nothing_of_the_proof(printed):
    assert not [
        name
        for name, data in tree(printed).items()
        if name.endswith(".html") and (b"PREVIEW" in data or b"Before this can be printed" in data)
    ]


def test_a_plugin_that_cannot_be_loaded_stops_the_press(tmp_path):
    output = tmp_path / "output"
    assert press(SMALL, output).returncode == 0
    before = tree(output)
    settings = tmp_path / "broken.py"
    settings.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"THEME = {str(ROOT / 'theme')!r}\nPLUGINS = [*PLUGINS, 'no_such_plugin']\n"
    )
    done = press(SMALL, output, SMALL_DAY, "--settings", str(settings))
    assert done.returncode == 1
    assert "no_such_plugin" in done.stderr
    assert tree(output) == before


def test_a_template_that_asks_for_what_the_view_lacks_stops_the_press(tmp_path):
    output = tmp_path / "output"
    assert press(SMALL, output).returncode == 0
    before = tree(output)
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    (theme / "templates/story.html").write_text("{{ view.no_such_thing }}")
    settings = tmp_path / "themed.py"
    settings.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nTHEME = {str(theme)!r}\n")
    assert press(SMALL, output, SMALL_DAY, "--settings", str(settings)).returncode != 0
    assert tree(output) == before


def test_wrong_usage_ends_with_two(tmp_path):
    assert press(SMALL, tmp_path / "output", "first of May").returncode == 2
    assert not (tmp_path / "output").exists()


def test_a_folder_that_was_there_before_is_kept_beside(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/old.html").write_text("old")
    assert press(SMALL, tmp_path / "output").returncode == 0
    assert (tmp_path / "output/index.html").is_file()
    assert [path for path in tmp_path.rglob("old.html") if path.read_text() == "old"]


def test_two_stories_at_one_alias_stop_the_press(tmp_path):
    content = small_copy(tmp_path)
    story = content / BROKEN
    story.write_text(story.read_text().replace("consent:", "aliases: [/stories/four-legs-and-a-lie/]\nconsent:"))
    done = press(content, tmp_path / "output")
    assert done.returncode == 1
    assert "two pages would stand at /stories/four-legs-and-a-lie/" in done.stderr
    assert not os.path.lexists(tmp_path / "output")


def test_a_dead_link_in_a_case_is_found_in_the_finished_page(tmp_path):
    content = small_copy(tmp_path)
    story = content / BROKEN
    story.write_text(story.read_text().replace("paid twice.", "paid [twice](/stories/nowhere/)."))
    done = press(content, tmp_path / "output")
    assert done.returncode == 1
    assert f"{story}:12: `/stories/nowhere/` leads to no page: mend the link, or take it out" in done.stderr.splitlines()


def test_problems_as_json_and_as_annotations(tmp_path):
    content = small_copy(tmp_path)
    break_story(content)
    done = press(content, tmp_path / "output", SMALL_DAY, "--format", "json")
    told, _, last = done.stderr.rpartition("]\n")
    assert [problem["rule"] for problem in json.loads(told + "]")] == ["missing-field", "unknown-field"]
    assert "nothing was printed" in last
    github = press(content, tmp_path / "output", SMALL_DAY, "--format", "github").stderr
    assert f"::error file={content}/{BROKEN},line=8,title=unknown-field::" in github


def test_settings_and_content_that_are_not_there_are_wrong_usage(tmp_path):
    assert press(SMALL, tmp_path / "output", SMALL_DAY, "--settings", "nope.py").returncode == 2
    assert press(tmp_path / "nothing", tmp_path / "output").returncode == 2


def test_an_early_story_comes_before_its_issue_and_says_nothing_of_it(tmp_path):
    content = small_copy(tmp_path)
    story = content / "stories/2019/on-the-roof.md"
    story.write_text(
        story.read_text()
        .replace("consent:", "early: true\nconsent:")
        .replace("2019-03-20", "2019-03-10")
        .replace("date:", "issue: 8\ndate:")
    )
    done = press(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert "Up there." in (tmp_path / "output/stories/on-the-roof/index.html").read_text()
    assert not [name for name, data in tree(tmp_path / "output").items() if b"The second leg" in data or b"/issues/8/" in data]


def test_a_refused_build_counts_what_it_refused(tmp_path):
    content = small_copy(tmp_path)
    break_story(content)
    done = press(content, tmp_path / "output")
    assert "2019-03-15: 6 read = 3 printed + 1 planned + 0 held + 1 withdrawn + 1 refused" in done.stderr.splitlines()


def test_a_booking_that_names_no_issue_is_refused(tmp_path):
    content = small_copy(tmp_path)
    (content / "adverts/legs.yml").write_text("advertiser: lathe-and-son\nslot: card\ntext: Legs.\n")
    done = press(content, tmp_path / "output")
    assert done.returncode == 1
    assert f"{content}/adverts/legs.yml:1: the booking names no issue" in done.stderr
