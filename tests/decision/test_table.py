"""The engine against a decision table that knows nothing of it.

The table says what each clause means of a household of which everything is known. What is unknown
is filled in every way there is: where all ways agree the clause is settled, else it is unknown.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongshi.decision import household
from gongshi.decision.criteria import CRITERIA, judge
from gongshi.decision.household import Decision, Outcome
from gongshi.decision.truth import Truth
from tests.decision.county import AVERAGE, DAY, LINE, case, law, survey

YEAR = 2019
YES_NO = (True, False)
# Net of two persons around the line (2 x 3218) and the average (2 x 13900), and either side.
NETS = (0, 6000, 6435, 6436, 6437, 9000, 27799, 27800, 27801, 60000)
VALUES: dict[str, tuple[Any, ...]] = {
    "net": NETS,
    "stable_source": YES_NO,
    "food_enough": YES_NO,
    "clothing_enough": YES_NO,
    "safe_water": YES_NO,
    "electricity": YES_NO,
    "steady": YES_NO,
    "education.children": (0, 1, 2),
    "education.out_for_money": (0, 1),
    "education.out_other": (0, 1),
    "housing.homes": (0, 1, 2),
    "housing.grade": ("a", "b", "c", "d"),
    "housing.can_build": YES_NO,
    "medical.insured": YES_NO,
    "medical.guaranteed": YES_NO,
    "medical.heavy_burden": YES_NO,
    "medical.out_of_pocket": (0, 1, 2000, 60000),
    "medical.relapse_risk": YES_NO,
    "vehicles.comfort_car": YES_NO,
    "vehicles.vessel": YES_NO,
    "vehicles.construction_machinery": YES_NO,
    "vehicles.large_farm_machinery": YES_NO,
    "enterprise.runs_or_invests": YES_NO,
    "enterprise.long_term_employees": YES_NO,
    "enterprise.trades_normally": YES_NO,
    "enterprise.pays_tax": YES_NO,
    "payroll.state_payroll": YES_NO,
    "payroll.village_post": ("none", "principal"),
    "absence.months_away": (0, 11, 12, 30),
    "absence.income_clearly_above_average": YES_NO,
    "clearly_outside.applies": YES_NO,
}
"""Every fact, and the values that it is filled in with."""

FILLED = {**VALUES, "net": (0, 6436, 10**9), "housing.grade": ("b", "c")}
"""One value of each kind is enough to fill in what is unknown."""

# Facts that the schema wants as soon as anything of their part is recorded.
WANTED = {"education": "children", "housing": "homes"}
Known = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A clause: the facts it looks at, and when it is met, everything being known."""

    facts: tuple[str, ...]
    met: Callable[[Known], bool]


def keys(part: str) -> tuple[str, ...]:
    return tuple(key for key in VALUES if key == part or key.startswith(f"{part}."))


SCHOOLED = Row(
    ("education.children", "education.out_for_money", "education.out_other"),
    lambda f: f["education.out_for_money"] + f["education.out_other"] == 0,
)
SAFE = Row(
    ("housing.homes", "housing.grade"),
    lambda f: f["housing.homes"] > 0 and f["housing.grade"] in "ab",
)
CARED = Row(
    ("medical.insured", "medical.guaranteed"),
    lambda f: f["medical.insured"] and f["medical.guaranteed"],
)
FED = Row(("food_enough", "safe_water"), lambda f: f["food_enough"] and f["safe_water"])
ABOVE = Row(("net",), lambda f: f["net"] > 2 * LINE[YEAR])
GOALS = (FED, SCHOOLED, SAFE, CARED)
GOAL_FACTS = tuple(key for goal in GOALS for key in goal.facts)


def goals_met(f: Known) -> bool:
    return all(goal.met(f) for goal in GOALS) and f["clothing_enough"]


