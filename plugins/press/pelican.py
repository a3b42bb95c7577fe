"""The press as Pelican sees it: Pelican's own run, with the proof before it and the change of trees after it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.writers import Writer

from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page
from plugins.magazine.problem import Problem
from plugins.press import templates
from plugins.press.generators import Pages, Stories, ViewWriter
from plugins.press.job import Job
from plugins.press.ticket import others_in, ticket


class Press(pelican.Pelican):
    """Pelican with a gate (``PELICAN_CLASS`` in pelicanconf.py). Its own generators run only where plugins of others need them."""

    magazine: Magazine
    day: date
    pages: list[Page]
    output_path: str

    def __init__(self, settings: dict[str, Any]):
        self.log = _ErrorLog()
        logging.getLogger("pelican").addHandler(self.log)
        super().__init__(settings)

    def run(self) -> None:
        """Prints the magazine as it is on ``DAY``; raises Unfit, the output untouched, where it must not be printed."""
        others = others_in(self.settings["PLUGINS"])
        if others:
            print(f"{', '.join(others)}: plugins of others may change any page, so all are printed anew", file=sys.stderr)
        Job(ticket(self.settings), hear=self.log.problems).run(self._print_all if others else None)

    def _print_all(self, magazine: Magazine, day: date, pages: list[Page], folder: Path) -> None:
        self.magazine, self.day, self.pages = magazine, day, pages
        head, served = magazine.masthead, self.output_path
        # Pelican may have been pointed at another folder than the one pelicanconf.py read
        self.settings.update(SITENAME=head.name, SITEURL=head.url, TIMEZONE=head.time_zone, DEFAULT_LANG=head.language)
        self.output_path = self.settings["OUTPUT_PATH"] = str(folder)
        with _without_closing_line():
            super().run()
        self.output_path = self.settings["OUTPUT_PATH"] = served

    def _get_generator_classes(self) -> list[type]:
        ours = {ArticlesGenerator: Stories, PagesGenerator: Pages}
        given = {"magazine": self.magazine, "day": self.day, "pages_of_the_day": self.pages}
        classes = []
        for generator in super()._get_generator_classes():
            own = ours.get(generator)
            classes.append(type(own.__name__, (own,), given) if own else generator)
        return classes

    def _get_writer(self) -> Writer:
        writer = super()._get_writer()
        writer.write_view = ViewWriter(writer, templates.read(Path(self.theme) / "templates"))
        return writer


class _Nobody:
    """Takes what is said and passes nothing on."""

    def print(self, *words: object) -> None:
        """Says nothing."""


@contextmanager
def _without_closing_line() -> Iterator[None]:
    """Keeps back Pelican's own count, which knows no issues; its log goes elsewhere and is heard as ever."""
    console = pelican.console
    pelican.console = _Nobody()
    try:
        yield
    finally:
        pelican.console = console


class _ErrorLog(logging.Handler):
    """Keeps what Pelican and its plugins only log as errors, which would otherwise end with exit 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def problems(self) -> list[Problem]:
        """What was logged since the last time."""
        found = [Problem("pelican", 0, "pelican", " ".join(record.getMessage().split())) for record in self.records]
        self.records.clear()
        return found
