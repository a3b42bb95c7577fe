"""A mailbox in one file, as mail programs export it: letters one after another, each below a line that begins with From (RFC 4155)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.desk.house import Refused
from plugins.desk.incoming import mail
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.within import within

LONGEST_LINE = 1024 * 1024  # bytes that are looked at in one piece
_FIELD = re.compile(rb"[!-9;-~]{1,100}:|>?From ")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")


def read(file: Path) -> Iterator[Arrival | Refused]:
    """What the letters of a mailbox bring, one letter in memory at a time; one that cannot be read keeps no other back."""
    number = 0
    for number, raw in enumerate(_letters(file), 1):
        name = f"{file}, letter {number}"
        if isinstance(raw, int):
            yield Refused(name, mail.too_large(raw))
        else:
            yield from within(mail.letters, raw, name, name=name)
    if not number:
        yield Refused(file, "there is no letter in this mailbox: export it again as .mbox, or its letters as .eml")


def _letters(file: Path) -> Iterator[bytes | int]:
    """The letters as they were before they were put one after another; of one that is too large its size."""
    held: list[bytes] = []
    size = 0
    empty_above = True
    with file.open("rb") as lines:
        for line, below in _pairs(iter(lambda: lines.readline(LONGEST_LINE), b"")):
            # a line of a letter's own that begins so has words below it, and no field of a header
            if line.startswith(b"From ") and empty_above and _FIELD.match(below):
                yield from _whole(held, size)
                held, size = [], 0
            elif size or line.strip():
                size += len(line)
                if size <= mail.LARGEST:
                    held.append(line)
            empty_above = not line.strip()
    yield from _whole(held, size)


def _whole(held: list[bytes], size: int) -> Iterator[bytes | int]:
    if size > mail.LARGEST:
        yield size
    elif held:
        raw = b"".join(held)
        yield _ESCAPED.sub(rb"\1", raw[: -len(held[-1])] if len(held) > 1 and not held[-1].strip() else raw)


def _pairs(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Every line with the one below it."""
    rest = iter(lines)
    above = next(rest, None)
    if above is None:
        return
    for line in rest:
        yield above, line
        above = line
    yield above, b""
