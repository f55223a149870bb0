"""A day of the records as a moment, where a standard asks for one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongshi.public.facts import County


def midnight(county: County, day: date) -> datetime:
    """The first moment of a day where the county is, with its offset from UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(county.time_zone))
