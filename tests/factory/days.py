"""Days, years and streams of chance: the only calendar and the only dice of the factory."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

AS_OF = date(2019, 11, 18)
"""The day the county's records stand at; nothing that has happened is later."""
LINES = {2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218}
"""The poverty line of the statistics series, yuan a head."""
AVERAGES = {2016: 10700, 2017: 11700, 2018: 12700, 2019: 13900}
"""The local average income, yuan a head."""
YEARS = tuple(LINES)
THIS_YEAR = 2019
SPRING_FESTIVAL = {
    2016: date(2016, 2, 8),
    2017: date(2017, 1, 28),
    2018: date(2018, 2, 16),
    2019: date(2019, 2, 5),
}
WINDOW_END = (9, 30)
"""Month and day on which the yearly accounting window of income ends."""


def stream(seed: int, *labels: str | int) -> Random:
    """A stream of its own for each purpose, so that one part's size does not move another's."""
    return Random("/".join(map(str, (seed, *labels))))


def window_end(year: int) -> date:
    """Last day of the income window of a year's survey."""
    return date(year, *WINDOW_END)


@cache
def is_workday(day: date) -> bool:
    """Monday to Friday, outside the three long holidays."""
    if day.weekday() >= 5 or (day.month == 10 and day.day <= 7) or (day.month, day.day) == (1, 1):
        return False
    festival = SPRING_FESTIVAL.get(day.year)
    return festival is None or not -1 <= (day - festival).days <= 5


def workday(day: date) -> date:
    """The day itself where it is a workday, else the next one."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def after(day: date, count: int = 1) -> date:
    """The ``count``-th workday after a day."""
    for _ in range(count):
        day = workday(day + timedelta(days=1))
    return day


def before(day: date, count: int = 1) -> date:
    """The ``count``-th workday before a day."""
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_workday(day):
            day -= timedelta(days=1)
    return day


def day_in(rng: Random, first: date, last: date) -> date:
    """Any day from first to last; the first where there is no room."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def workday_in(rng: Random, first: date, last: date) -> date:
    """A workday from first to last, or the nearest workday before ``last``."""
    day = workday(day_in(rng, first, last))
    return day if day <= last else before(last + timedelta(days=1))
