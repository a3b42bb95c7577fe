"""Pelican's generators, with the magazine's stories as their articles and the magazine's pages as their output."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.magazine.galley import Text
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.press.readers import PageReader, StoryReader
from plugins.press.templates import Templates


class Stories(ArticlesGenerator):
    """Pelican's articles, made from the magazine's stories, and every page of the magazine as its output."""

    magazine: Magazine  # these three are given by the press when it makes the class
    day: date
    pages_of_the_day: list[Page]

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        _read_with(self, StoryReader(self.settings, self.magazine, self.day))

    def generate_output(self, writer: Writer) -> None:
        """Writes every page; a story's page carries what other plugins made of its article (``VIEW_EXTRAS``)."""
        articles = {}
        for article in chain(self.translations, self.articles):
            signals.article_generator_write_article.send(self, content=article)
            articles[f"/{article.url}"] = article
        for page in self.pages_of_the_day:
            article = articles.get(page.address)
            if article is None:
                writer.write_view(page)
            else:
                writer.write_view(self._with_extras(page, article), {**self.context, "article": article})
        signals.article_writer_finalized.send(self, writer=writer)

    def _with_extras(self, page: Page, article: Article) -> Page:
        extras = {name: getattr(article, name, None) for name in self.settings.get("VIEW_EXTRAS", ())}
        made = page.made
        return made._replace(view=made.view._replace(extras=extras, body=Text(article._content or "")))


class Pages(PagesGenerator):
    """Pelican's pages for plugins that ask for them; the magazine prints its standing matter itself."""

    magazine: Magazine

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        _read_with(self, PageReader(self.settings, self.magazine))

    def generate_output(self, writer: Writer) -> None:
        """Nothing is written here; plugins that wait for the pages are told that they are done."""
        signals.page_writer_finalized.send(self, writer=writer)


class ViewWriter:
    """``writer.write_view(page)``: renders one page, writes it, and tells Pelican's plugins that it did."""

    def __init__(self, writer: Writer, templates: Templates):
        self.writer, self.templates = writer, templates

    def __call__(self, page: Page, context: dict[str, Any] | None = None) -> None:
        path = Path(self.writer.output_path, page.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.templates.printed(page.made))
        if context is not None:
            signals.content_written.send(str(path), context=context)


def _read_with(generator: Any, reader: Any) -> None:
    """Has every text that the generator reads read by ``reader``."""
    for suffix in generator.readers.extensions:
        if suffix != "static":
            generator.readers.readers[suffix] = reader
