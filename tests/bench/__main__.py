"""``python -m tests.bench``: measures this press beside other generators, prints a table, and keeps the figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import plot, report
from tests.bench.imports import import_times
from tests.bench.others import Eleventy, Hugo, Jekyll, Pelican
from tests.bench.presses import Magazine, OncePress, Press, QuickPress
from tests.bench.rounds import COLD, KINDS, SAME, measured
from tests.bench.sites import Site
from tests.printing import ROOT

SITES: tuple[type[Site], ...] = (Press, QuickPress, OncePress, Pelican, Hugo, Eleventy, Jekyll, Magazine)
SIZES = (100, 1000, 5000, 10000)
PAGE, DRAWING = ROOT / "docs/benchmarks.md", ROOT / "docs/benchmarks.svg"
DRAWN = [COLD, "body"]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 measured, 1 something that was measured failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="how many stories, as in 100,1000")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--only", type=_names([site.name for site in SITES]), help="some of " + ",".join(site.name for site in SITES))
    parser.add_argument("--kinds", type=_names([*KINDS, "same"]), default=KINDS, help=f"some of same,{','.join(KINDS)}")
    parser.add_argument("--quick", action="store_true", help="100 stories, one round: to see that all works")
    parser.add_argument("--work", type=Path, help="the folder to work in (a temporary one)")
    parser.add_argument("--json", type=Path, help="keep all figures in this file")
    parser.add_argument("--from", dest="earlier", type=Path, nargs="+", help="measure nothing: take the figures of such files")
    parser.add_argument("--docs", action="store_true", help="write the tables and the drawing into docs/")
    parser.add_argument("--import-times", action="store_true", help="measure only what the press imports")
    chosen = parser.parse_args(arguments)
    if chosen.rounds < 1:
        parser.error("at least one round is needed")
    if chosen.work:
        chosen.work.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=chosen.work, prefix="bench-") as work:
        if chosen.import_times:
            for kind, (seconds, count) in import_times(Path(work)).items():
                print(f"{kind:<12}{count:>6} modules{seconds:>8.2f} s")
            return 0
        found = _earlier(chosen.earlier, parser) if chosen.earlier else _measure(chosen, Path(work))
    sys.stdout.write(report.table(found))
    if chosen.json:
        report.save(found, chosen.json)
    if chosen.docs:
        report.into_docs(found, PAGE)
        DRAWING.write_text(plot.plot(found.rows, DRAWN))
    return 1 if any(row.failed for row in found.rows) else 0


def _earlier(files: list[Path], parser: argparse.ArgumentParser) -> report.Results:
    parts = [report.saved(file) for file in files]
    try:
        return report.together(parts)
    except ValueError as wrong:
        parser.error(str(wrong))


def _measure(chosen: argparse.Namespace, work: Path) -> report.Results:
    wanted = [site for site in SITES if not chosen.only or site.name in chosen.only]
    sites = [site for site in wanted if site.version()]
    for site in wanted:
        if site not in sites:
            print(f"{site.name} is left out: this machine does not have it", file=sys.stderr)
    sizes, rounds = ((100,), 1) if chosen.quick else (chosen.sizes, chosen.rounds)
    asked = {SAME if kind == "same" else kind for kind in chosen.kinds}
    kinds = [kind for kind in KINDS if kind in asked]
    rows = measured(sites, sizes, kinds, rounds, work, lambda line: print(line, file=sys.stderr, flush=True))
    return report.results(sites, rows)


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.split(","))
    if min(numbers) < 30:
        raise argparse.ArgumentTypeError("at least 30 stories are needed, so that there are some for every edit")
    return numbers


def _names(known: list[str]):
    def read(text: str) -> list[str]:
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"`{name}` is none of {', '.join(known)}")
        return names

    return read


if __name__ == "__main__":
    sys.exit(main())
