"""A day is read as people write it: in words of five languages, in numbers, with or without the day of the week."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january jan січня января januar janvier",
    "february feb лютого февраля februar février",
    "march mar березня марта märz mars",
    "april apr квітня апреля avril",
    "may травня мая mai",
    "june jun червня июня juni juin",
    "july jul липня июля juli juillet",
    "august aug серпня августа août",
    "september sep sept вересня сентября septembre",
    "october oct жовтня октября oktober octobre",
    "november nov листопада ноября novembre",
    "december dec грудня декабря dezember décembre",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "понеділок вівторок середа середу четвер п.ятниця п.ятницю субота суботу неділя неділю пн вт ср чт пт сб нд "
    "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье вс "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim"
)
_WEEKDAY = rf"(?:(?:{_WEEKDAYS.replace(' ', '|')})[.,]{{0,2}}\s+)?"
_LEAD = r"(?:(?:posted|published|date|written|дата|datum)\s*(?:on)?:?\s+)?"
_END = r"(?:\s*р(?:оку|\.)|\s*г(?:ода|\.))?\.?"
_DAY_FIRST = re.compile(
    rf"{_LEAD}{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{{4}}){_END}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"{_LEAD}{_WEEKDAY}([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_ISO = re.compile(rf"{_LEAD}{_WEEKDAY}(\d{{4}})-(\d\d)-(\d\d)", re.IGNORECASE)
_NUMBERS = re.compile(rf"{_LEAD}{_WEEKDAY}(\d{{1,2}})[./](\d{{1,2}})[./](\d{{4}})", re.IGNORECASE)


def read_day(words: str) -> tuple[bool, date | None]:
    """Whether a line is a day and nothing else, and which; no day where there are two readings (3/4/2019) or none."""
    if found := _DAY_FIRST.fullmatch(words):
        day, month, year = int(found[1]), _MONTH.get(found[2].lower(), 0), int(found[3])
    elif found := _MONTH_FIRST.fullmatch(words):
        day, month, year = int(found[2]), _MONTH.get(found[1].lower(), 0), int(found[3])
    elif found := _ISO.fullmatch(words):
        day, month, year = int(found[3]), int(found[2]), int(found[1])
    elif found := _NUMBERS.fullmatch(words):
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        if one <= 12 and two <= 12 and one != two:
            return True, None
        day, month = (one, two) if two <= 12 else (two, one)
    else:
        return False, None
    if not month:
        return False, None
    try:
        return True, date(year, month, day)
    except ValueError:
        return True, None
