"""The signs that no face of the printed edition has (a smiling face, a Chinese letter), and what is set in their place."""

import re
import unicodedata
from collections.abc import Iterator

from plugins.magazine import compositor
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.run import Run

LEFT_OUT = "[\u2026]"  # as in a quotation: for letters
_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
_UNUSUAL = re.compile(r"[^\x00-\u017f\u0400-\u045f\u0490\u0491\u2010-\u2026\u20ac\u2116\u2122]")  # which every serif has
_KNOWN: dict[str, bool] = {}  # of each sign that was asked for, whether a face has it: asking takes a process
_RUN = re.compile(r"(?:\[\u2026\]\s*){2,}")


def settable(text: str) -> str:
    """A text as it is set: a sign that is lacking gives way to its name in brackets, letters to the mark of what is left out."""
    if not _UNUSUAL.search(text):
        return text
    lacking = _lacking(frozenset(_signs(text)))
    if not lacking:
        return text
    return _RUN.sub(f"{LEFT_OUT} ", "".join(_instead(one) if one in lacking else one for one in _signs(text))).strip(" ")


def rules(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """A warning for each line with such signs in the newest issue and in those to come, where a PDF is made of them."""
    if "pdf" not in magazine.masthead.editions:
        return
    newest = max((issue.number for issue in run.issues), default=0)
    for number, issue in run.all_issues.items():
        if number < newest:
            continue
        texts = [(issue.path, issue.manuscript.line("theme"), issue.theme), (issue.path, issue.manuscript.body_line, issue.manuscript.body)]
        for story in run.contents[number]:
            texts += [(story.path, story.line("title"), story.title), (story.path, story.line("summary"), story.header.summary)]
            texts.append((story.path, story.manuscript.body_line, story.body))
        for booking in magazine.bookings:
            for one in booking.insertions:
                if one.issue == number:
                    texts.append((booking.path, booking.line(one), f"{one.headline} {one.text}"))
        for path, first, text in texts:
            yield from _told(path, first, text)


def _told(path: str, first: int, text: str) -> Iterator[Problem]:
    for line, words in enumerate(text.split("\n"), first) if _UNUSUAL.search(text) else ():
        signs = list(_signs(words))
        lacking = _lacking(frozenset(signs))
        found = list(dict.fromkeys(one for one in signs if one in lacking))
        if found:
            shown = ", ".join(f"`{one}` is set as {_instead(one)}" for one in found[:3])
            more = f", and {len(found) - 3} more" if len(found) > 3 else ""
            message = f"the faces of the PDF edition lack {len(found)} of its signs: {shown}{more}; put it otherwise if that does not do"
            yield Problem(path, line, "no-face", message, WARNING)


def _signs(text: str) -> Iterator[str]:
    """Each letter or sign with the marks that belong to it."""
    held = ""
    for character in text:
        if held and (character in _JOINERS or held[-1] == "\u200d" or unicodedata.category(character)[0] == "M"):
            held += character
            continue
        if held:
            yield held
        held = character
    if held:
        yield held


def _lacking(signs: frozenset[str]) -> frozenset[str]:
    unusual = frozenset(one for one in signs if _UNUSUAL.search(one))
    if new := unusual - _KNOWN.keys():
        lacking = compositor.unshown(new)
        _KNOWN.update((one, one not in lacking) for one in new)
    return frozenset(one for one in unusual if not _KNOWN[one])


def _instead(sign: str) -> str:
    """In words of Unicode (chapter 4.8), as ``[smiling face]``; letters have no names that say anything."""
    usual = unicodedata.normalize("NFKC", sign)
    if usual != sign and not _UNUSUAL.search(usual):
        return usual
    if unicodedata.category(sign[0])[0] in "LM":
        return LEFT_OUT
    names = [unicodedata.name(one, "").lower() for one in sign if one not in _JOINERS]
    return f"[{', '.join(name for name in names if name) or 'sign'}]"
