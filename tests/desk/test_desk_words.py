"""desk words: what nobody has translated, with its line, and new words gathered into the catalogues."""

import ast
import shutil

import pytest

from plugins.desk.words import gathered
from plugins.magazine import catalogue
from tests.printing import ROOT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The catalogues, to be changed by a test."""
    copy = shutil.copytree(catalogue.FOLDER, tmp_path / "catalogues")
    monkeypatch.setattr(catalogue, "FOLDER", copy)
    return copy


def words(desk, *more):
    shutil.copytree(ROOT / "theme", desk.root / "theme", dirs_exist_ok=True)
    return desk("words", *more)


def test_every_word_of_the_templates_and_the_code_is_translated(desk):
    done = words(desk)
    assert (done.exit_code, done.stderr, done.stdout) == (0, "", "0 to translate; the pages speak en, uk.\n")


def test_what_is_not_is_named_with_its_line(desk, folder):
    file = folder / "uk.po"
    file.write_text(file.read_text().replace('msgstr "Архів"', 'msgstr ""').replace('msgid "Issues"', 'msgid "No issues"'))
    line = 1 + file.read_text().split('msgid "Archive"')[0].count("\n")
    done = words(desk, "uk")
    assert done.exit_code == 1
    assert f"plugins/magazine/catalogues/uk.po:{line}: `Archive`: nobody has translated it" in done.stderr
    assert "`Issues` is not in plugins/magazine/catalogues/uk.po: write `desk words --gather`" in done.stderr
    assert done.stdout.startswith("2 to translate")


def test_new_words_are_gathered_and_nothing_is_lost(desk, folder):
    words(desk)
    assert desk("words", "--gather").stdout == "0 to translate; the pages speak en, uk.\n"  # nothing is new
    page = desk.root / "theme/templates/404.html"
    page.write_text(page.read_text() + '{{ _("Or ask a friend") }}')
    before = (folder / "uk.po").read_text()
    done = desk("words", "--gather")
    assert done.exit_code == 1
    assert "`Or ask a friend`: nobody has translated it" in done.stderr
    after = (folder / "uk.po").read_text()
    assert '#: theme/templates/404.html\nmsgid "Or ask a friend"\nmsgstr ""\n' in after
    assert set(before.split("\n\n")) <= set(after.split("\n\n"))


def test_another_language_is_begun_with_its_plural_forms(desk, folder):
    done = words(desk, "ar", "--gather")
    assert done.exit_code == 1
    begun = (folder / "ar.po").read_text()
    assert "nplurals=6" in begun
    assert begun.count('msgstr[5] ""') == begun.count("msgid_plural")


def test_a_language_that_nobody_has_begun_is_not_told_as_translated(desk, folder):
    done = words(desk, "de")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "plugins/magazine/catalogues/de.po:0: there is no such catalogue: desk words de --gather begins it\n"


def test_a_language_is_named_by_its_code(desk, folder):
    assert words(desk, "../x", "--gather").exit_code == 2
    assert sorted(file.name for file in folder.iterdir()) == ["uk.po"]


def test_no_word_of_the_code_is_overlooked_by_the_gathering():
    """Those within an f-string would be, and those that are no plain text."""
    found = {name for message in gathered(ROOT) if message.id for name in ([message.id] if isinstance(message.id, str) else message.id)}
    asked = set()
    for file in sorted((ROOT / "plugins").glob("[!d]*/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if name.endswith("gettext") and file.stem != "catalogue":
                context = name in ("pgettext", "npgettext")
                count = 2 if name in ("ngettext", "npgettext") else 1
                asked |= {one.value for one in node.args[context : context + count] if isinstance(one, ast.Constant)}
    assert len(asked) > 60
    assert asked - found == set()
