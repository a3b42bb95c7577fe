"""The feeds, all of them, in one table: a row here is printed, offered to readers, in the sitemap, and tested.

A row of a new kind (``of``) also needs its entries, in ``plugins/feeds/pages.py``; until then the press says so.
"""

from typing import NamedTuple

from plugins.magazine.afterwards import changes
from plugins.magazine.catalogue import N_, catalogue, language_name, spoken
from plugins.magazine.conversation import conversations
from plugins.magazine.remembered import remembered
from plugins.magazine.run import Run

RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"
FORMAT_NAMES = {RSS: "RSS", ATOM: "Atom", JSON: "JSON Feed"}


class Row(NamedTuple):
    """One kind of feed. ``of`` is what it lists; a row of a department, topic, person or story is printed for each of them."""

    of: str
    address: str
    media_type: str
    title: str
    says: str


class Feed(NamedTuple):
    """One feed as it is printed. ``slug`` names the department, topic or person that it is of."""

    of: str
    slug: str
    language: str
    address: str
    media_type: str
    title: str
    says: str

    @property
    def format(self) -> str:
        return FORMAT_NAMES[self.media_type]


LISTED = "%(name)s: %(label)s"
TABLE = (
    Row("stories", "/feeds/stories.xml", RSS, "%(name)s", N_("Every story, whole, on the day it comes out.")),
    Row("stories", "/feeds/stories.atom", ATOM, "%(name)s", N_("Every story, whole, on the day it comes out.")),
    Row("stories", "/feeds/stories.json", JSON, "%(name)s", N_("Every story, whole, on the day it comes out.")),
    Row("issues", "/feeds/issues.xml", RSS, N_("%(name)s: issues"), N_("One entry an issue: its cover, its letter, its contents.")),
    Row("issues", "/feeds/issues.atom", ATOM, N_("%(name)s: issues"), N_("One entry an issue: its cover, its letter, its contents.")),
    Row("issues", "/feeds/issues.json", JSON, N_("%(name)s: issues"), N_("One entry an issue: its cover, its letter, its contents.")),
    Row("corrections", "/feeds/corrections.xml", RSS, N_("%(name)s: corrections"), N_("What was put right after it was printed.")),
    Row("departments", "/departments/{slug}/feed.xml", RSS, LISTED, N_("The stories of one department.")),
    Row("topics", "/topics/{slug}/feed.xml", RSS, LISTED, N_("The stories on one topic.")),
    Row("people", "/people/{slug}/feed.xml", RSS, LISTED, N_("What one person wrote.")),
    Row(
        "comments",
        "/feeds/comments.atom",
        ATOM,
        N_("%(name)s: comments"),
        N_("What readers wrote about the stories, and the answers."),
    ),
    Row("conversations", "{story}comments.atom", ATOM, N_("%(name)s: comments on %(label)s"), N_("What readers wrote about one story.")),
)


# What is printed once for the magazine, and what for each of its lists.
OF_THE_MAGAZINE = tuple(dict.fromkeys(row.of for row in TABLE if "{" not in row.address))
OF_LISTS = tuple(dict.fromkeys(row.of for row in TABLE if "{slug}" in row.address))


def feeds_of(of: str, run: Run, slug: str = "", label: str = "", language: str = "", story: str = "") -> list[Feed]:
    """The feeds of one kind, as the table has them; none where the masthead does without.

    ``slug`` and ``label`` name the list that it is of; ``story`` is the address of the story, which says its language.
    """
    head = run.masthead
    if of not in head.feeds:
        return []
    language = language or head.language
    abroad = language != head.language
    prefix = f"/{language}" if abroad and not story else ""
    say = catalogue(spoken(language, head.language))
    name = f"{head.name}, {language_name(language)}" if abroad and not story else head.name
    return [
        Feed(
            of,
            slug,
            language,
            prefix + row.address.format(slug=slug, story=story),
            row.media_type,
            say.gettext(row.title) % {"name": name, "label": label},
            row.says,
        )
        for row in TABLE
        if row.of == of
    ]


@remembered
def site_feeds(run: Run) -> tuple[Feed, ...]:
    """The feeds of the whole magazine: stories in every language that has some; issues, corrections, comments where there are any."""
    there = {"issues": bool(run.issues), "corrections": bool(changes(run)), "comments": bool(conversations(run))}
    kinds = [of for of in OF_THE_MAGAZINE if there.get(of, True)]
    languages = {of: run.languages if of == "stories" else [run.masthead.language] for of in kinds}
    return tuple(feed for of in kinds for language in languages[of] for feed in feeds_of(of, run, language=language))
