"""An edit changes a field in the header of a file and leaves all else as its editor typed it: remarks, order, quotation marks."""

from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any

from plugins.desk.house import Refused

_FENCE = "---"


def edited(text: str, change: Callable[[Any], None], path: str) -> str:
    """A file's text after ``change`` worked on its header, a mapping of fields; the body stays byte for byte.

    A file of YAML alone (``.yml``) is all header. Raises Refused where the header cannot be read.
    """
    from ruamel.yaml import YAML, YAMLError  # slow to import, and most commands change nothing

    head, body = _parted(text, path) if not path.endswith(".yml") else (text, "")
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10**9
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        data = yaml.load(head)
    except YAMLError as error:
        raise Refused(path, "its header cannot be read: run desk check, and mend it first") from error
    if not isinstance(data, Mapping):
        raise Refused(path, "it has no header of fields: run desk check, and mend it first")
    change(data)
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue() if path.endswith(".yml") else f"{_FENCE}\n{out.getvalue()}{_FENCE}\n{body}"


def _parted(text: str, path: str) -> tuple[str, str]:
    """The header between its lines, and the body."""
    first, _, rest = text.partition("\n")
    head, fence, body = rest.partition(f"\n{_FENCE}\n")
    if first.rstrip() != _FENCE or not fence:
        raise Refused(path, f"it does not begin with a header between two lines of {_FENCE}: give it one, as desk new story does")
    return head + "\n", body
