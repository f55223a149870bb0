"""What must hold of the rules together: one fact, its findings; no order, no clock, no silence."""

from __future__ import annotations

import copy
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi import pipeline, rules
from gongshi.decision import household
from gongshi.decision.criteria import CRITERIA
from gongshi.load.document import Document
from gongshi.pipeline import Checked
from gongshi.rules import character, identity, parameter, policy, privacy, reference, review
from gongshi.rules.base import Index, enforced_by, holding
from tests.conftest import AS_OF, NOW
from tests.rules.test_rulebook import base, document, put

FORM = {
    one.FAMILY.name for one in (character, identity, parameter, policy, privacy, reference, review)
}
"""Families that guard the form of the records and who changes them; the others the policy."""


def test_every_rule_clause_of_the_catalogue_is_enforced(sample_checked: Checked) -> None:
    groups = Index(sample_checked.documents, (), "records").law.policy.clause_groups
    for group in groups:
        for clause in group.clauses:
            assert (clause.how == "rule") is bool(holding(group, clause)), clause.id
    assert set(enforced_by()) <= {clause.id for group in groups for clause in group.clauses}
    assert set(CRITERIA) <= set(enforced_by())


def test_every_rule_of_the_policy_names_its_clauses() -> None:
    for family in rules.FAMILIES:
        for rule in family.rules:
            assert rule.clauses or rule.needs or rule.judged or family.name in FORM, rule.code


def codes(documents: list[Document], as_of: date = AS_OF) -> set[str]:
    return {finding.code for finding in rules.check(Index(documents, (), "records"), as_of)}


# One fact of a household that is in order, and what a reader of the clause expects of it.
REGISTERED = "townships/example/example-village/households/h999901.yaml"
EXITED = "townships/example/example-village/households/h999903.yaml"
FLIPS: list[tuple[str, str, Any, set[str]]] = [
    (REGISTERED, "registration.kind", "urban", {"scope.out-of-scope"}),
    (REGISTERED, "registration.kind", "converted", set()),
    (REGISTERED, "surveys.2018.vehicles.comfort_car", True, {"entry.barred"}),
    (REGISTERED, "surveys.2018.vehicles.comfort_car", "absent", {"entry.undecided"}),
    (REGISTERED, "surveys.2018.new_housing.done", True, {"entry.barred"}),
    (REGISTERED, "surveys.2018.clearly_outside.applies", True, {"entry.barred"}),
    (REGISTERED, "surveys.2018.payroll.village_post", "ordinary", {"entry.undecided"}),
    (REGISTERED, "surveys.2018.absence.months_away", 12, {"entry.undecided"}),
    (REGISTERED, "surveys.2018.safe_water", True, {"entry.national-standard-not-met"}),
    (REGISTERED, "surveys.2018.safe_water", "absent", {"entry.undecided"}),
    (REGISTERED, "surveys.2018.electricity", "absent", set()),
    (REGISTERED, "surveys.2018.income.net", 8000, {"income.net-differs"}),
    (REGISTERED, "surveys.2018.income.persons", 2, {"income.persons-differ",
                                                    "income.per-head-differs"}),
    (REGISTERED, "members.p9999902.left.date", "2018-06-01", {"income.persons-differ",
                                                              "entry.not-eligible",
                                                              "names.head-count-differs",
                                                              "entry.national-standard-not-met"}),
    (REGISTERED, "causes.main", "illness", {"status.cause-without-measure",
                                            "status.measure-without-cause"}),
    (EXITED, "surveys.2018.electricity", False, {"exit.one-out-not-met"}),
    (EXITED, "surveys.2018.electricity", "absent", {"exit.undecided"}),
    (EXITED, "surveys.2018.housing.grade", "d", {"exit.one-out-not-met"}),
    (EXITED, "surveys.2018.steady", False, {"exit.contradiction"}),
    (EXITED, "surveys.2018.food_enough", False, {"exit.held-back"}),
    (EXITED, "measures.m1.effect", "not-yet", {"exit.contradiction"}),
    (EXITED, "measures.m1.effect_on", "2019-01-10", {"exit.undecided"}),
    # A round has taken it up, so its exit is not late; but it was announced.
    (EXITED, "history.1", "absent", {"announcement.not-in-history",
                                     "help.household-without-helper"}),
    (EXITED, "history.0.date", "2018-12-20", {"status.change-out-of-order",
                                              "announcement.history-differs",
                                              "help.household-without-helper"}),
    (EXITED, "surveys.2017.enterprise.runs_or_invests", True, {"entry.undecided"}),
    (EXITED, "surveys.2017.steady", True, set()),
]  # fmt: skip


@pytest.mark.parametrize(("path", "keys", "value", "expected"), FLIPS)
def test_one_fact_flips_exactly_what_its_clause_says(
    path: str, keys: str, value: Any, expected: set[str]
) -> None:
    documents = dict(base())
    changed = copy.deepcopy(documents[path].value)
    put(changed, keys, value)
    documents[path] = document(path, changed)
    assert codes(list(documents.values())) == expected


