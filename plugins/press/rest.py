"""Sets reStructuredText as stock Pelican does, with docutils kept from reading other files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plugins.magazine.galley import Fault

_COMPLAINT = re.compile(r"^.*:(\d+): \((?:WARNING|ERROR|SEVERE)/\d\) (.*)$", re.MULTILINE)  # as docutils words it


@dataclass(frozen=True)
class RestructuredText:
    """A function of a text: its HTML, and what in it could not be set. Pelican would drop the whole article for such a place.

    ``settings`` is Pelican's DOCUTILS_SETTINGS. Pelican is imported only when there is something to set.
    """

    settings: Mapping[str, Any]

    def __call__(self, text: str) -> tuple[str, tuple[Fault, ...]]:
        with TemporaryDirectory() as folder:  # Pelican's reader takes files only
            path = Path(folder) / "article.rst"
            path.write_text(text, "utf-8")
            return self._set_whole(path)

    def _set_whole(self, path: Path) -> tuple[str, tuple[Fault, ...]]:
        from docutils.utils import SystemMessage

        try:
            return self._set(path), ()
        except SystemMessage:
            complaints = StringIO()
            self._set(path, halt_level=5, report_level=2, warning_stream=complaints)
            faults = (Fault(int(line), f"not printed: {said}") for line, said in _COMPLAINT.findall(complaints.getvalue()))
            return self._set(path, halt_level=5, report_level=5), tuple(faults)

    def _set(self, path: Path, **more: Any) -> str:
        from pelican.readers import RstReader
        from pelican.settings import DEFAULT_CONFIG

        options = {**self.settings, "file_insertion_enabled": False, **more}
        publisher = RstReader({**DEFAULT_CONFIG, "DOCUTILS_SETTINGS": options})._get_publisher(str(path))
        return publisher.writer.parts.get("body") or ""
