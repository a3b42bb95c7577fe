"""Stories are real Pelican articles: ordinary plugins and Pelican's translations still work."""

from tests.printing import ROOT, SMALL, SMALL_DAY, press, small_copy

SETTINGS = """
import sys; sys.path.insert(0, {root!r})
from pelicanconf import *
THEME = {theme!r}
PLUGINS = [*PLUGINS, {plugin!r}]
{more}
"""


def settings(tmp_path, plugin, more="", theme=None):
    file = tmp_path / "with_plugin.py"
    file.write_text(SETTINGS.format(root=str(ROOT), theme=str(theme or ROOT / "theme"), plugin=plugin, more=more))
    return ["--settings", str(file)]


def themed(tmp_path, line):
    import shutil

    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    story = theme / "templates/story.html"
    story.write_text(story.read_text().replace("<article", line + "\n<article", 1))
    return theme


def test_neighbors(tmp_path):
    theme = themed(tmp_path, '{% if view.extras.next_article %}<p id="n">{{ view.extras.next_article.title }}</p>{% endif %}')
    more = "VIEW_EXTRAS = ['next_article', 'prev_article']"
    done = press(SMALL, tmp_path / "output", SMALL_DAY, *settings(tmp_path, "neighbors", more, theme))
    assert done.returncode == 0, done.stderr
    assert '<p id="n">Four legs' in (tmp_path / "output/stories/the-invoice-twice/index.html").read_text()


def test_series(tmp_path):
    content = small_copy(tmp_path)
    for day in (1, 2):
        (content / f"part-{day}.md").write_text(f"Title: Part {day}\nDate: 2018-01-0{day}\nSeries: Chairs\n\nText {day}.\n")
    theme = themed(
        tmp_path, '{% if view.extras.series %}<p id="s">{{ view.extras.series.name }} {{ view.extras.series.index }}</p>{% endif %}'
    )
    done = press(content, tmp_path / "output", SMALL_DAY, *settings(tmp_path, "series", "VIEW_EXTRAS = ['series']", theme))
    assert done.returncode == 0, done.stderr
    assert '<p id="s">Chairs 2</p>' in (tmp_path / "output/stories/part-2/index.html").read_text()


def test_sitemap(tmp_path):
    content = small_copy(tmp_path)
    more = "SITEMAP = {'format': 'txt'}"
    done = press(content, tmp_path / "output", SMALL_DAY, *settings(tmp_path, "sitemap", more))
    assert done.returncode == 0, done.stderr
    assert "https://bench.example/stories/four-legs-and-a-lie/" in (tmp_path / "output/sitemap.txt").read_text()


def test_what_a_plugin_does_to_an_articles_text_is_printed(tmp_path):
    (tmp_path / "shout.py").write_text(
        "from pelican import signals\n"
        "def shout(article):\n    article._content = (article._content or '').replace('paid twice', 'PAID TWICE')\n"
        "def register():\n    signals.content_object_init.connect(shout)\n"
    )
    more = f"PLUGIN_PATHS = [*PLUGIN_PATHS, {str(tmp_path)!r}]"
    done = press(SMALL, tmp_path / "output", SMALL_DAY, *settings(tmp_path, "shout", more))
    assert done.returncode == 0, done.stderr
    assert "PAID TWICE" in (tmp_path / "output/stories/the-invoice-twice/index.html").read_text()


def test_pelican_knows_the_translations(tmp_path):
    (tmp_path / "tell.py").write_text(
        "from pelican import signals\n"
        "def tell(generator):\n"
        "    for article in generator.articles:\n"
        "        if article.translations:\n            print('TOLD', article.slug, [t.lang for t in article.translations])\n"
        "def register():\n    signals.article_generator_finalized.connect(tell)\n"
    )
    more = f"PLUGIN_PATHS = [*PLUGIN_PATHS, {str(tmp_path)!r}]"
    done = press(SMALL, tmp_path / "output", SMALL_DAY, *settings(tmp_path, "tell", more))
    assert "TOLD a-word ['uk']" in done.stdout
