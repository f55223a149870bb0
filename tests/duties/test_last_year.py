"""The last year that a calendar has: the periods end with it."""

from __future__ import annotations

from datetime import date

import pytest

from gongshi.duties.span import Span, periods


@pytest.mark.parametrize(("every", "number"), [("month", 12), ("quarter", 4), ("year", 1)])
def test_the_last_year_has_its_periods_and_no_more(every: str, number: int) -> None:
    year = Span(date(9999, 1, 1), date.max)
    found = list(periods(every, year))
    assert len(found) == number
    assert found[-1].last == date.max