TABLE: dict[str, Row] = {
    "goal.no-worry.food": FED,
    "goal.no-worry.clothing": Row(("clothing_enough",), lambda f: f["clothing_enough"]),
    "goal.guarantee.education": SCHOOLED,
    "goal.guarantee.housing": SAFE,
    "goal.guarantee.medical": CARED,
    "goal.standard.income": ABOVE,
    "entry.four-in.1": Row(("net",), lambda f: f["net"] < 2 * LINE[YEAR]),
    "entry.four-in.2": Row(
        ("education.children", "education.out_for_money"),
        lambda f: f["education.out_for_money"] > 0,
    ),
    "entry.four-in.3": Row(
        keys("housing"),
        lambda f: (
            not f["housing.can_build"]
            and (
                f["housing.homes"] == 0 or (f["housing.homes"] == 1 and f["housing.grade"] in "cd")
            )
        ),
    ),
    "entry.four-in.4": Row(
        ("net", "medical.heavy_burden", "medical.out_of_pocket"),
        lambda f: (
            f["medical.heavy_burden"] and f["net"] - f["medical.out_of_pocket"] < 2 * LINE[YEAR]
        ),
    ),
    "entry.seven-not-in.1": Row(("net",), lambda f: f["net"] > 2 * AVERAGE[YEAR]),
    "entry.seven-not-in.3": Row(keys("vehicles"), lambda f: any(f[k] for k in keys("vehicles"))),
    "entry.seven-not-in.4": Row(
        keys("enterprise"), lambda f: all(f[k] for k in keys("enterprise"))
    ),
    "entry.seven-not-in.5": Row(
        keys("payroll"),
        lambda f: f["payroll.state_payroll"] or f["payroll.village_post"] == "principal",
    ),
    "entry.seven-not-in.6": Row(
        keys("absence"),
        lambda f: f["absence.months_away"] >= 12 and f["absence.income_clearly_above_average"],
    ),
    "entry.seven-not-in.7": Row(
        ("clearly_outside.applies",), lambda f: f["clearly_outside.applies"]
    ),
    "entry.standard.national": Row(
        ("net", "clothing_enough", *GOAL_FACTS),
        lambda f: f["net"] < 2 * LINE[YEAR] and not goals_met(f),
    ),
    "exit.one-out.a": ABOVE,
    "exit.one-out.b": Row(("stable_source",), lambda f: f["stable_source"]),
    "exit.one-out.c": SCHOOLED,
    "exit.one-out.d": CARED,
    "exit.one-out.e": SAFE,
    "exit.one-out.f": Row(("safe_water",), lambda f: f["safe_water"]),
    "exit.one-out.g": Row(("electricity",), lambda f: f["electricity"]),
    "exit.one-out.h": Row(("medical.relapse_risk",), lambda f: not f["medical.relapse_risk"]),
    "exit.three-not-out.1": Row(
        ("net", "steady", "clothing_enough", *GOAL_FACTS),
        lambda f: not (f["net"] > 2 * LINE[YEAR] and f["steady"] and goals_met(f)),
    ),
}
ELSEWHERE = {
    "scope.1",
    "scope.4",
    "entry.seven-not-in.2",
    "exit.three-not-out.2",
    "exit.three-not-out.3",
}
"""Clauses whose facts are not plain answers; the rulebook has them case by case."""


def possible(facts: Known) -> bool:
    """Where there is no child none is out of school."""
    out = (facts.get("education.out_for_money") or 0) + (facts.get("education.out_other") or 0)
    return out == 0 or facts.get("education.children") != 0


def by_table(row: Row, facts: Known) -> Truth:
    """Settled where every way to fill in the unknown agrees."""
    unknown = [key for key in row.facts if facts.get(key) is None]
    ways = itertools.product(*(FILLED[key] for key in unknown))
    filled = [{**facts, **dict(zip(unknown, way, strict=True))} for way in ways]
    answers = {bool(row.met(one)) for one in filled if possible(one)}
    return answers.pop() if len(answers) == 1 else None


def recorded(facts: Known) -> Known:
    """The facts as a record can hold them: a part without what it must have is not there."""
    return {
        key: value
        for key, value in facts.items()
        if key.partition(".")[0] not in WANTED
        or facts[f"{key.partition('.')[0]}.{WANTED[key.partition('.')[0]]}"] is not None
    }


FACTS = (
    st.fixed_dictionaries({key: st.sampled_from((None, *some)) for key, some in VALUES.items()})
    .map(recorded)
    .filter(possible)
)
# Mostly known, and each fact as good as it gets: else nobody would ever be let in or out.
GOOD: Known = {
    **{key: False for key in VALUES if key.partition(".")[0] in ("vehicles", "enterprise")},
    "net": 9000, "stable_source": True, "food_enough": True, "clothing_enough": True,
    "safe_water": True, "electricity": True, "steady": True, "education.children": 1,
    "education.out_for_money": 0, "education.out_other": 0, "housing.homes": 1,
    "housing.grade": "b", "housing.can_build": True, "medical.insured": True,
    "medical.guaranteed": True, "medical.heavy_burden": False, "medical.out_of_pocket": 0,
    "medical.relapse_risk": False, "payroll.state_payroll": False,
    "payroll.village_post": "none", "absence.months_away": 0,
    "absence.income_clearly_above_average": False, "clearly_outside.applies": False,
}  # fmt: skip
NEARLY_GOOD = (
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 10), max_size=3)
    .map(
        lambda changed: {
            **GOOD,
            **{key: (None, *VALUES[key])[n % (len(VALUES[key]) + 1)] for key, n in changed.items()},
        }
    )
    .map(recorded)
    .filter(possible)
)
HOUSEHOLDS = st.one_of(FACTS, NEARLY_GOOD)


def whole(facts: Known, **more: Any) -> Any:
    """The household: new housing answered, as the table does not know it."""
    found = survey(YEAR, {**facts, "new_housing": {"done": False}})
    return case({"surveys": [found], **more})


