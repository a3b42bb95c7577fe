"""What the press knows of the manuscripts from last time: what each of them says, and how it was set in type."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from plugins.magazine.galley import NO_TEXT, Galley, Setting, Text
from plugins.magazine.magazine import Magazine, Settable
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.mark import mark, mark_of_bytes
from plugins.magazine.masthead import Masthead
from plugins.magazine.problem import Problem, Unfit
from plugins.magazine.reading import Reading, kind_of, read_file, read_manuscript
from plugins.press.ahead import Ahead, OtherHand
from plugins.press.ledger import Ledger
from plugins.press.room import Room, travels
from plugins.press.setter import piece_of, set_piece, set_shared
from plugins.press.stamps import Stamps
from plugins.press.timer import Outcome
from plugins.press.unchanged import UNKEPT


class Kept(NamedTuple):
    """What was made of one file: its reading, closed, and its galley, whose HTML lies in the ledger.

    ``said`` is the mark of all that the magazine and its proof know of the file, its words apart, and ``words`` that of these.
    """

    file: str  # the mark of its bytes
    masthead: str
    reading: Reading
    said: str = ""
    words: str = ""
    setting: str = ""
    language: str = ""
    galley: Galley | None = None
    text: str = ""


Readings = dict[str, Kept]  # of all manuscripts, by their sources


def kept_of(reading: Reading, file: str, masthead: str) -> Kept:
    """What is kept of a file that was just read."""
    one = reading.manuscript
    if one is None:
        return Kept(file, masthead, reading)
    header = (one.syntax, one.data, one.lines, one.body_line, bool(one.body.strip()))
    said = mark(reading.kind, header, reading.links, reading.problems)
    return Kept(file, masthead, reading.closed(), said, mark_of_bytes(f"{one.syntax} {one.body}".encode("utf-8", "surrogatepass")))


class Manuscripts:
    """All manuscripts of a folder, read and set by as many hands as the room has, and only where the ledger does not know."""

    def __init__(
        self,
        content: Path,
        label: str,
        stamps: Stamps,
        ledger: Ledger,
        room: Room,
        setting: Setting,
        other: OtherHand | None = None,
        before: Readings | None = None,
    ):
        self.content, self.label, self.stamps, self.ledger, self.room, self.setting = content, label, stamps, ledger, room, setting
        self.other, self.setting_mark = other, mark(setting)
        self.before = ledger.readings() if before is None else before
        self.now: dict[str, Kept] = {}
        self._html = ledger.html
        self._restored: set[str] = set()
        self._put: set[str] = set()  # the marks of texts that the ledger was given

    def read_all(self, sources: list[str], masthead: Masthead) -> Iterable[Reading]:
        """What every one of these files says."""
        head = mark(masthead, self.label)
        unread: list[str] = []
        for source in sources:
            file, kept = self._mark(source), self.before.get(source)
            if kept and file and kept.file == file and kept.masthead == head:
                self.now[source] = kept
            else:
                unread.append(source)
        ahead = self.other.read() if unread and self.other else Ahead()
        known = ahead.readings if ahead.masthead == masthead else {}
        others = [source for source in unread if source not in known]
        pieces = ((self.content, self.label, source, masthead, head) for source in others)
        outcomes = self.room.each(read_piece, pieces, len(others), here=True)
        for source in unread:
            if source in known:
                kept = kept_of(*known[source], head)
            else:
                outcome = next(outcomes)
                kept = outcome.result or Kept("", head, self._failed(source, outcome.failure))
            before = self.before.get(source)
            if before and before.words and before.words == kept.words:  # only its header is another: it need not be set again
                kept = before._replace(file=kept.file, masthead=head, reading=kept.reading, said=kept.said)
            self.now[source] = kept
            path = f"{self.content}/{source}"
            if path in self.stamps:
                self.stamps[path] = self.stamps[path]._replace(mark=kept.file)
        readings = [self.now[source].reading for source in sources]
        for reading in readings:
            if reading.story and reading.manuscript:
                reading.manuscript.opens_with(self._opened)
        return readings

    def _opened(self, path: str) -> Manuscript:
        """The manuscript of a story, read again; raises Unfit where it is not what was read before."""
        source = path.removeprefix(f"{self.label}/")
        try:
            raw = _bytes_of(self.content, source)
        except OSError:
            raw = b""
        manuscript, _ = read_manuscript(self.content, self.label, source, raw)
        if manuscript is None or mark_of_bytes(raw) != self.now[source].file:
            raise Unfit([Problem(path, 0, "unreadable", "somebody wrote into it while it was being printed: print again")])
        return manuscript

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
                    done[text.path] = Galley(NO_TEXT, 0)
                    self._restored.add(text.path.removeprefix(f"{self.label}/"))  # there is nothing to be kept
                elif outcome.result:
                    self.ledger.put_texts([(outcome.result.text.mark, outcome.result.html)])
                    self._put.add(outcome.result.text.mark)
                    done[text.path] = self._fetched(outcome.result, outcome.result.text.mark, text.path)
        magazine.galleys.update(done)  # not before the ledger has their texts for good
        return problems

    def _set(self, magazine: Magazine, waiting: list[Settable]) -> Iterable[Outcome]:
        if self.room.share((magazine, waiting)):
            return self.room.each(set_shared, ((at,) for at in range(len(waiting))), len(waiting))
        if not travels(self.setting):  # settings of one's own may hold what cannot go to another process
            return ()
        return self.room.each(set_piece, (piece_of(magazine, text) for text in waiting), len(waiting))

    def restore(self, magazine: Magazine) -> None:
        """Gives a magazine the galleys of last time, as far as each would be set in the same way today."""
        resolve, moved = magazine.addresses.resolve, self.ledger.note("addresses") != magazine.addresses.mark
        languages, home = magazine.languages_of_texts, magazine.masthead.language
        for source, kept in self.now.items():
            galley, manuscript = kept.galley, kept.reading.manuscript
            if galley is None or manuscript is None or kept.setting != self.setting_mark:
                continue
            if not moved or all(resolve(target, source) == address for target, address in galley.asked):
                path = manuscript.path
                if kept.language == (languages.get(path) or home):
                    magazine.galleys[path] = self._fetched(galley, kept.text, path)
                    self._restored.add(source)

    def keep(self, magazine: Magazine, withdrawn: set[str]) -> None:
        """Writes down what is known now; of a story that was ``withdrawn`` nothing: it is read again every time."""
        missing = []
        for source, kept in self.now.items():
            if source in self._restored:
                continue
            path = f"{self.label}/{source}"
            if galley := magazine.galleys.get(path):
                if galley.text.mark not in self._put:
                    missing.append((galley.text.mark, galley.html))
                bare, language = galley._replace(text=NO_TEXT), magazine.language_of(path)
                self.now[source] = kept._replace(setting=self.setting_mark, language=language, galley=bare, text=galley.text.mark)
            elif kept.galley:  # its links may lead elsewhere by now, and nobody asked where
                self.now[source] = kept._replace(galley=None)
        gone = {path.removeprefix(f"{self.label}/") for path in withdrawn}
        now = {source: kept for source, kept in self.now.items() if source not in gone}
        if self.ledger.note(UNKEPT) != sorted(gone):
            with self.ledger.writing():
                self.ledger.put_note(UNKEPT, sorted(gone))
        changed = [source for source in self.before.keys() | now.keys() if self.before.get(source) is not now.get(source)]
        if changed or self.ledger.note("addresses") != magazine.addresses.mark:
            with self.ledger.writing():
                self.ledger.put_note("addresses", magazine.addresses.mark)
                self.ledger.put_texts(missing)
                self.ledger.put_readings(now, changed)
                self.ledger.sweep_texts({kept.text for kept in now.values()})

    def _mark(self, source: str) -> str:
        stamp = self.stamps.get(f"{self.content}/{source}")
        return stamp.mark if stamp else ""

    def _fetched(self, galley: Galley, text: str, path: str) -> Galley:
        return Galley(Text(None, text, self._html, path), *galley[1:])

    def _failed(self, source: str, failure: str) -> Reading:
        problem = Problem(f"{self.label}/{source}", 0, "unreadable", f"it cannot be read: {failure}; make it simpler, or part it")
        return Reading(source, kind_of(source), None, None, (), (problem,))


def read_piece(content: Path, label: str, source: str, masthead: Masthead, head: str) -> Kept:
    """What a file says, and the mark of the very bytes that were read, whatever somebody writes into it meanwhile."""
    try:
        raw = _bytes_of(content, source)
    except OSError:
        return Kept("", head, read_file(content, label, source, masthead))
    return kept_of(read_file(content, label, source, masthead, raw), mark_of_bytes(raw), head)


def _bytes_of(content: Path, source: str) -> bytes:
    with open(f"{content}/{source}", "rb", buffering=0) as file:  # half the time that pathlib takes, for thousands of them
        return file.read()
