"""The job ticket goes with a print run: which folder, which theme, for which day, and how texts are set."""

import runpy
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from plugins.magazine import catalogue, engine, terms
from plugins.magazine.galley import Setting
from plugins.press.rest import RestructuredText
from plugins.press.stamps import CODE, Root

PATHS = ("PATH", "OUTPUT_PATH", "THEME")


class Ticket(NamedTuple):
    """What the press is asked for. ``day`` is empty for today; ``style`` is how problems are told.

    ``publish`` says that what nobody has looked through for the names of clients is not printed.
    """

    content: Path
    theme: Path
    served: Path
    day: str
    preview: bool
    style: str
    plugins: tuple[Any, ...]
    markdown: Mapping[str, Any] | None
    engine: str
    docutils: Mapping[str, Any]
    roots: tuple[Root, ...]
    publish: bool = False
    asked: tuple[str, ...] = ()  # the words of the command that brought it


def ticket(settings: Mapping[str, Any], folder: str = "", asked: tuple[str, ...] = ()) -> Ticket:
    """The ticket that settings ask for, whether Pelican read them or we did; ``folder`` is the one that their file lies in."""
    names = terms.folder_beside(Path(settings["PATH"]))
    roots = [
        Root(settings["PATH"]),
        Root(str(names), terms.SUFFIX, False),
        Root(settings["THEME"]),
        Root(CODE.rstrip("/"), ".py"),
        Root(str(catalogue.FOLDER), ".po"),
    ]
    return Ticket(
        content=Path(settings["PATH"]),
        theme=Path(settings["THEME"]),
        served=Path(settings["OUTPUT_PATH"]),
        day=settings.get("DAY") or "",
        preview=bool(settings.get("PREVIEW")),
        style=settings.get("PROBLEM_FORMAT", "plain"),
        plugins=tuple(settings["PLUGINS"] or ()),
        markdown=settings.get("MARKDOWN"),
        engine=settings.get("MARKDOWN_ENGINE", "markdown"),
        docutils=settings.get("DOCUTILS_SETTINGS") or {},
        roots=(*roots, *([Root(folder, ".py", False)] if folder else [])),
        publish=bool(settings.get("PUBLISH")),
        asked=asked,
    )


def setting_of(asked: Ticket) -> Setting:
    """How texts are set; by Python-Markdown where the engine that is asked for cannot be had, which ``advice`` tells."""
    chosen = engine.PYTHON_MARKDOWN if engine.advice(asked.engine) else asked.engine
    return Setting(asked.markdown or engine.STOCK_MARKDOWN, {"rst": RestructuredText(asked.docutils)}, chosen)


def label_of(content: Path) -> str:
    """What problems call the content folder: its path from here where it lies below, else as it is."""
    here = Path.cwd()
    return content.relative_to(here).as_posix() if content.is_relative_to(here) else str(content)


def others_in(plugins: Iterable[Any]) -> list[str]:
    """The names of the plugins that are not the press's own: those may do anything to any page, and need all of Pelican."""
    return [str(getattr(one, "__name__", one)) for one in plugins if not str(getattr(one, "__name__", one)).startswith("plugins.")]


def read_settings(file: Path, override: Mapping[str, Any]) -> dict[str, Any]:
    """The settings in a file, without Pelican, which takes longer to start than most builds take to print.

    Paths are relative to the file, as Pelican has it (``pelican.settings.read_settings``).
    """
    found = {name: value for name, value in runpy.run_path(str(file)).items() if name.isupper()}
    settings = {"PATH": ".", "OUTPUT_PATH": "output", "THEME": "theme", "PLUGINS": (), **found, **override}
    for name in PATHS:
        settings[name] = str((file.resolve().parent / settings[name]).absolute())
    return settings
