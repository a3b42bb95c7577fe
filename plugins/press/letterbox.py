"""Has what is sent and stands on no page, such as the letter of an issue, written where those who send it look for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.page import Message, Page, Printed, posting, sealing
from plugins.magazine.problem import Problem
from plugins.magazine.terms import PRIVATE
from plugins.press.hands import shared
from plugins.press.posted import FOLDER, Letters, Posted, keep, letters
from plugins.press.templates import complaint
from plugins.press.tree import holds, put

if TYPE_CHECKING:
    from plugins.magazine.magazine import Magazine
    from plugins.press.ledger import Ledger
    from plugins.press.room import Room
    from plugins.press.ticket import Ticket
    from plugins.press.timer import Outcome

NAMED = 3  # messages that the account names; of more the first and the last


class Letterbox:
    """The messages of a print run.

    Each is set in a build for readers where it has changed, so that the account can say what it holds. They are written into the
    folder beside the content that only editors see, where there is one, and where the output stands beside the content too.
    """

    account = ""

    def __init__(self, ticket: Ticket, ledger: Ledger, room: Room):
        self.ledger, self.room = ledger, room
        own = ticket.served.parent == ticket.content.parent and not ticket.preview
        self.private = ticket.content.parent / PRIVATE
        self.folder = self.private / FOLDER if own else None
        self.there = own and self.private.is_dir()
        self._posted: dict[str, Posted] = {}
        self._set: dict[str, bytes] = {}

    def set(self, magazine: Magazine, day: date, printed: Printed) -> list[Problem]:
        """Sets what has changed, and has it looked at beside what is ``printed``; gives all problems. Nothing is written yet."""
        before, due, problems = letters(self.ledger).posted, [], []
        messages = [one for _, offered in posting.send(magazine, day=day) for one in offered]
        for message in messages:
            last = before.get(message.name)
            if last and last.key == message.view.mark and self._stands(message.name, last):
                self._posted[message.name] = last._replace(texts=message.texts)
            else:
                due.append(message)
        for message, outcome in zip(due, self._each(due), strict=True):
            result = outcome.result or Problem(message.source, 0, "letter", f"{message.name} cannot be set: {outcome.failure}")
            if isinstance(result, Problem):
                problems.append(result)
                continue
            self._set[message.name], said = result
            asked = sealing.send(magazine, day=day, message=message, data=result[0], said=said, printed=printed)
            problems += [problem for _, found in asked for problem in found]
            self._posted[message.name] = Posted(message.view.mark, mark_of_bytes(result[0]), said, message.texts)
        self.account = _account((one.name, self._posted[one.name].said) for one in messages if one.name in self._posted)
        return problems

    def put(self) -> None:
        """Writes what was set."""
        for name, data in self._set.items() if self.there else ():
            one = self._posted[name]
            self._posted[name] = one._replace(row=(one.mark, *put(str(self.folder), name, data)))
        keep(self.ledger, Letters(str(self.private) if self.folder else "", self.there, self._posted))

    def _stands(self, name: str, last: Posted) -> bool:
        """Whether a message is where it should be, or nobody wants it anywhere."""
        return not self.there or holds(str(self.folder), name, last.row, last.mark)

    def _each(self, due: list[Message]) -> Iterator[Outcome]:
        if self.room.share(due):
            return self.room.each(_set_shared, ((at,) for at in range(len(due))), len(due))
        return self.room.each(_set_made, ((one._replace(view=one.view.make()),) for one in due), len(due))


def _set_shared(at: int) -> tuple[bytes, str] | Problem:
    message = shared()[at]
    return _set_made(message._replace(view=message.view.make()))


def _set_made(message: Message) -> tuple[bytes, str] | Problem:
    """The message and what is said of it, or what is wrong."""
    try:
        return message.set(message.view)
    except TemplateError as error:
        return complaint(error, Page(f"/{message.name}", lambda _: b"", None, message.source))


def _account(posted: Iterable[tuple[str, str]]) -> str:
    """A line for each way in which messages hold their issues; of many that are alike it names the first and the last."""
    ways: dict[str, list[str]] = {}
    for name, said in posted:
        ways.setdefault(said, []).append(name)
    shown = {said: names if len(names) <= NAMED else [names[0], "\u2026", names[-1]] for said, names in ways.items()}
    return "".join(f"{', '.join(names)}: {said}\n" for said, names in shown.items())
