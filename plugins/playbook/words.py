"""Counts in words: how many members it happened to, and how that ended."""

from collections.abc import Iterable

from plugins.magazine.catalogue import ENGLISH, Catalogue, catalogue
from plugins.magazine.numbers import in_words

RIGHT, IN_PART, OPEN = "resolved", "partly-resolved", "not-resolved"
_ENGLISH = catalogue(ENGLISH)


def happened(admitted: int, members: int, clients: int, did: str, say: Catalogue = _ENGLISH) -> str:
    """Who tells of a problem: ``admitted`` cases of so many ``members``, and those of ``clients``.

    ``did`` is what the vocabulary says of members with this problem (``delivered late``).
    """
    sentences = []
    if admitted:
        did = did or say.ngettext("tells of it", "tell of it", members)
        if members == admitted:
            told = say.ngettext("%(members)s member %(did)s.", "%(members)s members %(did)s.", members)
        else:
            told = say.ngettext(
                "%(members)s member, in %(stories)s stories, %(did)s.", "%(members)s members, in %(stories)s stories, %(did)s.", members
            )
        sentences.append(told % {"members": in_words(members, say), "stories": in_words(admitted, say), "did": did})
    if clients and admitted:
        told = say.ngettext(
            "in %(stories)s more story the problem was a client\u2019s.",
            "in %(stories)s more stories the problem was a client\u2019s.",
            clients,
        )
        sentences.append(told % {"stories": in_words(clients, say)})
    elif clients:
        told = say.ngettext(
            "in %(stories)s story the problem was a client\u2019s.", "in %(stories)s stories the problem was a client\u2019s.", clients
        )
        sentences.append(told % {"stories": in_words(clients, say)})
    return _capitals(sentences)


def ended(results: Iterable[str], say: Catalogue = _ENGLISH) -> str:
    """How some cases ended: ``Five cases were put right, one in part, and one was not.``"""
    found = list(results)
    right, in_part, still_open = (found.count(one) for one in (RIGHT, IN_PART, OPEN))
    if len(found) in (right, in_part, still_open):
        return _all_alike(found[0], len(found), say) if found else ""
    parts = []
    if right:
        told = say.ngettext("%(cases)s case was put right", "%(cases)s cases were put right", right)
        parts.append(told % {"cases": in_words(right, say)})
    if in_part and right:
        parts.append(say.gettext("%(cases)s in part") % {"cases": in_words(in_part, say)})
    elif in_part:
        told = say.ngettext("%(cases)s case was put right in part", "%(cases)s cases were put right in part", in_part)
        parts.append(told % {"cases": in_words(in_part, say)})
    if still_open:
        parts.append(say.ngettext("%(cases)s was not", "%(cases)s were not", still_open) % {"cases": in_words(still_open, say)})
    if len(parts) == 2:
        return _capitals([say.gettext("%(first)s and %(last)s.") % {"first": parts[0], "last": parts[1]}])
    return _capitals([say.gettext("%(first)s, %(second)s, and %(last)s.") % {"first": parts[0], "second": parts[1], "last": parts[2]}])


def _all_alike(result: str, total: int, say: Catalogue) -> str:
    """How some cases ended that all ended in one way."""
    if result == RIGHT:
        one, both = say.gettext("It was put right."), say.gettext("Both were put right.")
        more = say.ngettext("All %(cases)s case was put right.", "All %(cases)s were put right.", total)
    elif result == IN_PART:
        one, both = say.gettext("It was put right in part."), say.gettext("Both were put right in part.")
        more = say.ngettext("All %(cases)s case was put right in part.", "All %(cases)s were put right in part.", total)
    else:
        one, both = say.gettext("It was not put right."), say.gettext("Neither was put right.")
        more = say.ngettext("Not the %(cases)s case was put right.", "None of the %(cases)s was put right.", total)
    return {1: one, 2: both}.get(total, more % {"cases": in_words(total, say)})


def counted(results: Iterable[str], say: Catalogue = _ENGLISH) -> str:
    """How many cases there are and how they ended, in figures: ``3 cases: 2 put right, 1 not put right``."""
    found = list(results)
    names = {RIGHT: say.gettext("put right"), IN_PART: say.gettext("put right in part"), OPEN: say.gettext("not put right")}
    parts = [f"{found.count(one)} {name}" for one, name in names.items() if one in found]
    told = names[found[0]] if len(found) == 1 else ", ".join(parts)
    return say.ngettext("%(num)s case: %(results)s", "%(num)s cases: %(results)s", len(found)) % {"num": len(found), "results": told}


def _capitals(sentences: Iterable[str]) -> str:
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
