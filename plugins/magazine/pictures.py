"""The pictures of a magazine as its pages show them, and the files that are printed for that."""

import os
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from plugins.magazine.magazine import Magazine
from plugins.magazine.picture import PAGE, Print, Recipe, Shown, address, prints, shown


class Wanted(NamedTuple):
    """A picture of the content that is to be printed by a recipe; ``strict`` where it must be whole, as in a case."""

    source: str
    recipe: Recipe
    strict: bool = True


def picture(magazine: Magazine, source: str, recipe: Recipe = PAGE) -> Shown | None:
    """A picture of the content as a page shows it; None where there is none that can be printed."""
    original = magazine.originals.get(source)
    if original is None or not original.mark:  # a drawing; or nobody wants to print
        return Shown(f"/{quote(source)}") if source and not (original and original.fault) else None
    return None if original.fault else shown(address(source, original, recipe), recipe)


def files_of(magazine: Magazine, wanted: Wanted) -> Iterator[tuple[Print, str]]:
    """What is printed of a picture, and where each print lies."""
    original = magazine.originals[wanted.source]
    for one in prints(wanted.source, original, wanted.recipe):
        yield one, f"{magazine.prints}/{original.key(wanted.recipe)}/{one.name}"


def length_of(magazine: Magazine, source: str) -> int:
    """The bytes of a picture's largest print; 0 where there is none."""
    original = magazine.originals.get(source)
    if not original or original.fault or not magazine.prints:
        return 0
    _, path = next(files_of(magazine, Wanted(source, PAGE)))
    return os.stat(path).st_size if os.path.exists(path) else 0
