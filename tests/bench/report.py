"""The figures of a benchmark: as a table in the terminal, as a file of JSON, and as the tables of docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from tests.bench.growth import MILLION, Growth, growths, long_time
from tests.bench.measure import KIND_OF_MEMORY
from tests.bench.rounds import COLD, Row
from tests.bench.sites import Site

OURS = "press"
MB = 1_000_000
COLUMNS = 80
UNKNOWN = "unknown"
EXTRAPOLATED = "What a million would take is extrapolated; nobody printed a million stories."
BEGIN, END = "<!-- figures: written by `make bench` -->\n", "<!-- end of figures -->\n"


class Results(NamedTuple):
    """What was measured, on which machine, with which versions."""

    machine: dict[str, str]
    versions: dict[str, str]
    memory: str
    rows: list[Row]


def results(sites: Sequence[type[Site]], rows: list[Row]) -> Results:
    """Rows with the name of this machine."""
    return Results(machine(), {site.name: site.version() for site in sites}, KIND_OF_MEMORY, rows)


def together(parts: Sequence[Results]) -> Results:
    """What was measured in parts. Raises ValueError where two of them are not of the same machine or of the same programs."""
    loads = [part.machine["load"] for part in parts]
    known = {"load": max(loads, key=lambda load: float(load) if load != UNKNOWN else 0)}
    for said in (said for part in parts for said in (part.machine | {"load": known["load"]}, part.versions)):
        if differ := sorted(name for name in said if said[name] != known.setdefault(name, said[name])):
            raise ValueError(f"these figures are not of one measurement: {', '.join(differ)}")
    first, versions = parts[0], {name: known[name] for part in parts for name in part.versions}
    machine = {name: known[name] for name in first.machine}
    return first._replace(machine=machine, versions=versions, rows=[row for part in parts for row in part.rows])


def machine() -> dict[str, str]:
    """What the figures depend on besides the programs."""
    cpu = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = next((int(line.split()[1]) // 1024 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    kernel = f"{platform.system()} {platform.release()}"
    load = f"{os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else UNKNOWN  # of the last five minutes
    return {
        "cpu": cpu,
        "cores": str(cores),
        "memory": f"{memory} MiB",
        "system": kernel,
        "python": platform.python_version(),
        "load": load,
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).is_file() else []


def save(found: Results, file: Path) -> None:
    """Writes all figures of all runs."""
    fits = [growth._asdict() for growth in growths(found.rows)]
    data = {**found._asdict(), "rows": [asdict(row) for row in found.rows], "growth": fits}
    file.write_text(json.dumps(data, indent=1) + "\n")


def saved(file: Path) -> Results:
    """Reads what ``save`` wrote."""
    data: dict[str, Any] = json.loads(file.read_text())
    return Results(**{name: data[name] for name in ("machine", "versions", "memory")}, rows=[Row(**row) for row in data["rows"]])


def table(found: Results) -> str:
    """All medians, at most 80 columns wide."""
    about = (line for sentence in _about(found) for line in wrap(sentence, COLUMNS, subsequent_indent="  "))
    return "\n".join([*about, *_blocks(found), *_grown(found.rows)]) + "\n"


def _about(found: Results) -> Iterator[str]:
    machine = found.machine
    yield f"Machine: {machine['cpu']}, {machine['cores']} cores, {machine['memory']}, {machine['system']}, Python {machine['python']}."
    yield f"Load of the machine when it was done: {machine['load']}; the benchmark by itself makes about 1."
    yield "Of each: " + ", ".join(f"{name} {version}" for name, version in found.versions.items()) + "."
    counts = sorted({len(row.wall) for row in found.rows if not row.failed}) or [0]
    rounds = f"{counts[0]} to {counts[-1]} rounds" if len(counts) > 1 else f"{counts[0]} round{'s' if counts[0] != 1 else ''}"
    yield f"Medians of {rounds}; memory is {found.memory} of all processes together, at its peak."


def _blocks(found: Results) -> Iterator[str]:
    for size, kind in dict.fromkeys((row.size, row.kind) for row in found.rows):
        title = f"{size:,} stories, {kind}"
        yield f"\n{title:<26}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'files':>8}{'MB':>8}{'press/it':>10}"
        for row in found.rows:
            if (row.size, row.kind) != (size, kind):
                continue
            if row.failed:
                yield f"  {row.site:<12}FAILED: {row.failed}"[:COLUMNS]
                continue
            yield (
                f"  {row.site:<24}{row.middle('wall'):>9.2f}{row.middle('cpu'):>9.2f}{row.middle('peak') / MB:>9.0f}"
                f"{row.middle('files'):>8.0f}{row.middle('bytes') / MB:>8.1f}{ratio(found.rows, row):>10}"
            )


def ratio(rows: list[Row], row: Row) -> str:
    """Our wall time by the wall time of a row, of the same run."""
    ours = next((one for one in rows if (one.site, one.size, one.kind) == (OURS, row.size, row.kind) and not one.failed), None)
    return f"{ours.middle('wall') / row.middle('wall'):.2f}" if ours and ours is not row else ""


def _grown(rows: list[Row]) -> Iterator[str]:
    fits = growths(rows)
    if fits:
        yield f"\nGrowth{'':<20}{'time ~ N^':>12}{'KB a story':>12}{'a million: time':>17}{'memory GB':>12}"
        for fit in fits:
            label = f"{fit.site}, {fit.kind}"
            yield f"  {label:<24}{fit.exponent:>12.2f}{fit.per_story / 1000:>12.1f}{long_time(fit.wall):>17}{fit.peak / 1e9:>12.1f}"
        yield EXTRAPOLATED


def documented(found: Results) -> str:
    """The tables of docs/benchmarks.md."""
    parts = ["\n".join(wrap(" ".join(_about(found)), 120, break_on_hyphens=False))]
    sizes = sorted({row.size for row in found.rows})
    sites = [name for name in found.versions if any(row.site == name for row in found.rows)]
    for size in sizes:
        mine = {(row.kind, row.site): row for row in found.rows if row.size == size}
        head = [f"{size:,} stories: seconds", *sites]
        kinds = dict.fromkeys(kind for kind, _ in mine)
        lines = [[kind, *(_seconds(mine.get((kind, site))) for site in sites)] for kind in kinds]
        parts.append("\n".join(_markdown(head, lines)))
    cold = [row for row in found.rows if row.kind == COLD and row.size == sizes[-1] and not row.failed]
    head = [f"{sizes[-1]:,} stories, cold", "wall s", "cpu s", "peak MB", "files written", "MB written", "press/it"]
    lines = [
        [
            row.site,
            f"{row.middle('wall'):.2f}",
            f"{row.middle('cpu'):.2f}",
            f"{row.middle('peak') / MB:.0f}",
            f"{row.middle('files'):,.0f}",
            f"{row.middle('bytes') / MB:.1f}",
            ratio(found.rows, row),
        ]
        for row in cold
    ]
    parts.append("\n".join(_markdown(head, lines)))
    fits = growths(found.rows)
    if fits:
        parts.append("\n".join(_markdown([*"kind|time ~ N^|KB a story".split("|"), f"{MILLION:,}: time", "memory GB"], _fits(fits))))
        parts.append(EXTRAPOLATED)
    return "\n\n".join(parts) + "\n"


def _fits(fits: list[Growth]) -> list[list[str]]:
    return [
        [
            f"{fit.site}, {fit.kind}",
            f"{fit.exponent:.2f}",
            f"{fit.per_story / 1000:.1f}",
            long_time(fit.wall),
            f"{fit.peak / 1e9:.1f}",
        ]
        for fit in fits
    ]


def _seconds(row: Row | None) -> str:
    if row is None:
        return ""
    return "FAILED" if row.failed else f"{row.middle('wall'):.2f}"


def _markdown(head: list[str], lines: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for one in lines:
        yield f"| {' | '.join(one)} |"


def into_docs(found: Results, file: Path) -> None:
    """Puts the tables between the two marker lines of the page; raises ValueError where they are missing."""
    before, begun, rest = file.read_text().partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{file} lacks the lines between which the figures stand")
    file.write_text(f"{before}{BEGIN}\n{documented(found)}\n{END}{after}")
