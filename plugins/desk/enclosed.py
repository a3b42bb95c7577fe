"""What came along with a letter: pictures, cleaned of what a camera wrote into them, and all other files as they are."""

import hashlib
import re
from typing import NamedTuple

from plugins.desk.incoming.arrival import Arrival, Attachment
from plugins.desk.incoming.bounded import Stopped, bounded
from plugins.magazine import photograph
from plugins.magazine.ordinary import slugify

PICTURES, OTHERS = "pictures", "others"
SMALLEST = 64  # pixels; what is lower or narrower is a logo in a signature, or counts who opened the mail
MOST = 40  # pictures of one letter that are opened


class Enclosed(NamedTuple):
    """The files of a submission by their names below its folder, which of them are what, and what is to be said of them.

    ``names`` are the pictures' new names by those that the letter's own text has for them.
    """

    files: dict[str, bytes]
    names: dict[str, str]
    remarks: list[str]

    @property
    def pictures(self) -> list[str]:
        return [name for name in self.files if name.startswith(PICTURES)]

    @property
    def others(self) -> list[str]:
        return [name for name in self.files if name.startswith(OTHERS)]

    def shown_in(self, body: str) -> str:
        """A body in Markdown with the pictures' new names."""
        for old, new in self.names.items():
            body = re.sub(rf"(?<=\]\(){re.escape(old)}(?=[\s)])", new, body)
        return body


def with_arrival(arrival: Arrival) -> Enclosed:
    """Everything that came along with an arrival. A picture that cannot be opened is kept with the other files, and named."""
    came = Enclosed({}, {}, [])
    stopped = ""
    for one in dict.fromkeys(arrival.pictures):
        if len(came.pictures) == MOST:
            stopped = stopped or f"no more than {MOST} pictures of a letter are opened"
        try:
            picture, fault = (None, stopped) if stopped else (bounded(photograph.cleaned, one.raw), "")
        except Stopped as why:  # whoever sends one may send a hundred
            picture, fault, stopped = None, str(why), "one before it could not be opened in time"
        if picture and picture.fault:
            fault = picture.fault.partition(":")[0]  # the rest says what an editor of their own pictures would do
        if picture and picture.raw and min(picture.width, picture.height) < SMALLEST:
            picture = None
        if picture and picture.raw:
            came.names[one.name] = f"{PICTURES}/{_name(one)}{picture.suffix}"
            came.files[came.names[one.name]] = picture.raw
        else:
            _keep(one, came)
        if fault:
            where = "" if picture and picture.raw else f", and is kept in {OTHERS}/ as it came"
            came.remarks.append(f"the picture {one.name}: {fault}{where}")
    for one in arrival.others:
        _keep(one, came)
    return came


def _keep(one: Attachment, came: Enclosed) -> None:
    suffix = re.sub(r"[^a-z0-9]", "", one.name.rpartition(".")[2].lower())[:8] if "." in one.name else ""
    came.files[f"{OTHERS}/{_name(one)}{'.' + suffix if suffix else ''}"] = one.raw


def _name(one: Attachment) -> str:
    """What a file is called, in letters that every system writes alike, with a mark of what is in it."""
    stem = slugify(one.name.rpartition(".")[0] or one.name)[:40].strip("-") or "file"
    return f"{stem}-{hashlib.sha256(one.raw).hexdigest()[:8]}"
