"""The incidence of poverty, on exact integers, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from gongshi.decision.village import Incidence, incidence
from gongshi.load.document import Document, Origin
from gongshi.policy.parameters import Amount
from gongshi.public.facts import Count, Figures
from tests.decision.county import case, law

DAY = date(2019, 11, 1)


def measured(poor: int, population: int | None) -> Incidence:
    under = law().parameters
    threshold = under.on("incidence-threshold", DAY)
    return Incidence(poor, population, 2018, threshold, under.on("incidence-operator", DAY))


@pytest.mark.parametrize(
    ("poor", "population", "met"),
    [
        (599, 20_000, True),  # 2.995 %, which rounds to 3.00 %
        (600, 20_000, False),  # exactly 3 %
        (601, 20_000, False),  # 3.005 %, which rounds to 3.00 % as well
        (0, 0, False),  # nobody of nobody: 0 is not less than 0
        (0, 1, True),
        (3, None, None),
    ],
)
def test_three_percent_is_not_below_three_percent(
    poor: int, population: int | None, met: bool | None
) -> None:
    assert measured(poor, population).met is met


def test_the_site_shows_what_was_decided() -> None:
    """The rounded figure on the site never says 3.00 % of what is below 3 %."""
    assert Figures(Count(1, 599), Count(), 1, 0, 0, 20_000, 2018).incidence == 299
    assert measured(599, 20_000).met is True


def test_without_a_threshold_nothing_is_decided() -> None:
    unset = Amount("incidence-threshold", DAY, None)
    operator = law().parameters.on("incidence-operator", DAY)
    assert Incidence(1, 100, 2018, unset, operator).met is None


def test_who_is_counted_and_by_which_population() -> None:
    history = [{"date": "2018-12-20", "change": "entry", "round": "2018-entry"}]
    left = {"date": "2019-11-01", "reason": "death"}
    members = [
        {"id": "p1", "joined": {"date": "2014-01-01", "reason": "on-record"}},
        {"id": "p2", "joined": {"date": "2014-01-01", "reason": "on-record"}, "left": left},
    ]
    households = [
        case({"history": history, "members": members}),
        case({"history": history, "closed": {"date": "2019-10-01", "reason": "moved-out"}}),
        case({}),
    ]
    village = Document(
        Origin("village", "records/v.yaml", "v"),
        {"populations": [{"year": year, "persons": 100 * year} for year in (2017, 2018, 2019)]},
        b"",
    )
    found = incidence(village, households, law(), DAY)
    assert (found.poor, found.population, found.year) == (1, 201_800, 2018)
