"""``python -m plugins.press``: prints the magazine for a day, a preview of the coming issue, or the published site."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from plugins.magazine.problem import FORMATS


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 printed, 1 problems, 2 wrong usage."""
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

    from pelican.log import init as start_log
    from pelican.settings import read_settings

    from plugins.magazine.problem import Unfit
    from plugins.press.pelican import Press

    start_log(level="ERROR")
    override = {"PREVIEW": chosen.preview, "PROBLEM_FORMAT": chosen.format}
    if chosen.day:
        override["DAY"] = chosen.day
    if chosen.preview:
        override["OUTPUT_PATH"] = ".press/preview"
    if chosen.output:
        override["OUTPUT_PATH"] = chosen.output
    if chosen.content:
        override["PATH"] = chosen.content
    try:
        Press(read_settings(chosen.settings, override=override)).run()
    except Unfit as unfit:
        stands = "the last good output stands" if Path(chosen.output or "output").exists() else "there is no output yet"
        print(f"{unfit}: nothing was printed, {stands}", file=sys.stderr)
        return unfit.exitcode
    return 0


def iso_day(text: str) -> str:
    """A day of the command line; raises ArgumentTypeError where it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day: write year-month-day, as in 2019-03-20") from None


if __name__ == "__main__":
    sys.exit(main())
