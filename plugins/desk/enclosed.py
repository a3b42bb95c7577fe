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
    """The files of a submission, by their names below its folder; which of them are pictures; what is to be said of them."""

    files: dict[str, bytes]
    pictures: list[str]
    others: list[str]
    names: dict[str, str]  # under which the letter's text knows the pictures
    remarks: list[str]

    def shown_in(self, body: str) -> str:
        """A body in Markdown with the pictures' new names."""
        for old, new in self.names.items():
            body = re.sub(rf"(!\[[^\]]*\]\(<?){re.escape(old)}(?=>?[\s)])", lambda found, new=new: found[1] + new, body)  # type: ignore[misc]
        return body


def with_arrival(arrival: Arrival) -> Enclosed:
    """Everything that came along with an arrival. A picture that cannot be opened is kept with the other files, and named."""
    came = Enclosed({}, [], [], {}, [])
    stopped = ""
    for at, one in enumerate(arrival.pictures):
        stopped = stopped or (f"no more than {MOST} are opened" if at == MOST else "")
        picture, fault = (None, stopped) if stopped else _cleaned(one)
        if picture is None and fault.startswith("it takes"):
            stopped = "one before it took too long"  # whoever sends one may send a hundred
        if picture and picture.raw and min(picture.width, picture.height) >= SMALLEST:
            name = f"{PICTURES}/{_stem(one)}-{_mark(one)}{picture.suffix}"
            came.files[name] = picture.raw
            came.names[one.name] = name
            if name not in came.pictures:
                came.pictures.append(name)
            fault = picture.fault
            if fault:
                came.remarks.append(f"the picture {one.name}: {fault}")
            continue
        _keep(one, came)
        if fault or picture and picture.fault:
            came.remarks.append(f"the picture {one.name} stays as it was sent, in {OTHERS}/: {fault or (picture and picture.fault)}")
    for one in arrival.others:
        _keep(one, came)
    return came


def _cleaned(one: Attachment) -> tuple[photograph.Cleaned | None, str]:
    try:
        return bounded(photograph.cleaned, one.raw), ""
    except Stopped as why:
        return None, str(why)


def _keep(one: Attachment, came: Enclosed) -> None:
    suffix = one.name.rpartition(".")[2] if "." in one.name else ""
    suffix = re.sub(r"[^a-z0-9]", "", suffix.lower())[:8]
    name = f"{OTHERS}/{_stem(one)}-{_mark(one)}{'.' + suffix if suffix else ''}"
    came.files[name] = one.raw
    if name not in came.others:
        came.others.append(name)


def _stem(one: Attachment) -> str:
    """What a file is called, in letters that every system writes alike."""
    stem = one.name.rpartition(".")[0] or one.name
    return slugify(stem)[:40].strip("-") or "file"


def _mark(one: Attachment) -> str:
    return hashlib.sha256(one.raw).hexdigest()[:8]
