"""A revision: only words of texts have changed, so only the pages that show them are printed, each from the view it had.

What the magazine says of itself, its lists, its addresses, and what the proof found stand as they did. Where there is the
least doubt of that, nothing is done here, and the whole magazine is read.
"""

from typing import Any, NamedTuple

from jinja2 import TemplateError

from plugins.magazine import masthead
from plugins.magazine.checked import is_checked
from plugins.magazine.finished import is_bound
from plugins.magazine.galley import NO_TEXT, NOTHING, Galley, Setting, Text, set_text
from plugins.magazine.hidden import LEAK, any_term, seeker
from plugins.magazine.mark import mark, mark_of_bytes
from plugins.magazine.masthead import Masthead
from plugins.magazine.page import Page, Sheet, checking
from plugins.magazine.reading import Reading, read_file
from plugins.press import stamps, templates
from plugins.press.ahead import Ahead, OtherHand, terms_beside
from plugins.press.bind import bind
from plugins.press.kept import Kept, kept_of
from plugins.press.ledger import Ledger
from plugins.press.packed import packed, unpacked
from plugins.press.posted import shown_in
from plugins.press.sheets import sheet_of
from plugins.press.ticket import Ticket, label_of, setting_of
from plugins.press.timer import PATIENCE, do
from plugins.press.tree import TOUCHED, Row, Trees, holds, put
from plugins.press.unchanged import Look

MOST = 12  # texts: with more of them, the whole press is as quick
_OFF_THE_SITE = ("http://", "https://", "mailto:", "tel:")


class NotOnlyWords(Exception):
    """Something else may have changed too."""


def revised(trees: Trees, seen: Look, ticket: Ticket, other: OtherHand | None = None) -> bool:
    """Prints the change and lets readers see it; False, nothing touched, where the whole magazine has to be read."""
    if seen.changed is None or len(seen.changed) > MOST:
        return False
    with trees.alone():
        ledger = Ledger(trees.stands)
        try:
            if ledger.note("standing") != seen.standing:  # another press was quicker
                return False
            _Revision(trees, ledger, seen, ticket, other).run()
        except (NotOnlyWords, TemplateError):
            return False
        finally:
            ledger.close()
    return True


class _New(NamedTuple):
    """One page as it is now."""

    page: Page
    mark: str
    data: bytes
    sheet: Sheet | None


