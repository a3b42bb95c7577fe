"""What a calendar's invitation says: to what, when and where (RFC 5545)."""

import re
from datetime import date

from plugins.magazine.dates import long_day

_LINE = re.compile(r"(?m)^(SUMMARY|DTSTART|LOCATION|DESCRIPTION)(?:;[^:\n]*)?:(.*)$")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?")


def words(calendar: str) -> str:
    """An invitation as a few lines for an editor; what it does not say is left out."""
    lines = re.sub(r"\r?\n[ \t]", "", calendar).replace("\r\n", "\n")  # RFC 5545, section 3.1: long lines are folded
    said: dict[str, str] = {}
    for name, value in _LINE.findall(lines):
        said.setdefault(name, re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", "\n", value)).strip())
    said["DTSTART"] = _moment(said.get("DTSTART", ""))
    told = [said.get(name, "") for name in ("SUMMARY", "DTSTART", "LOCATION", "DESCRIPTION")]
    return "\n\n".join(["An invitation.", *filter(None, told)])


def _moment(said: str) -> str:
    found = _MOMENT.match(said)
    if not found:
        return said
    year, month, day, hour, minute = found.groups()
    try:
        on = long_day(date(int(year), int(month), int(day)))
    except ValueError:
        return said
    return f"{on}, {hour}:{minute}{' UTC' if said.endswith('Z') else ''}" if hour else on
