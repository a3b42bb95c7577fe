"""Credits say whose work a text is besides its author's: who translated it from what, and where it appeared before."""

from datetime import date
from typing import NamedTuple

from plugins.magazine.catalogue import language_name
from plugins.magazine.dates import long_day
from plugins.magazine.listing import Ref, shown
from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Placed, Run


class Original(NamedTuple):
    """The text that another was translated from. ``changed`` is the day, in words, of a change that the translation lacks."""

    name: str  # of its language
    language: str
    address: str
    changed: str = ""


class Credits(NamedTuple):
    """What is said below a text of where it comes from."""

    translator: Ref = Ref("")
    original: Original | None = None
    first_published: str = ""
    first_url: str = ""


NOBODY_ELSE = Credits()  # most texts are their author's alone


def credits(magazine: Magazine, day: date, placed: Placed) -> Credits:
    """The credits of a story, in the language that the magazine speaks."""
    run, header = magazine.run(day), placed.story.header
    card = magazine.directory.person(header.translator) if header.translator else None
    translator = shown(magazine, day, Ref(card.name, card.address)) if card else Ref(header.translator)
    source = original(run, placed)
    made_of = None
    if source:
        language = source.story.lang
        changed = long_day(last_change(run, source), magazine.language) if is_older(run, placed, source) else ""
        made_of = Original(language_name(language), language, run.address(source.story), changed)
    first = header.first_published
    when = long_day(first.date, magazine.language) if first and first.date else ""
    where = ", ".join(part for part in (first.where, when) if part) if first else ""
    return Credits(translator, made_of, where, first.url if first else "")


def original(run: Run, placed: Placed) -> Placed | None:
    """The text that a story is a translation of: the one without a translator, in the magazine's language if there are several."""

    if not (others := run.translations(placed)):
        return None

    def rank(one: Placed) -> tuple[bool, bool, str]:
        header = one.story.header
        return bool(header.translator or header.translation), one.story.lang != run.masthead.language, one.story.lang

    first = min([placed, *others], key=rank)
    return None if first is placed else first


def last_change(run: Run, placed: Placed) -> date:
    """The day on which readers last got something new of a printed text."""
    own, corrections = (placed.story.header.modified or placed.published).date(), placed.story.corrections(run.day)
    return max([own, *(one.date for one in corrections)]) if corrections else own


def is_older(run: Run, placed: Placed, source: Placed) -> bool:
    """Whether the text that a story was translated from was changed since."""
    return last_change(run, source) > last_change(run, placed)
