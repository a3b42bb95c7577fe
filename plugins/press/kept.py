"""What the press knows of the manuscripts from last time: what each of them says, and how it was set in type."""

import html
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from plugins.magazine.galley import Galley, Setting, Text, set_text
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.mark import mark, mark_of_bytes
from plugins.magazine.masthead import Masthead
from plugins.magazine.problem import Problem
from plugins.magazine.reading import Reading, kind_of, read_file
from plugins.press.ledger import Ledger
from plugins.press.room import Outcome, Room, shared, travels
from plugins.press.stamps import Stamps

# whatever may be the target of a link in Markdown or HTML; what is missed here is set without other hands
_TARGET = re.compile(r"""(?:\]\(|\]:|=)\s*[<"']?([^\s"'<>)]+)""")


class Kept(NamedTuple):
    """What was made of one file: its reading, and its galley, whose HTML lies in the ledger."""

    file: str  # the mark of its bytes
    masthead: str
    reading: Reading
    setting: str = ""
    language: str = ""
    galley: Galley | None = None
    text: str = ""


class Manuscripts:
    """All manuscripts of a folder, read and set by as many hands as the room has, and only where the ledger does not know."""

    def __init__(self, content: Path, label: str, stamps: Stamps, ledger: Ledger, room: Room, setting: Setting):
        self.content, self.label, self.stamps, self.ledger, self.room, self.setting = content, label, stamps, ledger, room, setting
        self.setting_mark = mark(setting)
        self.before: dict[str, Kept] = ledger.readings()
        self.now: dict[str, Kept] = {}
        self._restored: set[str] = set()

    def read_all(self, sources: list[str], masthead: Masthead) -> Iterable[Reading]:
        """What every one of these files says."""
        head = mark(masthead, self.label)
        unread = []
        for source in sources:
            file, kept = self._mark(source), self.before.get(source)
            if kept and file and kept.file == file and kept.masthead == head:
                self.now[source] = kept
            else:
                unread.append(source)
        pieces = ((self.content, self.label, source, masthead) for source in unread)
        outcomes = self.room.each(read_piece, pieces, len(unread), here=True)
        for source, outcome in zip(unread, outcomes, strict=True):
            reading, file = outcome.result or (self._failed(source, outcome.failure), "")
            before = self.before.get(source)
            if before and _text(before.reading) == _text(reading):  # only its header is another: it need not be set again
                self.now[source] = before._replace(file=file, masthead=head, reading=reading)
            else:
                self.now[source] = Kept(file, head, reading)
        return [self.now[source].reading for source in sources]

    def set_all(self, magazine: Magazine, texts: Iterable[Settable]) -> list[Problem]:
        """Sets all these texts; what cannot be set is a problem, and set empty."""
        waiting = [text for text in texts if text.path not in magazine.galleys]
        problems = []
        done: dict[str, Galley] = {}
        with self.ledger.writing():
            for text, outcome in zip(waiting, self._set(magazine, waiting), strict=False):
                if outcome.failure:
                    message = f"it cannot be set: {outcome.failure}; make it simpler, or part it"
                    problems.append(Problem(text.path, 0, "too-hard", message))
                    done[text.path] = Galley(Text(""), 0)
                    self._restored.add(text.path.removeprefix(f"{self.label}/"))  # there is nothing to be kept
                elif outcome.result:
                    self.ledger.put_texts([(outcome.result.text.mark, outcome.result.html)])
                    done[text.path] = self._fetched(outcome.result, outcome.result.text.mark, text.path)
        magazine.galleys.update(done)  # not before the ledger has their texts for good
        return problems

    def _set(self, magazine: Magazine, waiting: list[Settable]) -> Iterable[Outcome]:
        if self.room.share((magazine, waiting)):
            return self.room.each(set_shared, ((at,) for at in range(len(waiting))), len(waiting))
        if not travels(self.setting):  # settings of one's own may hold what cannot go to another process
            return ()
        return self.room.each(set_piece, (self._piece(magazine, text) for text in waiting), len(waiting))

    def restore(self, magazine: Magazine) -> None:
        """Gives a magazine the galleys of last time, as far as each would be set in the same way today."""
        for source, kept in self.now.items():
            galley = kept.galley
            if galley is None or kept.setting != self.setting_mark:
                continue
            if all(magazine.addresses.resolve(target, source) == address for target, address in galley.asked):
                path = f"{self.label}/{source}"
                if kept.language == magazine.language_of(path):
                    magazine.galleys[path] = self._fetched(galley, kept.text, path)
                    self._restored.add(source)

    def keep(self, magazine: Magazine) -> None:
        """Writes down what is known now."""
        missing = []
        for source, kept in self.now.items():
            path = f"{self.label}/{source}"
            galley = magazine.galleys.get(path)
            language = magazine.language_of(path)
            if galley and source not in self._restored:
                missing.append((galley.text.mark, galley.html))
                bare = galley._replace(text=Text(""))
                self.now[source] = kept._replace(setting=self.setting_mark, language=language, galley=bare, text=galley.text.mark)
        changed = [source for source in self.before.keys() | self.now.keys() if self.before.get(source) is not self.now.get(source)]
        if changed:
            with self.ledger.writing():
                self.ledger.put_texts(missing)
                self.ledger.put_readings(self.now, changed)
                self.ledger.sweep_texts({kept.text for kept in self.now.values()})

    def _mark(self, source: str) -> str:
        stamp = self.stamps.get(f"{self.content}/{source}")
        return stamp.mark if stamp else ""

    def _fetched(self, galley: Galley, text: str, path: str) -> Galley:
        return galley._replace(text=Text(mark=text, fetch=self.ledger.html, path=path))

    def _failed(self, source: str, failure: str) -> Reading:
        problem = Problem(f"{self.label}/{source}", 0, "unreadable", f"it cannot be read: {failure}; make it simpler, or part it")
        return Reading(source, kind_of(source), None, None, (), (problem,))

    def _piece(self, magazine: Magazine, text: Settable) -> tuple[Any, ...]:
        source = text.path.removeprefix(f"{self.label}/")
        targets = {html.unescape(target) for target in _TARGET.findall(text.manuscript.body)}
        known = {target: magazine.addresses.resolve(target, source) for target in targets}
        return text.manuscript, magazine.language_of(text.path), known, self.setting


