"""A Word file: its paragraphs, headings, lists and pictures, without the fonts and colours."""

from collections.abc import Iterator
from pathlib import Path

from plugins.desk.incoming.arrival import Arrival


def read(file: Path) -> Iterator[Arrival]:
    """The one arrival that a Word file is, as Markdown."""
    import mammoth  # slow to import

    with file.open("rb") as opened:
        text = mammoth.convert_to_markdown(opened).value
    yield Arrival(str(file), file.read_bytes(), ".docx", text, markdown=True)
