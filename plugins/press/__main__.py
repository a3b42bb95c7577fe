"""``python -m plugins.press``: prints the magazine for a day, a preview of the coming issue, or the published site."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from plugins.magazine.problem import FORMATS, Unfit
from plugins.press.aside import Aside
from plugins.press.ledger import recall
from plugins.press.told import refused
from plugins.press.tree import Trees
from plugins.press.unchanged import Look, look, told_again

MOMENT = 0.01  # seconds: of a small magazine it is known by then, and nothing need be imported
AHEAD = ("plugins.press.ahead", "plugins.press.templates", "plugins.press.revision", "plugins.press.job")


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 printed, 1 problems, 2 wrong usage."""
    gc.disable()  # a build is over before it is worth while to look for what could be thrown away
    try:
        return _main(arguments)
    finally:
        gc.enable()


def _main(arguments: list[str] | None) -> int:
    parser = argparse.ArgumentParser(prog="python -m plugins.press", description=__doc__)
    parser.add_argument("--day", type=iso_day, help="the day to print for, as in 2019-05-01 (today, in the masthead's time zone)")
    parser.add_argument("--preview", action="store_true", help="print the coming issue with its problems marked on the pages")
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings to use (publishconf.py in production)")
    parser.add_argument("--output", help="the folder that readers are served from")
    parser.add_argument("--content", help="the folder of the magazine's files")
    parser.add_argument("--format", choices=FORMATS, default="plain", help="how problems are told")
    chosen = parser.parse_args(arguments)
    for name in (chosen.settings, chosen.content or "content"):
        if not Path(name).exists():
            parser.error(f"there is no {name}")
    asked = (os.path.abspath(chosen.settings), os.getcwd(), *(str(getattr(chosen, name)) for name in ("content", "day", "preview")))
    if os.environ.get("SEARCH") == "0" and not chosen.preview:
        asked = (*asked, "SEARCH=0")
    output = chosen.output or (".press/preview" if chosen.preview else "")
    served = Path(output or Path(chosen.settings).parent / "output").absolute()
    trees = Trees(served)
    keeps = os.environ.get("KEEP") != "0"
    seen = None if os.environ.get("CLEAN") or not keeps else _looked(trees, asked)
    if seen and seen.changed == []:
        told_again(seen, chosen.format)
        return 0
    override = {"PREVIEW": chosen.preview, "PROBLEM_FORMAT": chosen.format}
    given = {"DAY": chosen.day, "OUTPUT_PATH": output and str(served), "PATH": chosen.content and os.path.abspath(chosen.content)}
    try:
        _run(chosen.settings, override | {name: value for name, value in given.items() if value}, asked, trees, seen, keeps)
    except Unfit as unfit:
        refused(unfit, served)
        return unfit.exitcode
    return 0


def _looked(trees: Trees, asked: tuple[str, ...]) -> Look | None:
    """What has changed; what any change needs is imported while a copy of this process looks."""
    looking = Aside(lambda: iter((look(trees, asked),)))
    if not looking.answered(within=MOMENT):
        for name in AHEAD:
            if looking.answered():
                break
            importlib.import_module(name)
    seen: Look | None = looking.answer()
    looking.close()
    return seen


def _run(file: str, override: dict[str, Any], asked: tuple[str, ...], trees: Trees, seen: Look | None, keeps: bool) -> None:
    """Prints without Pelican where all plugins are the press's own, and without the magazine where only words have changed."""
    from plugins.press.ahead import OtherHand, remember
    from plugins.press.ticket import others_in, read_settings, ticket

    if seen:
        remember(seen)
    settings = read_settings(Path(file), override)
    if others_in(settings["PLUGINS"]):
        from pelican.log import init as start_log
        from pelican.settings import read_settings as read_as_pelican

        from plugins.press.pelican import Press

        start_log(level="ERROR")
        Press(read_as_pelican(file, override=override)).run()
        return
    other = OtherHand(seen, trees) if seen else None
    from plugins.press.job import Job
    from plugins.press.revision import revised

    for name in settings["PLUGINS"]:
        importlib.import_module(name).register()
    try:
        recalled = recall(trees.stands) if other and other.is_reading else None
        if seen and seen.changed and revised(trees, seen, ticket(settings), other):
            told_again(seen, settings["PROBLEM_FORMAT"])
            return
        wanted = ticket(settings, os.path.dirname(os.path.abspath(file)), asked)
        same_roots = seen and seen.standing["roots"] == [tuple(root) for root in wanted.roots]
        seen, other_hand = (seen, other) if same_roots else (None, None)
        Job(wanted, seen=seen, other=other_hand, recalled=recalled, keeps=keeps).run()
    finally:
        if other:
            other.close()


def iso_day(text: str) -> str:
    """A day of the command line; raises ArgumentTypeError where it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day: write year-month-day, as in 2019-03-20") from None


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # the system takes a hundred thousand small objects back at once, Python one by one
