"""A proof is pulled by the press itself, of a magazine that holds nothing but the text and what stands beside it."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, Refused
from plugins.desk.numbered import issue_of
from plugins.magazine import directory, issue, masthead, vocabulary
from plugins.magazine.directory import Card
from plugins.magazine.issue import Issue
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import EARLIEST, LATEST
from plugins.magazine.ordinary import slugify
from plugins.magazine.picture import is_drawing, is_picture

HOUSE = Path(__file__).parents[3]  # where the press is started
SETTINGS = "pelicanconf.py"
ASIDE = ".press"  # what lies here is in no repository, and nobody misses it
New = Mapping[str, str | Path]  # by their names below content/: the text of a file, or the file that it is to be


class Pulled(NamedTuple):
    """The finished page, the folder that everything on it lies in, the small magazine that it was pulled from.

    ``unfinished`` counts what the press had to say of the text.
    """

    page: Path
    output: Path
    magazine: Magazine
    unfinished: int

    def at(self, address: str) -> Path:
        """The file that is printed at an address of the page."""
        return self.output / unquote(address).removeprefix(self.magazine.masthead.root).lstrip("/")


@contextmanager
def pulled(new: New, source: str, magazine: Magazine, root: Path, day: date, number: int = 0) -> Iterator[Pulled]:
    """Prints what ``source`` holds (a story, a booking) as it would stand in an issue; all is gone when the caller is done.

    Without an issue it is printed as on ``day``. Raises Refused where the press cannot print it.
    """
    meant = issue_of(number, magazine) if number else None
    day = meant.date if meant else day
    (root / ASIDE).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="proof-", dir=root / ASIDE) as folder:
        content, output = Path(folder) / CONTENT, Path(folder) / "output"
        for name, what in _beside(new, magazine, root, meant).items():
            file = content / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(what.encode() if isinstance(what, str) else what.read_bytes())
        said = _print(content, output, root, day)
        small = load(content)
        story = small.sources.get(source)
        address = story.address(small.masthead.language) if story else meant.address if meant else "/"
        page = output / address.strip("/") / "index.html"
        if not page.is_file():
            why = small.run(day).placed[story.path].why if story else "no issue that it is booked for is printed"
            raise Refused(f"{CONTENT}/{source}", f"there is no page to make a proof of: {why}")
        yield Pulled(page, output, small, sum(f"/{source}:" in line for line in said))


def _beside(new: New, magazine: Magazine, root: Path, meant: Issue | None) -> dict[str, str | Path]:
    """The files of the small magazine: who is named in the text, the pictures that it shows, and its issue, which takes any story."""
    found: dict[str, str | Path] = {name: root / CONTENT / name for name in (masthead.FILE, vocabulary.FILE) if name in magazine.files}
    found |= new
    said = "\n".join(
        what if isinstance(what, str) else what.read_text(encoding="utf-8") for name, what in found.items() if not is_picture(name)
    )
    for kind, cards in ((directory.PEOPLE, magazine.directory.people), (directory.BUSINESSES, magazine.directory.businesses)):
        for card in _named(cards, said):
            name = f"{kind}/{Path(card.path).name}"
            found.setdefault(name, magazine.content / name)
            said += "\n" + (magazine.content / name).read_text(encoding="utf-8")
    pictures = [name for name in magazine.files if is_picture(name) or is_drawing(name)]
    found |= {name: magazine.content / name for name in pictures if Path(name).name in said and name not in new}
    if not meant:
        return found
    ink: dict[str, Any] = {"ink": meant.manuscript.data["ink"]} if meant.manuscript.data.get("ink") else {}
    header = {"number": meant.number, "theme": meant.theme, "period": meant.period, "date": meant.date.isoformat(), **ink}
    header["collects"] = {"from": EARLIEST.isoformat(), "until": LATEST.isoformat()}
    return {**found, f"{issue.FOLDER}/{meant.number}.md": manuscript(header, "")}


def _named(cards: dict[str, Card], said: str) -> list[Card]:
    """Those of whom a text says the file name, or the name."""
    words = set(re.findall(r"[\w-]+", said))
    return [card for slug, card in sorted(cards.items()) if slug in words or card.name in said or slugify(card.name) in words]


def _print(content: Path, output: Path, root: Path, day: date) -> list[str]:
    """Runs the press in a process of its own, as the desk knows nothing of how a page is printed; gives the lines of its complaints."""
    settings = root / SETTINGS if (root / SETTINGS).is_file() else HOUSE / SETTINGS
    words = ["--preview", "--day", day.isoformat(), "--settings", settings, "--content", content, "--output", output]
    command = [sys.executable, "-m", "plugins.press", *map(str, words)]
    surroundings = {**os.environ, "SEARCH": "0"}
    done = subprocess.run(command, cwd=HOUSE, env=surroundings, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        first = next((line for line in done.stderr.splitlines() if ": warning: " not in line), "the press says nothing")
        raise Refused(CONTENT, f"the press cannot print a proof ({first.replace(f'{content}/', '')}): run desk check")
    return done.stderr.splitlines()
