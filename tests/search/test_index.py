"""The index names what readers are shown and nothing else, and only what changed is indexed again."""

from plugins.search.parts import PIECE, Part, pieces, searched
from tests.press.test_revision import change
from tests.printing import SMALL, press, small_copy, tree
from tests.search.conftest import words


def index(output):
    """The files of the index, each with the number that the file system knows it by."""
    folder = (output / "search/index").resolve()
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def printed(content, output, **environment):
    done = press(content, output, **{"SEARCH": "1", **environment})
    assert done.returncode == 0, done.stderr
    return index(output)


def test_stories_issues_people_problems_and_standing_pages_are_searched_and_lists_are_not(indexed):
    def is_searched(name):
        return bool(searched((indexed / name / "index.html").read_bytes())[0])

    assert all(
        map(
            is_searched,
            ("stories/four-legs-and-a-lie", "issues/7", "people/ada-quill", "businesses/lathe-and-son", "playbook/late-delivery", "about"),
        )
    )
    assert not any(map(is_searched, (".", "issues", "archive", "playbook", "people", "topics/listening", "stories/taken-back", "search")))
    assert searched((indexed / "uk/stories/a-word/index.html").read_bytes())[0] == "uk"


def test_it_has_a_piece_for_each_language_and_nothing_that_is_not_served(indexed):
    names = {name.rpartition("/")[0] for name in index(indexed)}
    assert names == {"", "en-0", "en-0/index", "en-0/fragment", "uk-0", "uk-0/index", "uk-0/fragment"}
    assert not [name for name in index(indexed) if "ui" in name.rpartition("/")[2]]
    assert "Four legs" in words(indexed)


def test_a_withdrawn_story_is_in_the_index_of_no_tree(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    printed(content, output)
    change(content, "paid twice.", "paid both.")  # now both trees have an index
    printed(content, output)
    story = content / "stories/2019/four-legs-and-a-lie.md"
    assert "Count the legs" in words(output)
    story.write_text(story.read_text().replace("aliases:", "withdrawn: {date: 2019-03-10}\naliases:"))
    printed(content, output)
    assert "Four legs" not in words(output)
    assert "Count" not in words(output)
    assert "Слово" in words(output)


def test_only_the_piece_that_changed_is_made_anew(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    first = printed(content, output)
    change(content, "paid twice.", "paid both times over.")
    second = printed(content, output)
    assert [name for name in second if name.startswith("uk") and second[name] != first[name]] == []
    assert "both times over" in words(output)
    # what a page shows besides its searched words does not make its piece anew
    change(content, "Stories from six", "Stories of six", "masthead.yml")
    third = printed(content, output)
    assert [name for name in third if "/" in name and third[name] != second[name]] == []


def test_search_0_leaves_it_out_and_the_next_build_makes_it(tmp_path):
    output = tmp_path / "output"
    assert printed(SMALL, output, SEARCH="0") == {}
    without = tree(output)
    made = printed(SMALL, output)
    assert "pieces.json" in made
    assert {name: data for name, data in tree(output).items() if not name.startswith("search/index/")} == without
    assert printed(SMALL, output, SEARCH="0") == {}


def test_a_build_that_changes_nothing_does_not_think_of_it(tmp_path):
    output = tmp_path / "output"
    first = printed(SMALL, output)
    done = press(SMALL, output, SEARCH="1", PYTHONPROFILEIMPORTTIME="1")
    assert "plugins.search" not in done.stderr
    assert "asyncio" not in done.stderr
    assert index(output) == first


def test_a_preview_has_none(tmp_path):
    assert printed_preview(tmp_path) == {}


def printed_preview(folder):
    done = press(SMALL, folder / "output", "2019-03-15", "--preview", SEARCH="1")
    assert done.returncode == 0, done.stderr
    return index(folder / "output")


def test_a_large_magazine_is_indexed_in_pieces_and_a_change_is_in_one_of_them():
    found = {f"stories/{number}/index.html": Part("", "en", f"words {number}") for number in range(PIECE * 2 + 1)}
    before = pieces(found)
    assert [len(before), sum(len(piece.files) for piece in before.values())] == [3, len(found)]
    after = pieces({**found, "stories/7/index.html": Part("", "en", "other words")})
    assert sum(before[name].mark != after[name].mark for name in before) == 1
