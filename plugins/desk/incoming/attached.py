"""Stories that came as documents, attached to a letter."""

import re
import tempfile
from importlib import import_module
from pathlib import Path

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import READERS, Arrival, Attachment

DOCUMENTS = (".txt", ".md", ".docx", ".docm", ".html", ".htm")


def read(file: Attachment) -> list[Arrival | Refused]:
    """What an attached document brings, under its own name."""
    reader = import_module(f"plugins.desk.incoming.{READERS[Path(file.name).suffix.lower()]}")
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        place = Path(folder) / f"attached{Path(file.name).suffix.lower()}"
        place.write_bytes(file.raw)
        try:
            found = reader.read(place)
            return [one._replace(name=file.name) if isinstance(one, Arrival) else Refused(file.name, one.message) for one in found]
        except Refused as why:
            return [Refused(file.name, why.message)]
        except Exception as error:  # whatever a library makes of a file that may be anything
            return [Refused(file.name, f"it is spoilt, or not what its name says ({type(error).__name__}): ask for it again")]


def different(stories: list[Arrival]) -> list[Arrival]:
    """The stories that were attached, each once: the same text as .docx and as .txt is one."""
    seen: dict[tuple[str, ...], Arrival] = {}
    for one in sorted(stories, key=lambda each: (not each.markdown, each.name)):
        seen.setdefault(tuple(re.findall(r"\w+", one.text.lower())), one)
    return list(seen.values())
