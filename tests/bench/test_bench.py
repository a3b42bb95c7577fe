"""The benchmark measures what it says: the same stories every time, edits that show in print, and no silent figure."""

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import corpus, measure, plot, report
from tests.bench.__main__ import DRAWN, PAGE, main
from tests.bench.edits import EDITS, OF_ISSUES
from tests.bench.growth import growths
from tests.bench.others import Eleventy, Hugo, Jekyll, Pelican
from tests.bench.presses import Magazine, Press
from tests.bench.rounds import COLD, Row, faults, once, unseen

SIZE = 30
EVERY_SITE = [Press, Magazine, Pelican, Hugo, Eleventy, Jekyll]


def stories_of(site):
    return (corpus.magazine if site.issues else corpus.ordinary)(SIZE)


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", EVERY_SITE, ids=lambda kind: kind.name)
def test_the_same_bytes_twice(kind, tmp_path):
    for name in "ab":
        corpus.ordinary.cache_clear()
        corpus.magazine.cache_clear()
        site = kind(tmp_path / name)
        site.write(stories_of(site))
    first = content(tmp_path / "a")
    assert first == content(tmp_path / "b")
    assert sum(path.endswith(".md") and "stories/" in path for path in first) == SIZE


def test_stories_are_as_long_as_said_and_name_one_another():
    stories = corpus.ordinary(200).stories
    assert all(630 < len(one.body.split()) < 850 for one in stories)
    slugs = {one.slug for one in stories}
    loose = {one.slug for one in corpus.loose(corpus.ordinary(200))}
    named = {name for one in stories for name in corpus.STORY_LINK.findall(one.body)}
    assert named <= slugs - loose
    for mark in ("\n## ", "\n- ", "\n> ", "```python", "\n| ", "**", "](https://"):
        assert any(mark in one.body for one in stories), mark


@pytest.mark.parametrize("kind", [Press, Magazine], ids=lambda kind: kind.name)
def test_every_edit_shows_in_print(kind, tmp_path):
    """All edits at once, each on a story of its own: one build before them and one after."""
    site = kind(tmp_path / kind.name)
    site.write(stories_of(site))
    row = Row(kind.name, SIZE, COLD)
    once(site, COLD, 1, row)
    assert not row.failed
    before, edited, seen = site.corpus, site.corpus, []
    for turn, (name, edit) in enumerate(EDITS.items()):
        if site.issues or name not in OF_ISSUES:
            edited, marks = edit(edited, turn * 2 + 1)
            seen.append(marks)
    assert edited != before
    for marks in seen:
        assert marks.there or marks.gone
        for page, words in marks.there:
            assert unseen(site, marks._replace(there=((page, words),), gone=())), f"/{page} says `{words}` already"
        assert not unseen(site, marks._replace(there=marks.gone, gone=()))
    site.write(edited)
    once(site, "no change", 1, row)
    assert not row.failed
    assert [unseen(site, marks) for marks in seen] == [""] * len(seen)
    assert row.files[1] > 0


def test_only_the_files_that_an_edit_changes_are_written(tmp_path):
    site = Pelican(tmp_path / "pelican")
    site.write(stories_of(site))
    before = measure.files(site.folder)
    site.write(EDITS["title"](site.corpus, 1).corpus)
    assert measure.written(before, measure.files(site.folder))[0] == 1


def test_a_page_that_is_missing_or_too_many_is_a_fault(tmp_path):
    site = Press(tmp_path / "press")
    site.write(stories_of(site))
    for page in site.listed(site.corpus):
        (site.output / page).parent.mkdir(parents=True, exist_ok=True)
        (site.output / page).write_text("")
    assert "does not name" in faults(site, None)
    for topic, stories in corpus.on_topics(site.corpus).items():
        (site.output / f"topics/{topic}/index.html").write_text(" ".join(stories))
    assert "archive" in faults(site, None)
    (site.output / "archive/index.html").write_text(" ".join(f"/stories/{one.slug}/" for one in site.corpus.stories))
    assert faults(site, None) == ""
    (site.output / "stories/one-more").mkdir()
    (site.output / "stories/one-more/index.html").write_text("")
    assert "one-more" in faults(site, None)
    (site.output / "index.html").unlink()
    assert "missing" in faults(site, None)


def test_a_build_that_fails_has_no_figure(tmp_path):
    site = Press(tmp_path / "press")
    site.write(stories_of(site))
    next((site.folder / "content/stories").rglob("*.md")).write_text("no header\n")
    row = Row("press", SIZE, COLD)
    once(site, COLD, 1, row)
    assert "exit status 1" in row.failed
    found = report.Results(
        {"cpu": "x", "cores": "2", "memory": "1 MiB", "system": "x", "python": "3", "load": "1"}, {"press": "x"}, "PSS", [row]
    )
    assert "FAILED" in report.table(found)
    assert "FAILED" in report.documented(found)


def test_the_memory_of_children_counts(tmp_path):
    hold = "import subprocess, sys; b = bytearray(60_000_000); b[::4096] = bytes([1]) * len(b[::4096])\n"
    child = hold + "import time; time.sleep(0.4)"
    parent = hold + f"subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    run = measure.run([sys.executable, "-c", parent], tmp_path, {}, tmp_path / "log")
    assert run.status == 0
    assert run.peak > 120_000_000


def rows(exponent):
    return [
        Row(site, size, kind, [size**exponent / 100], [1.0], [50_000_000 + size * 2000], [size], [size])
        for site in ("press", "hugo")
        for kind in (COLD, "body")
        for size in (100, 1000, 10000)
    ]


def test_growth_is_that_of_the_figures():
    for growth in growths(rows(1.2)):
        assert growth.exponent == pytest.approx(1.2)
        assert growth.per_story == pytest.approx(2000)
        assert growth.wall == pytest.approx(1_000_000**1.2 / 100)
        assert growth.sizes == (1000, 10000)


def test_figures_are_kept_shown_and_put_into_the_page(tmp_path):
    figures = rows(1.0)
    figures.append(replace(figures[0], site="pelican", failed="it broke"))
    found = report.results([Press, Pelican], figures)
    report.save(found, tmp_path / "figures.json")
    assert report.saved(tmp_path / "figures.json") == found
    assert max(len(line) for line in report.table(found).splitlines()) <= 80
    page = Path(tmp_path / "page.md")
    page.write_text(PAGE.read_text())
    report.into_docs(found, page)
    once_written = page.read_text()
    report.into_docs(found, page)
    assert page.read_text() == once_written
    assert "| cold | 1.00 | FAILED |" in once_written
    drawing = ElementTree.fromstring(plot.plot(figures, DRAWN))
    assert len(drawing.findall(".//{*}polyline")) == 4


def test_figures_that_were_measured_in_parts_are_told_together():
    small, large = (report.results([Press], [row for row in rows(1.0) if (row.size > 500) is big]) for big in (False, True))
    large.rows[0].wall.append(1.0)
    whole = report.together([small, large._replace(machine=large.machine | {"load": "7.5"})])
    assert whole.rows == [*small.rows, *large.rows]
    assert whole.machine["load"] == "7.5"
    assert "Medians of 1 to 2 rounds" in report.table(whole)
    for other in ({"machine": small.machine | {"cpu": "another"}}, {"versions": {"press": "another"}}):
        with pytest.raises(ValueError, match="not of one measurement: (cpu|press)"):
            report.together([small, large._replace(**other)])


@pytest.mark.parametrize("wrong", [["--sizes", "5"], ["--only", "word"], ["--kinds", "slow"], ["--rounds", "0"]])
def test_wrong_usage_is_told(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err
