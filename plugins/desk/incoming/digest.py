"""A mailing list's digest is several letters in one; in plain text a line across parts them (RFC 1153)."""

import email
import re
from email.message import Message

_LINE_ACROSS = re.compile(r"(?m)^-{30}\n\n(?=[A-Z][\w-]*: )")
_PREAMBLE = re.compile(r"(?m)^-{70}\n\n(?=[A-Z][\w-]*: )")
_END = re.compile(r"(?m)^-{30}\n\n(?:_{20,}|.{0,80}\bDigest Footer|End of .{1,200}\bDigest\b)")


def is_one(text: str) -> bool:
    """Whether a text is several letters."""
    return _PREAMBLE.search(text) is not None


def letters(text: str) -> tuple[list[Message], str]:
    """The letters in a text that is a digest, and what the list wrote around them."""
    begins = next(_PREAMBLE.finditer(text))
    body = text[begins.end() :]
    ends = _END.search(body)
    pieces = _LINE_ACROSS.split(body[: ends.start()] if ends else body)
    return [_letter(one) for one in pieces], text[: begins.start()] + (body[ends.start() :] if ends else "")


def _letter(piece: str) -> Message:
    """A letter of a digest, whose headers stand in it as its reader would read them, and so in UTF-8."""
    head, _, words = piece.partition("\n\n")
    kept = [
        line for line in head.split("\n") if not line.lower().startswith(("content-type:", "content-transfer-encoding:", "mime-version:"))
    ]
    fields = "\n".join([*kept, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"])
    return email.message_from_bytes(f"{fields}\n\n{words}".encode("utf-8", "surrogatepass"))
