"""An advertiser's order is begun, and its artwork put in its place, without touching what other issues printed of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plugins.desk.edit import edited
from plugins.desk.header import scalar
from plugins.desk.house import CONTENT, Refused, unopened, write_new, write_whole
from plugins.desk.new import new_card
from plugins.desk.numbered import issue_of
from plugins.magazine import booking
from plugins.magazine.booking import Booking, Insertion
from plugins.magazine.bookings import no_room
from plugins.magazine.directory import BUSINESSES
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import Slot
from plugins.magazine.model import unknown
from plugins.magazine.ordinary import slugify
from plugins.magazine.picture import DRAWING, is_picture

FOLDER = "images/adverts"
DOTS = 8  # a millimetre on paper, 200 an inch: with fewer a printed picture looks coarse
ANOTHER_SHAPE = 0.15  # of the slot's proportions; with more the picture leaves a hole in it


def new_booking(advertiser: str, slot: str, issues: list[int], magazine: Magazine, root: Path, day: date) -> tuple[list[Path], list[str]]:
    """Writes an order with all its fields, and a business that is named in words and not known.

    Returns the files, the order first, and what an editor should hear: that the advertiser is in one of the issues already. Raises
    Refused where it names a file, a slot or an issue that is not there, or where there is no room.
    """
    firms, slots = magazine.directory.businesses, magazine.masthead.slots
    named = next((slug for slug, card in firms.items() if card.name.casefold() == advertiser.casefold()), advertiser)
    slug = named if named in firms else slugify(named)
    if slug not in firms and named == slug:
        advice = "write its name as it is printed, and its file is begun as well"
        raise Refused(f"{CONTENT}/businesses", f"{unknown(advertiser, firms, 'business')}: {advice}")
    if slot not in slots:
        raise Refused(f"{CONTENT}/masthead.yml", unknown(slot, slots, "slot"))
    issues = sorted(set(issues))
    for number in issues:
        if why := no_room(magazine, slot, issue_of(number, magazine), day):
            raise Refused(f"{CONTENT}/issues/{number}.md", why)
    size = slots[slot]
    lines = [
        f"advertiser: {slug}",
        f"slot: {slot}   # {size.width} by {size.height} mm{f', {size.price}' if size.price else ''}",
        "headline:                       # set by us, with the text; or artwork: desk artwork",
        "text:",
        f"url: {scalar(firms[slug].website) if slug in firms and firms[slug].website else ''}",
        '# image: {src: images/adverts/....png, alt: "what it says"}',
        "insertions:",
        *(f"  - issue: {number}" for number in issues),
        f"# an insertion may say anything otherwise: {{issue: {issues[-1]}, headline: Moving before Christmas?}}",
        "# make_good_for: {booking: ..., issue: ...}   # free, for one that was missed",
        "",
    ]
    file = root / CONTENT / booking.FOLDER / f"{_free_name(slug, slot, magazine)}{booking.SUFFIX}"
    firm = [] if slug in firms else [new_card(BUSINESSES, named, root)]
    write_new({file: "\n".join(line.rstrip() for line in lines)}, root)
    others = [(one.path, each.issue) for one in magazine.bookings for each in one.insertions if one.advertiser == slug and not each.missed]
    so = "there is an order of the same advertiser for #{} already ({}): delete this, where both are one"
    return [file, *firm], [so.format(number, path) for path, number in others if number in issues]


def _free_name(advertiser: str, slot: str, magazine: Magazine) -> str:
    """The advertiser's name; with the slot, and then a number, where that is taken."""
    taken = {one.slug for one in magazine.bookings}
    names = (advertiser, f"{advertiser}-{slot}", *(f"{advertiser}-{slot}-{number}" for number in range(2, 1000)))
    return next(name for name in names if name not in taken)


