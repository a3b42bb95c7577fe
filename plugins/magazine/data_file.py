"""A data file is a header and nothing else, such as the masthead; what the same bytes say is worked out once."""

from pathlib import Path
from typing import Any, Generic, NamedTuple

from plugins.magazine.manuscript import Manuscript, read_yaml
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.model import AnyModel, fit
from plugins.magazine.problem import Problem


class DataFile(NamedTuple, Generic[AnyModel]):
    """What such a file says; where it cannot be read it has no manuscript, and its header says nothing."""

    manuscript: Manuscript | None
    header: AnyModel
    problems: tuple[Problem, ...]


# All that were read, by their model and file, each with the mark of its bytes; the press brings what it knows from last time.
KNOWN: dict[tuple[str, str], tuple[str, DataFile[Any]]] = {}


def read_data_file(model: type[AnyModel], file: Path, path: str) -> DataFile[AnyModel]:
    """Reads such a file; ``path`` is how problems name it. What the same bytes say is worked out once."""
    try:
        raw = file.read_bytes()
    except OSError:
        raw = None
    key = str(file.absolute())
    before, known = KNOWN.get((model.__name__, key), ("", None))
    said = mark_of_bytes(raw) if raw is not None else ""
    if known and said and before == said:
        return known
    manuscript, problems = read_yaml(file, path, raw)
    header, found = fit(model, manuscript) if manuscript else (model(), [])
    read = DataFile(manuscript, header, (*problems, *found))
    KNOWN[(model.__name__, key)] = (said, read)
    return read
