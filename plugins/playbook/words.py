"""Counts in words: how many members it happened to, and how that ended."""

from collections.abc import Iterable

RIGHT, IN_PART, OPEN = "resolved", "partly-resolved", "not-resolved"
_ONES = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A number as one writes it at the beginning of a sentence: in words below a hundred, else in figures."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
    return f"{number:,}"


def happened(admitted: int, members: int, clients: int, did: str) -> str:
    """Who tells of a problem: ``admitted`` cases of so many ``members``, and those of ``clients``.

    ``did`` is what the vocabulary says of members with this problem (``delivered late``).
    """
    sentences = []
    if admitted:
        who = f"{in_words(members)} {'member' if members == 1 else 'members'}"
        often = "" if members == admitted else f", in {in_words(admitted)} stories,"
        sentences.append(f"{who}{often} {did or ('tells of it' if members == 1 else 'tell of it')}.")
    if clients:
        more = " more" if admitted else ""
        sentences.append(f"in {in_words(clients)}{more} {'story' if clients == 1 else 'stories'} the problem was a client\u2019s.")
    return _capitals(sentences)


def ended(results: Iterable[str]) -> str:
    """How some cases ended: ``Five cases were put right, one in part, and one was not.``"""
    found = list(results)
    right, in_part, still_open = (found.count(one) for one in (RIGHT, IN_PART, OPEN))
    total = len(found)
    if total in (right, in_part):
        what = "put right" if right else "put right in part"
        return {1: f"It was {what}.", 2: f"Both were {what}."}.get(total, f"All {in_words(total)} were {what}.") if total else ""
    if total == still_open:
        return {1: "It was not put right.", 2: "Neither was put right."}.get(total, f"None of the {in_words(total)} was put right.")
    parts = []
    if right:
        parts.append(f"{_cases(right)} put right")
    if in_part:
        parts.append(f"{in_words(in_part)} in part" if right else f"{_cases(in_part)} put right in part")
    if still_open:
        parts.append(f"{in_words(still_open)} {_were(still_open)} not")
    *first, last = parts
    return _capitals([f"{', '.join(first)}{',' if len(first) > 1 else ''} and {last}."])


def counted(results: Iterable[str]) -> str:
    """How many cases there are and how they ended, in figures: ``3 cases: 2 put right, 1 not``."""
    found = list(results)
    names = {RIGHT: "put right", IN_PART: "put right in part", OPEN: "not put right"}
    parts = [f"{found.count(one)} {name}" for one, name in names.items() if one in found]
    return f"1 case: {names[found[0]]}" if len(found) == 1 else f"{len(found)} cases: {', '.join(parts)}"


def _cases(number: int) -> str:
    return f"{in_words(number)} {'case' if number == 1 else 'cases'} {_were(number)}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _capitals(sentences: Iterable[str]) -> str:
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
