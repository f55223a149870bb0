"""Clauses with written exceptions, measures and waivers, each answer worked out by hand."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from gongshi.decision import household
from gongshi.decision.criteria import judge
from gongshi.decision.household import Outcome
from gongshi.decision.truth import Truth
from gongshi.load.document import Document
from gongshi.policy.law import Law
from tests.decision.county import DAY, case, documents, law, survey
from tests.decision.test_table import GOOD

EVIDENCE = [{"kind": "document", "date": "2018-01-01", "text": {"zh": "批复"}}]
YEAR = 2019


def answered(clause: str, **parts: Any) -> Truth:
    return judge(clause, case({"surveys": [survey(YEAR, parts)]}), YEAR, DAY).truth


@pytest.mark.parametrize(
    ("new_housing", "barred"),
    [
        (None, None),
        ({"done": False}, False),
        ({"done": True, "kind": "bought"}, True),
        ({"done": True, "kind": "built", "exception": "disaster"}, True),
        ({"done": True, "kind": "built", "exception": "disaster", "evidence": EVIDENCE}, False),
        ({"done": True, "kind": "built", "evidence": EVIDENCE}, True),
    ],
)
def test_new_housing_bars_but_for_an_exception_with_evidence(
    new_housing: dict[str, Any] | None, barred: Truth
) -> None:
    assert answered("entry.seven-not-in.2", new_housing=new_housing) is barred


@pytest.mark.parametrize(
    ("payroll", "barred"),
    [
        (None, None),
        ({"state_payroll": False, "village_post": "none"}, False),
        ({"village_post": "none"}, None),
        ({"state_payroll": True, "village_post": "none"}, True),
        ({"state_payroll": False, "village_post": "principal"}, True),
        ({"state_payroll": False, "village_post": "principal", "exception": "major-cause"}, True),
        ({"state_payroll": False, "village_post": "principal", "exception": "major-cause",
          "evidence": EVIDENCE}, False),
        ({"state_payroll": False, "village_post": "principal", "exception": "ordinary-cadre",
          "evidence": EVIDENCE}, True),
        ({"state_payroll": True, "village_post": "principal", "exception": "major-cause",
          "evidence": EVIDENCE}, True),
        ({"state_payroll": False, "village_post": "ordinary"}, None),
        ({"state_payroll": False, "village_post": "ordinary", "exception": "ordinary-cadre"}, None),
        ({"state_payroll": False, "village_post": "ordinary", "exception": "ordinary-cadre",
          "evidence": EVIDENCE}, False),
    ],
)  # fmt: skip
def test_a_post_bars_but_for_an_exception_with_evidence(
    payroll: dict[str, Any] | None, barred: Truth
) -> None:
    assert answered("entry.seven-not-in.5", payroll=payroll) is barred


@pytest.mark.parametrize(
    ("measures", "held"),
    [
        ([], False),
        ([("2018-03-01", "clear", None)], False),
        ([("2018-03-01", "not-yet", None)], True),
        ([("2018-03-01", None, None)], None),
        ([("2018-03-01", "clear", None), ("2019-01-01", None, None)], None),
        ([("2018-03-01", None, None), ("2019-01-01", "not-yet", None)], True),
        ([("2020-01-01", "not-yet", None)], False),  # not begun by the day
        ([("2018-03-01", "clear", "2019-11-18")], False),
        ([("2018-03-01", "clear", "2019-11-19")], None),  # judged only after the day
    ],
)
def test_help_holds_back_until_its_effect_is_clear(
    measures: list[tuple[str, str | None, str | None]], held: Truth
) -> None:
    named = ("from", "effect", "effect_on")
    found = [
        {key: value for key, value in zip(named, one, strict=True) if value is not None}
        for one in measures
    ]
    assert judge("exit.three-not-out.2", case({"measures": found}), YEAR, DAY).truth is held


@pytest.mark.parametrize(
    ("nets", "years", "unsteady"),
    [
        ({2019: 9000}, 1, False),
        ({2019: 6436}, 1, True),
        ({2018: 9000, 2019: 9000}, 2, False),
        ({2018: 5990, 2019: 9000}, 2, True),
        ({2019: 9000}, 2, None),  # 2018 was not surveyed
        ({2017: 9000, 2019: 9000}, 3, None),
        ({2017: 5000, 2019: 9000}, 3, True),
    ],
)
def test_steady_means_so_many_surveyed_years_in_a_row(
    nets: dict[int, int], years: int, unsteady: Truth
) -> None:
    well = {
        "steady": True, "food_enough": True, "clothing_enough": True, "safe_water": True,
        "education": {"children": 0}, "housing": {"homes": 1, "grade": "a"},
        "medical": {"insured": True, "guaranteed": True},
    }  # fmt: skip
    surveys = [survey(year, {**well, "net": net}) for year, net in nets.items()]
    judged = judge("exit.three-not-out.1", case({"surveys": surveys}, law(years)), YEAR, DAY)
    assert judged.truth is unsteady


def test_without_the_years_line_nothing_is_decided_by_another_years() -> None:
    poor = case({"surveys": [survey(YEAR, {"net": 100})]}, law(no_line=YEAR))
    for clause in ("entry.four-in.1", "exit.one-out.a"):
        verdict = judge(clause, poor, YEAR, DAY)
        assert verdict.truth is None
        assert [amount.name for amount in verdict.unset] == ["poverty-line"]
    assert judge("entry.four-in.1", poor, 2018, DAY).missing, "2018 was not surveyed"


def test_what_is_learnt_after_the_day_is_not_known_on_it() -> None:
    found = case({"surveys": [survey(YEAR, {"electricity": True})]})
    assert judge("exit.one-out.g", found, YEAR, date(2019, 10, 20)).truth is True
    assert judge("exit.one-out.g", found, YEAR, date(2019, 10, 19)).truth is None


def test_out_of_scope_comes_before_everything() -> None:
    urban = {"registration": {"kind": "urban", "township": "shuiyun"}}
    assert household.entry(case(urban), YEAR, DAY).outcome is Outcome.OUT_OF_SCOPE
    away = {"registration": {"kind": "rural", "township": "songlan"}}
    assert household.entry(case(away), YEAR, DAY).outcome is Outcome.OUT_OF_SCOPE


def test_in_a_year_without_clauses_in_force_nothing_is_decided() -> None:
    decision = household.entry(case({}), 2021, date(2021, 12, 1))
    assert decision.outcome is Outcome.NOT_IN_FORCE
    assert decision.absent == ("scope", "entry.four-in", "entry.seven-not-in")


def test_how_clauses_combine_is_read_from_the_catalogue() -> None:
    """Were all four in asked for, income below the line alone would not let a household in."""
    facts = survey(YEAR, {"net": 100, "education": {"children": 0}})
    found = []
    for document in documents():
        value = copy.deepcopy(document.value)
        if document.origin.id == "entry.four-in":
            value["combine"] = "all"
        found.append(Document(document.origin, value, document.source))
    truths = [
        household.entry(case({"surveys": [facts]}, under), YEAR, DAY).group("entry.four-in").truth
        for under in (law(), Law(found))
    ]
    assert truths == [True, False]


@pytest.mark.parametrize(
    ("waiver", "outcome"),
    [
        ({"year": YEAR, "date": "2019-11-18"}, Outcome.MUST_BE_LISTED),
        ({"year": YEAR, "date": "2019-11-19"}, Outcome.IN_PRINCIPLE_NOT),  # decided too late
        ({"year": 2018, "date": "2018-11-18"}, Outcome.IN_PRINCIPLE_NOT),  # for another year
        ({"clause": "exit.three-not-out.1", "year": YEAR, "date": "2019-11-18"},
         Outcome.IN_PRINCIPLE_NOT),
    ],
)  # fmt: skip
def test_a_waiver_counts_for_its_clause_and_year_from_its_day(
    waiver: dict[str, Any], outcome: Outcome
) -> None:
    entered = [{"date": "2019-06-20", "change": "entry", "round": "2019-entry"}]
    facts = survey(YEAR, dict(GOOD))
    written = {"clause": "exit.three-not-out.3", **waiver}
    found = case({"surveys": [facts], "history": entered, "waivers": [written]})
    assert household.leave(found, YEAR, DAY).outcome is outcome
