"""The examples beside the clauses: what each says is what the rules say of the same facts.

The facts are written out here by hand, as a survey has them; all else of the household is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongshi.decision.criteria import CRITERIA, judge
from gongshi.policy.catalogue import Clause
from tests.decision.county import DAY, case, law, survey
from tests.decision.test_table import GOOD

YEAR = 2019
EVIDENCE = [{"kind": "document", "date": "2018-01-01", "text": {"zh": "批复"}}]
NO_VEHICLE = {
    "vehicles.comfort_car": False, "vehicles.vessel": False,
    "vehicles.construction_machinery": False, "vehicles.large_farm_machinery": False,
}  # fmt: skip
SCHOOLED = {"education.children": 2, "education.out_for_money": 0, "education.out_other": 0}
OUT_FOR_MONEY = {**SCHOOLED, "education.children": 1, "education.out_for_money": 1}
OUT_OTHERWISE = {**SCHOOLED, "education.children": 1, "education.out_other": 1}

# A clause, and the facts of its example that it applies to and of the one that it does not.
FACTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "goal.no-worry.food": (
        {"food_enough": True, "safe_water": True},
        {"food_enough": True, "safe_water": False},
    ),
    "goal.no-worry.clothing": ({"clothing_enough": True}, {"clothing_enough": False}),
    "goal.guarantee.education": (SCHOOLED, OUT_FOR_MONEY),
    "goal.guarantee.housing": (
        {"housing.homes": 1, "housing.grade": "b"},
        {"housing.homes": 1, "housing.grade": "d"},
    ),
    "goal.guarantee.medical": ({"medical.insured": True}, {"medical.insured": False}),
    "goal.standard.income": ({"net": 7000}, {"net": 6000}),
    "entry.standard.national": (
        {"net": 6000, "housing.homes": 1, "housing.grade": "d"},
        {"net": 6000},
    ),
    "entry.four-in.1": ({"net": 6000}, {"net": 2 * 3218}),
    "entry.four-in.2": (OUT_FOR_MONEY, OUT_OTHERWISE),
    "entry.four-in.3": (
        {"housing.homes": 1, "housing.grade": "d", "housing.can_build": False},
        {"housing.homes": 2, "housing.grade": "d", "housing.can_build": False},
    ),
    "entry.four-in.4": (
        {"net": 8000, "medical.heavy_burden": True, "medical.out_of_pocket": 3000},
        {"net": 8000, "medical.heavy_burden": True, "medical.out_of_pocket": 500},
    ),
    "entry.seven-not-in.1": ({"net": 30000}, {"net": 2 * 13900}),
    "entry.seven-not-in.2": (
        {"new_housing.done": True, "new_housing.kind": "bought"},
        {
            "new_housing.done": True,
            "new_housing.kind": "built",
            "new_housing.exception": "disaster",
            "new_housing.evidence": EVIDENCE,
        },
    ),
    "entry.seven-not-in.3": ({**NO_VEHICLE, "vehicles.comfort_car": True}, NO_VEHICLE),
    "entry.seven-not-in.4": (
        {
            "enterprise.runs_or_invests": True,
            "enterprise.long_term_employees": True,
            "enterprise.trades_normally": True,
            "enterprise.pays_tax": True,
        },
        {"enterprise.runs_or_invests": True, "enterprise.long_term_employees": False},
    ),
    "entry.seven-not-in.5": (
        {"payroll.state_payroll": True},
        {
            "payroll.state_payroll": False,
            "payroll.village_post": "ordinary",
            "payroll.exception": "ordinary-cadre",
            "payroll.evidence": EVIDENCE,
        },
    ),
    "entry.seven-not-in.6": (
        {"absence.months_away": 36, "absence.income_clearly_above_average": True},
        {"absence.months_away": 8},
    ),
    "entry.seven-not-in.7": ({"clearly_outside.applies": True}, {"clearly_outside.applies": False}),
    "exit.one-out.a": ({"net": 7000}, {"net": 2 * 3218}),
    "exit.one-out.b": ({"stable_source": True}, {"stable_source": False}),
    "exit.one-out.c": (SCHOOLED, OUT_OTHERWISE),
    "exit.one-out.d": ({"medical.insured": True}, {"medical.insured": False}),
    "exit.one-out.e": (
        {"housing.homes": 1, "housing.grade": "b"},
        {"housing.homes": 1, "housing.grade": "c"},
    ),
    "exit.one-out.f": ({"safe_water": True}, {"safe_water": False}),
    "exit.one-out.g": ({"electricity": True}, {"electricity": False}),
    "exit.one-out.h": ({"medical.relapse_risk": False}, {"medical.relapse_risk": True}),
    "exit.three-not-out.1": (
        {"net": 6500, "steady": False},
        {"net": 20000, "steady": True, "food_enough": True, "clothing_enough": True},
    ),
}
# What is not of the survey.
HOUSEHOLDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "scope.1": (
        {"registration": {"kind": "rural", "township": "shuiyun"}},
        {"registration": {"kind": "urban", "township": "shuiyun"}},
    ),
    "scope.4": (
        {"registration": {"kind": "rural", "township": "shuiyun"}},
        {"registration": {"kind": "rural", "township": "elsewhere"}},
    ),
    "exit.three-not-out.2": (
        {"measures": [{"from": "2019-03-01", "effect": "not-yet", "effect_on": "2019-09-01"}]},
        {"measures": [{"from": "2018-03-01", "effect": "clear", "effect_on": "2019-09-01"}]},
    ),
    "exit.three-not-out.3": (
        {"history": [{"date": "2019-06-20", "change": "entry", "round": "2019-entry"}]},
        {"history": [{"date": "2017-06-20", "change": "entry", "round": "2017-entry"}]},
    ),
}


def clauses() -> Iterator[Clause]:
    """The clauses that a rule decides of a household."""
    for group in law().policy.clause_groups:
        for clause in group.clauses:
            if clause.id in CRITERIA:
                yield clause


def test_every_clause_that_is_decided_has_an_example_either_way() -> None:
    assert {clause.id for clause in clauses()} == FACTS.keys() | HOUSEHOLDS.keys()
    for clause in clauses():
        assert [example.met for example in clause.examples] == [True, False], clause.id


@pytest.mark.parametrize("clause", sorted(FACTS))
def test_the_rules_say_of_an_example_what_it_says(clause: str) -> None:
    for facts, applies in zip(FACTS[clause], (True, False), strict=True):
        household = case({"surveys": [survey(YEAR, {**GOOD, **facts})]})
        assert judge(clause, household, YEAR, DAY).truth is applies, facts


@pytest.mark.parametrize("clause", sorted(HOUSEHOLDS))
def test_the_rules_say_it_of_a_household_too(clause: str) -> None:
    for facts, applies in zip(HOUSEHOLDS[clause], (True, False), strict=True):
        assert judge(clause, case(facts), YEAR, DAY).truth is applies, facts


@pytest.mark.parametrize(("poor", "met"), [(29, True), (30, False)])
def test_the_incidence_of_a_village_is_worked_as_the_example_works_it(poor: int, met: bool) -> None:
    (village,) = [group for group in law().policy.clause_groups if group.id == "village-exit"]
    example = next(one for one in village.clauses[0].examples if one.met is met)
    threshold = law().parameters.on("incidence-threshold", DAY).number
    operator = law().parameters.on("incidence-operator", DAY).word
    assert (threshold, operator) == (3, "less-than")
    assert (poor * 100 < threshold * 1000) is met
    assert str(poor) in example.en
