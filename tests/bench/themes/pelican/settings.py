"""Pelican as it comes, with the addresses and the feeds that all generators print here."""

SITENAME = "The Bench"
SITEURL = "https://bench.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PLUGINS: list[str] = []  # without this line Pelican loads every plugin that happens to be installed
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
DEFAULT_PAGINATION = False
ARTICLE_URL, ARTICLE_SAVE_AS = "stories/{slug}/", "stories/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "departments/{slug}/", "departments/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "people/{slug}/", "people/{slug}/index.html"
TAGS_SAVE_AS, CATEGORIES_SAVE_AS, AUTHORS_SAVE_AS = "topics/index.html", "departments/index.html", "people/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
FEED_MAX_ITEMS = 30
FEED_ALL_ATOM = "feeds/stories.atom"
CATEGORY_FEED_ATOM = "departments/{slug}/feed.atom"
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
