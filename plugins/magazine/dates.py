"""Days as they are printed. The words are ours, since the machine's own change with its language."""

from __future__ import annotations

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def month_name(day: date) -> str:
    """``May``."""
    return MONTHS[day.month - 1]


def month_short(day: date) -> str:
    """``May``, ``Jun``: the first three letters."""
    return month_name(day)[:3]


def long_day(day: date) -> str:
    """``1 May 2019``."""
    return f"{day.day} {month_name(day)} {day.year}"
