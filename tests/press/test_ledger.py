"""The ledger is believed as far as it is true: what is cut off, written over or of another press is made anew."""

import os

import pytest

from plugins.press import stamps
from plugins.press.ledger import FILE, Ledger
from tests.printing import SMALL, press, small_copy, tree


@pytest.mark.parametrize("harm", [b"", b"not a ledger", None], ids=["empty", "foreign", "cut off"])
def test_a_ledger_that_cannot_be_read_is_made_anew(tmp_path, harm):
    content, output = small_copy(tmp_path), tmp_path / "output"
    assert press(content, output).returncode == 0
    before, ledger = tree(output), tmp_path / ".press/output" / FILE
    ledger.write_bytes(ledger.read_bytes()[:5000] if harm is None else harm)
    done = press(content, output)
    assert done.returncode == 0, done.stderr
    assert tree(output) == before


def test_a_ledger_of_another_shape_is_made_anew(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / FILE) as old:
        old.execute("CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB)")
        old.execute("INSERT INTO note VALUES ('standing', x'00')")
    old.close()
    assert Ledger(tmp_path).note("standing") is None


def test_what_another_press_kept_is_forgotten_but_for_the_names_of_the_files(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.kept_by("one")
    with ledger.writing():
        ledger.put_note("printed", {"a.html": ("key", "mark")})
        ledger.put_note("tree a", {"a.html": ("mark", 3, 4)})
        ledger.put_texts([("mark", "<p>html</p>")])
    ledger.kept_by("one")
    assert ledger.note("printed")
    assert ledger.html("mark") == "<p>html</p>"
    ledger.kept_by("another")
    assert ledger.note("printed") is None
    assert ledger.note("tree a") == {"a.html": ("", 0, 0)}


def test_nothing_is_kept_of_what_was_broken_off(tmp_path):
    ledger = Ledger(tmp_path)

    def break_off():
        with ledger.writing():
            ledger.put_note("one", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert ledger.note("one") is None


def test_texts_that_nobody_has_are_swept_out(tmp_path):
    ledger = Ledger(tmp_path)
    with ledger.writing():
        ledger.put_texts((f"mark-{number}", "x") for number in range(200))
        ledger.sweep_texts({f"mark-{number}" for number in range(150)})
    assert ledger.html("mark-199") == "x"  # they are few
    with ledger.writing():
        ledger.sweep_texts({"mark-1"})
    assert ledger.html("mark-1") == "x"
    with pytest.raises(TypeError):
        ledger.html("mark-199")


def test_a_stamp_is_believed_only_when_it_is_old_enough(tmp_path):
    file, root = tmp_path / "a.md", stamps.Root(str(tmp_path))
    file.write_text("one")
    young = stamps.take([root], {})[str(file)]
    assert not young.settled
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert not stamps.take([root], {})[str(file)].settled  # its inode was changed just now
    old = young._replace(settled=True)
    assert old.is_of(os.stat(file)) is False
    seen = stamps.Stamp(*stamps.take([root], {})[str(file)][:4], True, "kept", False)
    assert stamps.take([root], {str(file): seen})[str(file)].mark == "kept"  # not read again


def test_hidden_files_and_back_up_copies_are_none(tmp_path):
    for name in ("a.md", ".hidden", "b.md~", ".git/c", "__pycache__/d.pyc", "e/f.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = {path.removeprefix(f"{tmp_path}/") for path, _, _ in stamps.files(stamps.Root(str(tmp_path)))}
    assert found == {"a.md", "e/f.md"}
    assert {path for path, _, _ in stamps.files(stamps.Root(str(tmp_path), ".md", deep=False))} == {str(tmp_path / "a.md")}


def test_the_same_command_again_needs_no_pelican_and_reads_nothing(tmp_path, monkeypatch):
    import sys

    from plugins.press.__main__ import main

    assert press(SMALL, tmp_path / "output").returncode == 0
    monkeypatch.setattr(stamps, "mark_of_file", lambda path: pytest.fail(f"{path} was read") if "small" in str(path) else "")
    for name in [name for name in sys.modules if name.split(".")[0] == "pelican"]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["--content", str(SMALL), "--output", str(tmp_path / "output"), "--day", "2019-03-15"]) == 0
    assert "pelican" not in sys.modules
