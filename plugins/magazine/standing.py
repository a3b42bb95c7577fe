"""Standing matter is what stays from issue to issue: about, contact, privacy and whatever else stands in ``pages/``."""

from typing import Annotated, NamedTuple

from plugins.magazine import ordinary
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import SLUG, Before, Language, Model, OldAddress, Words, fields_of, fit, one_or_many
from plugins.magazine.problem import WARNING, Problem

FOLDER = "pages"
# Addresses that the magazine prints by itself: a page of such a name stands below /pages/
RESERVED = frozenset(
    "archive issues stories people businesses departments topics feeds theme images pages playbook search corrections advertise".split()
)


class StandingHeader(Model):
    """``content/pages/<slug>.md``."""

    title: Words = ""
    summary: Words = ""
    slug: Words = ""
    lang: Language = ""
    status: Words = "published"
    aliases: Annotated[tuple[OldAddress, ...], Before(one_or_many, str | list[str])] = ()


class Standing(NamedTuple):
    """One page of standing matter."""

    path: str
    source: str
    manuscript: Manuscript
    slug: str
    title: str
    summary: str
    lang: str
    status: str
    aliases: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether readers get it."""
        return self.status == "published"

    def address(self, language: str) -> str:
        """Where it is printed: ``/about/``, and ``/uk/about/`` where ``language`` is the magazine's and not its own."""
        folder = "" if self.lang == language else f"/{self.lang}"
        return f"{folder}/pages/{self.slug}/" if self.slug in RESERVED else f"{folder}/{self.slug}/"


def read_standing(manuscript: Manuscript, source: str, masthead: Masthead) -> tuple[Standing, list[Problem]]:
    """Reads one file of ``pages/``, which may be any page that Pelican knows."""
    data, _, problems = ordinary.header(manuscript, source, set(fields_of(StandingHeader)) | {"date", "modified", "category"}, False)
    header, found = fit(StandingHeader, manuscript, {k: v for k, v in data.items() if k in fields_of(StandingHeader)})
    stem, suffix_language = ordinary.stem_and_language(source, masthead.languages)
    slug = header.slug or ordinary.slugify(stem)
    if not SLUG.fullmatch(slug):
        slug = ordinary.slugify(slug) or "page"
        found.append(Problem(manuscript.path, manuscript.line("slug"), "bad-slug", f"its address is `/{slug}/`", WARNING))
    if header.status != "published":
        message = f"its status is {header.status}: readers do not get this page"
        found.append(Problem(manuscript.path, manuscript.line("status"), "not-printed", message, WARNING))
    language = ordinary.one_case(header.lang or suffix_language or masthead.language)
    title = header.title or stem.replace("-", " ").capitalize()
    page = Standing(manuscript.path, source, manuscript, slug, title, header.summary, language, header.status, header.aliases)
    return page, [*problems, *found]
