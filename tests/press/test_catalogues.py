"""A catalogue is part of the press: who edits one gets every page anew that it speaks on, and no other bytes than a clean build's."""

import os
import shutil
import subprocess
import sys

from tests.printing import ROOT, SMALL, SMALL_DAY, tree


def build(project, output, **environment):
    command = [sys.executable, "-m", "plugins.press", "--output", str(output), "--day", SMALL_DAY]
    environment = {**os.environ, "SEARCH": "0", **environment}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return tree(output)


def test_an_edit_of_a_catalogue_is_printed(tmp_path):
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SMALL, tmp_path / "content")
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    before = build(tmp_path, tmp_path / "output")
    words = tmp_path / "plugins/magazine/catalogues/uk.po"
    words.write_text(words.read_text().replace('msgstr "Порадник"', 'msgstr "Добрі поради"'))
    after = build(tmp_path, tmp_path / "output")
    page = "uk/stories/a-word/index.html"
    assert "Добрі поради" in after[page].decode()
    assert {name for name in after if after[name] != before[name]} == {
        name for name in after if name.startswith("uk/") and name.endswith("html")
    }
    assert after == build(tmp_path, tmp_path / "clean/output")
