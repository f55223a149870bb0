"""A parameter's value is the one of its day: never another year's, never another series'."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from gongshi.load.document import Document
from gongshi.policy.law import Law
from gongshi.policy.parameters import Parameters
from tests.decision.county import documents


def parameters(chosen: str | None = "statistics", **values: list[dict[str, Any]]) -> Parameters:
    """The sample's parameters, with another series chosen or other values."""
    found = []
    for document in documents():
        value = copy.deepcopy(document.value)
        if document.origin.kind == "county":
            choice = {"parameter": "poverty-line", "series": chosen}
            value["parameters"] = [choice] if chosen else []
        name = document.origin.id.replace("-", "_")
        if name in values:
            value["values"] = values[name]
        found.append(Document(document.origin, value, document.source))
    return Parameters(found)


SOURCE = {"title": {"zh": "示例"}, "standing": "unverified"}


def test_the_two_series_of_the_line_are_kept_apart() -> None:
    for series, line in (("statistics", 2952), ("exit-work", 3026), ("municipal", None)):
        assert parameters(series).in_year("poverty-line", 2016).number == line
    assert parameters(None).in_year("poverty-line", 2016).number is None


@pytest.mark.parametrize("year", [2009, 2021])
def test_a_year_without_a_value_has_none_and_never_last_years(year: int) -> None:
    amount = parameters().in_year("poverty-line", year)
    assert (amount.dated, amount.number, amount.place) == (None, None, None)
    assert parameters("exit-work").in_year("poverty-line", 2019).number is None


def test_a_value_holds_from_its_first_to_its_last_day() -> None:
    days = parameters()
    found = [days.on("notice-days", date(*day)).number for day in (
        (2013, 12, 31), (2014, 1, 1), (2020, 12, 31), (2021, 1, 1), (2030, 1, 1),
    )]  # fmt: skip
    assert found == [None, 7, 7, 5, 5]


def test_a_value_is_read_as_what_it_is_and_nothing_else() -> None:
    day = date(2019, 1, 1)
    given = parameters()
    assert given.on("appraisal-quorum", day).share == Fraction(2, 3)
    assert given.on("appraisal-quorum", day).word is None
    assert given.on("incidence-operator", day).word == "less-than"
    assert given.on("incidence-operator", day).share is None
    assert given.on("notice-first-day-counts", day).number is None, "false is no number of days"
    assert given.on("village-posts", day).words is not None
    assert given.on("no-such-parameter", day).dated is None


def test_an_undated_value_never_holds() -> None:
    given = parameters(steady_years=[{"value": 1, "source": SOURCE}])
    assert given.on("steady-years", date(2019, 1, 1)).dated is None


@pytest.mark.parametrize(
    ("year", "there"), [(2013, False), (2014, True), (2020, True), (2021, False)]
)
def test_a_group_of_clauses_is_in_force_in_its_years_only(year: int, there: bool) -> None:
    assert (Law(documents()).group("entry.four-in", year) is not None) is there


def test_an_amount_says_where_it_stands() -> None:
    place = parameters().in_year("poverty-line", 2019).place
    assert place is not None
    assert place.path == "records/policy/parameters/poverty-line.yaml"
    assert place.line > 1
