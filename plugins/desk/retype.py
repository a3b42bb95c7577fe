"""Retyping turns a text typed by hand into Markdown: paragraphs, lists and quotes, with not a word changed."""

import re
from typing import NamedTuple

WIDEST = 100  # no line of a text that breaks its lines by hand is longer
NARROWEST = 45
LONG = 40  # words of a paragraph beside which a short one stands out
_ITEM = re.compile(r"^(\d{1,2})[.)]\s+(\S.*)$")
_BULLET = re.compile(r"^[-*+\u2022\u25cf\u25e6\u2043]\s+(\S.*)$")
_RULE = re.compile(r"^([-=*_~])(\s*\1){2,}$")


class Piece(NamedTuple):
    """A paragraph, or the first one of an item. ``mark`` is ``1.`` or ``-`` for an item; ``tight``: no blank line before it."""

    text: str
    mark: str = ""
    indented: bool = False
    tight: bool = False


def retype(lines: list[str]) -> str:
    """A text as Markdown; every word of it is there again, in order."""
    pieces = _pieces(lines)
    item_of = _items(pieces)
    quote = _quote(pieces, item_of)
    out: list[str] = []
    for at, piece in enumerate(pieces):
        if _RULE.match(piece.text):
            out.append("* * *")
        elif piece.mark and item_of[at] == at:
            out.append(f"{piece.mark} {_literal(piece.text)}")
        elif item_of[at] is not None:
            out.append("    " + _literal(_whole(piece)))
        else:
            out.append(("> " if at == quote else "") + _literal(_whole(piece)))
    return "\n\n".join(out) + "\n" if out else ""


def _whole(piece: Piece) -> str:
    return f"{piece.mark} {piece.text}".strip()


def _pieces(lines: list[str]) -> list[Piece]:
    width = max((len(line.rstrip()) for line in lines), default=0)
    by_hand = NARROWEST <= width <= WIDEST
    pieces: list[Piece] = []
    before = ""
    for line in lines:
        text = " ".join(line.split())
        if not text:
            before = ""
            continue
        item, bullet = _ITEM.match(text), _BULLET.match(text)
        # a line is broken by hand where the next word would not have fitted on it
        full = len(before) + 1 + len(text.split()[0]) > width or text[0].islower() and len(before) > width * 2 // 3
        goes_on = by_hand and before and not (item or bullet) and full
        if goes_on and not _RULE.match(text):
            pieces[-1] = pieces[-1]._replace(text=f"{pieces[-1].text} {text}")
        elif _RULE.match(text):
            pieces.append(Piece(text))
        else:
            mark = f"{item[1]}." if item else "-" if bullet else ""
            words = item[2] if item else bullet[1] if bullet else text
            pieces.append(Piece(words, mark, len(line) - len(line.lstrip()) >= 2, bool(before)))
        before = line.rstrip() if not _RULE.match(text) else ""
    return pieces


def _items(pieces: list[Piece]) -> list[int | None]:
    """For every piece the item it belongs to: an item to itself, what is between two items to the first of them."""
    belongs: list[int | None] = [None] * len(pieces)
    for run in _runs(pieces):
        for item, following in zip(run, [*run[1:], None], strict=True):
            end = following if following is not None else item + 1 + _following_tight(pieces, run)
            for at in range(item, min(end, len(pieces))):
                belongs[at] = item
    return belongs


def _runs(pieces: list[Piece]) -> list[list[int]]:
    """Lists: numbers that count on from 1, or dashes one under another; two at least."""
    runs: list[list[int]] = []
    for at, piece in enumerate(pieces):
        if not piece.mark:
            continue
        last = runs[-1][-1] if runs else -1
        counts_on = piece.mark != "-" and runs and pieces[last].mark == f"{int(piece.mark[:-1]) - 1}."
        dash_on = piece.mark == "-" and runs and pieces[last].mark == "-" and last == at - 1
        if counts_on or dash_on:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if len(run) > 1 and pieces[run[0]].mark in ("-", "1.")]


def _following_tight(pieces: list[Piece], run: list[int]) -> int:
    """How many lines right below the last item are its own: as many as the item before it has."""
    expected = 0
    for at in range(run[-2] + 1, run[-1]):
        if not pieces[at].tight:
            break
        expected += 1
    count = 0
    for piece in pieces[run[-1] + 1 : run[-1] + 1 + expected]:
        if not piece.tight:
            break
        count += 1
    return count


def _quote(pieces: list[Piece], item_of: list[int | None]) -> int | None:
    """The one line that the author set off: moved in, else short and alone between two long paragraphs."""
    inner = [
        at
        for at in range(1, len(pieces) - 1)
        if item_of[at] is None and not pieces[at].mark and not pieces[at].tight and not pieces[at + 1].tight
    ]
    if sum(piece.indented for piece in pieces) * 3 < len(pieces):  # else moving in is how this author begins a paragraph
        for at in inner:
            if pieces[at].indented and len(pieces[at].text.split()) <= 30:
                return at
    for at in inner:
        size = len(pieces[at].text.split())
        around = (pieces[at - 1], pieces[at + 1])
        if 6 <= size <= 20 and pieces[at].text.endswith((".", "!")) and all(len(p.text.split()) >= LONG and not p.mark for p in around):
            return at
    return None


def _literal(text: str) -> str:
    """A line of plain text that Markdown takes for nothing else."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    if re.match(r"\d+[.)](\s|$)", text):
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return "\\" + text if re.match(r"#|>|[-+*](\s|$)|[=-]+$|```|~~~", text) else text
