"""What passed the desk's eyes is marked: the mark is of this very text, and tells nothing of the names that were looked for."""

from pathlib import PurePosixPath

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.mark import mark

FIELD = "checked"
# What is no words of a text, and may change without another look
_NO_WORDS = frozenset({FIELD, "id", "modified", "submission", "issue", "early", "date", "status", "consent", "lang", "translation"})


def checked_mark(manuscript: Manuscript) -> str:
    """The mark of all that a reader is told in a text: its file name, of which its address is made, its fields, its body."""
    fields = sorted((name, value) for name, value in manuscript.data.items() if name not in _NO_WORDS)
    return mark(PurePosixPath(manuscript.path).stem, fields, manuscript.body.strip())


def is_checked(manuscript: Manuscript) -> bool:
    """Whether the desk's mark in the header is of this very text."""
    return FIELD in manuscript.data and manuscript.data[FIELD] == checked_mark(manuscript)
