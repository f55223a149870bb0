"""A later policy is data alone: the nine steps of 2021 with one notice, without a line of code.

Risk warning, home survey, authorisation, comparison, appraisal, one notice in the village of five
days at least, township review, county decision, data entry; fifteen days in all at most.
"""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongshi import rules
from gongshi.load import yaml
from gongshi.load.document import Document
from gongshi.rules import announcement, appraisal, comparison, names, notice, objection, procedure
from gongshi.rules.base import Index
from gongshi.schema import check as schema
from tests.rules.test_rulebook import VILLAGE, base, document, put

HERE = Path(__file__).parent / "later"
PROCEDURE = "policy/procedures/proc.monitoring.yaml"
ROUND = f"{VILLAGE}/rounds/2021-entry.yaml"
AS_OF = date(2021, 5, 17)
ON_ROUNDS = {
    family.FAMILY.name
    for family in (procedure, appraisal, names, notice, objection, comparison, announcement)
}


def county(edits: dict[str, Any] | None = None) -> list[Document]:
    """The county without faults, with the later procedure and a round that followed it."""
    documents = dict(base())
    for path, file in ((PROCEDURE, "proc.monitoring.yaml"), (ROUND, "2021-entry.yaml")):
        value, problems = yaml.parse((HERE / file).read_bytes(), path)
        assert not problems
        documents[path] = document(path, value)
    value = copy.deepcopy(documents[ROUND].value)
    for keys, edit in (edits or {}).items():
        put(value, keys, edit)
    documents[ROUND] = document(ROUND, value)
    fitting, findings = schema.check(list(documents.values()))
    assert not findings, findings
    return list(fitting)


def found(edits: dict[str, Any] | None = None) -> set[str]:
    findings = rules.check(Index(county(edits), (), "records"), AS_OF)
    return {
        one.code
        for one in findings
        if one.place.path.endswith("2021-entry.yaml") and one.code.split(".")[0] in ON_ROUNDS
    }


def test_a_round_of_nine_steps_passes() -> None:
    assert found() == set()


def test_the_procedure_is_chosen_by_day_and_direction() -> None:
    law = Index(county(), (), "records").law
    chosen = [law.procedure_on("entry", day) for day in (date(2020, 12, 31), date(2021, 1, 1))]
    assert [one.id if one else None for one in chosen] == ["proc.entry", "proc.monitoring"]
    assert law.procedure_on("exit", date(2021, 1, 1)) is None


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"steps.proc.monitoring.6.notice.to": "2021-05-12"}, {"notice.too-short"}),
        ({"steps.proc.monitoring.4": "absent"}, {"procedure.step-skipped"}),
        (
            {"steps.proc.monitoring.9.to": "2021-05-18", "steps.proc.monitoring.9.from":
             "2021-05-18"},
            {"procedure.in-future", "procedure.too-long"},
        ),
        (
            {"steps.proc.monitoring.3.acknowledgements.0.fingerprinted": False},
            {"names.not-acknowledged"},
        ),
        ({"steps.proc.monitoring.7.list": []}, {"names.lost", "announcement.differs"}),
        ({"steps.proc.monitoring.7.from": "2021-05-13"}, {"notice.cut-short"}),
        ({"steps.proc.monitoring.5.meetings.0.present": 20}, {"appraisal.quorum-not-met",
                                                             "appraisal.numbers-impossible"}),
        ({"opened": "2020-12-31"}, {"procedure.another-in-force"}),
        ({"procedure": "proc.entry"}, {"procedure.another-in-force"}),
    ],
)  # fmt: skip
def test_its_faults_are_found_by_the_same_rules(edits: dict[str, Any], expected: set[str]) -> None:
    assert found(edits) == expected