class _Revision:
    def __init__(self, trees: Trees, ledger: Ledger, seen: Look, ticket: Ticket, other: OtherHand | None):
        self.trees, self.ledger, self.seen, self.ticket, self.other = trees, ledger, seen, ticket, other
        self.label = label_of(ticket.content)
        self.texts: dict[str, Text] = {}
        self.terms = terms_beside(ticket.content, other)

    def run(self) -> None:
        ledger, content = self.ledger, f"{self.ticket.content}/"
        _sure(all(path.startswith(content) for path in self.seen.changed or ()))
        head, problems = masthead.load(self.ticket.content, f"{self.label}/{masthead.FILE}")
        sources = [path.removeprefix(content) for path in self.seen.changed or ()]
        under_lock = set(ledger.note("locked") or ())  # of which the proof has to say whether they may be changed
        _sure(not any(f"{self.label}/{source}" in under_lock for source in sources))
        known: dict[str, Kept] = ledger.readings_beside(sources)
        _sure(not problems and all(source in known for source in sources))
        self.printed_from = ledger.stamps()  # a build that was refused since then has left what it read
        _sure(all(known[source].file == self.printed_from[f"{content}{source}"].mark for source in sources))
        for source in sources:
            known[source] = self._set(source, known[source], self._read(source, head))
        _sure(not shown_in(ledger) & {f"{self.label}/{source}" for source in sources})  # a letter is set with its whole issue
        shows: dict[str, list[str]] = ledger.note("shows") or {}
        files = [file for file, paths in shows.items() if any(path in self.texts for path in paths)]
        _sure(all(any(path in shows[file] for file in files) for path in self.texts))
        printed: dict[str, tuple[str, str]] = ledger.note("printed")
        self.theme = templates.read(self.ticket.theme / "templates", self.trees.compiled)
        kept_marks = ledger.note("templates")
        _sure(bool(kept_marks) and kept_marks[0] == mark(self.theme.sources))
        checked = ledger.note("checked")
        _sure(bool(checked) or not checking.receivers)
        # whether an edition still holds all that it promises is asked of the whole magazine
        _sure(not any(is_bound(file) or file.endswith("/letter/index.html") for file in files))
        new = {file: self._page(file, *printed[file], checked) for file in files}
        self._write(new, printed, checked, known)

    def _read(self, source: str, head: Masthead) -> Reading:
        ahead = self.other.read() if self.other else Ahead()
        if source in ahead.readings and ahead.masthead == head:
            reading, said = ahead.readings[source]
            _sure(said == self.seen.fresh[f"{self.ticket.content}/{source}"].mark)
            return reading
        return read_file(self.ticket.content, self.label, source, head)

    def _set(self, source: str, kept: Kept, reading: Reading) -> Kept:
        """The new galley of a text, if nothing but its words is another."""
        stamp = self.seen.fresh[f"{self.ticket.content}/{source}"]
        if kept.galley is None or reading.manuscript is None:
            raise NotOnlyWords
        new = kept_of(reading, stamp.mark, kept.masthead)
        _sure(self._stays_hidden(kept.reading, new.reading, source))
        _sure(new.said == kept.said and stamps.mark_of_file(f"{self.ticket.content}/{source}") == stamp.mark)
        setting: Setting = setting_of(self.ticket)
        _sure(kept.setting == mark(setting))
        addresses = dict(kept.galley.asked)

        def resolve(target: str) -> str:
            _sure(target in addresses)
            return addresses[target]

        outcome = do(set_text, [(reading.manuscript, kept.language, resolve, setting)], PATIENCE)[0]
        _sure(not outcome.failure)
        galley: Galley = outcome.result
        _sure(bool(galley.text) and kept.text != NOTHING and _hinted(galley, reading) == _hinted(kept.galley, reading))
        _sure(not any((galley.removed, galley.faults, kept.galley.removed, kept.galley.faults)))
        self.texts[f"{self.label}/{source}"] = galley.text
        bare = galley._replace(text=NO_TEXT)
        return new._replace(setting=kept.setting, language=kept.language, galley=bare, text=galley.text.mark)

    def _stays_hidden(self, before: Reading, after: Reading, source: str) -> bool:
        """Whether the proof says of a text what it said, as to names that must not appear and its mark that none does."""
        path = f"{self.label}/{source}"
        if any(problem[0] == path and problem[2] == LEAK for problem in self.seen.standing["problems"]):
            return False
        text = (self.ticket.content / source).read_text("utf-8", "replace") if self.terms.known else ""
        return _is_checked(before) == _is_checked(after) and not seeker(self.terms).hits(text, any_term, source)

    def _text(self, path: str, before: str) -> Text:
        _sure(path in self.texts or self.ledger.holds_text(before))  # a build that was refused may have swept it
        return self.texts.get(path) or Text(mark=before, fetch=self.ledger.html, path=path)

    def _page(self, file: str, key: str, shown: str, checked: Any) -> _New:
        """A page with its new texts, if it leads nowhere that it did not lead before, and lost no place that others lead to."""
        view = self.ledger.view(file)
        _sure(view is not None and view[0] == key)
        assert view
        page = unpacked(view[1], self._text)
        data = self.theme.printed(page)
        sheet = None
        if checking.receivers and file.endswith(".html"):
            sheet, before = sheet_of(data.decode()), self.ledger.sheet(file)
            _sure(before is not None and before[0] == shown and checked[0].get(file) == key and file not in checked[1])
            _sure(set(before[2]) <= set(sheet.anchors) and before[3] == sheet.adverts)
            _sure(all(link in before[1] or link.startswith(_OFF_THE_SITE) for link in sheet.links))
        return _New(page, mark_of_bytes(data), data, sheet)

    def _write(self, new: dict[str, _New], printed: dict[str, tuple[str, str]], checked: Any, known: dict[str, Kept]) -> None:
        """Prints into the tree that nobody reads, and shows it. What its last turn missed is copied from the one that is read."""
        ledger, name, current = self.ledger, self.trees.next, self.trees.current
        folder, seen = self.trees.folder(name), self.trees.folder(current)
        old: dict[str, Row] = ledger.note(f"tree {name}") or {}
        others: dict[str, Row] = ledger.note(f"tree {current}")
        _sure(old.keys() == others.keys() == printed.keys() and folder.is_dir())
        # a page may be printed anew and say the same: the key tells that it was, the mark what it says
        after = {**printed, **{file: (f"revised {one.mark}", one.mark) for file, one in new.items()}}
        rows = {file: row for file, row in old.items() if holds(folder, file, row, after[file][1])}
        missing = [file for file in after if file not in rows]
        _sure(all(file in new or holds(seen, file, others[file], after[file][1]) for file in missing))
        with ledger.writing():
            ledger.put_note(f"tree {name}", {**rows, **dict.fromkeys(missing, TOUCHED)})
        for file in missing:
            data = new[file].data if file in new else (seen / file).read_bytes()
            rows[file] = (after[file][1], *put(folder, file, data))
        if not self.ticket.preview:
            _sure(not bind(self.trees, name, {file: one[1] for file, one in after.items()}, self.terms, ledger))
        with ledger.writing():
            ledger.put_readings(known, known)
            ledger.put_texts((text.mark, text.__html__()) for text in self.texts.values())
            ledger.put_views((file, after[file][0], packed(one.page)[0]) for file, one in new.items())
            ledger.put_sheets(((file, (one.mark, *one.sheet)) for file, one in new.items() if one.sheet), ())
            ledger.put_note(f"tree {name}", rows)
            ledger.put_note("printed", after)
            if checked:
                ledger.put_note("checked", ({file: one[0] for file, one in after.items()}, checked[1]))
            ledger.put_stamps(self.seen.stamps(self.printed_from))
            ledger.put_note("standing", {**self.seen.standing, "tree": name})
        self.trees.show(name)


def _sure(right: bool) -> None:
    if not right:
        raise NotOnlyWords


def _is_checked(reading: Reading) -> bool:
    return reading.story.checked if reading.story else reading.manuscript is not None and is_checked(reading.manuscript)


def _hinted(galley: Galley, reading: Reading) -> tuple[Any, ...]:
    """What other pages say of a text: how long it takes to read, how it begins, its pull quote, and the files it shows."""
    summed_up = bool(reading.story and reading.story.header.summary)
    begins = "" if summed_up else galley.opening
    return galley.minutes, begins, galley.pull_quote, sorted(link for link in galley.links if link.startswith("/"))