def put_artwork(
    slug: str, file: Path, alt: str, issue: int | None, magazine: Magazine, root: Path, day: date
) -> tuple[list[str], list[str]]:
    """Puts artwork into an order: for one issue, or for all that are not out on a day.

    Returns the files that were written, and what an advertiser should hear of the picture. What an issue that is out or
    closed printed stays as it was. Raises Refused where nothing would be shown, or the file is no picture.
    """
    orders = {one.slug: one for one in magazine.bookings}
    if slug not in orders:
        raise Refused(f"{CONTENT}/{booking.FOLDER}", unknown(slug, orders, "booking"))
    order = orders[slug]
    dates = {one.number: (one.date, one.closed) for one in magazine.issues}
    to_come = [one for one in order.insertions if not (one.issue in dates and (dates[one.issue][0] <= day or dates[one.issue][1]))]
    meant = [one for one in to_come if issue in (None, one.issue)]
    if not meant:
        name = f"#{issue}" if issue else "issues to come"
        raise Refused(order.path, f"no insertion of it is for {name}, or it is in print: name another with --issue, or add one to it")
    raw = _read(file)
    remarks = list(dict.fromkeys(said for one in meant for said in _fit(file, one, magazine.masthead.slots)))
    name = f"{FOLDER}/{slug}-{hashlib.sha256(raw).hexdigest()[:8]}{file.suffix.lower()}"
    # what all insertions inherit is the booking's, unless one of them was printed already: then each says it for itself
    whole = len(meant) == len(order.insertions)
    path = root / CONTENT / booking.FOLDER / f"{slug}{booking.SUFFIX}"
    text = edited(path.read_text(encoding="utf-8"), lambda data: _show(data, order, meant, whole, name, alt), order.path)
    written = [f"{CONTENT}/{name}", order.path]
    target = root / CONTENT / name
    if not target.exists():
        write_whole(target, raw)
    write_whole(path, text.encode())
    return written, remarks


def _read(file: Path) -> bytes:
    if not is_picture(file.name) and file.suffix.lower() != DRAWING:
        raise Refused(file, "this is no picture: ask for a JPEG, PNG, WebP, HEIC or SVG (of a PDF, for a PNG of it)")
    try:
        return file.read_bytes()
    except OSError as error:
        raise unopened(file, error) from error


def _fit(file: Path, insertion: Insertion, slots: dict[str, Slot]) -> Iterator[str]:
    """What is to be said of a picture in a slot; raises Refused where it is none."""
    if file.suffix.lower() == DRAWING:
        return
    from plugins.magazine.photograph import original  # Pillow is slow to import

    found, slot = original(file), slots.get(insertion.slot)
    if found.fault:
        raise Refused(file, found.fault)
    if found.moves:
        yield "it moves, and only its first picture is printed"
    if slot is None:
        return
    size = f"{insertion.slot} is {slot.width} by {slot.height} mm"
    if found.width < slot.width * DOTS or found.height < slot.height * DOTS:
        wanted = f"{slot.width * DOTS} by {slot.height * DOTS}"
        yield f"it has {found.width} by {found.height} points; {size}, and on paper that wants {wanted}"
    if abs(found.width * slot.height / (found.height * slot.width) - 1) > ANOTHER_SHAPE:
        yield f"its shape is another than the slot's ({size}), so that some of the slot stays white"


def _show(data: Any, order: Booking, meant: list[Insertion], whole: bool, name: str, alt: str) -> None:
    """Writes the picture into the header: of the booking, or of those insertions that are to show it."""
    from ruamel.yaml.comments import CommentedMap

    def picture() -> CommentedMap:
        made = CommentedMap(src=name, alt=alt)
        made.fa.set_flow_style()
        return made

    own = {one.at for one in order.insertions if "image" in data["insertions"][one.at]}
    if whole:
        place = list(data).index("insertions")
        if "image" in data:
            data["image"] = picture()
        else:
            data.insert(place, "image", picture())
        for at in own:
            del data["insertions"][at]["image"]
        return
    for one in meant:
        data["insertions"][one.at]["image"] = picture()
