"""The files that the printed pages use: pictures, the inks and the icon. No others of the content go out."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from plugins.magazine.artwork import artwork
from plugins.magazine.ink import BLACK_DARK, BLACK_LIGHT, PAPER_DARK, PAPER_LIGHT, Ink, ink
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Copy, Page, copied
from plugins.magazine.pictures import files_of


class Inks(NamedTuple):
    """The ink of every issue that is out, by number; 0 is the ink of what belongs to none."""

    inks: tuple[tuple[int, Ink], ...]


class Icon(NamedTuple):
    """What stands beside the name of a page in a browser, in the ink of the latest issue."""

    ink: str


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """Every file that goes out beside the pages."""
    art = artwork(magazine, day)
    for source in art.copied:
        yield Page(f"/{quote(source)}", copied, Copy(str(magazine.content / source)), f"{magazine.label}/{source}")
    # two files of the same bytes and almost the same name are one print
    prints = {one.address: (one, path, wanted.source) for wanted in art.pictures for one, path in files_of(magazine, wanted)}
    for one, path, source in prints.values():
        yield Page(one.address, copied, Copy(path, mark="/".join(path.split("/")[-2:])), f"{magazine.label}/{source}")
    run = magazine.run(day)
    inks = [(0, ink(0)), *((issue.number, issue.ink) for issue in run.issues)]
    yield Page("/theme/inks.css", ink_styles, Inks(tuple(inks)))
    yield Page("/icon.svg", icon, Icon((run.latest.ink if run.latest else ink(0)).light))


def ink_styles(view: Inks) -> bytes:
    """The style sheet of all inks: a light and a dark pair for each, so that contrast holds in both schemes."""
    light = "".join(f".ink-{number}{{--ink:{one.light};--wash:{one.wash_light}}}\n" for number, one in view.inks)
    dark = "".join(f".ink-{number}{{--ink:{one.dark};--wash:{one.wash_dark}}}\n" for number, one in view.inks)
    papers = f":root{{--paper:{PAPER_LIGHT};--black:{BLACK_LIGHT}}}\n"
    night = f":root{{--paper:{PAPER_DARK};--black:{BLACK_DARK}}}\n"
    return f"{papers}{light}@media (prefers-color-scheme:dark){{\n{night}{dark}}}\n".encode()


def icon(view: Icon) -> bytes:
    """Two circles that meet. A magazine with a logo of its own shows that instead."""
    ground = f'<rect width="32" height="32" fill="{view.ink}"/>'
    one = f'<circle cx="12.5" cy="16" r="7.5" fill="{PAPER_LIGHT}"/>'
    other = f'<circle cx="19.5" cy="16" r="7.5" fill="{BLACK_LIGHT}" fill-opacity=".85"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{ground}{one}{other}</svg>\n'.encode()
