"""Standing matter is what stays from issue to issue: about, contact, privacy and whatever else stands in ``pages/``."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.magazine import ordinary
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG, Language, Model, Words, fit
from plugins.magazine.problem import WARNING, Problem

FOLDER = "pages"


class StandingHeader(Model):
    """``content/pages/<slug>.md``."""

    title: Words = ""
    summary: Words = ""
    slug: Words = ""
    lang: Language = ""
    status: Words = "published"


class Standing(NamedTuple):
    """One page of standing matter."""

    path: str
    source: str
    manuscript: Manuscript
    slug: str
    title: str
    summary: str
    lang: str
    shown: bool


def read_standing(manuscript: Manuscript, source: str, language: str) -> tuple[Standing, list[Problem]]:
    """Reads one file of ``pages/``, which may be any page that Pelican knows."""
    data, _, problems = ordinary.header(manuscript, source, set(StandingHeader.model_fields) | {"date", "modified", "category"}, False)
    header, found = fit(StandingHeader, manuscript, {k: v for k, v in data.items() if k in StandingHeader.model_fields})
    stem = PurePosixPath(source).stem
    slug = header.slug or ordinary.slugify(stem)
    if not SLUG.fullmatch(slug):
        slug = ordinary.slugify(slug) or "page"
        found.append(Problem(manuscript.path, manuscript.line("slug"), "bad-slug", f"its address is `/{slug}/`", WARNING))
    shown = header.status == "published"
    title = header.title or stem.replace("-", " ").capitalize()
    page = Standing(manuscript.path, source, manuscript, slug, title, header.summary, header.lang or language, shown)
    return page, [*problems, *found]
