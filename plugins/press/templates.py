"""The templates of the theme, with nothing in them but the view of a page."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.magazine.page import Page


class Templates:
    """The theme's templates. Every value is escaped; a name that the view lacks is an error and not a gap."""

    def __init__(self, folder: Path):
        self.environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def printed(self, page: Page) -> bytes:
        """One page as bytes: its template filled with its view."""
        if callable(page.template):
            return page.template(page.view)
        return self.environment.get_template(page.template).render(view=page.view).encode()
