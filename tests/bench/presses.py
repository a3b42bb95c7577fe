"""This press, twice: with the plain theme and ordinary stories as the others, and as the full magazine."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from random import Random

from tests.bench import corpus as corpora
from tests.bench.corpus import AUTHORS, DAY, DEPARTMENTS, SEED, TOPICS, Corpus, Story
from tests.bench.prose import sentence
from tests.bench.sites import Site, pelican_header
from tests.printing import ROOT

FIRMS = 80
PROBLEMS = "late-delivery overcharge misunderstanding broken-promise wrong-order lost-papers poor-work no-answer".split()
REMEDIES = "made-good refunded redone told-the-truth process-changed replaced apologised discounted".split()
KINDS, RESULTS = ("admission", "client-problem"), ("resolved", "partly-resolved", "not-resolved")


class Press(Site):
    """This press with the same work as the others."""

    name = "press"
    theme = "press"
    leaves_old_pages = False
    keeps = (".press",)
    department_feed = "feed.xml"

    @classmethod
    def version(cls) -> str:
        described = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
        return described.stdout.strip() or "this tree"

    def command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "plugins.press", "--settings", "settings.py"),
            *("--content", "content", "--output", "output", "--day", DAY.isoformat()),
        ]

    def environment(self, cold: bool) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "SEARCH": "0", **({"CLEAN": "1"} if cold else {})}

    @property
    def written(self) -> Path:
        return self.folder / ".press"  # both trees, and what the press keeps to know what changed

    def story(self, one: Story) -> str:
        return pelican_header(one)


class QuickPress(Press):
    """The same with another Markdown engine, written in C, where it is installed."""

    name = "press-cmark"

    @classmethod
    def version(cls) -> str:
        return f"with cmarkgfm {version('cmarkgfm')}" if importlib.util.find_spec("cmarkgfm") else ""

    def furnish(self) -> None:
        with (self.folder / "settings.py").open("a") as settings:
            settings.write('MARKDOWN_ENGINE = "cmarkgfm"\n')


class OncePress(QuickPress):
    """The same where nothing is kept for a next build, as nothing is by the others: on a machine that is thrown away afterwards."""

    name = "press-once"
    only_cold = True

    def environment(self, cold: bool) -> dict[str, str]:
        return super().environment(cold) | {"KEEP": "0"}


class Magazine(Press):
    """The full magazine: cases in issues, people, businesses, the vocabulary, the magazine's own theme, every check."""

    name = "magazine"
    theme = "full"
    issues = True

    def furnish(self) -> None:
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        self.put("vocabulary.yml", _vocabulary())
        for at, name in enumerate(AUTHORS):
            header = f"name: {name}\nrole: Trader\nbusiness: firm-{at % FIRMS}\n"
            self.put(f"people/{corpora.slug(name)}.md", f"---\n{header}---\n{_biography(f'person {at}')}\n")
        for at in range(FIRMS):
            header = f"name: Firm {at} of {AUTHORS[at].split()[1]}\ntelephone: (02) 5550 {at:04}\n"
            self.put(f"businesses/firm-{at}.md", f"---\n{header}---\n{_biography(f'firm {at}')}\n")

    def story(self, one: Story) -> str:
        rng = Random(f"{SEED} case {one.number}")
        case = {
            "kind": rng.choice(KINDS),
            "problem": rng.choice(PROBLEMS),
            "remedy": rng.choice(REMEDIES),
            "result": rng.choice(RESULTS),
        }
        fields = {
            "title": one.title,
            "slug": one.slug,
            "authors": [corpora.slug(one.author)],
            "summary": one.summary,
            "category": one.department,
            "tags": one.topics,
            "issue": one.issue,
            "case": case,
            "in_brief": {name: sentence(rng, plain=True) for name in ("problem", "action", "outcome", "lesson")},
            "consent": "none-involved",
        }
        body = corpora.linked(one.body, lambda name, path: f"{{filename}}/{path}")
        return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items()) + f"---\n{body}"

    def others(self, corpus: Corpus) -> Iterator[tuple[str, str]]:
        for issue in corpus.issues:
            letter = _biography(f"letter {issue.number}")
            header = f"number: {issue.number}\ntheme: {issue.theme}\ndate: {issue.day}\nsummary: {letter.partition('.')[0]}.\n"
            yield f"issues/{issue.number}.md", f"---\n{header}---\n{letter}\n"


def _biography(seed: str) -> str:
    rng = Random(f"{SEED} {seed}")
    return " ".join(sentence(rng, plain=True) for _ in range(4))


def _vocabulary() -> str:
    lists = {"departments": DEPARTMENTS, "topics": TOPICS, "problems": PROBLEMS, "remedies": REMEDIES}
    sentence_of_all = {"en": "All that there is of it."}
    terms = {kind: {name: {"label": {"en": name}, "sentence": sentence_of_all} for name in names} for kind, names in lists.items()}
    return "".join(f"{kind}: {json.dumps(entries)}\n" for kind, entries in terms.items())
