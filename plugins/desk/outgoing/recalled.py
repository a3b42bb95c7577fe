"""A letter that was not sent yet is called back, so that it may be written anew."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from plugins.desk.house import shown
from plugins.desk.outgoing import ledger, outbox
from plugins.desk.submission import Submission


def sent(submissions: Iterable[Submission], what: str, root: Path) -> list[str]:
    """What is known of those letters of a kind that are sent or on their way, one line each."""
    letters = [file for one in submissions for file in _written(one, what, root)]
    doubted = [f"{shown(root / outbox.SENDING / file.name, root)} is on its way" for file in letters if file.name in _on_their_way(root)]
    return [*doubted, *(f"{file.name} was {how}" for file in letters if (how := outbox.posted(file, root)))]


def called_back(submissions: Iterable[Submission], what: str, root: Path, day: date, why: str) -> list[str]:
    """Takes the letters of a kind about these submissions out of the outbox, and says why in their logs; gives their files."""
    gone = []
    for one in submissions:
        for letter in _written(one, what, root):
            if letter.exists():
                ledger.drop(letter, one, root, day, why)
                gone.append(shown(letter, root))
    return gone


def _written(submission: Submission, what: str, root: Path) -> Iterator[Path]:
    """The letters of a kind that were written and not dropped since, each as a file of the outbox."""
    return (root / ledger.OUTBOX / name for name, wrote in ledger.written(submission.log()).items() if ledger.kind(wrote) == what)


def _on_their_way(root: Path) -> set[str]:
    return {file.name for file in outbox.in_doubt(root)}
