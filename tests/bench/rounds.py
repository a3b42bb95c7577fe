"""The rounds of a benchmark: every generator takes its turn at every kind of build, and each build is checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import corpus as corpora
from tests.bench import measure
from tests.bench.edits import EDITS, OF_ISSUES, Edited, Seen
from tests.bench.sites import Site

COLD, SAME = "cold", "no change"
KINDS = (COLD, SAME, *EDITS)
_STORY = re.compile(r"/stories/[a-z0-9-]+/")


@dataclass
class Row:
    """All runs of one generator, size and kind. ``failed`` says why the row has no figures."""

    site: str
    size: int
    kind: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    failed: str = ""

    def middle(self, what: str) -> float:
        """The median of ``wall``, ``cpu``, ``peak``, ``files`` or ``bytes``."""
        return float(median(getattr(self, what)))


def measured(
    kinds_of_site: Iterable[type[Site]], sizes: Iterable[int], kinds: Iterable[str], rounds: int, work: Path, say: Callable[[str], None]
) -> list[Row]:
    """Runs everything and gives a row for each generator, size and kind; ``say`` hears of each run.

    The generators take turns within every kind of every round, and another one begins in each round, so that what
    disturbs the machine for a while disturbs them alike.
    """
    rows: dict[tuple[str, int, str], Row] = {}
    for size in sizes:
        with TemporaryDirectory(dir=work, prefix=f"bench-{size}-") as folder:
            sites = [kind(Path(folder) / kind.name) for kind in kinds_of_site]
            for site in sites:
                site.write((corpora.magazine if site.issues else corpora.ordinary)(size))
            for turn in range(rounds):
                for at, kind in enumerate(kinds):
                    first = turn % len(sites)
                    for site in [*sites[first:], *sites[:first]]:
                        if kind in OF_ISSUES and not site.issues or kind != COLD and site.only_cold:
                            continue
                        row = rows.setdefault((site.name, size, kind), Row(site.name, size, kind))
                        once(site, kind, turn * len(EDITS) + at + 1, row)
                        last = f"FAILED: {row.failed}" if row.failed else f"{row.wall[-1]:.2f} s"
                        say(f"{size:,} stories, round {turn + 1}: {kind}, {site.name}: {last}")
    return list(rows.values())


def once(site: Site, kind: str, turn: int, row: Row) -> None:
    """One build of one kind: the edit is made, the build measured, and what it printed looked at."""
    log = site.folder.parent / f"{site.name}.log"
    if kind != COLD and not site.output.exists():
        _build(site, False, log)  # an edit needs something that was printed before
    edited = EDITS[kind](site.corpus, turn) if kind in EDITS else None
    if edited:
        if early := unseen(site, Seen(edited.seen.gone, edited.seen.there)):
            row.failed = f"before the edit {early}"
        site.write(edited.corpus)
    if kind == COLD:
        site.clear()
    os.sync()  # what the one before wrote must not be waited for by this one
    before = measure.files(site.written)
    run = _build(site, kind == COLD, log)
    files, size = measure.written(before, measure.files(site.written))
    fault = f"exit status {run.status}: {run.said}" if run.status else faults(site, edited)
    row.failed = row.failed or fault
    for name, value in (("wall", run.wall), ("cpu", run.cpu), ("peak", run.peak), ("files", files), ("bytes", size)):
        getattr(row, name).append(value)


def _build(site: Site, cold: bool, log: Path) -> measure.Run:
    return measure.run(site.command(), site.folder, site.environment(cold), log)


def faults(site: Site, edited: Edited | None) -> str:
    """What is wrong with the output: a page that is missing or too many, or an edit that does not show; else nothing.

    Pages of stories that are gone are removed where the generator leaves them, so that they are not counted twice.
    """
    wanted = site.listed(site.corpus)
    missing = sorted(path for path in wanted if not (site.output / path).is_file())
    if missing:
        return f"{len(missing)} pages are missing, {missing[0]} among them"
    for folder in ("stories", "topics", "departments", "people"):
        for page in sorted((site.output / folder).glob("*/index.html")):
            if page.relative_to(site.output).as_posix() not in wanted:
                if not site.leaves_old_pages:
                    return f"{page.relative_to(site.output)} should not be there"
                page.unlink()
    return unlisted(site) or (unseen(site, edited.seen) if edited else "")


def unlisted(site: Site) -> str:
    """The first list of stories that does not name the stories it should, else nothing."""
    for topic, stories in corpora.on_topics(site.corpus).items():
        if set(_STORY.findall(_text(site, f"topics/{topic}"))) != stories:
            return f"/topics/{topic} does not name the {len(stories)} stories on it"
    archive = {address for page in site.output.glob("archive/**/index.html") for address in _STORY.findall(page.read_text())}
    return "" if archive == {f"/stories/{one.slug}/" for one in site.corpus.stories} else "the archive does not name every story"


def unseen(site: Site, seen: Seen) -> str:
    """The first of an edit's marks that is not as it should be, else nothing."""
    for page, words in seen.there:
        if words not in _text(site, page):
            return f"/{page} lacks `{words}`"
    for page, words in seen.gone:
        if words in _text(site, page):
            return f"/{page} has `{words}`"
    return ""


def _text(site: Site, page: str) -> str:
    file = site.output / page / "index.html"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
