"""Spans of days and the periods of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.duties.span import (
    Span,
    Spans,
    common,
    days,
    end_of_month,
    joined,
    months_later,
    periods,
    without,
)

START = date(2016, 1, 1)


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


SPAN = st.tuples(st.integers(0, 60), st.integers(0, 30)).map(
    lambda found: Span(
        START + timedelta(days=found[0]), START + timedelta(days=found[0] + found[1])
    )
)
SPANS = st.lists(SPAN, max_size=5).map(joined)


def lying_in(spans: Spans) -> set[date]:
    return {
        START + timedelta(days=number)
        for number in range(100)
        if any(one.holds(START + timedelta(days=number)) for one in spans)
    }


@given(SPANS, SPANS)
def test_spans_are_sets_of_days(one: Spans, other: Spans) -> None:
    assert lying_in(common(one, other)) == lying_in(one) & lying_in(other)
    assert lying_in(without(one, other)) == lying_in(one) - lying_in(other)
    assert lying_in(joined((*one, *other))) == lying_in(one) | lying_in(other)
    assert days(one) == len(lying_in(one))


@given(st.lists(SPAN, max_size=6))
def test_joined_spans_neither_touch_nor_overlap(spans: list[Span]) -> None:
    found = joined(spans)
    assert all(a.last + timedelta(days=1) < b.first for a, b in pairwise(found))


def test_a_span_without_an_end_swallows_what_comes_after() -> None:
    assert joined([Span(START, date.max), span("2017-01-01", "2017-02-01")]) == (
        Span(START, date.max),
    )
    assert joined([span("2017-02-01", "2017-01-01")]) == ()


@pytest.mark.parametrize(
    ("every", "within", "found"),
    [
        ("month", "2016-02-29/2016-03-01", "2016-02-01/2016-02-29 2016-03-01/2016-03-31"),
        ("month", "2015-12-31/2016-01-01", "2015-12-01/2015-12-31 2016-01-01/2016-01-31"),
        ("quarter", "2019-03-31/2019-04-01", "2019-01-01/2019-03-31 2019-04-01/2019-06-30"),
        ("quarter", "2019-11-18/2019-11-18", "2019-10-01/2019-12-31"),
        ("year", "2018-12-31/2019-01-01", "2018-01-01/2018-12-31 2019-01-01/2019-12-31"),
    ],
)
def test_periods_are_those_of_the_calendar(every: str, within: str, found: str) -> None:
    told = [f"{one.first}/{one.last}" for one in periods(every, span(*within.split("/")))]
    assert " ".join(told) == found


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 48, date(2020, 2, 29)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
        (date(2018, 12, 20), 36, date(2021, 12, 20)),
        (date(2018, 12, 20), 0, date(2018, 12, 20)),
    ],
)
def test_months_later_never_leave_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_february_has_29_days_in_a_leap_year() -> None:
    assert [end_of_month(year, 2).day for year in (2016, 2019, 2020, 2100)] == [29, 28, 29, 28]
