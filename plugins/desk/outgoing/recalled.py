"""A letter that was not sent yet is called back: nothing tells of it any more, so that it may be written anew."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.desk.event import FOLDER, WROTE
from plugins.desk.house import shown
from plugins.desk.outgoing import outbox
from plugins.desk.outgoing.letters import OUTBOX
from plugins.desk.submission import Submission
from plugins.magazine.manuscript import read_yaml


def sent(submissions: Iterable[Submission], what: str, root: Path) -> list[str]:
    """What is known of those letters of a kind that are sent or on their way, one line each."""
    letters = [file for one in submissions for file, _ in _written(one, what, root)]
    doubted = [f"{shown(root / outbox.SENDING / file.name, root)} is on its way" for file in letters if file.name in _on_their_way(root)]
    return [*doubted, *(f"{file.name} was {how}" for file in letters if (how := outbox.posted(file, root)))]


def called_back(submissions: Iterable[Submission], what: str, root: Path) -> list[str]:
    """Takes the letters of a kind about these submissions out of the outbox; gives their files."""
    gone = []
    for one in submissions:
        for letter, told in _written(one, what, root):
            if letter.exists():
                letter.unlink()
                told.unlink()
                gone.append(shown(letter, root))
    return gone


def _written(submission: Submission, what: str, root: Path) -> Iterator[tuple[Path, Path]]:
    """The letters of a kind that were written, each as a file of the outbox, and what tells of it."""
    for told in sorted((submission.folder / FOLDER).glob(f"??-{WROTE}-??????.yml")):
        manuscript, _ = read_yaml(told, told.name)
        if manuscript and manuscript.data.get("letter_is") == what:
            yield root / OUTBOX / str(manuscript.data.get("letter")), told


def _on_their_way(root: Path) -> set[str]:
    return {file.name for file in outbox.in_doubt(root)}