def test_the_table_and_its_neighbour_know_every_clause() -> None:
    assert set(TABLE) | ELSEWHERE == set(CRITERIA)


@settings(max_examples=400, deadline=None)
@given(HOUSEHOLDS)
@example({})
@example(GOOD)
def test_each_clause_answers_as_the_table_does(facts: Known) -> None:
    judged = whole(facts)
    for clause, row in TABLE.items():
        assert judge(clause, judged, YEAR, DAY).truth is by_table(row, facts), clause


def entry_by_table(facts: Known) -> Outcome:
    four = [by_table(row, facts) for name, row in TABLE.items() if name.startswith("entry.four")]
    seven = [by_table(row, facts) for name, row in TABLE.items() if name.startswith("entry.seven")]
    if True in seven:
        return Outcome.BARRED
    if four == [False] * 4:
        return Outcome.NOT_ELIGIBLE
    known_in, known_not_out = True in four, seven == [False] * 6
    return Outcome.MAY_BE_ASSESSED if known_in and known_not_out else Outcome.UNDECIDED


def exit_by_table(facts: Known, effect: str | None, entered: int) -> Outcome:
    eight = [by_table(row, facts) for name, row in TABLE.items() if name.startswith("exit.one")]
    unsteady = by_table(TABLE["exit.three-not-out.1"], facts)
    if unsteady is True or effect == "not-yet":
        return Outcome.MAY_NOT_EXIT
    if False in eight:
        return Outcome.NOT_YET
    if entered == YEAR:
        return Outcome.IN_PRINCIPLE_NOT
    settled = eight == [True] * 8 and unsteady is False and effect == "clear"
    return Outcome.MUST_BE_LISTED if settled else Outcome.UNDECIDED


@settings(max_examples=300, deadline=None)
@given(HOUSEHOLDS)
@example({**GOOD, "net": 6000})
def test_the_entry_follows_as_the_table_says(facts: Known) -> None:
    assert household.entry(whole(facts), YEAR, DAY).outcome is entry_by_table(facts)


def leaving(facts: Known, effect: str | None, entered: int) -> Decision:
    measure = {"id": "m1", "from": "2018-03-01", "causes": []}
    history = [{"date": f"{entered}-06-20", "change": "entry", "round": f"{entered}-entry"}]
    told = {**measure, "effect": effect} if effect else measure
    return household.leave(whole(facts, measures=[told], history=history), YEAR, DAY)


@settings(max_examples=300, deadline=None)
@given(HOUSEHOLDS, st.sampled_from(("clear", "not-yet", None)), st.sampled_from((2018, YEAR)))
@example(GOOD, "clear", 2018)
@example(GOOD, "clear", YEAR)
def test_the_exit_follows_as_the_table_says(facts: Known, effect: str | None, entered: int) -> None:
    outcome = leaving(facts, effect, entered).outcome
    assert outcome is exit_by_table(facts, effect, entered)


@settings(max_examples=300, deadline=None)
@given(HOUSEHOLDS, st.data())
def test_a_fact_more_never_makes_what_is_known_unknown(facts: Known, data: st.DataObject) -> None:
    unknown = [key for key in VALUES if facts.get(key) is None]
    chosen = st.lists(st.sampled_from(unknown), unique=True) if unknown else st.just([])
    learnt = {key: data.draw(st.sampled_from(VALUES[key]), label=key) for key in data.draw(chosen)}
    more = recorded({**dict.fromkeys(VALUES), **facts, **learnt})
    before, after = whole(facts), whole(more)
    for clause in TABLE:
        was = judge(clause, before, YEAR, DAY).truth
        if was is not None and possible(more):
            assert judge(clause, after, YEAR, DAY).truth is not None, clause
    for decide in (household.entry, household.leave):
        if decide(before, YEAR, DAY).outcome is not Outcome.UNDECIDED and possible(more):
            assert decide(after, YEAR, DAY).outcome is not Outcome.UNDECIDED


def test_the_generated_households_reach_every_outcome() -> None:
    """A property over households that are never let in or out would hold of nothing."""
    poor = {**GOOD, "net": 6000}
    reached = {
        household.entry(whole(poor), YEAR, DAY).outcome,
        household.entry(whole({**poor, "vehicles.vessel": True}), YEAR, DAY).outcome,
        household.entry(whole(GOOD), YEAR, DAY).outcome,
        household.entry(whole({}), YEAR, DAY).outcome,
        leaving(GOOD, "clear", 2018).outcome,
        leaving(GOOD, "not-yet", 2018).outcome,
        leaving(GOOD, "clear", YEAR).outcome,
        leaving({**GOOD, "electricity": False}, "clear", 2018).outcome,
    }
    assert reached == set(Outcome) - {Outcome.OUT_OF_SCOPE, Outcome.NOT_IN_FORCE}
    assert law().group("entry.four-in", YEAR) is not None
