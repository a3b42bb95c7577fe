"""The press as Pelican sees it: Pelican's own run, with the proof before it and the change of trees after it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.writers import Writer

from plugins.magazine import magazine as magazines
from plugins.magazine.galley import Setting
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page, checking, collisions
from plugins.magazine.problem import Problem, Unfit, errors, report
from plugins.magazine.proof import account, proof
from plugins.press import tree
from plugins.press.gather import gather, removed
from plugins.press.generators import Pages, Stories, ViewWriter
from plugins.press.readers import RestructuredText
from plugins.press.templates import Templates


class Press(pelican.Pelican):
    """Pelican with a gate (``PELICAN_CLASS`` in pelicanconf.py)."""

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
        settings = self.settings
        content = Path(self.path)
        setting = Setting(settings["MARKDOWN"], {"rst": RestructuredText(settings)})
        magazine = magazines.load(content, _label(content), preview=bool(settings.get("PREVIEW")), setting=setting)
        self.magazine, self.day = magazine, _day(settings, magazine)
        head = magazine.masthead  # Pelican may have been pointed at another folder than the one pelicanconf.py read
        settings.update(SITENAME=head.name, SITEURL=head.url, TIMEZONE=head.time_zone, DEFAULT_LANG=head.language)
        self.found: list[Problem] = []
        try:
            self._print()
        finally:
            self._say()

    def _print(self) -> None:
        self._gate([*proof(self.magazine, self.day), *self.log.problems()])
        self._gate(removed(self.magazine, self.day))
        self.pages = gather(self.magazine, self.day, Path(self.theme))
        self._gate(collisions(self.pages))
        served = Path(self.output_path)
        with tree.fresh(served) as fresh:
            self.output_path = self.settings["OUTPUT_PATH"] = str(fresh.folder)
            with _without_closing_line():
                super().run()
            self.output_path = self.settings["OUTPUT_PATH"] = str(served)
            checked = checking.send(self.magazine, day=self.day, tree=fresh.folder)
            self._gate([*(problem for _, problems in checked for problem in problems), *self.log.problems()])
            fresh.fit()

    def _gate(self, problems: Iterable[Problem]) -> None:
        """Keeps problems to be told at the end; raises Unfit where one stops the press. A preview goes on and shows them."""
        self.found += problems
        if errors(self.found) and not self.settings.get("PREVIEW"):
            raise Unfit(self.found)

    def _say(self) -> None:
        """All problems in one piece, and the account of what was read: that a machine can read the one, apart from the other."""
        style = self.settings.get("PROBLEM_FORMAT", "plain")
        if self.found or style == "json":
            sys.stderr.write(report(self.found, style))
        (sys.stdout if style == "json" else sys.stderr).write(account(self.magazine, self.day))

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
        writer.write_view = ViewWriter(writer, Templates(Path(self.theme) / "templates"))
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


def _label(content: Path) -> str:
    """What problems call the content folder: its path from here where it lies below, else as it is."""
    here = Path.cwd()
    return content.relative_to(here).as_posix() if content.is_relative_to(here) else str(content)


def _day(settings: dict[str, Any], magazine: Magazine) -> date:
    if settings.get("DAY"):
        return date.fromisoformat(settings["DAY"])
    today = magazine.masthead.today()
    return magazine.preview_day(today) if settings.get("PREVIEW") else today