def _text(reading: Reading) -> tuple[str, str] | None:
    """What is set of a file, and how its author wrote it; a galley also hangs on its language, its links and the setting."""
    return reading.manuscript and (reading.manuscript.syntax, reading.manuscript.body)


def read_piece(content: Path, label: str, source: str, masthead: Masthead) -> tuple[Reading, str]:
    """What a file says, and the mark of the very bytes that were read, whatever somebody writes into it meanwhile."""
    try:
        raw = (content / source).read_bytes()
    except OSError:
        return read_file(content, label, source, masthead), ""
    return read_file(content, label, source, masthead, raw), mark_of_bytes(raw)


def set_shared(at: int) -> Galley:
    """Sets one of the texts that all hands know of, by its number."""
    magazine, waiting = shared()
    return magazine.set(waiting[at])


class _NotAtHand(LookupError):
    """A link was found whose address did not travel with its text."""


def set_piece(manuscript: Manuscript, language: str, known: dict[str, str], setting: Setting) -> Galley | None:
    """Sets one text in whichever process; None where it has a link that only the whole magazine can follow."""
    try:
        return set_text(manuscript, language, _from(known), setting)
    except _NotAtHand:
        return None


def _from(known: dict[str, str]) -> Callable[[str], str]:
    def resolve(target: str) -> str:
        if target not in known:
            raise _NotAtHand(target)
        return known[target]

    return resolve
