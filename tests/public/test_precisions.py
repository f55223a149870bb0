"""The figures as the public sees them: small groups held back, incomes never told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.pipeline import Checked
from gongshi.precisions import measures
from gongshi.public.facts import County, FigureFact, FigureSet
from gongshi.public.precisions import figure_sets, precisions
from gongshi.public.view import view
from gongshi.rules.base import Index
from tests.conftest import NOW
from tests.public.test_view import facts
from tests.rules.test_identity import edit

OF_HOUSEHOLDS = {
    "targets.hits-confirmed",
    "targets.late-exits",
    "targets.wrongly-entered",
    "measures.causes-addressed",
    "results.returns-within-one-year",
    "results.returns-within-two-years",
    "results.income-rose",
}
"""The figures that count households; others count money, projects, days, or what is announced."""


def figure(county: County, name: str) -> FigureSet:
    return next(
        one for precision in county.precisions for one in precision.figures if one.id == name
    )


def of_all(one: FigureSet) -> Iterator[FigureFact]:
    yield one.county
    yield from (fact for _, fact in one.townships)
    yield from one.villages.values()


@pytest.mark.parametrize("name", sorted(OF_HOUSEHOLDS))
def test_no_number_of_households_from_one_to_four_is_told(name: str, sample_facts: County) -> None:
    for fact in of_all(figure(sample_facts, name)):
        for number in (fact.numerator, fact.denominator, fact.unknown):
            assert number in (None, 0) or number >= 5, name
        if fact.numerator is not None and fact.denominator is not None:
            rest = fact.denominator - fact.numerator
            assert rest == 0 or rest >= 5, "what is left of the denominator is a group too"


@pytest.mark.parametrize("name", ["targets.hits-confirmed", "targets.late-exits"])
def test_no_village_is_the_only_one_held_back_in_a_township_that_is_told(
    name: str, sample_facts: County
) -> None:
    told = figure(sample_facts, name)
    for township in sample_facts.townships:
        whole = next(fact for place, fact in told.townships if place.id == township.id)
        held = [one.id for one in township.villages if told.villages[one.id].state == "held-back"]
        assert whole.state == "held-back" or len(held) != 1, township.id


def test_the_sample_shows_both_figures_and_what_is_held_back(sample_facts: County) -> None:
    held = {
        name
        for name in OF_HOUSEHOLDS
        if any(fact.state == "held-back" for fact in of_all(figure(sample_facts, name)))
    }
    assert {"targets.hits-confirmed", "results.income-rose"} <= held
    assert figure(sample_facts, "measures.causes-addressed").county.value == 10_000


def test_of_incomes_only_a_percentage_is_told(sample_facts: County) -> None:
    growth, rose = (figure(sample_facts, f"results.income-{one}") for one in ("growth", "rose"))
    for name, fact in growth.villages.items():
        assert fact.numerator is None
        assert fact.denominator is None
        assert (fact.state == "held-back") is (rose.villages[name].state == "held-back")
        assert fact.state == "held-back" or fact.value is not None


def test_money_projects_and_days_are_told_however_few(sample_facts: County) -> None:
    for name in ("projects.accepted", "funds.spent", "people.team-days", "results.exits"):
        assert all(fact.state != "held-back" for fact in of_all(figure(sample_facts, name)))


def test_a_percentage_is_rounded_down(sample_facts: County) -> None:
    """119 of 192 milestones are 61.979 %: never shown as 61.98 %."""
    fact = figure(sample_facts, "projects.on-time").county
    assert (fact.numerator, fact.denominator, fact.value) == (119, 192, 6197)


def test_a_village_with_one_household_on_the_list_tells_nothing_of_it() -> None:
    """Nobody is without a measure, so all of it is known; the 1 is not shown all the same."""
    fact = figure(facts(), "measures.causes-addressed").villages["tingquan"]
    assert fact == FigureFact("held-back", None, None, 0, None)


def test_the_smallest_group_is_the_countys_own(sample_checked: Checked) -> None:
    """The sample's villages have 5 households on the list and more: told at 5, held back at 6."""
    county, index = pipeline.county(sample_checked)
    (table,) = measures.tables(index, sample_checked.as_of)
    for smallest, state in ((5, "shown"), (6, "held-back")):
        (told,) = figure_sets(table, county, smallest)
        assert told.villages["tingquan"].state == state


def test_without_a_smallest_group_even_large_ones_are_held_back(sample_checked: Checked) -> None:
    documents = [one for one in sample_checked.documents if one.origin.id != "smallest-group"]
    county, _ = pipeline.county(sample_checked)
    told = precisions(Index(documents, (), "records"), county, sample_checked.as_of)
    (addressed,) = next(one for one in told if one.clause.id == "six-precisions.4").figures
    assert addressed.county.state == "held-back"
    assert addressed.county.numerator is None


def test_without_a_value_for_today_no_number_of_households_is_told(county: Path) -> None:
    edit(county, "policy/parameters/smallest-group.yaml", "from: 2014-01-01", "from: 2019-11-19")
    checked = pipeline.check(county, None, NOW)
    assert {one.code for one in checked.findings} == {"parameter.without-value"}
    assert not checked.passes, "and so nothing is built"
    seen = view(*pipeline.county(checked), checked.as_of)
    assert seen.smallest_group is None
    for name in OF_HOUSEHOLDS:
        for fact in of_all(figure(seen, name)):
            assert fact.numerator in (None, 0)
    assert figure(seen, "funds.budgeted").county.numerator == 350_000
