"""The settings of the magazine: what its masthead says, its addresses, and its plugins in running order."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # Pelican's own command does not look for plugins/ here

from plugins.magazine.masthead import load

MASTHEAD, _ = load(Path(__file__).parent / "content", "content/masthead.yml")

SITENAME = MASTHEAD.name
SITEURL = MASTHEAD.url
AUTHOR = MASTHEAD.publisher or MASTHEAD.name
TIMEZONE = MASTHEAD.time_zone
DEFAULT_LANG = MASTHEAD.language

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
ARTICLE_PATHS = [""]
ARTICLE_EXCLUDES = ["adverts", "comments", "pages"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []  # plugins/addresses prints the files that pages use
THEME_STATIC_PATHS: list[str] = []
TEMPLATE_PAGES: dict[str, str] = {}

PELICAN_CLASS = "plugins.Press"
PLUGIN_PATHS = ["."]
PLUGINS = [
    "plugins.stories",
    "plugins.issues",
    "plugins.playbook",
    "plugins.directory",
    "plugins.standing",
    "plugins.corrections",
    "plugins.flatplan",
    "plugins.print",
    "plugins.epub",
    "plugins.letter",
    "plugins.admin",
    "plugins.feeds",
    "plugins.addresses",
    "plugins.adverts",
    "plugins.leaks",
    "plugins.search",
    "plugins.proof",
]
VIEW_EXTRAS: list[str] = []  # names of what other plugins hang on an article and the theme may read

ARTICLE_URL = "stories/{slug}/"
ARTICLE_SAVE_AS = "stories/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/stories/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/stories/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "departments/{slug}/"
TAG_URL = "topics/{slug}/"
AUTHOR_URL = "people/{slug}/"

# Pelican's own feeds know no ids that stay, so they are off: plugins/feeds prints the magazine's
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
