"""Nothing that Pelican or a plugin has to say is swallowed, whether a build ends well or not."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.printing import ROOT, SMALL, SMALL_DAY

SETTINGS = "import sys; sys.path.insert(0, {root!r})\nfrom pelicanconf import *\nTHEME = {theme!r}\nDAY = {day!r}\n{more}\n"


def pelican(tmp_path, theme, more=""):
    """Pelican's own command, as it is run in any Pelican project."""
    settings = tmp_path / "settings.py"
    settings.write_text(SETTINGS.format(root=str(ROOT), theme=str(theme), day=SMALL_DAY, more=more))
    command = [str(Path(sys.executable).with_name("pelican")), str(SMALL), "-s", str(settings), "-o", str(tmp_path / "output")]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


def test_an_error_in_a_template_is_told_by_bare_pelican_too(tmp_path):
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    (theme / "templates/story.html").write_text("{{ view.no_such_thing }}")
    done = pelican(tmp_path, theme)
    assert done.returncode != 0
    assert "no_such_thing" in done.stdout + done.stderr


def test_a_warning_of_a_plugin_is_told_and_pelicans_own_count_is_not(tmp_path):
    (tmp_path / "warns.py").write_text(
        "import logging\nfrom pelican import signals\n"
        "def warn(generator):\n    logging.getLogger('pelican.warns').warning('mind the gap')\n"
        "def register():\n    signals.article_generator_finalized.connect(warn)\n"
    )
    more = f"PLUGINS = [*PLUGINS, 'warns']\nPLUGIN_PATHS = [*PLUGIN_PATHS, {str(tmp_path)!r}]"
    done = pelican(tmp_path, ROOT / "theme", more)
    assert done.returncode == 0, done.stderr
    assert "mind the gap" in done.stdout + done.stderr
    assert "Done: Processed" not in done.stdout
