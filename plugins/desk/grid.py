"""The grid of a table: every cell where it stands, also where some stand over several columns or rows."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_IN_A_CELL = 40  # words, in a table of which some cells are merged: what has more is the layout of a page
MOST_COLUMNS = 50  # over which one cell may stand


def grid_of(rows: list[list["HtmlElement"]]) -> list[list["HtmlElement | None"]]:
    """The cells of a table where each stands, a cell over several columns or rows in the first of them.

    Nothing where its rows are not alike, or where it has one row or one column: then it is no table but a way to lay out a page.
    """
    stands: dict[tuple[int, int], HtmlElement | None] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in stands:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - at)
            around = {(at + below, column + beside): None for below in range(high) for beside in range(wide)}
            stands |= {**around, (at, column): cell}
    width = 1 + max((column for _, column in stands), default=0)
    merged = any(cell is None for cell in stands.values())
    long = merged and any(len("".join(cell.itertext()).split()) > MOST_IN_A_CELL for row in rows for cell in row)
    if long or len(stands) != len(rows) * width or len(rows) < 2 or width < 2:
        return []
    return [[stands[at, column] for column in range(width)] for at in range(len(rows))]


def _span(cell: "HtmlElement", name: str) -> int:
    said = cell.get(name, "1")
    return max(1, min(int(said), MOST_COLUMNS)) if re.fullmatch(r"\d{1,4}", said) else 1
