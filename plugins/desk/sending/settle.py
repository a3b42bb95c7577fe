"""An editor settles what no machine can know: who has the issue though it is in doubt, and who is to get it once more."""

from collections.abc import Iterable

from plugins.desk.house import Refused
from plugins.desk.outgoing.post import IN_DOUBT, REFUSED, SENT
from plugins.desk.sending import address
from plugins.desk.sending.ledger import LATER, Ledger

_FROM = {SENT: (IN_DOUBT,), LATER: (IN_DOUBT, REFUSED, LATER)}


def settle(emails: Iterable[str], state: str, ledger: Ledger) -> None:
    """Writes down that these have it (SENT), or are to be written to again (LATER); raises Refused as ``settled`` does."""
    for mark in settled(emails, state, ledger):
        ledger.note(mark, state, "says the editor")


def settled(emails: Iterable[str], state: str, ledger: Ledger) -> list[str]:
    """The marks of these; raises Refused where one of them is not in doubt (nor refused, who is to be written to again)."""
    marks = []
    for one in emails:
        try:  # of whoever left the list the mark alone is known
            mark = one if address.MARK.fullmatch(one) else address.mark(address.read(one)[1])
        except ValueError as error:
            raise Refused(ledger.path, str(error)) from error
        if mark not in ledger.those(*_FROM[state]):
            how = ledger.entries[mark].state if mark in ledger.entries else "not in it"
            raise Refused(ledger.path, f"{one} is {how}: only who is {' or '.join(_FROM[state][:2])} can be settled so")
        marks.append(mark)
    return marks
