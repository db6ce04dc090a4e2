"""Counting of days, months and years as Japanese law does, and the days on which offices are closed."""

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Counting = Literal["first_day_in", "first_day_out"]
_DAY = timedelta(days=1)


def last_day(start: date, months: int, counting: Counting) -> date:
    """The last day of a period of months.

    `first_day_in`: the period begins with `start` itself (「から起算して」). `first_day_out`: it begins with
    the day after (Civil Code, art. 140). It ends on the day before the one that answers to its first day in
    the last month, or with that month where there is no such day (art. 143-2).

    Raises:
        OverflowError: beyond the calendar.
    """
    first = start if counting == "first_day_in" else start + _DAY
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        raise OverflowError(year)
    length = calendar.monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - _DAY


def as_number(day: date) -> int:
    """The day as conditions compare it: 1 June 1981 is 19810601."""
    return day.year * 10_000 + day.month * 100 + day.day


def is_closed(day: date) -> bool:
    """Whether metropolitan offices are closed: weekends, national holidays, 29 December to 3 January.

    Holidays follow the law as it stands since 2022; other years are computed alike.
    """
    return day.weekday() >= 5 or (day.month, day.day) in _YEAR_END or day in _holidays(day.year)


def open_day_before(day: date) -> date:
    """The day itself, or the last one before it on which offices are open."""
    while is_closed(day):
        day -= _DAY
    return day


_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
"""Month and which Monday of it."""


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    days = {date(year, month, day) for month, day in _FIXED}
    for month, which in _MONDAYS:
        first = date(year, month, 1)
        days.add(first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (which - 1)))
    days.add(date(year, 3, _equinox(year, 20.8431)))
    days.add(date(year, 9, _equinox(year, 23.2488)))
    for day in sorted(days):
        if day.weekday() == 6:  # a holiday on Sunday moves to the next day that is none
            moved = day + _DAY
            while moved in days:
                moved += _DAY
            days.add(moved)
    between = {day + _DAY for day in days if day + 2 * _DAY in days}
    return frozenset(days | {day for day in between if day not in days and day.weekday() != 6})


def _equinox(year: int, base: float) -> int:
    """Day of the equinox, by the usual approximation for 1980 to 2099."""
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)