def entered(checked: Checked, outcome: household.Outcome) -> list[Document]:
    """The sample's households on the list whose latest exit decision has this outcome."""
    index = Index(checked.documents, (), "records")
    found = []
    for case in index.cases:
        years = case.surveyed_by(AS_OF)
        here = case.standing_on(AS_OF) == "registered" and not case.closed_by(AS_OF)
        if here and household.leave(case, years[-1], AS_OF).outcome is outcome:
            found.append(case.document)
    return found


def test_in_the_sample_one_fact_flips_exactly_its_finding(sample_checked: Checked) -> None:
    """A car in the survey of the entry: of 741 households one, and for one reason."""
    one = entered(sample_checked, household.Outcome.MAY_NOT_EXIT)[0]
    changed = copy.deepcopy(one.value)
    year = int(changed["history"][0]["round"][:4])
    put(changed, f"surveys.{year}.vehicles.comfort_car", True)
    path = one.origin.path.removeprefix("records/")
    others = [other for other in sample_checked.documents if other is not one]
    every = rules.check(Index([*others, document(path, changed)], (), "records"), AS_OF)
    found = [finding for finding in every if finding not in sample_checked.findings]
    assert [(finding.code, finding.record) for finding in found] == [
        ("entry.barred", one.origin.id)
    ]
    assert "entry.seven-not-in.3" in found[0].message.zh
    assert "entry.four-in" in found[0].message.zh, "the reason it was let in is told too"


FAULTY = {
    REGISTERED: ("surveys.2018.vehicles.comfort_car", True),
    EXITED: ("surveys.2018.electricity", "absent"),
    "townships/example/example-village/households/h999902.yaml": (
        "registration.township",
        "another",
    ),
    "policy/parameters/notice-days.yaml": ("values.0.to", "absent"),
}


@settings(max_examples=25, deadline=None)
@given(st.integers())
def test_the_order_of_files_never_changes_a_finding(seed: int) -> None:
    documents = dict(base())
    for path, (keys, value) in FAULTY.items():
        changed = copy.deepcopy(documents[path].value)
        put(changed, keys, value)
        documents[path] = document(path, changed)
    ordered = list(documents.values())
    shuffled = random.Random(seed).sample(ordered, len(ordered))
    one, other = (
        list(rules.check(Index(order, (), "records"), AS_OF)) for order in (ordered, shuffled)
    )
    assert one == other
    assert len(one) == 5, "another is no township of this county, which is told too"


def test_nothing_depends_on_the_clock(county: Path) -> None:
    late = datetime(2031, 5, 6, tzinfo=UTC)
    one, other = (pipeline.check(county, AS_OF, now) for now in (NOW, late))
    assert one == other
    assert one.documents == other.documents


def test_a_message_never_holds_a_value_of_the_record(sample_checked: Checked) -> None:
    """Every fact of one household broken in turn: no income, name or number comes back."""
    hidden = {"欧阳采薇", "温若谷", "3000", "3,000", "4200", "4,200", "7500", "7,500", "2500",
              "2,500"}  # fmt: skip
    for path, keys, value, _ in FLIPS:
        documents = dict(base())
        changed = copy.deepcopy(documents[path].value)
        put(changed, keys, value)
        documents[path] = document(path, changed)
        for finding in rules.check(Index(documents.values(), (), "records"), AS_OF):
            told = f"{finding.message}{finding.hint}"
            assert not [one for one in hidden if one in told], finding.code
    assert sample_checked.passes


def without(path: str) -> Index:
    """The rulebook's county with one record that cannot be read."""
    found = base()
    rest = [one for other, one in found.items() if other != path]
    return Index(rest, (found[path].origin,), "records")


def test_a_clause_in_a_file_that_cannot_be_read_is_not_told_as_missing() -> None:
    index = without("policy/clauses/exit.one-out.yaml")
    found = {finding.code for finding in rules.check(index, AS_OF)}
    assert not {code for code in found if code.startswith(("policy.", "exit.", "internal."))}


def test_a_village_with_a_household_that_cannot_be_read_has_no_incidence() -> None:
    """Its persons are not known: three of a hundred may be two, or five."""
    village = "townships/example/example-village/village.yaml"
    documents = dict(base())
    changed = copy.deepcopy(documents[village].value)
    put(changed, "history.1", {"date": "2019-11-01", "change": "exited"})
    put(changed, "populations.2018.persons", 1)
    documents[village] = document(village, changed)
    assert "village.incidence-not-met" in codes(list(documents.values()))
    unread = documents.pop("townships/example/example-village/households/h999902.yaml")
    index = Index(documents.values(), (unread.origin,), "records")
    found = {finding.code for finding in rules.check(index, AS_OF)}
    assert "village.incidence-not-met" not in found
