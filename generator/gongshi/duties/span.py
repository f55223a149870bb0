"""Spans of days, both ends included, and what can be said of several."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
PERIODS = {"month": 1, "quarter": 3, "year": 12}
"""The calendar periods, in months."""


class Span(NamedTuple):
    """From the first day to the last, both included; ``date.max`` stands for no end."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in the span."""
        return self.first <= day <= self.last


Spans = tuple[Span, ...]
"""Spans in order, that neither touch nor overlap."""


def joined(spans: Iterable[Span]) -> Spans:
    """The days that lie in any of the spans."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.first <= span.last):
        if found and (found[-1].last == date.max or span.first <= found[-1].last + ONE_DAY):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def common(one: Spans, other: Spans) -> Spans:
    """The days that lie in both."""
    return tuple(
        [
            Span(max(a.first, b.first), min(a.last, b.last))
            for a in one
            for b in other
            if a.first <= b.last and b.first <= a.last
        ]
    )


def without(one: Spans, other: Spans) -> Spans:
    """The days of ``one`` that do not lie in ``other``."""
    left = list(one)
    for taken in other:
        left = [part for span in left for part in _cut(span, taken)]
    return tuple(left)


def _cut(span: Span, taken: Span) -> Iterator[Span]:
    if taken.last < span.first or span.last < taken.first:
        yield span
        return
    if span.first < taken.first:
        yield Span(span.first, taken.first - ONE_DAY)
    if taken.last < span.last:
        yield Span(taken.last + ONE_DAY, span.last)


def days(spans: Spans) -> int:
    """How many days they are."""
    return sum((span.last - span.first).days + 1 for span in spans)


def periods(every: str, within: Span) -> Iterator[Span]:
    """The months, quarters or years of the calendar that share a day with ``within``, in order."""
    months = PERIODS[every]
    year, month = within.first.year, (within.first.month - 1) // months * months + 1
    while (year, month) <= (within.last.year, within.last.month):
        last = month + months - 1
        yield Span(date(year, month, 1), end_of_month(year, last))
        year, month = (year + 1, 1) if last == 12 else (year, last + 1)


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    end = end_of_month(day.year + year, month + 1)
    return min(end, end.replace(day=min(day.day, end.day)))
