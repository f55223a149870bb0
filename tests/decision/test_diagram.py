"""What the self-check's diagrams say, held against the criteria on a record of the same answers.

A diagram is made from the criteria, but only on some records: here they meet any.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from gongshi.decision.answers import UNKNOWN, Household, bands, within
from gongshi.decision.criteria import CRITERIA, judge
from gongshi.decision.diagram import DECISIONS, Check, Fork, check
from gongshi.decision.household import (
    FOUR_IN,
    ONE_OUT,
    SCOPE,
    SEVEN_NOT_IN,
    THREE_NOT_OUT,
)
from gongshi.decision.truth import Truth, all_of, any_of
from gongshi.load import walk
from gongshi.policy.catalogue import AskedIf, ClauseGroup
from gongshi.policy.law import Law
from tests.conftest import TINY
from tests.decision.county import law

YEAR, LINE = 2019, 3218
KINDS = {"county", "clauses", "parameter", "questions"}
LAST = date(YEAR, 12, 31)


@cache
def under() -> Law:
    return Law(walk.read(TINY, wanted=lambda one: one.kind in KINDS).documents)


@cache
def made() -> Household:
    return Household(under().policy.questions, under(), YEAR)


@cache
def checks() -> dict[str, Check]:
    found = {kind: check(kind, under().policy.questions, under(), YEAR) for kind in DECISIONS}
    return {kind: one for kind, one in found.items() if one}


def group_of(name: str) -> ClauseGroup:
    group = under().group(name, YEAR)
    assert group is not None
    return group


def walked(of: Check, clause: str, answers: dict[str, str]) -> Truth:
    """The end of a clause's diagram; what was not asked is not known."""
    (number,) = (one.root for one in of.diagrams if one.clause == clause)
    node = of.nodes[number]
    while isinstance(node, Fork):
        then = dict(node.then)
        node = of.nodes[then.get(answers.get(node.question, UNKNOWN), then[UNKNOWN])]
    return node


@st.composite
def answered(draw: st.DrawFn) -> dict[str, str]:
    """An answer to each question that is asked after the earlier answers."""
    answers: dict[str, str] = {}
    for question in made().questions.values():
        needs = question.asked_if
        if needs is None or answers.get(needs.question, UNKNOWN) in needs.answers:
            choices = made().choices(question, answers)
            if question.amount == "cost" and not any(
                answers.get(one.id, UNKNOWN) != UNKNOWN
                for one in made().questions.values()
                if one.amount == "income"
            ):
                choices = ()
            required = (UNKNOWN,) if not question.always_recorded else ()
            answers[question.id] = draw(st.sampled_from((*choices, *required)))
    return answers


@settings(max_examples=400, deadline=None)
@given(answered())
def test_each_clause_says_what_its_criterion_says(answers: dict[str, str]) -> None:
    case = made().of({name: one for name, one in answers.items() if one != UNKNOWN})
    for of in checks().values():
        for one in of.diagrams:
            truth = judge(one.clause, case, YEAR, LAST).truth
            assert walked(of, one.clause, answers) is truth, one.clause


@settings(max_examples=200, deadline=None)
@given(answered())
def test_the_outcome_is_the_decision(answers: dict[str, str]) -> None:
    case = made().of({name: one for name, one in answers.items() if one != UNKNOWN})
    for kind, of in checks().items():
        found: list[Truth] = []
        for part in of.parts:
            truths = [walked(of, clause, answers) for clause in part.clauses]
            combine = any_of if part.combine == "any" else all_of
            found.append(combine(*truths))
        assert of.outcomes[tuple(found)] is DECISIONS[kind](case, YEAR, LAST).outcome


def test_every_clause_that_decides_is_asked_about() -> None:
    """Nothing that a decision rests on is left to the survey without a question."""
    groups = {
        "entry": (SCOPE, FOUR_IN, SEVEN_NOT_IN),
        "exit": (ONE_OUT, THREE_NOT_OUT),
    }
    for kind, names in groups.items():
        wanted = [
            clause.id
            for name in names
            for clause in group_of(name).clauses
            if clause.id in CRITERIA
        ]
        assert [one.clause for one in checks()[kind].diagrams] == wanted
        for one in checks()[kind].diagrams:
            assert one.questions, one.clause
            assert one.lacks == (), one.clause


def test_what_the_record_always_has_is_unknown_to_who_does_not_know() -> None:
    for kind, clause in (
        ("entry", "scope.1"),
        ("entry", "scope.4"),
        ("exit", "exit.three-not-out.2"),
        ("exit", "exit.three-not-out.3"),
    ):
        assert walked(checks()[kind], clause, {}) is None, clause


def test_a_clause_of_an_unknown_line_lacks_the_line() -> None:
    without = law(no_line=YEAR)
    found = check("entry", under().policy.questions, without, YEAR)
    assert found is not None
    (below,) = (one for one in found.diagrams if one.clause == "entry.four-in.1")
    assert found.nodes[below.root] is None
    assert [one.zh for one in below.lacks] == ["2019 年的贫困线（国家扶贫标准），统计口径"]


def test_a_clause_that_asks_earlier_years_lacks_their_surveys() -> None:
    found = check("exit", under().policy.questions, law(steady_years=2), YEAR)
    assert found is not None
    (steady,) = (one for one in found.diagrams if one.clause == "exit.three-not-out.1")
    assert "2018 年的入户调查" in [one.zh for one in steady.lacks]


def test_a_cost_may_be_asked_before_the_income_that_it_is_taken_from() -> None:
    """An income above the line; what is left after the cost is below it, at it, or still above."""
    asked = sorted(under().policy.questions, key=lambda one: one.amount == "income")
    assert asked[-1].amount == "income"
    found = check("entry", asked, under(), YEAR)
    assert found is not None
    ill = {"illness": "yes", "income": "b2"}
    truths = [walked(found, "entry.four-in.4", {**ill, "cost": band}) for band in bands((LINE,))]
    assert truths == [True, False, False]
    assert walked(found, "entry.four-in.4", ill) is None
    assert walked(found, "entry.four-in.4", {**ill, "income": "b0"}) is True


def test_a_question_may_wait_for_one_that_its_clause_does_not_turn_on() -> None:
    waiting = [
        structs.replace(one, asked_if=AskedIf("homes", ("one",))) if one.id == "water" else one
        for one in under().policy.questions
    ]
    found = check("exit", waiting, under(), YEAR)
    assert found is not None
    wet = {"homes": "one", "water": "yes"}
    assert walked(found, "exit.one-out.f", wet) is True
    assert walked(found, "exit.one-out.f", {**wet, "homes": "none"}) is None


def test_no_check_is_made_for_a_year_whose_clauses_are_over() -> None:
    assert check("entry", under().policy.questions, under(), 2021) is None


@pytest.mark.parametrize("bounds", [(), (3218,), (3218, 13900), (5, 6)])
def test_a_band_lies_where_its_number_says(bounds: tuple[int, ...]) -> None:
    """For two persons there is a sum between any two whole bounds a head."""
    sums = [within(band, bounds) for band in bands(bounds)]
    assert sums == sorted(set(sums))
    for number, whole in enumerate(sums):
        below = [bound for bound in bounds if 2 * bound < whole]
        assert len(below) == number // 2
        assert (number % 2 == 1) is (whole % 2 == 0 and whole // 2 in bounds)
