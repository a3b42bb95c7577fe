"""Numbers as a sentence says them: small ones in words."""

from plugins.magazine.catalogue import ENGLISH, Catalogue, catalogue

_ENGLISH = catalogue(ENGLISH)


def in_words(number: int, say: Catalogue = _ENGLISH) -> str:
    """A number as one writes it at the beginning of a sentence: in words below a hundred, else in figures."""
    # words: the numbers from 0 to 19, with spaces between them
    ones = say.gettext(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    ).split()
    if number < len(ones):
        return ones[number]
    if number < 100:
        ten, one = divmod(number, 10)
        # words: 20, 30 and so on to 90, with spaces between them
        tens = say.gettext("twenty thirty forty fifty sixty seventy eighty ninety").split()[ten - 2]
        return say.gettext("%(tens)s-%(ones)s") % {"tens": tens, "ones": ones[one]} if one else tens
    return f"{number:,}".replace(",", say.pgettext("between thousands", ","))


def file_size(size: int, say: Catalogue = _ENGLISH) -> str:
    """How large a file is, as one says it before it is fetched: ``200 KB``, ``1.2 MB``; thousands, as telephones count them."""
    if size < 999_500:
        return say.gettext("%(number)s KB") % {"number": max(1, round(size / 1000))}
    return say.gettext("%(number)s MB") % {"number": f"{size / 1_000_000:.1f}".replace(".", say.pgettext("before decimals", "."))}


def counted(number: int, thing: str) -> str:
    """A count as an English sentence begins with it: ``Six days``, ``One day``."""
    return f"{in_words(number).capitalize()} {_of(number, thing)}"


def in_figures(number: int, thing: str, things: str = "") -> str:
    """A count as the desk tells it: ``6 files``, ``1 file``; ``things`` where it is no ``s`` that makes many."""
    return f"{number:,} {_of(number, thing, things)}"


def _of(number: int, thing: str, things: str = "") -> str:
    return thing if number == 1 else things or f"{thing}s"
