"""Plain text and Markdown, in the encodings in which people save them."""

from collections.abc import Iterator
from pathlib import Path

from plugins.desk.house import Refused
from plugins.desk.incoming import chat
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.encoding import guessed
from plugins.magazine.header import UNPRINTABLE
from plugins.magazine.numbers import in_figures
from plugins.magazine.story import LONGEST_CASE


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that a file of text is; raises Refused where it is empty, too long or no text."""
    raw = file.read_bytes()
    short_enough(len(raw), file)
    if b"\0" in raw:
        raise Refused(file, "this is no plain text: save it again as text with the encoding UTF-8")
    text, remark = decoded(raw, file)
    text, unseen = cleaned(text, file)
    remarks = tuple(one for one in (remark, unseen) if one)
    suffix = file.suffix.lower()
    said = chat.read(text)
    own, author, aside = said or (text, "", ())
    yield Arrival(str(file), raw, suffix, own, markdown=suffix == ".md", author=author, aside=aside, remarks=remarks)


def short_enough(size: int, file: object) -> None:
    """Raises Refused where a text of so many bytes is longer than a story may be."""
    if size > LONGEST_CASE:
        message = f"the text is {size:,} bytes long, the most is {LONGEST_CASE:,}: ask for a shorter text, or for two parts"
        raise Refused(file, message)


def decoded(raw: bytes, file: object) -> tuple[str, str]:
    """Bytes as text, and a remark where they are not UTF-8; raises Refused where they are no text."""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    name = guessed(raw)
    if name == "latin-1":  # under which any bytes are some text
        message = "the text can be read neither as UTF-8 nor as Windows text: save it again with the encoding UTF-8"
        raise Refused(file, message)
    return raw.decode(name), f"the file is not UTF-8 and was read as {name}: look at its letters, accents and quotation marks"


def cleaned(text: str, file: object) -> tuple[str, str]:
    """A text with line ends of one kind and no character that cannot be seen, and a remark where there were some.

    Raises Refused where nothing is left, or where so much cannot be seen that it is no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = UNPRINTABLE.findall(text)
    if len(unseen) * 20 > len(text):
        raise Refused(file, "this is no plain text: save it again as text with the encoding UTF-8")
    text = UNPRINTABLE.sub(" ", text)
    if not text.strip():
        raise Refused(file, "the file is empty: ask its author to send it again")
    return text, left_out(len(unseen))


def left_out(unseen: int) -> str:
    """What is said of so many characters that cannot be seen; nothing of none."""
    return f"left out of the draft: {in_figures(unseen, 'character')} that cannot be seen" if unseen else ""
