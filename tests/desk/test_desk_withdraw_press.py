"""A story that is taken back leaves no word of itself in what the press keeps."""

from tests.desk.conftest import Desk
from tests.printing import press, small_copy

WORDS = b"Mrs Hale paid twice"


def holding(root, words=WORDS):
    """The files of the press that have these words in them."""
    files = (file for folder in (root / ".press", root / "output") for file in folder.rglob("*") if file.is_file())
    return sorted({file.relative_to(root).parts[0] for file in files if words in file.read_bytes()})


def test_what_the_press_keeps_of_it_is_gone_before_the_next_build_and_all_of_it_after(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    for headline in ("One", "Two"):  # both trees stand
        assert press(content, output).returncode == 0
        story = content / "stories/2019/a-word.md"
        story.write_text(story.read_text().replace("title: ", f"title: {headline} "))
    desk = Desk.__new__(Desk)
    desk.root = tmp_path
    assert desk("schema").exit_code == 0
    done = desk("withdraw", "the-invoice-twice", "--neutral", "--because", "She asked.", "--day", "2019-03-15")
    assert done.exit_code == 0, done.stderr
    assert "took away .press/output/ledger" in done.stdout
    assert holding(tmp_path.resolve()) == [".press", "output"]  # what readers see, until the next build
    current = output.resolve()
    kept = {file.name for file in (tmp_path / ".press/output").iterdir()}
    assert kept == {current.name}
    assert (tmp_path / ".press/schemas/story.json").is_file()  # it holds nothing of a story, and text editors read it
    assert press(content, output).returncode == 0
    assert holding(tmp_path.resolve()) == []
    assert not (output / "stories/the-invoice-twice").exists()
    assert press(content, tmp_path / "clean/output").returncode == 0
