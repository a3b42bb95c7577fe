"""Days as they are printed. The words are ours, since the machine's own change with its language.

In many languages a month has one form alone, another beside a day, and a third within the time of an issue: each row of
twelve is one message of the catalogue.
"""

from __future__ import annotations

from datetime import date

from plugins.magazine.catalogue import ENGLISH, Catalogue, catalogue


def month_name(day: date, language: str = ENGLISH) -> str:
    """``May``, as it stands alone above a list."""
    say = catalogue(language)
    # words: twelve months with spaces between them
    return _of_twelve(say.gettext("January February March April May June July August September October November December"), day)


def long_day(day: date, language: str = ENGLISH) -> str:
    """``1 May 2019``."""
    say = catalogue(language)
    # words: the months beside a day (1 May 2019)
    months = say.pgettext("of a day", "January February March April May June July August September October November December")
    return say.gettext("%(day)s %(month)s %(year)s") % {"day": day.day, "month": _of_twelve(months, day), "year": day.year}


def month_of_year(day: date, language: str = ENGLISH) -> str:
    """``May 2019``, the time of an issue that comes out each month."""
    say = catalogue(language)
    # words: the months of an issue that comes out each month (May 2019)
    months = say.pgettext("of a year", "January February March April May June July August September October November December")
    return say.gettext("%(month)s %(year)s") % {"month": _of_twelve(months, day), "year": day.year}


def span(first: date, last: date, language: str = ENGLISH) -> str:
    """``May/Jun 2019``, ``Dec 2019/Jan 2020``: the time of an issue of several months."""
    say = catalogue(language)
    begins, ends = _in_a_span(say, first), _in_a_span(say, last)
    if first.year == last.year:
        return say.gettext("%(first)s/%(last)s %(year)s") % {"first": begins, "last": ends, "year": last.year}
    parts = {"first": begins, "year": first.year, "last": ends, "next": last.year}
    return say.gettext("%(first)s %(year)s/%(last)s %(next)s") % parts


def _in_a_span(say: Catalogue, day: date) -> str:
    # words: the months of an issue of several (May/Jun 2019)
    return _of_twelve(say.gettext("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), day)


def _of_twelve(months: str, day: date) -> str:
    return months.split()[day.month - 1]
